//! What staff sign in with.

use domain::id::PersonId;
use domain::time::Timestamp;

use crate::db::{Tx, all, exec, lock};

/// A member of staff's credentials.
#[derive(Clone, sqlx::FromRow)]
pub struct Credentials {
    /// Whose.
    pub person_id: PersonId,
    /// Argon2id, in PHC form.
    pub password_hash: String,
    /// Base32.
    pub totp_secret: String,
    /// The last accepted step.
    pub totp_step: i64,
}

/// Sets them.
///
/// # Errors
/// When the database fails.
pub async fn set(
    tx: &mut Tx,
    person: PersonId,
    password_hash: &str,
    totp_secret: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into staff_credentials (person_id, password_hash, totp_secret, changed_at)
         values ($1, $2, $3, $4)
         on conflict (person_id) do update set
           password_hash = excluded.password_hash, totp_secret = excluded.totp_secret,
           totp_step = 0, changed_at = excluded.changed_at",
        person,
        password_hash,
        totp_secret,
        now,
    )?;
    Ok(())
}

/// Gives somebody their first; false when they have some, which stay as they are.
///
/// # Errors
/// When the database fails.
pub async fn issue(
    tx: &mut Tx,
    person: PersonId,
    password_hash: &str,
    totp_secret: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "insert into staff_credentials (person_id, password_hash, totp_secret, changed_at)
         values ($1, $2, $3, $4)
         on conflict (person_id) do nothing",
        person,
        password_hash,
        totp_secret,
        now,
    )?;
    Ok(done == 1)
}

/// The numbers of everybody who has some.
///
/// # Errors
/// When the database fails.
pub async fn numbers(tx: &mut Tx) -> sqlx::Result<Vec<String>> {
    let rows = all!(
        tx,
        (String,),
        "select p.phone
         from staff_credentials c
         join people p on p.id = c.person_id
         where p.phone is not null",
    )?;
    Ok(rows.into_iter().map(|(phone,)| phone).collect())
}

/// Those of a person, kept from others until the end of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn locked(tx: &mut Tx, person: PersonId) -> sqlx::Result<Option<Credentials>> {
    lock!(
        tx,
        Credentials,
        "select person_id, password_hash, totp_secret, totp_step
         from staff_credentials
         where person_id = $1",
        person,
    )
}

/// A right try: the step can not be used again.
///
/// # Errors
/// When the database fails.
pub async fn right_try(tx: &mut Tx, person: PersonId, step: i64) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update staff_credentials
         set totp_step = $2
         where person_id = $1 and totp_step < $2",
        person,
        step,
    )?;
    Ok(done == 1)
}
