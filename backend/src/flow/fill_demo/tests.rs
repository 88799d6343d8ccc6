//! What the filled demo promises.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::area::Level;
use domain::form::{Phone, StaffSignIn};
use domain::order::State;
use domain::time::Timestamp;

use super::{Account, FillError, fill};
use crate::ctx::{Ctx, SystemChance};
use crate::db::Db;
use crate::demo::{RECEIVED, SOLVED};
use crate::flow::fill_demo::clock::SteppedClock;
use crate::flow::{check, sign_in};
use crate::store;

/// 2026-11-23 10:15 in Zigong, a Monday.
const NOW: Timestamp = Timestamp(1_795_400_100_000);

async fn empty(folder: &tempfile::TempDir) -> Ctx {
    let url = format!("sqlite:{}", folder.path().join("demo.db").display());
    let db = Db::open(&url).await.expect("the database opens");
    db.migrate().await.expect("the database is migrated");
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").expect("the zone list is bundled");
    Ctx::new(db, Arc::new(SteppedClock::at(NOW)), Arc::new(SystemChance), zone)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_is_filled_once_with_the_figures_of_the_seed() {
    let folder = tempfile::tempdir().expect("a temp folder");
    let ctx = empty(&folder).await;
    let begun = std::time::Instant::now();
    let accounts = fill(&ctx, 1, 400, |_| {}).await.expect("the demo is filled");
    eprintln!("filled in {:?}", begun.elapsed());

    assert_eq!(check::check(&ctx).await.expect("the check runs"), Vec::<String>::new());
    let mut tx = ctx.db.read().await.expect("a transaction");
    let street = store::areas::of_level(&mut tx, Level::Street).await.expect("the streets")[0].id;
    let totals = store::orders::totals(&mut tx, street).await.expect("the totals");
    drop(tx);
    let plan = crate::demo::plan(1, 400, NOW);
    let live = i64::try_from(plan.live.len()).expect("few");
    let (received, solved) = (RECEIVED as i64 + live, SOLVED as i64 + 1);
    assert_eq!(totals, (received, solved), "the past, {live} live orders, one of them confirmed");

    every_state_is_there(&ctx).await;
    everybody_of_the_cast_has_an_account(&ctx, &accounts).await;
    assert!(matches!(fill(&ctx, 1, 400, |_| {}).await, Err(FillError::NotEmpty)));
}
