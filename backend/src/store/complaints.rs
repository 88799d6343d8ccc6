//! Complaints and suggestions.

use domain::form::Complaint;
use domain::id::PersonId;
use domain::time::Timestamp;

use crate::db::{Tx, exec, opt};

/// Keeps one; false when the receipt is taken.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    id: uuid::Uuid,
    receipt: &str,
    person: Option<PersonId>,
    it: &Complaint,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let made = exec!(
        tx,
        "insert into complaints (id, receipt, person_id, about, words, contact, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (receipt) do nothing",
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
