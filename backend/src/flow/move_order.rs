//! Moving an order by a word: everything that is neither placing, dispatching nor serving it.
//! `domain` decides whether; this file gives each move its event, its messages and its effects.

use domain::Refusal;
use domain::event::EventKind;
use domain::form::{Command, Intent};
use domain::id::OrderId;
use domain::member::Viewer;
use domain::order::{Acting, Action, Basis, Move, Order, Outcome, Part, State};
use domain::photo::Upload;
use serde::{Deserialize, Serialize};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::once::{self, Once};
use crate::flow::step::{self, Said};
use crate::flow::{award, photos, reschedule};
use crate::store;

/// Where the order stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The order.
    pub id: OrderId,
    /// Its state.
    pub state: State,
    /// Its version.
    pub version: i64,
}

/// Carries out an intention on an order.
///
/// # Errors
/// What the table or a condition refuses; [`Error::Stale`] for an older page; [`Error::NotFound`].
pub async fn move_order(ctx: &Ctx, viewer: &Viewer, it: &Intent) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, it.op, "move_order", it).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    if let Command::Merge { into } = &it.command {
        lock_both(tx, it.order_id, into).await?;
    }
    let (order, parts) = step::lock_for(tx, viewer, it.order_id).await?;
    step::fresh(&order, it.version)?;
    let calendar = ctx.calendar();
    let acting = Acting { who: Some(viewer.id), parts: &parts, now: ctx.now(), calendar: &calendar };
    let before = order.version;
    let mut moved = decide(ctx, tx, &order, &it.command, &acting).await?;
    // handed on, it is for the level that holds it now to say who has it in hand
    let handed_on = moved.order.holder_id != order.holder_id;
    let desk = matches!(moved.part, Part::Dispatcher | Part::HigherLevel);
    if desk && moved.order.owner_id.is_none() && !handed_on && !moved.order.state.is_final() {
        moved.order.owner_id = Some(viewer.id);
    }
    let (kind, said) = described(&it.command);
    let window = moved.order.window().to_string();
    let said = match it.command {
        Command::Reschedule { .. } => Said { reason: Some(&window), ..said },
        _ => said,
    };
    step::write(ctx, tx, &moved, before, kind, Some(viewer.id), said).await?;
    effects(ctx, tx, &order, &moved, &it.command, viewer).await?;
    begun.finish(Moved { id: it.order_id, state: moved.order.state, version: moved.order.version }).await
}

/// Two orders, locked in the order of their ids: otherwise two people could merge two orders into
/// each other, or wait for each other for ever.
async fn lock_both(tx: &mut Tx, id: OrderId, into: &str) -> Result<()> {
    if let Some(main) = store::orders::find_by_no(tx, into).await? {
        for id in [id.min(main.id), id.max(main.id)] {
            store::orders::locked(tx, id).await?;
        }
    }
    Ok(())
}

/// What `domain` makes of it.
async fn decide(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    command: &Command,
    acting: &Acting<'_>,
) -> Result<Move> {
    let it = order.clone();
    let moved = match command {
        Command::Admit { .. } => it.step(Action::Admit, acting),
        Command::AskBack { .. } => it.step(Action::AskBack, acting),
        Command::Answer { .. } => it.step(Action::Answer, acting),
        Command::Reopen { .. } => it.reopen(acting),
        Command::Reject { .. } => it.step(Action::Reject, acting),
        Command::Appeal { .. } => {
            let above = store::areas::above(tx, order.holder_id).await?;
            it.appeal(above, acting)
        }
        Command::Merge { into } => {
            let main = store::orders::find_by_no(tx, into).await?.ok_or(Refusal::CannotMerge)?;
            it.merge(&main, acting)
        }
        Command::TakeOn => it.take_on(acting),
        Command::Finish { .. } => it.finish(acting),
        Command::PutBack => it.put_back(acting),
        // not a round that failed: nobody was given the time to say no
        Command::TakeBack => it.step(Action::FallBack, acting),
        Command::Reschedule { to, helpers_agree } => {
            return reschedule::decide(ctx, tx, order, to, *helpers_agree, acting).await;
        }
        Command::Hold { until, .. } => it.hold(*until, acting).map(|mut moved| {
            // the clock brings it back on that day
            moved.order.due_at = moved.order.hold_until;
            moved
        }),
        Command::Resume => it.step(Action::Resume, acting),
        Command::Escalate { .. } => {
            let above = store::areas::above(tx, order.holder_id).await?;
            it.escalate(above, acting)
        }
        Command::TakeUp => it.take_up(acting),
        Command::GiveBack { .. } => it.give_back(acting),
        Command::Refer { until, .. } => {
            let mut it = it;
            it.hold_until = Some(*until);
            it.step(Action::Refer, acting)
        }
        Command::ReferDone { .. } => {
            let mut it = it;
            it.outcome = Some(Outcome::Done);
            it.step(Action::ReferDone, acting)
        }
        Command::ReferBack { .. } => it.step(Action::ReferBack, acting),
        Command::GiveUp { .. } => it.step(Action::GiveUp, acting),
        Command::Cancel { .. } => it.step(Action::Cancel, acting),
        Command::Confirm { .. } => {
            let resident = acting.parts.contains(&Part::Beneficiary)
                || (acting.parts.contains(&Part::Orderer) && !acting.parts.contains(&Part::Dispatcher));
            // who has said for a helper that they came or went does not also say that it was done
            if !resident
                && let Some(who) = acting.who
                && store::events::visit_stated_by(tx, it.id, who).await?
            {
                return Err(Refusal::SamePersonDecides.into());
            }
            it.confirm(if resident { Basis::Resident } else { Basis::CallBack }, acting)
        }
        Command::Dispute { .. } => it.dispute(acting),
        Command::Redo { .. } => it.redo(acting),
        Command::Uphold { .. } | Command::CloseNotDone { .. } => {
            let done = matches!(command, Command::Uphold { .. });
            // in an earlier round as well: the row of the order knows the last one only
            if let Some(who) = acting.who
                && (store::events::dispatched_by(tx, it.id, who).await?
                    || (done && store::events::visit_stated_by(tx, it.id, who).await?))
            {
                return Err(Refusal::SamePersonDecides.into());
            }
            it.decide(done, acting)
        }
    };
    Ok(moved?)
}

