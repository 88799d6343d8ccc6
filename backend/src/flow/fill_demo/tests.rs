//! What the filled demo promises.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::area::Level;
use domain::form::{Phone, StaffSignIn};
use domain::member::{Device, Role};
use domain::order::State;
use domain::time::Timestamp;
use domain::view::InboxFilter;

use super::{Account, FillError, fill};
use crate::ctx::{Ctx, SystemChance};
use crate::db::Db;
use crate::demo::{Community, RECEIVED, SOLVED, Stage};
use crate::flow::fill_demo::clock::SteppedClock;
use crate::flow::{check, sign_in};
use crate::store;
use crate::tree::tree;

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
    let accounts = fill(&ctx, 1, 400, |_| {}).await.expect("the demo is filled");

    assert_eq!(check::check(&ctx).await.expect("the check runs"), Vec::<String>::new());
    let mut tx = ctx.db.read().await.expect("a transaction");
    let street =
        tree(&ctx, &mut tx).await.expect("the tree").of_level(Level::Street).next().expect("a street");
    let totals = store::order_lists::totals(&mut tx, street).await.expect("the totals");
    drop(tx);
    let plan = crate::demo::plan(1, 400, NOW);
    let live = i64::try_from(plan.live.len()).expect("few");
    let (received, solved) = (RECEIVED as i64 + live, SOLVED as i64 + 1);
    assert_eq!(totals, (received, solved), "the past, {live} live orders, one of them confirmed");

    every_state_is_there(&ctx).await;
    every_live_order_is_where_the_plan_wants_it(&ctx, &plan).await;
    everybody_of_the_cast_has_an_account(&ctx, &accounts).await;
    assert!(matches!(fill(&ctx, 1, 400, |_| {}).await, Err(FillError::NotEmpty)));
}

/// How many orders are in each state.
async fn states(ctx: &Ctx) -> BTreeMap<State, usize> {
    let mut tx = ctx.db.read().await.expect("a transaction");
    let tree = tree(ctx, &mut tx).await.expect("the tree");
    let mut found = BTreeMap::new();
    for holder in tree.of_level(Level::Community).chain(tree.of_level(Level::Street)) {
        for filter in [InboxFilter::Todo, InboxFilter::Running, InboxFilter::Waiting, InboxFilter::Done] {
            for row in store::inbox::page(&mut tx, holder, filter, NOW, None, 1_000).await.expect("an inbox")
            {
                *found.entry(row.state).or_default() += 1;
            }
        }
    }
    found
}

async fn every_state_is_there(ctx: &Ctx) {
    let found = states(ctx).await;
    let missing: Vec<_> = State::ALL.iter().filter(|state| !found.contains_key(state)).collect();
    assert!(missing.is_empty(), "no order is in {missing:?}");
}

async fn every_live_order_is_where_the_plan_wants_it(ctx: &Ctx, plan: &Community) {
    let found = states(ctx).await;
    let mut wanted: BTreeMap<State, usize> = BTreeMap::new();
    for order in &plan.live {
        let state = match &order.stage {
            Stage::Submitted => State::Submitted,
            Stage::NeedInfo { .. } => State::NeedInfo,
            Stage::ToDispatch { .. } => State::ToDispatch,
            Stage::Offered { .. } => State::Offered,
            Stage::Claimed(_) => State::Claimed,
            Stage::InService { .. } => State::InService,
            Stage::Reported { .. } => State::Reported,
            Stage::Disputed { .. } => State::Disputed,
            Stage::OnHold { .. } => State::OnHold,
            Stage::Escalated { .. } => State::Escalated,
            // the past has some of these too
            Stage::Confirmed { .. } | Stage::Referred { .. } | Stage::Rejected { .. } => continue,
        };
        *wanted.entry(state).or_default() += 1;
    }
    for (state, count) in wanted {
        assert_eq!(found.get(&state), Some(&count), "{state}");
    }
}

async fn everybody_of_the_cast_has_an_account(ctx: &Ctx, accounts: &[Account]) {
    assert!((14..=16).contains(&accounts.len()));
    let has = |role: Role| accounts.iter().any(|it| it.roles.iter().any(|word| word == role.word()));
    assert!(Role::ALL.iter().all(|role| has(*role)), "every role can be tried");
    let phones: BTreeSet<_> = accounts.iter().map(|it| &it.phone).collect();
    assert_eq!(phones.len(), accounts.len());
    for it in accounts {
        let staff = it.roles.iter().any(|word| word.parse::<Role>().is_ok_and(Role::is_staff));
        assert_eq!(staff, it.password.is_some() && it.totp_secret.is_some(), "{it:?}");
        assert!(!it.name.is_empty() && !it.roles.is_empty() && !it.note.is_empty());
        if let (Some(password), Some(secret)) = (&it.password, &it.totp_secret) {
            let secret = totp_rs::Secret::Encoded(secret.clone()).to_bytes().expect("base32");
            let totp = totp_rs::TOTP::new_unchecked(totp_rs::Algorithm::SHA1, 6, 0, 30, secret);
            let typed = StaffSignIn {
                phone: Phone::parse(&it.phone).expect("eleven digits"),
                password: password.clone(),
                totp: totp.generate(u64::try_from(NOW.0 / 1_000).expect("after 1970")),
            };
            let signed_in = sign_in::staff(ctx, &typed, None, sign_in::Kind::Staff(Device::Computer))
                .await
                .expect("a session");
            let viewer = sign_in::viewer(ctx, &signed_in.token).await.expect("a query");
            assert!(viewer.is_some_and(|known| known.viewer.is_staff()), "{it:?}");
        }
    }
}
