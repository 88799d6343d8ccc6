//! Accounts: a kind and an owner.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{AreaId, PersonId};
use crate::words::words;

words! {
    /// What the points on an account are.
    AccountKind {
        /// Issued by a community: the one kind that goes below zero, by what is in circulation.
        Issue = "issue",
        /// A person's, until the time for objections is over.
        Pending = "pending",
        /// A person's, to be used.
        Available = "available",
        /// A person's, set aside for something at the counter.
        Hold = "hold",
        /// Redeemed.
        Spent = "spent",
        /// Given to the pool, or to a named elder.
        Gift = "gift",
        /// Older than 24 months.
        Expired = "expired",
    }
}

impl AccountKind {
    /// The balance below which it never goes; none for `issue`.
    #[must_use]
    pub const fn floor(self) -> Option<i64> {
        match self {
            Self::Issue => None,
            _ => Some(0),
        }
    }

    /// Whether a person owns it; a community owns the others.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        matches!(self, Self::Pending | Self::Available | Self::Hold)
    }
}

/// Which account: there is one of each kind to an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AccountKey {
    /// What it is.
    pub kind: AccountKind,
    /// A person or a community.
    pub owner: Uuid,
}

impl AccountKey {
    /// An account of a person.
    #[must_use]
    pub const fn person(kind: AccountKind, owner: PersonId) -> Self {
        debug_assert!(kind.is_personal());
        Self { kind, owner: owner.0 }
    }

    /// An account of a community.
    #[must_use]
    pub const fn community(kind: AccountKind, owner: AreaId) -> Self {
        debug_assert!(!kind.is_personal());
        Self { kind, owner: owner.0 }
    }
}
