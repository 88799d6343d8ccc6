//! One-time codes sent to a phone, and one-time cards issued at the desk.

use domain::id::{CredentialId, PersonId};
use domain::time::Timestamp;

use crate::db::{Tx, exec, lock, opt};

/// Makes a code.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    id: CredentialId,
    phone: &str,
    code_hash: &str,
    tries: i32,
    now: Timestamp,
    expires_at: Timestamp,
) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into sign_in_codes (id, phone, code_hash, created_at, expires_at, tries_left)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        phone,
        code_hash,
        now,
        expires_at,
        tries,
    )?;
    Ok(())
}

/// The newest code of a number, kept from others: id, hash, tries left, expiry, used.
///
/// # Errors
/// When the database fails.
pub async fn newest(
    tx: &mut Tx,
    phone: &str,
) -> sqlx::Result<Option<(CredentialId, String, i32, Timestamp, Option<Timestamp>)>> {
    lock!(
        tx,
        (CredentialId, String, i32, Timestamp, Option<Timestamp>),
        "select id, code_hash, tries_left, expires_at, used_at
         from sign_in_codes
         where phone = $1
         order by created_at desc, id desc
         limit 1",
        phone,
    )
}

/// When the newest code but `skip` was sent to a number.
///
/// # Errors
/// When the database fails.
pub async fn sent_before(tx: &mut Tx, phone: &str, skip: i64) -> sqlx::Result<Option<Timestamp>> {
    let row = opt!(
        tx,
        (Timestamp,),
        "select created_at
         from sign_in_codes
         where phone = $1
         order by created_at desc, id desc
         limit 1 offset $2",
        phone,
        skip,
    )?;
    Ok(row.map(|(at,)| at))
}

/// One try less.
///
/// # Errors
/// When the database fails.
pub async fn wrong_try(tx: &mut Tx, id: CredentialId) -> sqlx::Result<()> {
    exec!(tx, "update sign_in_codes set tries_left = tries_left - 1 where id = $1 and tries_left > 0", id)?;
    Ok(())
}

/// Used; false when it was before.
///
/// # Errors
/// When the database fails.
pub async fn use_up(tx: &mut Tx, id: CredentialId, now: Timestamp) -> sqlx::Result<bool> {
    let done = exec!(tx, "update sign_in_codes set used_at = $2 where id = $1 and used_at is null", id, now)?;
    Ok(done == 1)
}

/// Issues a card; the older ones of the same person end.
///
/// # Errors
/// When the database fails.
pub async fn issue_card(
    tx: &mut Tx,
    id: CredentialId,
    person: PersonId,
    code_hash: &str,
    by: PersonId,
    now: Timestamp,
    expires_at: Timestamp,
) -> sqlx::Result<()> {
    exec!(tx, "update sign_in_cards set used_at = $2 where person_id = $1 and used_at is null", person, now)?;
    exec!(
        tx,
        "insert into sign_in_cards (id, person_id, code_hash, issued_by, issued_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        person,
        code_hash,
        by,
        now,
        expires_at,
    )?;
    Ok(())
}

/// Uses a card: whose it was, or none when unknown, used or expired.
///
/// # Errors
/// When the database fails.
pub async fn use_card(tx: &mut Tx, code_hash: &str, now: Timestamp) -> sqlx::Result<Option<PersonId>> {
    let row = opt!(
        tx,
        (PersonId,),
        "update sign_in_cards set used_at = $2
         where code_hash = $1 and used_at is null and expires_at > $2
         returning person_id",
        code_hash,
        now,
    )?;
    Ok(row.map(|(id,)| id))
}
