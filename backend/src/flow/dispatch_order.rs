//! The desk offers an order: to one named person, in waves, or to the pool.

use domain::Refusal;
use domain::assignment::{AssignmentState, Ineligible, may_be_asked, may_be_named};
use domain::dispatch::{Mode, Ranked, next_wave, rank};
use domain::event::EventKind;
use domain::form::{Dispatch, FieldErrors, Problem};
use domain::id::{AssignmentId, PersonId};
use domain::member::Viewer;
use domain::menu::Doer;
use domain::order::{Acting, Order, Part, respond_by};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::move_order::Moved;
use crate::flow::once::{self, Once};
use crate::flow::step::{self, Said};
use crate::store;
use crate::store::assignments::NewAssignment;

/// Offers the order.
///
/// # Errors
/// [`Refusal::Ineligible`] when the named person may not be asked; what the table refuses.
pub async fn dispatch_order(ctx: &Ctx, viewer: &Viewer, it: &Dispatch) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, it.op, "dispatch_order", it).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let (order, parts) = step::lock_for(tx, viewer, it.order_id).await?;
    step::fresh(&order, it.version)?;
    let mut order = order.with_time_ahead(ctx.now());
    if !parts.contains(&Part::Dispatcher) {
        return Err(Error::NotFound);
    }
    if let Some(note) = &it.public_note {
        store::orders::set_public_note(tx, order.id, note).await?;
    }
    if order.owner_id.is_none() {
        order.owner_id = Some(viewer.id);
    }
    let calendar = ctx.calendar();
    let acting = Acting { who: Some(viewer.id), parts: &parts, now: ctx.now(), calendar: &calendar };
    let before = order.version;
    // a round that came back empty asks anew: who said no then may say yes now
    let asked_before = !store::assignments::of_round(tx, order.id, order.round).await?.is_empty();
    if asked_before {
        order.round += 1;
    }
    let people = asked(ctx, tx, &order, it).await?;
    // a wave that would ask nobody is no wave: the order would wait for an answer that cannot come
    let mode = if it.mode == Mode::Waves && people.is_empty() { Mode::Pool } else { it.mode };
    let moved = order.dispatch(mode, &acting)?;
    let said = Said { reason: Some(mode.word()), ..Said::default() };
    step::write(ctx, tx, &moved, before, EventKind::Dispatched, Some(viewer.id), said).await?;
    offer(ctx, tx, &moved.order, &people, mode, 1).await?;
    step::tell_residents(ctx, tx, &moved.order, "dispatched", Some(viewer.id)).await?;
    begun.finish(Moved { id: it.order_id, state: moved.order.state, version: moved.order.version }).await
}

/// Whom this way of asking asks by name.
async fn asked(ctx: &Ctx, tx: &mut Tx, order: &Order, it: &Dispatch) -> Result<Vec<PersonId>> {
    let need = store::candidates::need(tx, order).await?;
    if need.doer == Doer::Staff {
        // no volunteer could ever say yes: it would come back empty three times
        return Err(Refusal::Ineligible { why: Ineligible::StaffOnly }.into());
    }
    match it.mode {
        Mode::Direct => {
            let person = it.person_id.ok_or_else(|| FieldErrors::one("person_id", Problem::Missing))?;
            Ok(vec![named(ctx, tx, order, person).await?])
        }
        Mode::Waves => {
            let ranked = ranked(ctx, tx, order).await?;
            Ok(next_wave(&ranked, &[], order.required, 0))
        }
        Mode::Pool => Ok(Vec::new()),
        // teams, rotas and suppliers have nobody behind them yet: nobody would be asked
        Mode::Team | Mode::Rota | Mode::Supplier => {
            Err(FieldErrors::one("mode", Problem::UnknownChoice).into())
        }
    }
}

/// Makes the offers of a wave and tells those who are asked.
pub(super) async fn offer(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    people: &[PersonId],
    mode: Mode,
    wave: i32,
) -> Result<()> {
    let (now, calendar) = (ctx.now(), ctx.calendar());
    for person in people {
        // a night counts against nobody, and everybody has their own
        let quiet = store::volunteers::find(tx, *person).await?.map(|it| it.quiet()).unwrap_or_default();
        let part = NewAssignment {
            id: AssignmentId(ctx.id()),
            order_id: order.id,
            person_id: *person,
            round: order.round,
            wave,
            state: AssignmentState::Offered,
            respond_by: respond_by(mode, order.urgency, now, order.window(), quiet, &calendar),
        };
        if store::assignments::insert(tx, &part, now).await? {
            step::tell(ctx, tx, *person, "asked", order.id).await?;
        }
    }
    Ok(())
}

async fn named(ctx: &Ctx, tx: &mut Tx, order: &Order, person: PersonId) -> Result<PersonId> {
    let (need, candidate) = store::candidates::one(tx, order, person, ctx.now()).await?;
    let candidate = candidate.ok_or(Error::NotFound)?;
    may_be_named(&need, &candidate, ctx.now(), &ctx.calendar()).map_err(|why| Refusal::Ineligible { why })?;
    Ok(person)
}

/// Who may be asked, best first, with the reasons.
///
/// # Errors
/// When the database fails.
pub async fn ranked(ctx: &Ctx, tx: &mut Tx, order: &Order) -> Result<Vec<Ranked>> {
    let (need, all) = store::candidates::of_order(tx, order, ctx.now()).await?;
    let calendar = ctx.calendar();
    let candidates: Vec<_> = all
        .into_iter()
        .filter(|candidate| may_be_asked(&need, candidate, ctx.now(), &calendar).is_ok())
        .collect();
    Ok(rank(&need, &candidates, ctx.now()))
}
