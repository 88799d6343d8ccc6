//! 改时间: what another time means to whoever was asked for the old one (docs/decisions/019). The verb
//! itself is a command like the others ([`super::move_order`]).

use domain::Refusal;
use domain::assignment::{AssignmentState, eligible};
use domain::form::{Chosen, FieldErrors, Problem};
use domain::id::PersonId;
use domain::order::{Acting, Move, Order, Part, State};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::step;
use crate::store;
use crate::store::assignments::Assignment;

/// Another time, if those who have said yes can be kept or let go.
///
/// # Errors
/// [`Refusal::NotNow`] for her once somebody has said yes; [`Refusal::Ineligible`] when who is to be kept
/// cannot come then; [`FieldErrors`] on `helpers_agree` when only some come, and nobody is kept.
pub(super) async fn decide(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    to: &Chosen,
    helpers_agree: bool,
    acting: &Acting<'_>,
) -> Result<Move> {
    let moved = order.clone().reschedule(to, helpers_agree, acting)?;
    if !matches!(order.state, State::Offered | State::Claimed) {
        return Ok(moved);
    }
    let parts = store::assignments::of_round(tx, order.id, order.round).await?;
    if order.is_partly_taken(AssignmentState::taken(parts.iter().map(|it| it.state))) {
        if moved.part != Part::Dispatcher {
            return Err(Refusal::NotNow { state: State::Claimed }.into());
        }
        // all are asked anew: nobody is kept, so nobody may think that they are
        if helpers_agree {
            return Err(FieldErrors::one("helpers_agree", Problem::UnknownChoice).into());
        }
    } else if moved.order.state == State::Claimed {
        keep(ctx, tx, &moved.order, parts).await?;
    }
    Ok(moved)
}

/// Whoever comes can come at the new time as well. Locked one after the other by id, so that two orders with
/// the same helpers do not wait for each other.
async fn keep(ctx: &Ctx, tx: &mut Tx, order: &Order, mut parts: Vec<Assignment>) -> Result<()> {
    parts.retain(|it| it.state.holds_place());
    parts.sort_unstable_by_key(|it| it.person_id);
    for it in parts {
        store::volunteers::lock(tx, it.person_id).await?;
        let (need, candidate) = store::candidates::one(tx, order, it.person_id, ctx.now()).await?;
        let candidate = candidate.ok_or(Error::NotFound)?;
        eligible(&need, &candidate, ctx.now()).map_err(|why| Refusal::Ineligible { why })?;
    }
    Ok(())
}

/// Everybody it concerns hears of it: she, whoever has it in hand, and who comes all the same.
///
/// # Errors
/// When the database fails.
pub(super) async fn tell(ctx: &Ctx, tx: &mut Tx, moved: &Move, by: PersonId) -> Result<()> {
    let order = &moved.order;
    step::tell_residents(ctx, tx, order, "rescheduled", Some(by)).await?;
    let mut others = Vec::new();
    if order.state == State::Claimed {
        let parts = store::assignments::of_round(tx, order.id, order.round).await?;
        others.extend(parts.iter().filter(|it| it.state.holds_place()).map(|it| it.person_id));
    }
    others.extend(order.owner_id.filter(|owner| *owner != by));
    for person in others {
        step::tell(ctx, tx, person, "rescheduled", order.id).await?;
    }
    Ok(())
}
