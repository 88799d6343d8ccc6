//! What the desk says of a visit after a call: that a helper is at the door, or has left. Nobody read
//! out a key, so the minutes are not measured (they are planned, or as stated, the smaller), and the one who
//! says so does not confirm the service.

use domain::Refusal;
use domain::assignment::AssignmentState;
use domain::event::EventKind;
use domain::form::{FieldErrors, HasLeft, left_at_minute};
use domain::id::{ClientOpId, OrderId, PersonId};
use domain::member::Viewer;
use domain::order::{Acting, Order, Part, State};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::move_order::Moved;
use crate::flow::once::{self, Once};
use crate::flow::serve::{self, Arrival};
use crate::flow::step::{self, Said};
use crate::store;
use crate::store::assignments::Assignment;

/// The desk has called and knows that a helper is at the door: nobody reads out the key, because
/// nobody is at home or she cannot (product.md 5.3, row 13). The minutes are then not measured.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer dispatches for the holder and the person has a place;
/// [`Refusal::SamePersonDecides`] about one's own visit.
pub async fn confirm_arrival(
    ctx: &Ctx,
    viewer: &Viewer,
    op: ClientOpId,
    id: OrderId,
    helper: PersonId,
) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, op, "confirm_arrival", &(id, helper)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let (order, theirs) = visit_of(tx, viewer, id, helper).await?;
    if !serve::may_arrive(&order, &theirs) {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    let arrival = Arrival { part: Part::Dispatcher, at: ctx.now(), key_ok: false, late: false };
    let moved = serve::arrive(ctx, tx, viewer, order, theirs.id, &arrival).await?;
    begun.finish(Moved { id, state: moved.state, version: moved.version }).await
}

/// The desk has called and knows that a helper has left without saying so (product.md 5.2, the safety
/// check; docs/decisions/017). When it was the last one the order is reported.
///
/// # Errors
/// As [`confirm_arrival`]; [`FieldErrors`] on `left_at` for a time that has not been since the arrival.
pub async fn confirm_leaving(ctx: &Ctx, viewer: &Viewer, it: &HasLeft) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, it.op, "confirm_leaving", it).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let (order, theirs) = visit_of(tx, viewer, it.order_id, it.helper).await?;
    if theirs.state != AssignmentState::CheckedIn || order.state != State::InService {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    let (now, calendar) = (ctx.now(), ctx.calendar());
    let arrived = theirs.checked_in_at.unwrap_or(now);
    let at = match it.minute {
        None => now,
        Some(minute) => left_at_minute(arrived, minute, now, &calendar)
            .map_err(|problem| FieldErrors::one("left_at", problem))?,
    };
    store::assignments::check_out(tx, theirs.id, at, false, true, None).await?;
    let said = Said { late: true, ..Said::default() };
    step::note(ctx, tx, &order, EventKind::CheckedOut, Some(viewer.id), Part::Dispatcher, said).await?;
    let acting = Acting { who: Some(viewer.id), parts: &[Part::Dispatcher], now, calendar: &calendar };
    let order = serve::report_if_last(ctx, tx, &acting, order, None).await?;
    begun.finish(Moved { id: order.id, state: order.state, version: order.version }).await
}

/// The order and a helper's part in it, for whoever dispatches it and is not that helper.
async fn visit_of(
    tx: &mut Tx,
    viewer: &Viewer,
    id: OrderId,
    helper: PersonId,
) -> Result<(Order, Assignment)> {
    let order = step::lock_for_desk(tx, viewer, id).await?;
    if helper == viewer.id {
        return Err(Refusal::SamePersonDecides.into());
    }
    let theirs = store::assignments::find(tx, id, helper, order.round).await?.ok_or(Error::NotFound)?;
    Ok((order, theirs))
}
