//! The ledger law, with random postings in the real databases, against the same rules in memory.

use backend::store;
use backend::store::ledger::{Posted, Posting};
use backend::testing::{Case, World, both_databases};
use domain::Refusal;
use domain::id::{EntryId, OrderId, PersonId};
use domain::ledger::{AccountKey, AccountKind, Book, Key, Transfer, TransferKind};
use domain::order::State;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tokio::task::JoinSet;

both_databases!(
    random_postings_end_as_they_do_in_memory,
    postings_at_once_lose_nothing,
    a_hundred_who_spend_at_once_never_overdraw,
    a_posting_below_the_floor_leaves_nothing,
    a_transfer_below_zero_or_to_itself_is_refused_by_the_database,
);

/// A transfer of a story: why, whose, in which round, how much.
type Op = (usize, usize, i32, i64);

fn transfer(case: &Case, people: &[PersonId], (kind, who, round, amount): Op) -> Option<Transfer> {
    let kind = TransferKind::ALL[kind % TransferKind::ALL.len()];
    let key = Key { kind, order_id: case.order, person_id: people[who % people.len()], round };
    Transfer::new(key, case.town.community, amount)
}

fn moved(it: &Transfer) -> Posted {
    Posted::Moved(vec![*it])
}

async fn post(world: &World, it: &Transfer) -> Posted {
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    let posting =
        Posting { entry_id: EntryId(world.ctx.id()), reverses: None, created_by: None, at: world.now() };
    let posted = store::ledger::post(&mut tx, &[*it], &posting, || world.ctx.id()).await.expect("a posting");
    if posted != Posted::BelowFloor {
        tx.commit().await.expect("a commit");
    }
    posted
}

async fn balance(world: &World, key: AccountKey) -> i64 {
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    store::ledger::balance(&mut tx, key.kind, key.owner).await.expect("a balance")
}

async fn compare(case: &Case, people: &[PersonId], ops: Vec<Op>) {
    let mut book = Book::new();
    for it in ops.into_iter().filter_map(|op| transfer(case, people, op)) {
        let expected = match book.post(&[it]) {
            Ok(domain::ledger::Posted::Executed) => moved(&it),
            // the same key with another amount is the same key: it happened before
            Ok(domain::ledger::Posted::AlreadyApplied) | Err(Refusal::OtherBody) => Posted::Moved(Vec::new()),
            Err(_) => Posted::BelowFloor,
        };
        assert_eq!(post(&case.world, &it).await, expected, "{it:?}");
    }
    for (account, amount) in book.balances() {
        assert_eq!(balance(&case.world, account).await, amount, "{account:?}");
    }
    case.world.check().await;
}

async fn random_postings_end_as_they_do_in_memory(world: World) {
    let case = Case::placed(&world).await;
    let ops = proptest::collection::vec((0_usize..10, 0_usize..3, 1_i32..5, -2_i64..40), 1..40);
    let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let here = tokio::runtime::Handle::current();
    runner
        .run(&ops, |ops| {
            tokio::task::block_in_place(|| {
                here.block_on(async {
                    // people and an order of their own: every sequence begins with empty books
                    let mut people = Vec::new();
                    for _ in 0..3 {
                        people.push(world.person("账", case.town.building).await);
                    }
                    let mut own = case.about(case.place().await);
                    own.town.community = domain::id::AreaId(world.ctx.id());
                    compare(&own, &people, ops).await;
                });
            });
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

async fn postings_at_once_lose_nothing(world: World) {
    let case = Case::placed(&world).await;
    let mut people = Vec::new();
    for _ in 0..4 {
        people.push(world.person("账", case.town.building).await);
    }
    let mut set = JoinSet::new();
    // awards and what takes them back touch the same accounts from both ends
    for n in 0..60 {
        let (world, case, people) = (world.clone(), case.clone(), people.clone());
        set.spawn(async move {
            let award =
                transfer(&case, &people, (0, n, 1 + i32::try_from(n).expect("small"), 5)).expect("points");
            assert_eq!(post(&world, &award).await, moved(&award));
            let key = Key { kind: TransferKind::ReversePending, ..award.key };
            let back = Transfer::new(key, case.town.community, 2).expect("points");
            assert_eq!(post(&world, &back).await, moved(&back));
        });
    }
    set.join_all().await;
    for who in people {
        assert_eq!(balance(&world, AccountKey::person(AccountKind::Pending, who)).await, 15 * 3);
    }
    assert_eq!(case.issued().await, 60 * 3);
}

async fn a_hundred_who_spend_at_once_never_overdraw(world: World) {
    let case = Case::placed(&world).await;
    let who = case.resident.id;
    let of = |kind, round, amount| {
        let key = Key { kind, order_id: case.order, person_id: who, round };
        Transfer::new(key, case.town.community, amount).expect("points")
    };
    let first = of(TransferKind::OnTheWay, 0, 100);
    assert_eq!(post(&world, &first).await, moved(&first));
    let mut set = JoinSet::new();
    for round in 1..=100 {
        let (world, it) = (world.clone(), of(TransferKind::Hold, round, 3));
        set.spawn(async move { post(&world, &it).await });
    }
    let answers = set.join_all().await;
    assert_eq!(answers.iter().filter(|it| **it != Posted::BelowFloor).count(), 33);
    assert_eq!(balance(&world, AccountKey::person(AccountKind::Available, who)).await, 1);
    assert_eq!(balance(&world, AccountKey::person(AccountKind::Hold, who)).await, 99);
}

async fn a_posting_below_the_floor_leaves_nothing(world: World) {
    let case = Case::placed(&world).await;
    let key = Key {
        kind: TransferKind::Gift,
        order_id: OrderId(case.order.0),
        person_id: case.resident.id,
        round: 1,
    };
    let gift = Transfer::new(key, case.town.community, 1).expect("a point");
    for _ in 0..2 {
        assert_eq!(post(&world, &gift).await, Posted::BelowFloor, "the first try leaves no key behind");
    }
}

async fn a_transfer_below_zero_or_to_itself_is_refused_by_the_database(world: World) {
    let case = Case::in_state(&world, State::Confirmed).await;
    let id = |_: u8| case.literal(world.ctx.id());
    let copy = |debit: &str, amount: i64| {
        format!(
            "insert into transfers (id, entry_id, debit_id, credit_id, amount, kind, round, at)
             select {}, {}, {debit}, credit_id, {amount}, 'gift', 9, 0 from transfers",
            id(1),
            id(2)
        )
    };
    for wrong in [copy("debit_id", 0), copy("debit_id", -1), copy("credit_id", 1)] {
        assert!(world.raw(&wrong).await.is_err(), "{wrong}");
    }
    assert!(world.raw("update accounts set balance = -1 where kind = 'pending'").await.is_err());
}
