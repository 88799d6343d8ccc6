//! Offers that nobody took: they lapse without a trace against anybody, and the order goes back to
//! the desk.

use domain::assignment::AssignmentState;
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::id::{AssignmentId, OrderId};
use domain::order::{Acting, Order, Part, State};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::flow::step::{self, Said};
use crate::store;

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
    fall_back_if_empty(ctx, &mut tx, order).await?;
    tx.commit().await?;
    Ok(true)
}

/// Back to the desk when nobody is left who could still say yes (row 11).
pub(super) async fn fall_back_if_empty(ctx: &Ctx, tx: &mut Tx, order: Order) -> Result<()> {
    if order.state != State::Offered || order.mode == Some(Mode::Pool) {
        return Ok(());
    }
    let open = store::assignments::of_round(tx, order.id, order.round)
        .await?
        .iter()
        .any(|it| matches!(it.state, AssignmentState::Offered | AssignmentState::Waiting));
    if open { Ok(()) } else { fall_back(ctx, tx, order).await }
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