/// The event to a command, with the words that go into the timeline.
fn described(command: &Command) -> (EventKind, Said<'_>) {
    let said = |note| Said { note, ..Said::default() };
    match command {
        Command::Admit { .. } => (EventKind::Admitted, Said::default()),
        Command::AskBack { question } => (EventKind::AskedBack, said(Some(question))),
        Command::Answer { words } => (EventKind::Answered, said(Some(words))),
        Command::Reopen { words } => (EventKind::Reopened, said(words.as_deref())),
        Command::Reject { reason, explanation, .. } => {
            (EventKind::Rejected, Said { reason: Some(reason.word()), note: Some(explanation), late: false })
        }
        Command::Appeal { words } => (EventKind::Appealed, said(Some(words))),
        Command::Merge { into } => (EventKind::Merged, Said { reason: Some(into), ..Said::default() }),
        Command::TakeOn => (EventKind::TakenOn, Said::default()),
        Command::Finish { words } => (EventKind::Reported, said(Some(words))),
        Command::PutBack => (EventKind::PutBack, Said::default()),
        Command::TakeBack => (EventKind::FellBack, Said { reason: Some("taken_back"), ..Said::default() }),
        Command::Reschedule { .. } => (EventKind::Rescheduled, Said::default()),
        Command::Hold { reason, .. } => (EventKind::Held, said(Some(reason))),
        Command::Resume => (EventKind::Resumed, Said::default()),
        Command::Escalate { reason } => (EventKind::Escalated, said(Some(reason))),
        Command::TakeUp => (EventKind::TakenUp, Said::default()),
        Command::GiveBack { words } => (EventKind::GivenBack, said(Some(words))),
        Command::Refer { party, .. } => (EventKind::Referred, said(Some(party))),
        Command::ReferDone { words } | Command::ReferBack { words } => {
            (EventKind::ReferAnswered, said(Some(words)))
        }
        Command::GiveUp { words } => (EventKind::GivenUp, said(Some(words))),
        Command::Cancel { reason } => (EventKind::Cancelled, said(reason.as_deref())),
        Command::Confirm { words, .. } => (EventKind::Confirmed, said(words.as_deref())),
        Command::Dispute { words } => (EventKind::Disputed, said(Some(words))),
        Command::Redo { words } => (EventKind::Redone, said(Some(words))),
        Command::Uphold { finding } => (EventKind::Upheld, said(Some(finding))),
        Command::CloseNotDone { finding } => (EventKind::NotDone, said(Some(finding))),
    }
}

/// What else follows, in the same transaction.
async fn effects(
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

/// Words, pictures or both, added to an order that is not final.
///
/// # Errors
/// [`Refusal::NotNow`] once it is final; [`Error::NotFound`];
/// [`FieldErrors`](domain::form::FieldErrors) on `photos` when one of them is gone.
pub async fn add_words(
    ctx: &Ctx,
    viewer: &Viewer,
    op: domain::id::ClientOpId,
    id: OrderId,
    words: &str,
    photos: &[Upload],
) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, op, "add_words", &(id, words, photos)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let (order, parts) = step::lock_for(tx, viewer, id).await?;
    if order.state.is_final() {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    let said = Said { note: Some(words).filter(|words| !words.is_empty()), ..Said::default() };
    step::note(ctx, tx, &order, EventKind::Added, Some(viewer.id), parts[0], said).await?;
    photos::attach(ctx, tx, viewer, order.id, photos).await?;
    if parts[0] == Part::Dispatcher {
        step::tell_residents(ctx, tx, &order, "added", Some(viewer.id)).await?;
    }
    begun.finish(Moved { id, state: order.state, version: order.version }).await
}

/// Another member of staff takes it in hand; the resident is told who.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer dispatches for the holder; [`Refusal::NotNow`] once it is
/// final.
pub async fn take_in_hand(
    ctx: &Ctx,
    viewer: &Viewer,
    op: domain::id::ClientOpId,
    id: OrderId,
) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, op, "take_in_hand", &id).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let mut order = step::lock_for_desk(tx, viewer, id).await?;
    if order.state.is_final() {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    if order.owner_id != Some(viewer.id) {
        let before = order.version;
        order.owner_id = Some(viewer.id);
        order.version += 1;
        if !store::orders::save(tx, &order, before).await? {
            return Err(Error::Stale { current: order.version, state: order.state });
        }
        step::note(
            ctx,
            tx,
            &order,
            EventKind::HandedOver,
            Some(viewer.id),
            Part::Dispatcher,
            Said::default(),
        )
        .await?;
        step::tell_residents(ctx, tx, &order, "handed_over", Some(viewer.id)).await?;
    }
    begun.finish(Moved { id, state: order.state, version: order.version }).await
}
