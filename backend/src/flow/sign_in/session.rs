//! Sessions: opened by a sign-in, held by a token of which only the hash is kept, ended for real.

use domain::id::{PersonId, SessionId};
use domain::member::{Device, Role, Viewer};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::store::sessions::{Holding, NewSession};
use crate::{hash, store};

use super::renew::{self, Renewal};

/// Residents: idle, and in all.
pub const RESIDENT_IDLE: i64 = 30 * DAY;
/// The longest a resident stays signed in.
pub const RESIDENT_MAX: i64 = 90 * DAY;
/// Staff: idle.
pub const STAFF_IDLE: i64 = 15 * MINUTE;
/// The longest staff stay signed in.
pub const STAFF_MAX: i64 = 8 * HOUR;

/// So many sessions in use are written down with one commit: others wait for the writer meanwhile.
const USES_A_COMMIT: usize = 50;

/// The scope of an API token that acts as staff.
pub const STAFF_SCOPE: &str = "staff";

/// The token of a new session; its only copy.
pub struct SignedIn {
    /// For the cookie or the `Authorization` header.
    pub token: String,
    /// Whose session it is.
    pub person_id: PersonId,
    /// A browser of staff: its cookie is for requests of this site only.
    pub staff: bool,
    /// How long the cookie may live, in milliseconds.
    pub max_age: i64,
}

/// What kind of session is opened.
#[derive(Debug, Clone, Copy)]
pub enum Kind<'a> {
    /// A browser of a resident or volunteer.
    Resident(Device),
    /// A browser of staff.
    Staff(Device),
    /// A bearer token with scopes; `staff` says whether it was opened with a second factor.
    Api {
        /// Space-separated.
        scopes: &'a str,
    },
}

/// What was shown on signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Factors {
    /// A code or a card.
    One,
    /// A password and an authenticator.
    Two,
}

/// Opens a session. Without a second factor it is never one of staff, whatever was asked for: a
/// code on a stolen phone must not open the desk.
pub(super) async fn open_session(
    ctx: &Ctx,
    tx: &mut Tx,
    person: PersonId,
    kind: Kind<'_>,
    factors: Factors,
) -> Result<SignedIn> {
    let token = ctx.token();
    let may_hold = |scope: &&str| factors == Factors::Two || *scope != STAFF_SCOPE;
    let (word, scopes, device, max_age) = match kind {
        Kind::Staff(device) if factors == Factors::Two => ("staff", String::new(), device, STAFF_MAX),
        Kind::Resident(device) | Kind::Staff(device) => ("resident", String::new(), device, RESIDENT_MAX),
        Kind::Api { scopes } => {
            let scopes = scopes.split(' ').filter(may_hold).collect::<Vec<_>>().join(" ");
            ("api", scopes, Device::Program, STAFF_MAX)
        }
    };
    let session = NewSession {
        id: SessionId(ctx.id()),
        token_hash: &hash::sha256(token.as_bytes()),
        person_id: person,
        kind: word,
        scopes: &scopes,
        device,
        expires_at: ctx.now().plus(max_age),
    };
    store::sessions::insert(tx, &session, ctx.now()).await?;
    Ok(SignedIn { token, person_id: person, staff: word == "staff", max_age })
}

/// Who is behind a token.
#[derive(Debug)]
pub struct Known {
    /// Who.
    pub viewer: Viewer,
    /// Of an API token; of a browser's session none.
    pub scopes: String,
    /// The session.
    pub session: SessionId,
    /// What is to be done if its token is to be replaced.
    pub renewal: Option<Renewal>,
}

/// Who is behind a token; none when it does not hold.
///
/// # Errors
/// When the database fails.
pub async fn viewer(ctx: &Ctx, token: &str) -> Result<Option<Known>> {
    let now = ctx.now();
    let mark = hash::sha256(token.as_bytes());
    let mut tx = ctx.db.look().await?;
    let session = store::sessions::find(&mut tx, &mark, holding(now)).await?;
    drop(tx);
    let Some(mut session) = session else { return Ok(None) };
    if session.next {
        renew::take(ctx, &mark).await?;
        session.renew = false;
    }
    let volunteer = session.grants.iter().any(|grant| grant.role == Role::Volunteer);
    let staff = session.kind == "staff";
    let desk = staff || session.scopes.split(' ').any(|scope| scope == STAFF_SCOPE);
    // once a minute is enough to know whether somebody is still there
    let (unseen, idle) = (now.since(session.seen_at), if desk { STAFF_IDLE } else { RESIDENT_IDLE });
    if unseen > idle / 2 {
        // soon it would be over: that must not depend on some seconds
        write_down(ctx, &[(session.id, now)]).await?;
    } else if unseen >= MINUTE {
        ctx.uses.note(session.id, now);
    }
    let renewal = session.renew.then_some(Renewal {
        session: session.id,
        person: session.person_id,
        staff,
        expires_at: session.expires_at,
    });
    let viewer = Viewer {
        id: session.person_id,
        name: session.name,
        home: session.home,
        grants: session.grants,
        volunteer,
        staff_session: desk,
    };
    Ok(Some(Known { viewer, scopes: session.scopes, session: session.id, renewal }))
}

/// By what sessions are judged now.
pub(crate) const fn holding(now: Timestamp) -> Holding {
    Holding { now, idle_resident: now.plus(-RESIDENT_IDLE), idle_staff: now.plus(-STAFF_IDLE) }
}

/// Writes down which sessions were used; how many.
///
/// # Errors
/// When the database fails; what was not written is kept for the next time.
pub async fn tick(ctx: &Ctx) -> Result<usize> {
    let mut uses = ctx.uses.take();
    // in one order everywhere: two servers must not wait for each other's rows
    uses.sort_unstable();
    for (written, some) in uses.chunks(USES_A_COMMIT).enumerate() {
        if let Err(error) = write_down(ctx, some).await {
            ctx.uses.put_back(&uses[written * USES_A_COMMIT..]);
            return Err(error);
        }
    }
    Ok(uses.len())
}

async fn write_down(ctx: &Ctx, uses: &[(SessionId, Timestamp)]) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    for (session, at) in uses {
        store::sessions::seen(&mut tx, *session, *at).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Signs out, for real. It is all the same if the session was ended a moment ago.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(ctx: &Ctx, viewer: &Viewer, session: SessionId) -> Result<()> {
    match end_session(ctx, viewer, session).await {
        Err(Error::NotFound) => Ok(()),
        answer => answer,
    }
}

/// Ends one of the viewer's sessions, wherever it is.
///
/// # Errors
/// [`Error::NotFound`] when it is none of theirs, or was ended.
pub async fn end_session(ctx: &Ctx, viewer: &Viewer, session: SessionId) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    if store::sessions::end(&mut tx, viewer.id, session, ctx.now()).await? == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// Ends all of the viewer's sessions but this one.
///
/// # Errors
/// When the database fails.
pub async fn end_other_sessions(ctx: &Ctx, viewer: &Viewer, this: SessionId) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    store::sessions::end_others(&mut tx, viewer.id, this, ctx.now()).await?;
    tx.commit().await?;
    Ok(())
}
