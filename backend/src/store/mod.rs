//! SQL, and nothing but SQL: one file a noun, free functions over a [`crate::db::Tx`]. No business
//! `if` stands here; a write that depends on a row says so in its `where`.

pub mod areas;
pub mod assignments;
pub mod candidates;
pub mod codes;
pub mod complaints;
pub mod demands;
pub mod events;
pub mod inbox;
pub mod items;
pub mod keys;
pub mod leases;
pub mod ledger;
pub mod limits;
pub mod look_ups;
pub mod messages;
pub mod minutes;
pub mod missed;
pub mod offers;
pub mod ops;
pub mod order_lists;
pub mod orders;
pub mod outbox;
pub mod people;
pub mod photos;
pub mod sessions;
pub mod staff;
pub mod stewards;
pub mod totals;
pub mod volunteers;
pub mod workdays;
