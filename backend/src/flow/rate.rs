//! Rating a service that two right keys confirmed: nobody asked her then.

use domain::Refusal;
use domain::event::EventKind;
use domain::form::Rating;
use domain::id::OrderId;
use domain::member::Viewer;

use crate::ctx::Ctx;
use crate::error::Result;
use crate::flow::move_order::Moved;
use crate::flow::once::{self, Once};
use crate::flow::step::{self, Said};
use crate::store;

/// Rates the service, once.
///
/// # Errors
/// [`Refusal::NotNow`] before it is confirmed, after it is filed, for others than her, and when it
/// was rated before; [`Error::NotFound`](crate::Error::NotFound).
pub async fn rate(ctx: &Ctx, viewer: &Viewer, id: OrderId, it: &Rating) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, it.op, "rate", &(id, it)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let (order, parts) = step::lock_for(tx, viewer, id).await?;
    let part = order.rated_by(&parts).ok_or(Refusal::NotNow { state: order.state })?;
    if !store::orders::rate(tx, id, it.stars, it.words.as_deref()).await? {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    let said = Said { note: it.words.as_deref(), ..Said::default() };
    step::note(ctx, tx, &order, EventKind::Rated, Some(viewer.id), part, said).await?;
    begun.finish(Moved { id, state: order.state, version: order.version }).await
}
