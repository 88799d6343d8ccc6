//! Intentions that were carried out, with their first answer.

use domain::id::{ClientOpId, PersonId};
use domain::time::Timestamp;

use crate::db::{Tx, exec, later, opt};

/// Claims an intention; false when it was claimed before.
///
/// On PostgreSQL a second claim waits here for the first transaction to end, so that it reads
/// that one's answer and does nothing itself.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    tx: &mut Tx,
    person: PersonId,
    op: ClientOpId,
    verb: &str,
    body_hash: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let made = exec!(
        tx,
        "insert into client_ops (person_id, op_id, verb, body_hash, answer, at)
         values ($1, $2, $3, $4, '', $5)
         on conflict (person_id, op_id) do nothing",
        person,
        op,
        verb,
        body_hash,
        now,
    )?;
    Ok(made == 1)
}

/// Verb, hash of the body, and the first answer.
///
/// # Errors
/// When the database fails.
pub async fn find(
    tx: &mut Tx,
    person: PersonId,
    op: ClientOpId,
) -> sqlx::Result<Option<(String, String, String)>> {
    opt!(
        tx,
        (String, String, String),
        "select verb, body_hash, answer from client_ops where person_id = $1 and op_id = $2",
        person,
        op,
    )
}

/// Keeps the answer.
///
/// # Errors
/// When the database fails.
pub async fn answer(tx: &mut Tx, person: PersonId, op: ClientOpId, answer: &str) -> sqlx::Result<()> {
    later!(tx, "update client_ops set answer = $3 where person_id = $1 and op_id = $2", person, op, answer)
}

/// Forgets a claimed intention that was not carried out.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, person: PersonId, op: ClientOpId) -> sqlx::Result<()> {
    exec!(tx, "delete from client_ops where person_id = $1 and op_id = $2", person, op)?;
    Ok(())
}
