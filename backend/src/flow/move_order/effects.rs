//! What follows a move in the same transaction: messages, thanks, and taking them back.

use domain::event::EventKind;
use domain::form::Command;
use domain::member::Viewer;
use domain::order::{Move, Order, State};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::flow::step::{self, Said};
use crate::flow::{award, reschedule};
use crate::store;

/// What else follows, in the same transaction.
pub(super) async fn effects(
    ctx: &Ctx,
    tx: &mut Tx,
    before: &Order,
    moved: &Move,
    command: &Command,
    viewer: &Viewer,
) -> Result<()> {
    let order = &moved.order;
    let but = Some(viewer.id);
    match command {
        Command::Admit { public_note } => {
            if let Some(note) = public_note {
                store::orders::set_public_note(tx, order.id, note).await?;
            }
            step::tell_residents(ctx, tx, order, "admitted", but).await?;
        }
        Command::Reject { alternative, .. } => {
            let said = Said { reason: Some("alternative"), note: Some(alternative), late: false };
            step::note(ctx, tx, order, EventKind::Added, but, moved.part, said).await?;
            step::tell_residents(ctx, tx, order, "rejected", but).await?;
        }
        Command::Confirm { rating, words } => {
            award::award(ctx, tx, order, Some(viewer.id)).await?;
            if let Some(stars) = rating {
                store::orders::rate(tx, order.id, *stars, words.as_deref()).await?;
            }
            step::tell_followers(ctx, tx, order).await?;
        }
        Command::Dispute { .. } => award::freeze_notice(ctx, tx, order).await?,
        // what was credited is taken back before anybody is credited for the same order again
        Command::CloseNotDone { .. } => award::reverse(ctx, tx, before, viewer.id).await?,
        Command::Redo { .. } => {
            award::reverse(ctx, tx, before, viewer.id).await?;
            // what she rated is to be done again
            store::orders::unrate(tx, order.id).await?;
            step::tell_residents(ctx, tx, order, "dispute_decided", but).await?;
        }
        Command::AskBack { .. } => step::tell_residents(ctx, tx, order, "asked_back", but).await?,
        Command::Reopen { .. } => {
            step::tell_residents(ctx, tx, order, "reopened", but).await?;
            if let Some(owner) = order.owner_id
                && owner != viewer.id
            {
                step::tell(ctx, tx, owner, "reopened", order.id).await?;
            }
        }
        Command::TakeOn => step::tell_residents(ctx, tx, order, "taken_on", but).await?,
        Command::Finish { .. } => step::tell_residents(ctx, tx, order, "please_confirm", but).await?,
        Command::Reschedule { .. } => reschedule::tell(ctx, tx, moved, viewer.id).await?,
        Command::Hold { .. } => step::tell_residents(ctx, tx, order, "held", but).await?,
        Command::Merge { .. } => step::tell_residents(ctx, tx, order, "merged", but).await?,
        Command::Escalate { .. } => {
            if before.state == State::Disputed {
                award::reverse(ctx, tx, before, viewer.id).await?;
            }
            step::tell_residents(ctx, tx, order, "escalated", but).await?;
        }
        Command::GiveBack { .. } => {
            step::tell_residents(ctx, tx, order, "given_back", but).await?;
            step::tell_desk(ctx, tx, order, "yours_again", but).await?;
        }
        Command::Refer { .. } => step::tell_residents(ctx, tx, order, "referred", but).await?,
        Command::GiveUp { .. } => step::tell_residents(ctx, tx, order, "given_up", but).await?,
        Command::Cancel { .. } => {
            award::thank_for_the_way(ctx, tx, before, viewer.id).await?;
            step::tell_residents(ctx, tx, order, "cancelled", but).await?;
        }
        Command::Uphold { .. } => {
            // credits only what an objection to a mere report had left uncredited
            award::award(ctx, tx, order, Some(viewer.id)).await?;
            step::tell_residents(ctx, tx, order, "dispute_decided", but).await?;
        }
        _ => {}
    }
    let was_out = matches!(before.state, State::Offered | State::Claimed);
    if was_out && !matches!(order.state, State::Offered | State::Claimed | State::InService) {
        step::stand_down(ctx, tx, before, order.state.word()).await?;
    }
    Ok(())
}
