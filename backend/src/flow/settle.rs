//! What the clock does to orders: confirm by silence, close, go on with a question, resume. Each is
//! one transaction for one order, so that a stop in between leaves nothing half done.

use domain::event::EventKind;
use domain::id::OrderId;
use domain::ledger::settles_at;
use domain::order::{Acting, Action, Basis, Order, State};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::flow::step::{self, Said};
use crate::flow::{award, lapse, unanswered};
use crate::store;

/// Orders of one state looked at in a tick.
const BATCH: i64 = 100;

/// Moves every order whose clock has run out; how many moved. One that fails is logged and does not
/// hold up the others.
///
/// # Errors
/// The first failure, once everything else was tried.
pub async fn tick(ctx: &Ctx) -> Result<usize> {
    let mut moved = 0;
    let mut failed = None;
    for state in [State::NeedInfo, State::Offered, State::Reported, State::Confirmed, State::OnHold] {
        let mut tx = ctx.db.read().await?;
        let due = match state {
            State::NeedInfo => store::order_lists::unanswered(&mut tx, ctx.now(), BATCH).await?,
            _ => store::order_lists::due(&mut tx, state, ctx.now(), BATCH).await?,
        };
        drop(tx);
        for id in due {
            match turn(ctx, id, state).await {
                Ok(turned) => moved += usize::from(turned),
                Err(error) => {
                    tracing::error!(order.id = %id, %error, "the clock could not move an order");
                    failed.get_or_insert(error);
                }
            }
        }
    }
    failed.map_or(Ok(moved), Err)
}

async fn turn(ctx: &Ctx, id: OrderId, state: State) -> Result<bool> {
    let mut tx = ctx.db.begin().await?;
    let Some(order) = store::orders::locked(&mut tx, id).await? else { return Ok(false) };
    if order.state != state {
        return Ok(false);
    }
    if state == State::NeedInfo {
        return unanswered::turn(ctx, tx, order).await;
    }
    if order.due_at.is_none_or(|due| due > ctx.now()) {
        return Ok(false);
    }
    let calendar = ctx.calendar();
    let acting = Acting::system(ctx.now(), &calendar);
    let before = order.version;
    match state {
        State::Offered => {
            lapse::pool_over(ctx, &mut tx, order).await?;
        }
        State::Reported => {
            let moved = order.confirm(Basis::Auto, &acting)?;
            step::write(ctx, &mut tx, &moved, before, EventKind::AutoConfirmed, None, said("auto")).await?;
            award::award(ctx, &mut tx, &moved.order, None).await?;
            step::tell_residents(ctx, &mut tx, &moved.order, "auto_confirmed", None).await?;
        }
        State::OnHold => {
            let moved = order.step(Action::Resume, &acting)?;
            step::write(ctx, &mut tx, &moved, before, EventKind::Resumed, None, said("date")).await?;
            if let Some(owner) = moved.order.owner_id {
                step::tell(ctx, &mut tx, owner, "resumed", id).await?;
            }
        }
        State::Confirmed => return close(ctx, tx, order, &acting).await,
        _ => return Ok(false),
    }
    tx.commit().await?;
    Ok(true)
}

/// Closed after seven days; its points settle then, or a week later when nobody had said a word.
async fn close(ctx: &Ctx, mut tx: crate::db::Tx, order: Order, acting: &Acting<'_>) -> Result<bool> {
    let confirmed = order.confirmed_at.unwrap_or(order.entered_at);
    let settles = settles_at(order.basis.unwrap_or(Basis::Resident), confirmed);
    if settles > ctx.now() {
        store::orders::set_due(&mut tx, order.id, settles).await?;
        tx.commit().await?;
        return Ok(false);
    }
    let before = order.version;
    let moved = order.close(acting)?;
    step::write(ctx, &mut tx, &moved, before, EventKind::Closed, None, Said::default()).await?;
    award::settle(ctx, &mut tx, &moved.order).await?;
    tx.commit().await?;
    Ok(true)
}

fn said(reason: &str) -> Said<'_> {
    Said { reason: Some(reason), ..Said::default() }
}
