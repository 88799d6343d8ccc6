//! Both schemas say the same, and the same as `domain`.

use std::collections::{BTreeMap, BTreeSet};

use backend::testing::{Case, Kind, World, both_databases};
use domain::area::Level;
use domain::assignment::AssignmentState;
use domain::calendar::DayKind;
use domain::dispatch::Mode;
use domain::ledger::AccountKind;
use domain::member::{Device, Gender, Role};
use domain::menu::{Doer, Door, Risk, Urgency};
use domain::order::{Basis, Channel, Outcome, State};

both_databases!(
    what_was_written_down_is_neither_changed_nor_removed,
    migrating_again_changes_nothing,
    a_word_that_domain_does_not_know_is_refused,
);

#[tokio::test(flavor = "multi_thread")]
async fn both_databases_have_the_same_tables_columns_and_indexes() {
    let (sqlite, postgres) = (World::new(Kind::Sqlite).await, World::new(Kind::Postgres).await);
    assert_eq!(sqlite.columns().await, postgres.columns().await);
    assert!(sqlite.columns().await.len() > 150, "the list is read at all");
    assert_eq!(sqlite.indexes().await, postgres.indexes().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_the_sqlite_file_is_whole_and_never_overwrites() {
    let world = World::new(Kind::Sqlite).await;
    let case = Case::in_state(&world, State::Confirmed).await;
    let folder = tempfile::tempdir().expect("a temp folder");
    let path = folder.path().join("copy.db").display().to_string();
    assert!(world.ctx.db.copy_into(&path).await.expect("a copy"));
    assert!(world.ctx.db.copy_into(&path).await.is_err(), "the older copy stays");
    let copy = backend::db::Db::open(&format!("sqlite:{path}")).await.expect("it opens");
    assert!(copy.ready().await.expect("an answer"));
    assert!(copy.integrity().await.expect("a check").is_empty());
    let mut tx = copy.read().await.expect("a transaction");
    let found = backend::store::orders::find(&mut tx, case.order).await.expect("a query");
    assert_eq!(found, Some(case.now().await));
}

async fn what_was_written_down_is_neither_changed_nor_removed(world: World) {
    let case = Case::in_state(&world, domain::order::State::Confirmed).await;
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    let (staff, person) = (case.dispatcher.id, case.resident.id);
    backend::store::look_ups::note(&mut tx, staff, person, world.now()).await.expect("written down");
    tx.commit().await.expect("a commit");
    for table in ["order_events", "transfers", "service_minutes", "look_ups"] {
        let change = format!("update {table} set at = at + 1");
        let removal = format!("delete from {table}");
        for statement in [change, removal] {
            let refused = world.raw(&statement).await.expect_err("append-only");
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
        if world.ctx.db.is_shared() {
            let all = world.raw(&format!("truncate {table} cascade")).await;
            assert!(all.is_err(), "{table} can be emptied at once");
        }
    }
    assert_eq!(case.wallet(&case.helper).await, (60, 0, 60));
}

async fn migrating_again_changes_nothing(world: World) {
    let before = world.columns().await;
    world.ctx.db.migrate().await.expect("a second run");
    assert_eq!(world.columns().await, before);
    assert!(world.ctx.db.ready().await.expect("an answer"));
}

async fn a_word_that_domain_does_not_know_is_refused(world: World) {
    let case = Case::placed(&world).await;
    for wrong in ["update orders set state = 'lost'", "update orders set channel = 'fax'"] {
        assert!(world.raw(wrong).await.is_err(), "{wrong}");
    }
    assert_eq!(case.now().await.state, State::Submitted);
}

fn words<T: std::fmt::Display>(all: &[T]) -> BTreeSet<String> {
    all.iter().map(ToString::to_string).collect()
}

/// To each column with a list: the words it may hold.
fn known() -> BTreeMap<(&'static str, &'static str), BTreeSet<String>> {
    let fixed = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
    BTreeMap::from([
        (("areas", "level"), words(Level::ALL)),
        (("people", "gender"), words(Gender::ALL)),
        (("people", "language"), fixed(&["zh-CN", "en"])),
        (("role_grants", "role"), words(Role::ALL)),
        (("sessions", "kind"), fixed(&["resident", "staff", "api"])),
        (("sessions", "device"), words(Device::ALL)),
        (("workdays", "kind"), words(DayKind::ALL)),
        (("menu_items", "door"), words(Door::ALL)),
        (("menu_items", "urgency"), words(Urgency::ALL)),
        (("menu_items", "doer"), words(Doer::ALL)),
        (("menu_items", "risk"), words(Risk::ALL)),
        (("orders", "level"), words(Level::ALL)),
        (("orders", "urgency"), words(Urgency::ALL)),
        (("orders", "mode"), words(Mode::ALL)),
        (("orders", "channel"), words(Channel::ALL)),
        (("orders", "state"), words(State::ALL)),
        (("orders", "outcome"), words(Outcome::ALL)),
        (("orders", "basis"), words(Basis::ALL)),
        (("assignments", "state"), words(AssignmentState::ALL)),
        (("outbox", "kind"), fixed(&["sms"])),
        (("accounts", "kind"), words(AccountKind::ALL)),
        (("service_minutes", "basis"), words(Basis::ALL)),
    ])
}

/// Reads `check (column in ('a', 'b'))` out of the migrations of a database.
fn checks(folder: &str) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut found = BTreeMap::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
    let mut files: Vec<_> =
        std::fs::read_dir(root).expect("a folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    for file in files {
        let mut table = String::new();
        for line in std::fs::read_to_string(file).expect("a text").lines() {
            let table_of = line.strip_prefix("create table ").or_else(|| line.strip_prefix("alter table "));
            if let Some(rest) = table_of {
                table = rest.split(' ').next().expect("a name").to_owned();
            }
            let Some((_, check)) = line.split_once("check (") else { continue };
            let Some((column, list)) = check.split_once(" in (") else { continue };
            let list: BTreeSet<String> = list.split('\'').skip(1).step_by(2).map(str::to_owned).collect();
            if !list.is_empty() {
                found.insert((table.clone(), column.to_owned()), list);
            }
        }
    }
    found
}

#[test]
fn the_lists_of_both_schemas_are_the_words_of_domain() {
    let known: BTreeMap<(String, String), BTreeSet<String>> = known()
        .into_iter()
        .map(|((table, column), words)| ((table.to_owned(), column.to_owned()), words))
        .collect();
    assert_eq!(checks("sqlite"), known);
    assert_eq!(checks("postgres"), known);
}
