//! Who hears of what. A notice says only that something happened to an order; still, nobody hears
//! of an order that is none of their business.
//!
//! - residents of their own, and everybody of what they were told by a message;
//! - staff of what their areas hold, or have handed up;
//! - volunteers of what is, or was just now, in the pool of their community.

use std::collections::HashSet;

use domain::dispatch::Mode;
use domain::id::{AreaId, OrderId, PersonId, SessionId};
use domain::member::{Permission, Viewer};
use domain::order::Order;
use domain::time::{MINUTE, SECOND, Timestamp};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::flow::sign_in;
use crate::live::Notice;
use crate::store;

/// The most that is told one by one to somebody who comes back; more than that, and the page reads
/// everything anew.
const MISSED_MAX: i64 = 200;
/// What was written down earlier can be committed later; hearing of something twice does no harm.
const OVERLAP: i64 = MINUTE;
/// What happened between drawing a page and its first word with us.
const BEFORE_HELLO: i64 = 30 * SECOND;

/// What one viewer hears.
#[derive(Debug, Clone)]
pub struct Ear {
    person: PersonId,
    areas: HashSet<AreaId>,
    community: Option<AreaId>,
}

/// What a viewer has missed.
#[derive(Debug, Clone)]
pub struct Missed {
    /// What happened, oldest first.
    pub events: Vec<(Timestamp, OrderId)>,
    /// Too much to tell one by one.
    pub more: bool,
    /// When the newest event there is happened, whomever it concerns.
    pub last: Timestamp,
}

impl Ear {
    /// Whether the viewer hears of it.
    #[must_use]
    pub fn hears(&self, notice: &Notice) -> bool {
        let area = |id: Option<AreaId>| id.is_some_and(|id| self.areas.contains(&id));
        notice.people.contains(&self.person)
            || area(notice.holder_id)
            || area(notice.community_id)
            || (notice.pool && self.community.is_some() && self.community == notice.community_id)
    }

    fn may_hear_of(&self, order: &Order) -> bool {
        let pool = order.mode == Some(Mode::Pool);
        [order.beneficiary_id, order.orderer_id].contains(&self.person)
            || self.areas.contains(&order.holder_id)
            || self.areas.contains(&order.community_id)
            || (pool && self.community == Some(order.community_id))
    }
}

/// What a viewer hears from now on, and what was missed since `last`. The live feed has to
/// be joined before this is called.
///
/// # Errors
/// When the database fails.
pub async fn open(ctx: &Ctx, viewer: &Viewer, last: Option<Timestamp>) -> Result<(Ear, Missed)> {
    let mut tx = ctx.db.read().await?;
    let mut areas = HashSet::new();
    for area in viewer.areas(Permission::Dispatch) {
        areas.extend(store::areas::holders_below(&mut tx, area).await?);
    }
    let community = store::volunteers::find(&mut tx, viewer.id).await?.map(|it| it.community_id);
    let ear = Ear { person: viewer.id, areas, community };
    // a clock that ran ahead must not make her miss what happens until it is right
    let newest = store::events::last(&mut tx).await?.min(ctx.now());
    let from = last.map_or(ctx.now().plus(-BEFORE_HELLO), |at| at.plus(-OVERLAP));
    let events = store::events::from(&mut tx, from, MISSED_MAX + 1).await?;
    let mut missed = Missed { events: Vec::new(), more: false, last: newest };
    if i64::try_from(events.len()).unwrap_or(i64::MAX) > MISSED_MAX {
        missed.more = true;
        return Ok((ear, missed));
    }
    let mut known = std::collections::HashMap::new();
    for (at, id) in events {
        let heard = match known.get(&id) {
            Some(heard) => *heard,
            None => concerns(&mut tx, &ear, id).await?,
        };
        known.insert(id, heard);
        if heard {
            missed.events.push((at, id));
        }
    }
    Ok((ear, missed))
}

async fn concerns(tx: &mut Tx, ear: &Ear, id: OrderId) -> Result<bool> {
    let Some(order) = store::orders::find(tx, id).await? else { return Ok(false) };
    if ear.may_hear_of(&order) {
        return Ok(true);
    }
    // asked, or a helper: of this round
    Ok(store::assignments::find(tx, id, ear.person, order.round).await?.is_some())
}

/// Whether a session still holds. Unlike a request this is no use of it: a page that lies open does
/// not keep anybody signed in.
///
/// # Errors
/// When the database fails.
pub async fn still_signed_in(ctx: &Ctx, session: SessionId) -> Result<bool> {
    let mut tx = ctx.db.look().await?;
    Ok(store::sessions::is_held(&mut tx, session, sign_in::holding(ctx.now())).await?)
}
