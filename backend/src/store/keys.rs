//! The door keys 敲门码 of a visit.

use domain::id::OrderId;
use domain::view::DoorKeys;

use crate::db::{Tx, exec, later, lock, opt};

/// How often a key can be tried before only the desk can help (product.md 5.10).
pub const TRIES: i32 = 5;

/// Makes the pair for a round; keeps the one there is.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, order: OrderId, round: i32, keys: &DoorKeys) -> sqlx::Result<()> {
    later!(
        tx,
        "insert into door_keys (order_id, round, arrive_key, leave_key, tries_left)
         values ($1, $2, $3, $4, $5)
         on conflict (order_id, round) do nothing",
        order,
        round,
        keys.arrive_key.as_str(),
        keys.leave_key.as_str(),
        TRIES,
    )
}

/// The pair, for her who opens the door.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, order: OrderId, round: i32) -> sqlx::Result<Option<DoorKeys>> {
    opt!(
        tx,
        DoorKeys,
        "select arrive_key, leave_key from door_keys where order_id = $1 and round = $2",
        order,
        round,
    )
}

/// The pair and the tries left, kept from others until the end of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn locked(tx: &mut Tx, order: OrderId, round: i32) -> sqlx::Result<Option<(String, String, i32)>> {
    lock!(
        tx,
        (String, String, i32),
        "select arrive_key, leave_key, tries_left from door_keys where order_id = $1 and round = $2",
        order,
        round,
    )
}

/// One try less.
///
/// # Errors
/// When the database fails.
pub async fn wrong_try(tx: &mut Tx, order: OrderId, round: i32) -> sqlx::Result<()> {
    exec!(
        tx,
        "update door_keys set tries_left = tries_left - 1
         where order_id = $1 and round = $2 and tries_left > 0",
        order,
        round,
    )?;
    Ok(())
}
