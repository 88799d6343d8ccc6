//! 我打过电话: the desk notes that it has tried to reach somebody who does not answer its question.
//! Without two tries, hours apart, no question lapses (product.md 5.3, row 5; docs/decisions/016).

use domain::event::EventKind;
use domain::id::{ClientOpId, OrderId};
use domain::member::Viewer;
use domain::order::Part;

use crate::ctx::Ctx;
use crate::error::Result;
use crate::flow::move_order::Moved;
use crate::flow::once::{self, Once};
use crate::flow::step::{self, Said};
use crate::store;

/// Notes a call, and how it went; she reads both. One that comes too soon after another is kept all the same;
/// which of them count is asked of [`Tries`](domain::order::Tries) when the time is over. Whatever was left of her time, she can call back until
/// the next working day.
///
/// # Errors
/// [`domain::Refusal::NotNow`] unless she was asked something; [`Error::NotFound`](crate::Error::NotFound) unless the viewer
/// dispatches for the holder.
pub async fn contact_tried(
    ctx: &Ctx,
    viewer: &Viewer,
    op: ClientOpId,
    id: OrderId,
    note: Option<&str>,
) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, op, "contact_tried", &(id, note)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let order = step::lock_for_desk(tx, viewer, id).await?;
    let until = order.waits_for_call(ctx.now(), &ctx.calendar())?;
    store::orders::set_due(tx, id, until).await?;
    let said = Said { note, ..Said::default() };
    step::note(ctx, tx, &order, EventKind::ContactTried, Some(viewer.id), Part::Dispatcher, said).await?;
    begun.finish(Moved { id, state: order.state, version: order.version }).await
}
