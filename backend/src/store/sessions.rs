//! Sessions: the token itself is nowhere, only its hash.

use domain::id::{AreaId, PersonId, SessionId};
use domain::member::{Grant, Role};
use domain::time::Timestamp;

use crate::db::{Tx, all, exec};

/// A session that holds, with whose it is.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub person_id: PersonId,
    /// How they are called.
    pub name: String,
    /// The building in which they live.
    pub home: Option<AreaId>,
    /// The roles they hold now.
    pub grants: Vec<Grant>,
    /// `resident`, `staff` or `api`.
    pub kind: String,
    /// Of an API token.
    pub scopes: String,
    /// When it was last used.
    pub seen_at: Timestamp,
}

/// The session once for every role.
#[derive(sqlx::FromRow)]
struct Row {
    id: SessionId,
    person_id: PersonId,
    kind: String,
    scopes: String,
    seen_at: Timestamp,
    name: String,
    area_id: Option<AreaId>,
    role: Option<Role>,
    role_area_id: Option<AreaId>,
}

/// A session to be made.
#[derive(Debug, Clone)]
pub struct NewSession<'a> {
    /// Its id.
    pub id: SessionId,
    /// SHA-256 of the token.
    pub token_hash: &'a str,
    /// Whose.
    pub person_id: PersonId,
    /// `resident`, `staff` or `api`.
    pub kind: &'a str,
    /// Of an API token.
    pub scopes: &'a str,
    /// The longest it can last.
    pub expires_at: Timestamp,
}

/// Makes it.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, it: &NewSession<'_>, now: Timestamp) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into sessions (id, token_hash, person_id, kind, scopes, created_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $6, $7)",
        it.id,
        it.token_hash,
        it.person_id,
        it.kind,
        it.scopes,
        now,
        it.expires_at,
    )?;
    Ok(())
}

/// The session of a token, if it holds and was used since `idle_resident` or `idle_staff`.
///
/// # Errors
/// When the database fails.
pub async fn find(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
    idle_resident: Timestamp,
    idle_staff: Timestamp,
) -> sqlx::Result<Option<Session>> {
    let mut rows = all!(
        tx,
        Row,
        "select s.id, s.person_id, s.kind, s.scopes, s.seen_at, x.name, x.area_id, g.role,
           g.area_id as role_area_id
         from sessions s
         join people x on x.id = s.person_id
         left join role_grants g on g.person_id = x.id and g.revoked_at is null
         where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and x.disabled_at is null
           and s.seen_at > case when s.kind = 'staff' then cast($4 as bigint) else cast($3 as bigint) end
         order by g.role, g.area_id",
        token_hash,
        now,
        idle_resident,
        idle_staff,
    )?;
    let grants =
        rows.iter().filter_map(|row| Some(Grant { role: row.role?, area: row.role_area_id? })).collect();
    Ok(rows.pop().map(|row| Session {
        id: row.id,
        person_id: row.person_id,
        name: row.name,
        home: row.area_id,
        grants,
        kind: row.kind,
        scopes: row.scopes,
        seen_at: row.seen_at,
    }))
}

/// It was used.
///
/// # Errors
/// When the database fails.
pub async fn seen(tx: &mut Tx, id: SessionId, now: Timestamp) -> sqlx::Result<()> {
    exec!(tx, "update sessions set seen_at = $2 where id = $1 and seen_at < $2", id, now)?;
    Ok(())
}

/// Ends it.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &mut Tx, token_hash: &str, now: Timestamp) -> sqlx::Result<()> {
    exec!(
        tx,
        "update sessions set ended_at = $2 where token_hash = $1 and ended_at is null",
        token_hash,
        now
    )?;
    Ok(())
}

/// Ends every session of a person.
///
/// # Errors
/// When the database fails.
pub async fn end_all(tx: &mut Tx, person: PersonId, now: Timestamp) -> sqlx::Result<u64> {
    exec!(tx, "update sessions set ended_at = $2 where person_id = $1 and ended_at is null", person, now)
}
