//! Complaints and suggestions.

use domain::form::Complaint;
use domain::id::{ClientOpId, PersonId};
use domain::time::Timestamp;

use crate::db::{Tx, exec, opt};

/// Keeps one; false when the intention was carried out before, or the receipt is taken.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    id: ClientOpId,
    receipt: &str,
    person: Option<PersonId>,
    it: &Complaint,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let made = exec!(
        tx,
        "insert into complaints (id, receipt, person_id, about, words, contact, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing",
        id,
        receipt,
        person,
        it.about.as_str(),
        it.words.as_str(),
        it.contact.as_deref(),
        now,
    )?;
    Ok(made == 1)
}

/// When it came in, and the answer if there is one.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, receipt: &str) -> sqlx::Result<Option<(Timestamp, Option<String>)>> {
    opt!(
        tx,
        (Timestamp, Option<String>),
        "select created_at, answer from complaints where receipt = $1",
        receipt,
    )
}

/// What an intention has left, with its receipt.
///
/// # Errors
/// When the database fails.
pub async fn first(tx: &mut Tx, id: ClientOpId) -> sqlx::Result<Option<(String, Complaint)>> {
    let found = opt!(
        tx,
        (String, String, String, Option<String>),
        "select receipt, about, words, contact from complaints where id = $1",
        id,
    )?;
    Ok(found.map(|(receipt, about, words, contact)| (receipt, Complaint { about, words, contact })))
}
