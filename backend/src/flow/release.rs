//! A place is free again: a helper hands it back, or did not come.

use domain::Refusal;
use domain::assignment::{AssignmentState, is_late_release, is_second};
use domain::event::EventKind;
use domain::id::{ClientOpId, OrderId, PersonId};
use domain::member::Viewer;
use domain::order::{Acting, Move, Order, Part, State};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::once::{self, Once};
use crate::flow::step::{self, Said};
use crate::flow::{lapse, serve};
use crate::store;

/// 我来不了: hands a place back before check-in. Always allowed.
///
/// # Errors
/// [`Refusal::NotNow`] once the visit has begun; [`Error::NotFound`] without a place.
pub async fn release(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, id: OrderId, reason: &str) -> Result<()> {
    let mut begun = match once::begin(ctx, viewer.id, op, "release", &(id, reason)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let order = store::orders::locked(tx, id).await?.ok_or(Error::NotFound)?;
    let mine = store::assignments::find(tx, id, viewer.id, order.round).await?.ok_or(Error::NotFound)?;
    if mine.state != AssignmentState::Accepted {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    store::assignments::turn(tx, mine.id, AssignmentState::Accepted, AssignmentState::Released, Some(reason))
        .await?;
    let accepted = mine.accepted_at.unwrap_or(order.window_start);
    let late = is_late_release(order.window(), accepted, ctx.now());
    let said = Said { reason: late.then_some("late"), note: Some(reason), late: false };
    free_place(ctx, tx, viewer, Part::Helper, order, EventKind::Released, said).await?;
    if late {
        tell_if_twice(ctx, tx, viewer.id, id).await?;
    }
    begun.finish(()).await
}

/// Tells somebody who has let people down for the second time of late that the desk asks them by name now. What
/// was just written is the last of it; of two at once the second sees both.
pub(super) async fn tell_if_twice(ctx: &Ctx, tx: &mut Tx, person: PersonId, order: OrderId) -> Result<()> {
    store::volunteers::lock(tx, person).await?;
    let let_downs = store::candidates::let_downs(tx, person, ctx.now()).await?;
    if is_second(&let_downs, ctx.now()) {
        step::tell(ctx, tx, person, "approval_needed", order).await?;
    }
    Ok(())
}

/// What follows when a place is free again (row 12): the order is offered anew while its time lasts, and given
/// back to the desk after it, unless others may have been inside; at a visit that has begun nobody may be left to
/// wait for. `part` is in what capacity it was said.
pub(super) async fn free_place(
    ctx: &Ctx,
    tx: &mut Tx,
    viewer: &Viewer,
    part: Part,
    order: Order,
    kind: EventKind,
    said: Said<'_>,
) -> Result<()> {
    let calendar = ctx.calendar();
    let system = Acting::system(ctx.now(), &calendar);
    if order.state != State::Claimed {
        step::note(ctx, tx, &order, kind, Some(viewer.id), part, said).await?;
        if order.state == State::InService {
            serve::report_if_last(ctx, tx, &system, order, None).await?;
        }
        return Ok(());
    }
    if let Some(owner) = order.owner_id.filter(|owner| *owner != viewer.id) {
        step::tell(ctx, tx, owner, kind.word(), order.id).await?;
    }
    let parts = store::assignments::of_round(tx, order.id, order.round).await?;
    let others = parts.iter().any(|it| it.state.holds_place());
    let before = order.version;
    let Some(moved) = order.clone().vacate(others, &system)? else {
        return step::note(ctx, tx, &order, kind, Some(viewer.id), part, said).await;
    };
    // the row is the clock's: what is written down is who said so
    let moved = Move { part, ..moved };
    step::write(ctx, tx, &moved, before, kind, Some(viewer.id), said).await?;
    if moved.order.state == State::Offered {
        lapse::ask_on_if_empty(ctx, tx, moved.order).await?;
    }
    Ok(())
}
