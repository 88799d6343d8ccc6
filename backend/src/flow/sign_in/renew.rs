//! Another token for the same session once the roles of its person have changed (trust.md A7): from its
//! first use on the old one opens nothing, so that of two who have it one is out.
//!
//! Until then the old one holds. A page asks for many things at a time with it, and an answer may be
//! lost in a stairwell: nobody is signed out by either.

use domain::id::{PersonId, SessionId};
use domain::time::{MINUTE, Timestamp};

use super::session::SignedIn;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::{hash, store};

/// So long a new token may be on its way before another is given out in its place.
const ON_ITS_WAY: i64 = MINUTE;

/// A session whose token is to be replaced.
#[derive(Debug, Clone, Copy)]
pub struct Renewal {
    pub(super) session: SessionId,
    pub(super) person: PersonId,
    pub(super) staff: bool,
    pub(super) expires_at: Timestamp,
}

/// The new token; none while another answer brings one.
///
/// # Errors
/// When the database fails.
pub async fn renew(ctx: &Ctx, it: Renewal) -> Result<Option<SignedIn>> {
    let (token, now) = (ctx.token(), ctx.now());
    let mark = hash::sha256(token.as_bytes());
    let mut tx = ctx.db.begin().await?;
    if !store::sessions::give_next(&mut tx, it.session, &mark, now, now.plus(-ON_ITS_WAY)).await? {
        return Ok(None);
    }
    tx.commit().await?;
    let max_age = it.expires_at.since(now);
    Ok(Some(SignedIn { token, person_id: it.person, staff: it.staff, max_age }))
}

/// The first use of a new token, given as its hash: the old one is dead. Of two uses at once either
/// may be the first.
pub(super) async fn take(ctx: &Ctx, mark: &str) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    store::sessions::take_next(&mut tx, mark).await?;
    tx.commit().await?;
    Ok(())
}
