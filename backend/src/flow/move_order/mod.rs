//! Moving an order by a word: everything that is neither placing, dispatching nor serving it.
//! `domain` decides whether ([`decide`]); each move has its event ([`described`]) and its messages and other
//! effects ([`effects`]). What is done beside the machine stands in `beside`.

mod beside;
mod described;
mod effects;

use domain::Refusal;
use domain::form::{Command, Intent};
use domain::id::OrderId;
use domain::member::Viewer;
use domain::order::{Acting, Action, Basis, Move, Order, Outcome, Part, State};
use serde::{Deserialize, Serialize};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::flow::once::{self, Once};
use crate::flow::reschedule;
use crate::flow::step;
use crate::store;

pub use beside::{add_words, take_in_hand};
use described::described;
use effects::effects;

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
/// What the table or a condition refuses; [`Error::Stale`](crate::Error::Stale) for an older page; [`Error::NotFound`](crate::Error::NotFound).
pub async fn move_order(ctx: &Ctx, viewer: &Viewer, it: &Intent) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, it.op, "move_order", &it.as_wanted(ctx.now())).await? {
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
    let window = moved.order.window().to_string();
    let (kind, said) = described(&it.command, &window);
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
