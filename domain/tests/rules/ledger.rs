//! The books: whatever is posted, in whatever order and however often.

use std::collections::BTreeMap;

use domain::Refusal;
use domain::ledger::{
    AccountKey, AccountKind, Book, Key, Posted, Transfer, TransferKind, award_transfer, reversal,
    reversal_transfers, settle_transfer,
};
use proptest::prelude::*;

use crate::given::{id, order, person};

fn any_transfer() -> impl Strategy<Value = Transfer> {
    let kind = prop::sample::select(TransferKind::ALL.to_vec());
    (kind, 1..4_u128, 1..3_u128, 0..3_i32, 1..60_i64).prop_map(|(kind, no, who, round, amount)| {
        let key = Key { kind, order_id: order(no), person_id: person(who), round };
        Transfer::new(key, id(100), amount).expect("an amount above zero")
    })
}

/// Balances from the transfers alone: credits less debits.
fn recomputed(book: &Book) -> BTreeMap<AccountKey, i64> {
    let mut balances = BTreeMap::new();
    for transfer in book.transfers() {
        *balances.entry(transfer.debit).or_default() -= transfer.amount;
        *balances.entry(transfer.credit).or_default() += transfer.amount;
    }
    balances
}

fn check(book: &Book) -> Result<(), TestCaseError> {
    prop_assert_eq!(book.balances().map(|(_, balance)| balance).sum::<i64>(), 0, "debits = credits");
    prop_assert_eq!(book.balances().collect::<BTreeMap<_, _>>(), recomputed(book));
    for (account, balance) in book.balances() {
        let floor = account.kind.floor();
        prop_assert!(floor.is_none_or(|floor| balance >= floor), "{account:?} at {balance}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn debits_equal_credits_and_no_balance_falls_below_its_floor(
        postings in prop::collection::vec(prop::collection::vec(any_transfer(), 1..4), 1..40),
    ) {
        let mut book = Book::new();
        for posting in &postings {
            let before = book.clone();
            if book.post(posting).is_err() {
                prop_assert_eq!(&book, &before, "all of a posting, or none");
            }
            check(&book)?;
        }
    }

    #[test]
    fn the_same_posting_twice_is_posted_once(
        postings in prop::collection::vec(any_transfer(), 1..40),
    ) {
        let mut book = Book::new();
        for transfer in &postings {
            if book.post(&[*transfer]).is_ok() {
                let before = book.clone();
                prop_assert_eq!(book.post(&[*transfer]), Ok(Posted::AlreadyApplied));
                let other = Transfer { amount: transfer.amount + 1, ..*transfer };
                prop_assert_eq!(book.post(&[other]), Err(Refusal::OtherBody));
                prop_assert_eq!(&book, &before);
            }
        }
    }

    #[test]
    fn an_award_is_taken_back_as_far_as_it_is_there(
        points in 1..100_i64, settled: bool, spent in 0..120_i64,
    ) {
        let mut book = Book::new();
        let award = award_transfer(order(1), person(1), 1, id(100), points).expect("points");
        prop_assert_eq!(book.post(&[award]), Ok(Posted::Executed));
        let pending = AccountKey::person(AccountKind::Pending, person(1));
        let available = AccountKey::person(AccountKind::Available, person(1));
        if settled {
            let settle = settle_transfer(&award, id(100)).expect("points");
            prop_assert_eq!(book.post(&[settle]), Ok(Posted::Executed));
            let key = Key { kind: TransferKind::Gift, order_id: order(2), ..award.key };
            if let Some(gift) = Transfer::new(key, id(100), spent) {
                prop_assert_eq!(book.post(&[gift]).is_ok(), spent <= points, "no more than there is");
            }
        }
        let it = reversal(points, book.balance(pending), book.balance(available));
        let back = reversal_transfers(&award, &it, id(100));
        prop_assert!(book.post(&back).is_ok());
        prop_assert_eq!(it.from_pending + it.from_available + it.written_off, points);
        prop_assert_eq!(book.balance(pending), 0);
        let issue = AccountKey::community(AccountKind::Issue, id(100));
        prop_assert_eq!(book.balance(issue), -it.written_off, "the community bears the rest");
        check(&book)?;
    }
}

#[test]
fn a_transfer_moves_between_the_two_accounts_of_its_kind_and_nothing_is_no_transfer() {
    for kind in TransferKind::ALL {
        let key = Key { kind: *kind, order_id: order(1), person_id: person(1), round: 1 };
        let (from, to) = kind.between();
        assert_ne!(from, to, "{kind}");
        let transfer = Transfer::new(key, id(100), 5).expect("points");
        assert_eq!((transfer.debit.kind, transfer.credit.kind), (from, to), "{kind}");
        for none in [0, -5] {
            assert_eq!(Transfer::new(key, id(100), none), None, "{kind}");
        }
    }
}

#[test]
fn points_only_ever_come_from_what_a_community_issues() {
    for kind in TransferKind::ALL {
        let (from, _) = kind.between();
        assert_eq!(from.floor().is_none(), from == AccountKind::Issue, "{kind}");
    }
}

#[test]
fn only_what_serves_somebody_issues_points() {
    let issuing: Vec<_> =
        TransferKind::ALL.iter().filter(|kind| kind.between().0 == AccountKind::Issue).collect();
    assert_eq!(issuing, [&TransferKind::Award, &TransferKind::OnTheWay], "no hour without a chain");
}
