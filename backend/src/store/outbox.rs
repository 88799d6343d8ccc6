//! What has to leave the house, written in the transaction that decided it, delivered at least once.

use domain::id::MessageId;
use domain::time::Timestamp;

use crate::db::{Tx, all, exec, later};

/// Puts it into the outbox.
///
/// # Errors
/// When the database fails.
pub async fn push(tx: &mut Tx, id: MessageId, kind: &str, payload: &str, now: Timestamp) -> sqlx::Result<()> {
    later!(
        tx,
        "insert into outbox (id, kind, payload, created_at, due_at) values ($1, $2, $3, $4, $4)",
        id,
        kind,
        payload,
        now,
    )
}

/// Takes what is due, for this worker alone until `until`.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
    limit: i64,
) -> sqlx::Result<Vec<(MessageId, String, String, i32)>> {
    all!(
        tx,
        (MessageId, String, String, i32),
        "update outbox set claimed_until = $2, attempts = attempts + 1
         where id in (
             select id from outbox
             where done_at is null and due_at <= $1 and (claimed_until is null or claimed_until <= $1)
             order by due_at, id
             limit $3)
           and (claimed_until is null or claimed_until <= $1)
         returning id, kind, payload, attempts",
        now,
        until,
        limit,
    )
}

/// Delivered: the payload goes, it may hold a code or a number.
///
/// # Errors
/// When the database fails.
pub async fn done(tx: &mut Tx, id: MessageId, now: Timestamp) -> sqlx::Result<()> {
    exec!(tx, "update outbox set done_at = $2, payload = '{}', error = null where id = $1", id, now)?;
    Ok(())
}

/// Not delivered: again at `due_at`, or never when that is none.
///
/// # Errors
/// When the database fails.
pub async fn failed(
    tx: &mut Tx,
    id: MessageId,
    error: &str,
    again_at: Option<Timestamp>,
    now: Timestamp,
) -> sqlx::Result<()> {
    exec!(
        tx,
        "update outbox
         set error = $2, due_at = coalesce($3, due_at), claimed_until = null,
             done_at = case when cast($3 as bigint) is null then cast($4 as bigint) end,
             payload = case when cast($3 as bigint) is null then '{}' else payload end
         where id = $1",
        id,
        error,
        again_at,
        now,
    )?;
    Ok(())
}
