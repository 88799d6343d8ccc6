//! Somebody said yes and did not come: who says so, what they say to it, and who takes the excuse
//! (product.md 5.4). It costs no points and is shown to nobody but the desk.

use domain::Refusal;
use domain::assignment::{AssignmentState, excuse_until, missed_from};
use domain::event::EventKind;
use domain::id::{ClientOpId, OrderId, PersonId};
use domain::member::Viewer;
use domain::order::{Part, State};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::flow::move_order::Moved;
use crate::flow::once::{self, Once};
use crate::flow::release::{free_place, tell_if_twice};
use crate::flow::step::{self, Said};
use crate::store;

/// 人没来: by the desk after a call that nobody answered, or by her for whom it is
/// ([`missed_from`]). The place is free again.
///
/// # Errors
/// [`Refusal::NotYet`] before that; [`Refusal::NotNow`] once the helper has come or handed back;
/// [`Error::NotFound`] for anybody else and about a helper without a part.
pub async fn report_no_show(
    ctx: &Ctx,
    viewer: &Viewer,
    op: ClientOpId,
    id: OrderId,
    helper: PersonId,
) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, op, "report_no_show", &(id, helper)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let (order, parts) = step::lock_for(tx, viewer, id).await?;
    let says = parts.into_iter().find(|part| part.is_resident() || *part == Part::Dispatcher);
    let part = says.ok_or(Error::NotFound)?;
    let theirs = store::assignments::find(tx, id, helper, order.round).await?.ok_or(Error::NotFound)?;
    // about oneself there is "I cannot come"
    if helper == viewer.id {
        return Err(Refusal::SamePersonDecides.into());
    }
    let awaited = matches!(order.state, State::Offered | State::Claimed | State::InService);
    if !awaited || theirs.state != AssignmentState::Accepted {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    let from = missed_from(part, order.window(), theirs.accepted_at.unwrap_or(order.window_start));
    if ctx.now() < from {
        return Err(Refusal::NotYet { from }.into());
    }
    store::missed::miss(tx, theirs.id, viewer.id, ctx.now()).await?;
    step::tell(ctx, tx, helper, "missed", id).await?;
    tell_if_twice(ctx, tx, helper, id).await?;
    step::tell_residents(ctx, tx, &order, "no_show", Some(viewer.id)).await?;
    free_place(ctx, tx, viewer, part, order, EventKind::NoShow, Said::default()).await?;
    let order = store::orders::find(tx, id).await?.ok_or(Error::NotFound)?;
    begun.finish(Moved { id, state: order.state, version: order.version }).await
}

/// Why they did not come, in their own words, once, within seven days.
///
/// # Errors
/// [`Refusal::TooLate`] after that; [`Error::NotFound`] when nobody says so of the viewer;
/// [`Refusal::AlreadyStated`] the second time.
pub async fn state_excuse(
    ctx: &Ctx,
    viewer: &Viewer,
    op: ClientOpId,
    id: OrderId,
    words: &str,
) -> Result<()> {
    let mut begun = match once::begin(ctx, viewer.id, op, "state_excuse", &(id, words)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let order = store::orders::locked(tx, id).await?.ok_or(Error::NotFound)?;
    let Some(mine) = store::missed::find(tx, id, viewer.id, false).await? else {
        let stated = store::missed::find(tx, id, viewer.id, true).await?.is_some();
        return Err(if stated { Refusal::AlreadyStated.into() } else { Error::NotFound });
    };
    if mine.missed_at.is_some_and(|at| ctx.now() > excuse_until(at)) {
        return Err(Refusal::TooLate.into());
    }
    if !store::missed::state(tx, mine.id, words).await? {
        return Err(Refusal::AlreadyStated.into());
    }
    let said = Said { note: Some(words), ..Said::default() };
    step::note(ctx, tx, &order, EventKind::ExcuseStated, Some(viewer.id), Part::Helper, said).await?;
    // who may take it: not the one who noted it
    let mut readers = vec![order.owner_id, order.dispatcher_id];
    readers.dedup();
    for reader in readers.into_iter().flatten().filter(|reader| Some(*reader) != mine.missed_by) {
        step::tell(ctx, tx, reader, "excuse_stated", id).await?;
    }
    begun.finish(()).await
}

/// The desk takes the excuse: another member of staff than the one who said that they did not come.
///
/// # Errors
/// [`Error::NotFound`] without an excuse, or unless the viewer dispatches for the holder;
/// [`Refusal::SamePersonDecides`] for who said it, and about oneself.
pub async fn accept_excuse(
    ctx: &Ctx,
    viewer: &Viewer,
    op: ClientOpId,
    id: OrderId,
    helper: PersonId,
) -> Result<()> {
    let mut begun = match once::begin(ctx, viewer.id, op, "accept_excuse", &(id, helper)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let order = step::lock_for_desk(tx, viewer, id).await?;
    let theirs = store::missed::find(tx, id, helper, true).await?.ok_or(Error::NotFound)?;
    if helper == viewer.id || !store::missed::excuse(tx, theirs.id, viewer.id).await? {
        return Err(Refusal::SamePersonDecides.into());
    }
    step::note(ctx, tx, &order, EventKind::Excused, Some(viewer.id), Part::Dispatcher, Said::default())
        .await?;
    step::tell(ctx, tx, helper, "excused", id).await?;
    begun.finish(()).await
}
