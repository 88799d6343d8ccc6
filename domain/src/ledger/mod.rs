//! Points 积分: thanks, not pay. Never money, never bought, never below zero (product.md 5.6).
//!
//! One row is one [`Transfer`]: an amount above zero from the debit account to the credit account,
//! so the books balance by construction. A posting is one or more transfers that happen together.
//!
//! | Kind | From → to | When |
//! |---|---|---|
//! | `award` | issue → pending | a service is confirmed |
//! | `on_the_way` | issue → available | a helper went for nothing 白跑一趟 |
//! | `settle` | pending → available | the time for objections is over |
//! | `hold`, `spend`, `return_hold` | available → hold → spent, or back | something is redeemed |
//! | `gift` | available → gift | given to the pool or a named elder |
//! | `expire` | available → expired | 24 months later |
//! | `reverse_pending`, `reverse_available` | back to issue | an objection was right |
//!
//! A dispute needs no transfer: points stay `pending` while it is open, because only a closed order
//! settles. Hours are facts and live in another table; a change of this policy never touches them.
//!
//! Invariants, which [`Book`] states and its property tests hold: debits equal credits, no account
//! but `issue` is below zero, the same key twice is posted once.

mod account;
mod book;
mod policy;
mod transfer;

pub use account::{AccountKey, AccountKind};
pub use book::{Book, Posted};
pub use policy::{
    AUTO_HOLD_DAYS, Award, DAY_MINUTES_MAX, NoPoints, ON_THE_WAY_HOURS, ON_THE_WAY_POINTS,
    PAIR_ORDERS_A_MONTH, Reversal, Served, award, helper_is_on_the_way, points, reversal, settles_at,
    went_for_nothing,
};
pub use transfer::{
    Key, Transfer, TransferKind, award_transfer, on_the_way_transfer, reversal_transfers, settle_transfer,
};
