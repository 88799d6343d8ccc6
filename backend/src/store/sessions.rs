//! Sessions: the token itself is nowhere, only its hash.

use domain::id::{AreaId, PersonId, SessionId};
use domain::member::{Device, Grant, Role};
use domain::time::Timestamp;
use domain::view::SessionLine;

use crate::db::{Tx, all, exec, opt};

/// A session holds at `$2` if it was used since `$3` (a resident's) or `$4` (one of staff, a program's with
/// the scope of staff as well).
macro_rules! holds {
    () => {
        "s.ended_at is null and s.expires_at > $2
           and s.seen_at > case when s.kind = 'staff' or ' ' || s.scopes || ' ' like '% staff %' then cast($4 as bigint) else cast($3 as bigint) end"
    };
}

/// The moments by which a session is judged.
#[derive(Debug, Clone, Copy)]
pub struct Holding {
    /// Now.
    pub now: Timestamp,
    /// A resident's session that was not used since is over.
    pub idle_resident: Timestamp,
    /// The same for staff.
    pub idle_staff: Timestamp,
}

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
    /// The longest it can last.
    pub expires_at: Timestamp,
    /// Whether its token is to be replaced: the roles of the person have changed.
    pub renew: bool,
    /// Found by the token that was given out in place of another, and was not used before.
    pub next: bool,
}

/// The session once for every role.
#[derive(sqlx::FromRow)]
struct Row {
    id: SessionId,
    person_id: PersonId,
    kind: String,
    scopes: String,
    seen_at: Timestamp,
    expires_at: Timestamp,
    renew: bool,
    next: bool,
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
    /// On what.
    pub device: Device,
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
        "insert into sessions (id, token_hash, person_id, kind, scopes, created_at, seen_at, expires_at,
           device)
         values ($1, $2, $3, $4, $5, $6, $6, $7, $8)",
        it.id,
        it.token_hash,
        it.person_id,
        it.kind,
        it.scopes,
        now,
        it.expires_at,
        it.device,
    )?;
    Ok(())
}

/// The session of a token, if it holds.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, token_hash: &str, at: Holding) -> sqlx::Result<Option<Session>> {
    let mut rows = all!(
        tx,
        Row,
        concat!(
            "select s.id, s.person_id, s.kind, s.scopes, s.seen_at, s.expires_at,
               s.renew_from is not null as renew, s.token_hash <> $1 as next, x.name, x.area_id, g.role, g.area_id as role_area_id
             from sessions s
             join people x on x.id = s.person_id
             left join role_grants g on g.person_id = x.id and g.revoked_at is null
             where (s.token_hash = $1 or s.next_hash = $1) and x.disabled_at is null and ",
            holds!(),
            " order by g.role, g.area_id"
        ),
        token_hash,
        at.now,
        at.idle_resident,
        at.idle_staff,
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
        expires_at: row.expires_at,
        renew: row.renew,
        next: row.next,
    }))
}

/// Whether a session holds.
///
/// # Errors
/// When the database fails.
pub async fn is_held(tx: &mut Tx, id: SessionId, at: Holding) -> sqlx::Result<bool> {
    let found = opt!(
        tx,
        (SessionId,),
        concat!(
            "select s.id
             from sessions s
             join people x on x.id = s.person_id
             where s.id = $1 and x.disabled_at is null and ",
            holds!()
        ),
        id,
        at.now,
        at.idle_resident,
        at.idle_staff,
    )?;
    Ok(found.is_some())
}

/// The sessions of a person that hold, the last used first; `this` is the one that asks.
///
/// # Errors
/// When the database fails.
pub async fn of_person(
    tx: &mut Tx,
    person: PersonId,
    at: Holding,
    this: SessionId,
) -> sqlx::Result<Vec<SessionLine>> {
    all!(
        tx,
        SessionLine,
        concat!(
            "select s.id, s.device, s.kind = 'staff' as staff, s.created_at, s.seen_at,
               s.id = $5 as this
             from sessions s
             where s.person_id = $1 and ",
            holds!(),
            " order by s.seen_at desc, s.id"
        ),
        person,
        at.now,
        at.idle_resident,
        at.idle_staff,
        this,
    )
}

/// The roles of a person changed: the tokens of their browsers are to be replaced. Those of programs
/// are not: nobody can slip a program a token, and none of them has a way to take another.
///
/// # Errors
/// When the database fails.
pub async fn roles_changed(tx: &mut Tx, person: PersonId, now: Timestamp) -> sqlx::Result<()> {
    exec!(
        tx,
        "update sessions set renew_from = $2
         where person_id = $1 and ended_at is null and kind <> 'api' and renew_from is null",
        person,
        now,
    )?;
    Ok(())
}

/// Gives out another token, unless one was given out since `since` and may still be on its way.
///
/// # Errors
/// When the database fails.
pub async fn give_next(
    tx: &mut Tx,
    id: SessionId,
    next_hash: &str,
    now: Timestamp,
    since: Timestamp,
) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update sessions set next_hash = $2, next_at = $3
         where id = $1 and ended_at is null and renew_from is not null and (next_at is null or next_at <= $4)",
        id,
        next_hash,
        now,
        since,
    )?;
    Ok(done == 1)
}

/// It is used: the token before it is dead.
///
/// # Errors
/// When the database fails.
pub async fn take_next(tx: &mut Tx, token_hash: &str) -> sqlx::Result<()> {
    exec!(
        tx,
        "update sessions
         set token_hash = next_hash, next_hash = null, next_at = null, renew_from = null
         where next_hash = $1 and ended_at is null",
        token_hash,
    )?;
    Ok(())
}

/// It was used.
///
/// # Errors
/// When the database fails.
pub async fn seen(tx: &mut Tx, id: SessionId, now: Timestamp) -> sqlx::Result<()> {
    exec!(tx, "update sessions set seen_at = $2 where id = $1 and seen_at < $2", id, now)?;
    Ok(())
}

/// Ends one of a person's.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &mut Tx, person: PersonId, id: SessionId, now: Timestamp) -> sqlx::Result<u64> {
    exec!(
        tx,
        "update sessions set ended_at = $3 where id = $1 and person_id = $2 and ended_at is null",
        id,
        person,
        now
    )
}

/// Ends all of a person's but one.
///
/// # Errors
/// When the database fails.
pub async fn end_others(tx: &mut Tx, person: PersonId, but: SessionId, now: Timestamp) -> sqlx::Result<u64> {
    exec!(
        tx,
        "update sessions set ended_at = $3 where person_id = $1 and id <> $2 and ended_at is null",
        person,
        but,
        now
    )
}

/// Ends every session of a person.
///
/// # Errors
/// When the database fails.
pub async fn end_all(tx: &mut Tx, person: PersonId, now: Timestamp) -> sqlx::Result<u64> {
    exec!(tx, "update sessions set ended_at = $2 where person_id = $1 and ended_at is null", person, now)
}
