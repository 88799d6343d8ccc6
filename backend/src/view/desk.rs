//! The desk: its inbox, and an order with who could do it.

use domain::assignment::excuse_waits_since;
use domain::form::{FieldErrors, Problem};
use domain::id::{AreaId, OrderId};
use domain::member::{Permission, Viewer};
use domain::order::{Acting, Action, Part};
use domain::view::{CandidateLine, DeskOrder, Inbox, InboxFilter, InboxKey, InboxRow};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::flow::{dispatch_order, step};
use crate::store;
use crate::view::order;

/// Lines on a page of the inbox.
pub const PAGE: i64 = 30;
/// Excuses shown above what is to be done.
const EXCUSES: i64 = 10;
/// Candidates shown; the first are the ones that matter.
const CANDIDATES: usize = 12;

/// A page of the inbox of the viewer's desk; `after` is the `next` of the page before.
///
/// # Errors
/// [`Error::NotFound`] without a desk; [`FieldErrors`] on `after` when it is none of ours.
pub async fn inbox(ctx: &Ctx, viewer: &Viewer, filter: InboxFilter, after: Option<&str>) -> Result<Inbox> {
    let holder = desk_of(viewer)?;
    let after = match after {
        Some(text) => {
            Some(InboxKey::parse(text).ok_or_else(|| FieldErrors::one("after", Problem::Malformed))?)
        }
        None => None,
    };
    let mut tx = ctx.db.read().await?;
    let counts = store::inbox::counts(&mut tx, holder, ctx.now()).await?;
    let mut rows = store::inbox::page(&mut tx, holder, filter, ctx.now(), after, PAGE + 1).await?;
    let more = i64::try_from(rows.len()).unwrap_or(0) > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(30));
    let next = rows.last().filter(|_| more).map(|row| row.key(filter).to_string());
    // they stand on the first page of what is to be done, and nowhere else
    let excuses = if filter == InboxFilter::Todo && after.is_none() {
        let since = excuse_waits_since(ctx.now());
        store::missed::waiting(&mut tx, holder, viewer.id, since, EXCUSES).await?
    } else {
        Vec::new()
    };
    Ok(Inbox { filter, counts, excuses, rows, next })
}

/// The area whose inbox the viewer works on.
///
/// # Errors
/// [`Error::NotFound`] without a desk.
pub fn desk_of(viewer: &Viewer) -> Result<AreaId> {
    viewer.areas(Permission::Dispatch).next().ok_or(Error::NotFound)
}

/// An order at the desk.
///
/// # Errors
/// [`Error::NotFound`] when it is none of this desk's business.
pub async fn desk_order(ctx: &Ctx, viewer: &Viewer, id: OrderId) -> Result<DeskOrder> {
    desk_of(viewer)?;
    let mut tx = ctx.db.read().await?;
    let found = store::orders::whole(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let page = order::compose(ctx, &mut tx, viewer, found).await?;
    if !page.parts.iter().any(|part| matches!(part, Part::Dispatcher | Part::HigherLevel))
        && page.words.is_none()
    {
        return Err(Error::NotFound);
    }
    let mut candidates = Vec::new();
    // at the time it would be offered for
    let order = page.order.clone().with_time_ahead(ctx.now());
    let time_over = order.window() != page.order.window();
    if page.actions.contains(&Action::Dispatch) {
        for ranked in dispatch_order::ranked(ctx, &mut tx, &order).await?.into_iter().take(CANDIDATES) {
            let person = store::people::find(&mut tx, ranked.person).await?.ok_or(Error::NotFound)?;
            let volunteer = store::volunteers::find(&mut tx, ranked.person).await?;
            candidates.push(CandidateLine {
                person_id: ranked.person,
                name: person.name,
                party_member: volunteer.is_some_and(|it| it.claims_party && it.verified_at.is_some()),
                reasons: ranked.reasons,
            });
        }
    }
    let mut similar = Vec::new();
    let same = store::order_lists::similar(&mut tx, page.order.item_id, page.order.area_id, id, 3).await?;
    for other in same {
        similar.push(store::inbox::line(&mut tx, other).await?);
    }
    let building = store::stewards::building(&mut tx, page.order.area_id).await?;
    drop(tx);
    if let Some(part) = order::opened_as(&page) {
        order::note_opening(ctx, viewer, id, part).await?;
    }
    let in_hand = page.order.owner_id == Some(viewer.id);
    Ok(DeskOrder { page, in_hand, time_over, candidates, building, similar })
}

/// The order with the number `no`, to be looked at before this one is merged into it: a merge cannot be
/// taken apart. None when the two cannot be merged (row 8), or the viewer may not read the other.
///
/// # Errors
/// [`Error::NotFound`] when there is no such duplicate.
pub async fn main_order(ctx: &Ctx, viewer: &Viewer, id: OrderId, no: &str) -> Result<Option<InboxRow>> {
    let mut tx = ctx.db.read().await?;
    let order = store::orders::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let parts = step::parts(&mut tx, viewer, &order).await?;
    let Some(main) = store::orders::find_by_no(&mut tx, no.trim()).await? else { return Ok(None) };
    let calendar = ctx.calendar();
    let acting = Acting { who: Some(viewer.id), parts: &parts, now: ctx.now(), calendar: &calendar };
    if order.merge(&main, &acting).is_err() || !step::staff_may_read(&mut tx, viewer, &main).await? {
        return Ok(None);
    }
    Ok(Some(store::inbox::line(&mut tx, main.id).await?))
}
