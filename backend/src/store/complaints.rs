//! Complaints and suggestions.

use domain::form::Complaint;
use domain::id::{ClientOpId, ComplaintId, PersonId};
use domain::time::Timestamp;
use domain::view::{ComplaintLine, Receipt};

use crate::db::{Tx, all, exec, opt};

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

/// What a receipt says.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, receipt: &str) -> sqlx::Result<Option<Receipt>> {
    opt!(
        tx,
        Receipt,
        "select receipt, created_at, answer, answered_at from complaints where receipt = $1",
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

/// Those without an answer, the oldest first; then the answered ones, the latest answer first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, limit: i64) -> sqlx::Result<Vec<ComplaintLine>> {
    all!(
        tx,
        ComplaintLine,
        "select c.id, c.receipt, c.about, c.words, c.contact, c.created_at, c.answer, c.answered_at,
           p.name as answered_by
         from complaints c
         left join people p on p.id = c.answered_by
         order by case when c.answered_at is null then 0 else 1 end,
           case when c.answered_at is null then c.created_at else -c.answered_at end, c.id
         limit $1",
        limit,
    )
}

/// Who sent it, if they were signed in; the outer none is no such complaint.
///
/// # Errors
/// When the database fails.
pub async fn person(tx: &mut Tx, id: ComplaintId) -> sqlx::Result<Option<Option<PersonId>>> {
    let row = opt!(tx, (Option<PersonId>,), "select person_id from complaints where id = $1", id)?;
    Ok(row.map(|(person,)| person))
}

/// Answers it; false when it has its answer.
///
/// # Errors
/// When the database fails.
pub async fn answer(
    tx: &mut Tx,
    id: ComplaintId,
    words: &str,
    by: PersonId,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update complaints set answer = $2, answered_by = $3, answered_at = $4
         where id = $1 and answered_at is null",
        id,
        words,
        by,
        now,
    )?;
    Ok(done == 1)
}
