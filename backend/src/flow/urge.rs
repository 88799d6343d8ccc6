//! 催一催: once per promise period.

use domain::event::EventKind;
use domain::id::{ClientOpId, OrderId};
use domain::member::Viewer;
use domain::order::Acting;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::flow::move_order::Moved;
use crate::flow::once::{self, Once};
use crate::flow::step::{self, Said};
use crate::store;

/// Urges an order; whoever holds it is told.
///
/// # Errors
/// [`domain::Refusal::AlreadyUrged`]; [`domain::Refusal::NotNow`]; [`Error::NotFound`] for
/// anybody but the resident.
pub async fn urge(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, id: OrderId) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, op, "urge", &id).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let (order, parts) = step::lock_for(tx, viewer, id).await?;
    let part = *parts.iter().find(|part| part.is_resident()).ok_or(Error::NotFound)?;
    let calendar = ctx.calendar();
    let before = order.version;
    let acting = Acting { who: Some(viewer.id), parts: &parts, now: ctx.now(), calendar: &calendar };
    let order = order.urge(&acting)?;
    if !store::orders::save(tx, &order, before).await? {
        return Err(Error::Stale { current: order.version, state: order.state });
    }
    step::note(ctx, tx, &order, EventKind::Urged, Some(viewer.id), part, Said::default()).await?;
    if let Some(owner) = order.owner_id {
        step::tell(ctx, tx, owner, "urged", id).await?;
    }
    begun.finish(Moved { id, state: order.state, version: order.version }).await
}
