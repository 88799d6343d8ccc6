//! Who was said not to have come was inside without signal: both keys prove that two people met, and the
//! no-show is taken back while nobody else has the place (docs/decisions/017).

use domain::Refusal;
use domain::assignment::AssignmentState;
use domain::event::EventKind;
use domain::form::{AtTheDoor, FieldErrors, Problem};
use domain::id::PersonId;
use domain::member::Viewer;
use domain::order::{Acting, Order, Part};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::serve::{Which, against_key, named, when};
use crate::flow::step::{self, Said};
use crate::store;
use crate::store::assignments::Assignment;

/// Gives somebody their place back by both keys; nothing happens for whoever was not missed. The visit
/// itself is entered after it, like any other late one. Sent again it finds nothing to take back.
///
/// # Errors
/// [`Refusal::WentOn`] when the order has gone on without them; [`Refusal::TooLateForKeys`]; what speaks
/// against a key or a time.
pub(super) async fn turn_up(ctx: &Ctx, viewer: &Viewer, arrived: &AtTheDoor, left: &AtTheDoor) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    let order = store::orders::locked(&mut tx, arrived.order_id).await?.ok_or(Error::NotFound)?;
    let parts = store::assignments::of_round(&mut tx, order.id, order.round).await?;
    let Some(mine) = missed(&mut tx, &order, &parts, viewer.id).await? else { return Ok(()) };
    let calendar = ctx.calendar();
    let acting = Acting { who: Some(viewer.id), parts: &[Part::Helper], now: ctx.now(), calendar: &calendar };
    let taken = AssignmentState::taken(parts.iter().map(|it| it.state));
    let before = order.version;
    let moved = order.clone().turn_up(taken, &acting)?;
    let (at, _) = when(ctx, arrived, &order, mine.accepted_at).map_err(|error| named(error, "arrived_at"))?;
    when(ctx, left, &order, Some(at)).map_err(|error| named(error, "left_at"))?;
    for (which, field, key) in [(Which::Arrive, "key", &arrived.key), (Which::Leave, "leave_key", &left.key)]
    {
        let key = key.as_deref().ok_or_else(|| FieldErrors::one(field, Problem::Missing))?;
        if let Some(no) = against_key(&mut tx, &order, which, key).await? {
            tx.commit().await?;
            return Err(no.into());
        }
    }
    store::missed::turn_up(&mut tx, mine.id).await?;
    let said = Said { late: true, ..Said::default() };
    let order = if let Some(moved) = moved {
        step::write(ctx, &mut tx, &moved, before, EventKind::TurnedUp, Some(viewer.id), said).await?;
        moved.order
    } else {
        step::note(ctx, &mut tx, &order, EventKind::TurnedUp, Some(viewer.id), Part::Helper, said).await?;
        order
    };
    thank_and_tell(ctx, &mut tx, &order, viewer.id, taken + 1).await?;
    tx.commit().await?;
    Ok(())
}

/// The part of this round in which somebody is said not to have come.
///
/// # Errors
/// [`Refusal::WentOn`] when it was in an earlier one, and others have been asked since.
async fn missed(
    tx: &mut Tx,
    order: &Order,
    parts: &[Assignment],
    who: PersonId,
) -> Result<Option<Assignment>> {
    match parts.iter().find(|it| it.person_id == who) {
        Some(mine) if mine.state == AssignmentState::NoShow => return Ok(Some(mine.clone())),
        Some(mine) if mine.state.holds_place() => return Ok(None),
        _ => {}
    }
    for stated in [false, true] {
        if store::missed::find(tx, order.id, who, stated).await?.is_some() {
            return Err(Refusal::WentOn.into());
        }
    }
    Ok(None)
}

/// Whoever was asked instead is thanked, and who waits is told that nobody is looked for any more.
async fn thank_and_tell(ctx: &Ctx, tx: &mut Tx, order: &Order, who: PersonId, taken: i32) -> Result<()> {
    if taken >= order.required {
        for other in store::assignments::withdraw_open(tx, order.id, order.round).await? {
            step::tell(ctx, tx, other, "place_taken", order.id).await?;
        }
    }
    step::tell_residents(ctx, tx, order, "turned_up", None).await?;
    if let Some(owner) = order.owner_id {
        step::tell(ctx, tx, owner, "turned_up", order.id).await?;
    }
    step::tell(ctx, tx, who, "excused", order.id).await
}
