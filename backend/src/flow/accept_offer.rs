//! The last place: of twenty who say yes at once, exactly as many win as there are places.
//!
//! The order row is locked first, then the volunteer's, so that everybody after the first reads what
//! the first has done; the unique key of a part and the compare-and-set on the order's version stand
//! behind it.

use domain::Refusal;
use domain::assignment::{AssignmentState, Warning, may_accept};
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::id::{AreaId, AssignmentId, ClientOpId, OrderId, PersonId};
use domain::member::Viewer;
use domain::order::{Acting, Action, Order, Part, State};
use domain::time::Window;
use domain::view::DoorKeys;
use serde::{Deserialize, Serialize};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::once::{self, Once};
use crate::flow::step::{self, Said};
use crate::store;
use crate::store::assignments::{Assignment, NewAssignment};
use crate::store::offers::Taken;

/// The answer to a yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The order.
    pub id: OrderId,
    /// Their part in it.
    pub assignment_id: AssignmentId,
    /// What they should know, e.g. that the way between two visits is short.
    pub warnings: Vec<Warning>,
}

/// Says yes to an offer, or takes an order from the pool. A yes is to the time that was `read`, where that is
/// known.
///
/// # Errors
/// [`Refusal::AlreadyFull`] when others were first, [`Refusal::OtherTime`] when another was agreed since,
/// [`Refusal::Ineligible`], [`Refusal::NoOffer`]; [`Error::NotFound`] for an order outside the volunteer's
/// community.
pub async fn accept_offer(
    ctx: &Ctx,
    viewer: &Viewer,
    op: ClientOpId,
    id: OrderId,
    read: Option<Window>,
) -> Result<Accepted> {
    let mut begun = match once::begin(ctx, viewer.id, op, "accept_offer", &(id, read)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    // what else they take at this moment counts: the cap and the hours are the person's, not the order's
    let asked_for = store::offers::taken(tx, id, viewer.id).await?.ok_or(Error::NotFound)?;
    let Taken { order, community, parts, .. } = &asked_for;
    let mine = parts.iter().find(|it| it.person_id == viewer.id);
    if let Some(held) = mine
        && held.state.holds_place()
    {
        let answer = Accepted { id, assignment_id: held.id, warnings: Vec::new() };
        return begun.finish(answer).await;
    }
    open_to(*community, order, mine.map(|it| it.state))?;
    if read.is_some_and(|read| read != order.window()) {
        return Err(Refusal::OtherTime.into());
    }
    let asked = mine.is_some_and(|it| it.state == AssignmentState::Offered);
    if asked && mine.and_then(|it| it.respond_by).is_some_and(|by| by <= ctx.now()) {
        return Err(Refusal::OfferOver.into());
    }
    // asked by name, they are who the desk wants
    let named = asked && order.mode == Some(Mode::Direct);
    let warnings = still_eligible(ctx, tx, order, viewer.id, named).await?;
    let taken = AssignmentState::taken(parts.iter().map(|it| it.state));
    if taken >= order.required {
        return Err(Refusal::AlreadyFull.into());
    }
    let assignment_id = match mine {
        Some(offer) if asked => {
            if !store::assignments::accept(tx, offer.id, ctx.now()).await? {
                return Err(Refusal::OfferOver.into());
            }
            offer.id
        }
        _ => take_from_pool(ctx, tx, order, viewer.id).await?,
    };
    settle_place(ctx, tx, asked_for, viewer, taken + 1).await?;
    begun.finish(Accepted { id, assignment_id, warnings }).await
}

/// Whether the order is open to this person at all; what is not their business is not found.
/// `community` is where they have reported in.
fn open_to(community: Option<AreaId>, order: &Order, mine: Option<AssignmentState>) -> Result<()> {
    let asked = mine == Some(AssignmentState::Offered);
    if !asked && community != Some(order.community_id) {
        return Err(Error::NotFound);
    }
    match order.state {
        State::Offered if asked || order.mode == Some(Mode::Pool) => Ok(()),
        State::Claimed | State::InService if order.mode == Some(Mode::Pool) || mine.is_some() => {
            Err(Refusal::AlreadyFull.into())
        }
        State::Offered => Err(Refusal::NoOffer.into()),
        _ if mine.is_some() || order.mode == Some(Mode::Pool) => {
            Err(Refusal::NotNow { state: order.state }.into())
        }
        _ => Err(Error::NotFound),
    }
}

async fn still_eligible(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    person: PersonId,
    named: bool,
) -> Result<Vec<Warning>> {
    let (need, candidate) = store::candidates::one(tx, order, person, ctx.now()).await?;
    let candidate = candidate.ok_or(Error::NotFound)?;
    may_accept(&need, &candidate, named, ctx.now()).map_err(|why| Refusal::Ineligible { why }.into())
}

async fn take_from_pool(ctx: &Ctx, tx: &mut Tx, order: &Order, person: PersonId) -> Result<AssignmentId> {
    let part = of_the_pool(ctx, order, person, AssignmentState::Accepted);
    if store::assignments::insert(tx, &part, ctx.now()).await? {
        Ok(part.id)
    } else {
        // a "no" of this round stands: the next round asks anew
        Err(Refusal::NoOffer.into())
    }
}

/// A part of somebody who was not asked by name.
fn of_the_pool(ctx: &Ctx, order: &Order, person_id: PersonId, state: AssignmentState) -> NewAssignment {
    NewAssignment {
        id: AssignmentId(ctx.id()),
        order_id: order.id,
        person_id,
        round: order.round,
        wave: 0,
        state,
        respond_by: None,
    }
}

/// Writes the yes; with the last place the order is claimed and everybody else thanked.
async fn settle_place(ctx: &Ctx, tx: &mut Tx, it: Taken, viewer: &Viewer, taken: i32) -> Result<()> {
    let Taken { order, parts, followers, .. } = it;
    let id = order.id;
    let (round, before) = (order.round, order.version);
    step::note(ctx, tx, &order, EventKind::Accepted, Some(viewer.id), Part::Helper, Said::default()).await?;
    let keys = DoorKeys { arrive_key: ctx.digits(4), leave_key: ctx.digits(4) };
    store::keys::insert(tx, id, round, &keys).await?;
    step::tell_parties(ctx, tx, &order, "accepted", None).await?;
    step::tell_moved(ctx, tx, &followers).await?;
    if taken < order.required {
        return Ok(());
    }
    let calendar = ctx.calendar();
    let acting = Acting { who: Some(viewer.id), parts: &[Part::Helper], now: ctx.now(), calendar: &calendar };
    let moved = order.step(Action::Fill, &acting)?;
    step::write(ctx, tx, &moved, before, EventKind::Filled, Some(viewer.id), Said::default()).await?;
    let open = |it: &&Assignment| matches!(it.state, AssignmentState::Offered | AssignmentState::Waiting);
    for other in parts.iter().filter(open).filter(|it| it.person_id != viewer.id) {
        store::assignments::withdraw(tx, other.id).await?;
        step::tell(ctx, tx, other.person_id, "place_taken", id).await?;
    }
    Ok(())
}

/// Says no: one tap, no reason, no cost, seen by the desk only.
///
/// # Errors
/// [`Refusal::NoOffer`] when there is nothing to decline.
pub async fn decline_offer(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, id: OrderId) -> Result<()> {
    let mut begun = match once::begin(ctx, viewer.id, op, "decline_offer", &id).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let order = store::orders::locked(tx, id).await?.ok_or(Error::NotFound)?;
    match store::assignments::find(tx, id, viewer.id, order.round).await? {
        Some(mine) if mine.state == AssignmentState::Offered => {
            use AssignmentState::{Declined, Offered};
            store::assignments::turn(tx, mine.id, Offered, Declined, None).await?;
        }
        Some(mine) if mine.state == AssignmentState::Declined => {}
        Some(_) => return Err(Refusal::NoOffer.into()),
        None => {
            let home = store::volunteers::find(tx, viewer.id).await?.map(|it| it.community_id);
            open_to(home, &order, None)?;
            // from the pool: remember the no, so that the order is not shown again
            let part = of_the_pool(ctx, &order, viewer.id, AssignmentState::Declined);
            store::assignments::insert(tx, &part, ctx.now()).await?;
        }
    }
    step::note(ctx, tx, &order, EventKind::Declined, Some(viewer.id), Part::Helper, Said::default()).await?;
    super::lapse::ask_on_if_empty(ctx, tx, order).await?;
    begun.finish(()).await
}
