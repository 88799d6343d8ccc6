//! Offers that nobody took: they lapse without a trace against anybody, and others are asked or the
//! order goes back to the desk.

use domain::assignment::AssignmentState;
use domain::dispatch::{Mode, next_wave};
use domain::event::EventKind;
use domain::id::{AssignmentId, OrderId, PersonId};
use domain::order::{Acting, Order, Part, State, clock};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::dispatch_order;
use crate::flow::step::{self, Said};
use crate::store;
use crate::store::assignments::Assignment;

/// Lapses every offer whose time is over; how many.
///
/// # Errors
/// When the database fails.
pub async fn tick(ctx: &Ctx) -> Result<usize> {
    let mut tx = ctx.db.read().await?;
    let overdue = store::assignments::overdue(&mut tx, ctx.now(), 100).await?;
    drop(tx);
    let mut lapsed = 0;
    for (assignment, order) in overdue {
        lapsed += usize::from(lapse(ctx, assignment, order).await?);
    }
    Ok(lapsed)
}

async fn lapse(ctx: &Ctx, assignment: AssignmentId, id: OrderId) -> Result<bool> {
    use AssignmentState::{Lapsed, Offered};
    let mut tx = ctx.db.begin().await?;
    let Some(order) = store::orders::locked(&mut tx, id).await? else { return Ok(false) };
    if !store::assignments::turn(&mut tx, assignment, Offered, Lapsed, None).await? {
        return Ok(false);
    }
    step::note(ctx, &mut tx, &order, EventKind::Lapsed, None, Part::System, Said::default()).await?;
    ask_on_if_empty(ctx, &mut tx, order).await?;
    tx.commit().await?;
    Ok(true)
}

/// When nobody is left who could still say yes: the next wave, after the last wave the pool, and
/// otherwise back to the desk (row 11).
pub(super) async fn ask_on_if_empty(ctx: &Ctx, tx: &mut Tx, order: Order) -> Result<()> {
    if order.state != State::Offered || order.mode == Some(Mode::Pool) {
        return Ok(());
    }
    let parts = store::assignments::of_round(tx, order.id, order.round).await?;
    let open = |it: &Assignment| matches!(it.state, AssignmentState::Offered | AssignmentState::Waiting);
    if parts.iter().any(open) {
        return Ok(());
    }
    // when its time is over nobody may say yes any more: the desk agrees on another one
    if order.mode != Some(Mode::Waves) || order.window_end <= ctx.now() {
        return fall_back(ctx, tx, order).await;
    }
    let asked: Vec<PersonId> = parts.iter().map(|it| it.person_id).collect();
    let taken = AssignmentState::taken(parts.iter().map(|it| it.state));
    let missing = order.required - taken;
    // the first wave is 1 in the rows and 0 in the rule
    let wave = parts.iter().map(|it| it.wave).max().unwrap_or(0);
    let ranked = dispatch_order::ranked(ctx, tx, &order).await?;
    let next = next_wave(&ranked, &asked, missing, wave);
    if next.is_empty() {
        return open_pool(ctx, tx, order, taken).await;
    }
    step::note(ctx, tx, &order, EventKind::Dispatched, None, Part::System, said(Mode::Waves)).await?;
    dispatch_order::offer(ctx, tx, &order, &next, Mode::Waves, wave + 1).await
}

/// The waves are over: everybody may take it. While nobody has accepted it is a new round, so that
/// those who did not answer in time may still say yes.
async fn open_pool(ctx: &Ctx, tx: &mut Tx, mut order: Order, taken: i32) -> Result<()> {
    let before = order.version;
    order.mode = Some(Mode::Pool);
    order.version += 1;
    order.entered_at = ctx.now();
    order.due_at = clock(order.state, order.urgency, order.mode, ctx.now(), order.window(), &ctx.calendar());
    if taken == 0 {
        order.round += 1;
    }
    if !store::orders::save(tx, &order, before).await? {
        return Err(Error::Stale { current: order.version, state: order.state });
    }
    step::note(ctx, tx, &order, EventKind::Dispatched, None, Part::System, said(Mode::Pool)).await
}

fn said(mode: Mode) -> Said<'static> {
    Said { reason: Some(mode.word()), ..Said::default() }
}

/// The pool's time is over; who had accepted a part of the places is thanked and released.
pub(super) async fn pool_over(ctx: &Ctx, tx: &mut Tx, order: Order) -> Result<()> {
    if order.mode == Some(Mode::Pool) { fall_back(ctx, tx, order).await } else { Ok(()) }
}

async fn fall_back(ctx: &Ctx, tx: &mut Tx, order: Order) -> Result<()> {
    let calendar = ctx.calendar();
    let before = order.version;
    step::stand_down(ctx, tx, &order, "fell_back").await?;
    let moved = order.fall_back(&Acting::system(ctx.now(), &calendar))?;
    step::write(ctx, tx, &moved, before, EventKind::FellBack, None, Said::default()).await?;
    if let Some(owner) = moved.order.owner_id {
        step::tell(ctx, tx, owner, "fell_back", moved.order.id).await?;
    }
    Ok(())
}
