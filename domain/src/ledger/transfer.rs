//! Transfers: TigerBeetle's shape, an amount above zero from one account to another.

use serde::{Deserialize, Serialize};

use super::{AccountKey, AccountKind, Reversal};
use crate::id::{AreaId, OrderId, PersonId};
use crate::words::words;

words! {
    /// Why points move. Each kind has its two accounts: see the table of the module.
    TransferKind {
        /// A confirmed service.
        Award = "award",
        /// 白跑一趟: thanks for a way in vain.
        OnTheWay = "on_the_way",
        /// The time for objections is over.
        Settle = "settle",
        /// Set aside for something at the counter.
        Hold = "hold",
        /// Handed over at the counter.
        Spend = "spend",
        /// Not fetched in seven days.
        ReturnHold = "return_hold",
        /// Given away.
        Gift = "gift",
        /// Too old.
        Expire = "expire",
        /// An objection was right: what had not settled.
        ReversePending = "reverse_pending",
        /// An objection was right: what had settled and is still there.
        ReverseAvailable = "reverse_available",
    }
}

impl TransferKind {
    /// From which kind of account to which.
    #[must_use]
    pub const fn between(self) -> (AccountKind, AccountKind) {
        use AccountKind as A;
        match self {
            Self::Award => (A::Issue, A::Pending),
            Self::OnTheWay => (A::Issue, A::Available),
            Self::Settle => (A::Pending, A::Available),
            Self::Hold => (A::Available, A::Hold),
            Self::Spend => (A::Hold, A::Spent),
            Self::ReturnHold => (A::Hold, A::Available),
            Self::Gift => (A::Available, A::Gift),
            Self::Expire => (A::Available, A::Expired),
            Self::ReversePending => (A::Pending, A::Issue),
            Self::ReverseAvailable => (A::Available, A::Issue),
        }
    }

    /// Whether it takes another transfer back and has to name it.
    #[must_use]
    pub const fn reverses(self) -> bool {
        matches!(self, Self::ReversePending | Self::ReverseAvailable)
    }
}

/// What makes a transfer happen once: the same key again is the same transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// Why.
    pub kind: TransferKind,
    /// For which order.
    pub order_id: OrderId,
    /// Whose.
    pub person_id: PersonId,
    /// In which round of the order: a redo is thanked for by itself.
    pub round: i32,
}

/// One movement of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// From.
    pub debit: AccountKey,
    /// To; another account.
    pub credit: AccountKey,
    /// Points, above zero.
    pub amount: i64,
    /// What makes it happen once.
    pub key: Key,
}

impl Transfer {
    /// A transfer between the accounts its kind names; none for no points, which is no movement.
    #[must_use]
    pub fn new(key: Key, community: AreaId, amount: i64) -> Option<Self> {
        let account = |kind: AccountKind| {
            if kind.is_personal() {
                AccountKey::person(kind, key.person_id)
            } else {
                AccountKey::community(kind, community)
            }
        };
        let (from, to) = key.kind.between();
        (amount > 0).then(|| Self { debit: account(from), credit: account(to), amount, key })
    }
}

/// Thanks for a confirmed service, pending at first.
#[must_use]
pub fn award_transfer(
    order_id: OrderId,
    person_id: PersonId,
    round: i32,
    community: AreaId,
    points: i64,
) -> Option<Transfer> {
    Transfer::new(Key { kind: TransferKind::Award, order_id, person_id, round }, community, points)
}

/// The time for objections to an award is over.
#[must_use]
pub fn settle_transfer(award: &Transfer, community: AreaId) -> Option<Transfer> {
    debug_assert_eq!(award.key.kind, TransferKind::Award);
    Transfer::new(Key { kind: TransferKind::Settle, ..award.key }, community, award.amount)
}

/// Thanks for a way in vain; the same round of an order gives it once.
#[must_use]
pub fn on_the_way_transfer(
    order_id: OrderId,
    person_id: PersonId,
    round: i32,
    community: AreaId,
) -> Option<Transfer> {
    let key = Key { kind: TransferKind::OnTheWay, order_id, person_id, round };
    Transfer::new(key, community, super::ON_THE_WAY_POINTS)
}

/// Takes an award back as far as the points are still there; see [`super::reversal`].
#[must_use]
pub fn reversal_transfers(award: &Transfer, it: &Reversal, community: AreaId) -> Vec<Transfer> {
    debug_assert_eq!(award.key.kind, TransferKind::Award);
    let back = |kind, amount| Transfer::new(Key { kind, ..award.key }, community, amount);
    [
        back(TransferKind::ReversePending, it.from_pending),
        back(TransferKind::ReverseAvailable, it.from_available),
    ]
    .into_iter()
    .flatten()
    .collect()
}
