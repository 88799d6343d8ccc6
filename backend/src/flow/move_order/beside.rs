//! What somebody does to an order without moving it: words, pictures, and having it in hand.

use domain::Refusal;
use domain::event::EventKind;
use domain::id::{ClientOpId, OrderId};
use domain::member::Viewer;
use domain::order::Part;
use domain::photo::Upload;

use super::Moved;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::flow::once::{self, Once};
use crate::flow::photos;
use crate::flow::step::{self, Said};
use crate::store;

/// Words, pictures or both, added to an order that is not final.
///
/// # Errors
/// [`Refusal::NotNow`] once it is final; [`Error::NotFound`];
/// [`FieldErrors`](domain::form::FieldErrors) on `photos` when one of them is gone.
pub async fn add_words(
    ctx: &Ctx,
    viewer: &Viewer,
    op: ClientOpId,
    id: OrderId,
    words: &str,
    photos: &[Upload],
) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, op, "add_words", &(id, words, photos)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let (order, parts) = step::lock_for(tx, viewer, id).await?;
    if order.state.is_final() {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    let said = Said { note: Some(words).filter(|words| !words.is_empty()), ..Said::default() };
    step::note(ctx, tx, &order, EventKind::Added, Some(viewer.id), parts[0], said).await?;
    photos::attach(ctx, tx, viewer, order.id, photos).await?;
    if parts[0] == Part::Dispatcher {
        step::tell_residents(ctx, tx, &order, "added", Some(viewer.id)).await?;
    }
    begun.finish(Moved { id, state: order.state, version: order.version }).await
}

/// Another member of staff takes it in hand; the resident is told who.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer dispatches for the holder; [`Refusal::NotNow`] once it is
/// final.
pub async fn take_in_hand(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, id: OrderId) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, op, "take_in_hand", &id).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let mut order = step::lock_for_desk(tx, viewer, id).await?;
    if order.state.is_final() {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    if order.owner_id != Some(viewer.id) {
        let before = order.version;
        order.owner_id = Some(viewer.id);
        order.version += 1;
        if !store::orders::save(tx, &order, before).await? {
            return Err(Error::Stale { current: order.version, state: order.state });
        }
        step::note(
            ctx,
            tx,
            &order,
            EventKind::HandedOver,
            Some(viewer.id),
            Part::Dispatcher,
            Said::default(),
        )
        .await?;
        step::tell_residents(ctx, tx, &order, "handed_over", Some(viewer.id)).await?;
    }
    begun.finish(Moved { id, state: order.state, version: order.version }).await
}
