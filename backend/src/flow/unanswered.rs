//! What the clock does to a question that stays without an answer: it reminds her, tells the desk to
//! call, and lets it lapse once the desk has tried to reach her twice (product.md 5.3, row 5).

use domain::event::EventKind;
use domain::order::{Acting, Order, Part, Tries};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::flow::step::{self, Said};
use crate::store;

/// Takes the next step with a question; whether there was one. The order is locked.
pub(super) async fn turn(ctx: &Ctx, mut tx: Tx, order: Order) -> Result<bool> {
    let so_far = store::events::since_question(&mut tx, order.id).await?;
    if order.due_at.is_none_or(|due| due > ctx.now()) {
        if !order.is_reminder_due(so_far.reminded_at, ctx.now()) {
            return Ok(false);
        }
        step::note(ctx, &mut tx, &order, EventKind::Reminded, None, Part::System, Said::default()).await?;
        step::tell_residents(ctx, &mut tx, &order, "question_reminder", None).await?;
    } else if so_far.tries.are_enough() {
        lapse(ctx, &mut tx, order, so_far.tries).await?;
    } else if !so_far.call_needed {
        ask_for_call(ctx, &mut tx, &order).await?;
    } else {
        // told once: from now on it stands in the inbox as late
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}

async fn lapse(ctx: &Ctx, tx: &mut Tx, order: Order, tries: Tries) -> Result<()> {
    let calendar = ctx.calendar();
    let before = order.version;
    let moved = order.lapse_question(tries, &Acting::system(ctx.now(), &calendar))?;
    let said = Said { reason: Some("no_answer"), ..Said::default() };
    step::write(ctx, tx, &moved, before, EventKind::Cancelled, None, said).await?;
    step::tell_residents(ctx, tx, &moved.order, "question_lapsed", None).await
}

/// Nobody has tried to reach her yet, or only once: the order stays, and the desk has a working day to call.
async fn ask_for_call(ctx: &Ctx, tx: &mut Tx, order: &Order) -> Result<()> {
    let until = order.waits_for_call(ctx.now(), &ctx.calendar())?;
    store::orders::set_due(tx, order.id, until).await?;
    step::note(ctx, tx, order, EventKind::CallNeeded, None, Part::System, Said::default()).await?;
    if let Some(owner) = order.owner_id {
        step::tell(ctx, tx, owner, "call_needed", order.id).await?;
    }
    Ok(())
}
