//! What a confirmed service earns, written in the transaction that confirms it.

use domain::assignment::AssignmentState;
use domain::event::EventKind;
use domain::id::{AccountId, EntryId, MinutesId, PersonId, TransferId};
use domain::ledger::{
    self, Key, Served, Transfer, TransferKind, award_transfer, on_the_way_transfer, reversal, reversal_transfers,
    went_for_nothing,
};
use domain::order::{Basis, Order, Part};
use domain::view::MenuItem;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::step::{self, Said};
use crate::store;
use crate::store::assignments::Assignment;
use crate::store::ledger::{Posted, Posting};
use crate::store::minutes::NewMinutes;

/// Credits every helper of a confirmed order: minutes final, points pending.
///
/// # Errors
/// When the database fails.
pub async fn award(ctx: &Ctx, tx: &mut Tx, order: &Order, by: Option<PersonId>) -> Result<()> {
    let item = store::items::find(tx, order.item_id).await?.ok_or(Error::NotFound)?;
    let entry = EntryId(ctx.id());
    for helper in store::assignments::of_round(tx, order.id, order.round).await? {
        if helper.state != AssignmentState::CheckedOut {
            continue;
        }
        if order.outcome.is_some_and(went_for_nothing) {
            store::assignments::verify(tx, helper.id, 0).await?;
            let thanks = on_the_way_transfer(order.id, helper.person_id, order.round, order.community_id);
            post(ctx, tx, thanks.as_ref(), entry, None, by).await?;
            continue;
        }
        credit(ctx, tx, order, &item, &helper, entry, by).await?;
    }
    Ok(())
}

async fn credit(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    item: &MenuItem,
    helper: &Assignment,
    entry: EntryId,
    by: Option<PersonId>,
) -> Result<()> {
    let basis = order.basis.unwrap_or(Basis::Resident);
    let earned = ledger::award(&served(ctx, tx, order, item, helper, basis).await?);
    if !store::assignments::verify(tx, helper.id, earned.minutes).await? {
        return Ok(());
    }
    if earned.minutes > 0 {
        let minutes = NewMinutes {
            id: MinutesId(ctx.id()),
            assignment_id: helper.id,
            order_id: order.id,
            person_id: helper.person_id,
            minutes: earned.minutes,
            basis,
            reverses: None,
            created_by: by,
        };
        store::minutes::insert(tx, &minutes, ctx.now()).await?;
    }
    let transfer = award_transfer(order.id, helper.person_id, order.round, order.community_id, earned.points);
    if post(ctx, tx, transfer.as_ref(), entry, None, by).await? {
        let points = earned.points.to_string();
        let said = Said { reason: Some(&points), ..Said::default() };
        step::note(ctx, tx, order, EventKind::Awarded, Some(helper.person_id), Part::System, said).await?;
    }
    step::tell(ctx, tx, helper.person_id, "awarded", order.id).await
}

async fn served(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    item: &MenuItem,
    helper: &Assignment,
    basis: Basis,
) -> Result<Served> {
    let measured = match (helper.checked_in_at, helper.checked_out_at) {
        (Some(arrived), Some(left)) if helper.arrive_key_ok && helper.leave_key_ok => {
            i32::try_from(left.minutes_since(arrived)).ok()
        }
        _ => None,
    };
    let calendar = ctx.calendar();
    let (today, _) = calendar.local(ctx.now());
    let (year, month, _) = today.ymd();
    let month_start = domain::calendar::Day::from_ymd(year, month, 1).unwrap_or(today);
    let minutes_today = store::minutes::total(tx, helper.person_id, calendar.at(today, 0)).await?;
    let pair = store::ledger::pair_count(
        tx,
        helper.person_id,
        order.beneficiary_id,
        calendar.at(month_start, 0),
    )
    .await?;
    let mine = store::people::find(tx, helper.person_id).await?.and_then(|it| it.household_id);
    let theirs = store::people::find(tx, order.beneficiary_id).await?.and_then(|it| it.household_id);
    Ok(Served {
        basis,
        planned_minutes: item.planned_minutes,
        measured_minutes: measured,
        stated_minutes: None,
        points_per_hour: item.points_per_hour,
        minutes_today: i32::try_from(minutes_today).unwrap_or(i32::MAX),
        pair_this_month: i32::try_from(pair).unwrap_or(i32::MAX),
        same_household: helper.person_id == order.beneficiary_id || (mine.is_some() && mine == theirs),
        on_paid_duty: false,
    })
}

/// Posts a transfer, if there is one; whether points moved.
async fn post(
    ctx: &Ctx,
    tx: &mut Tx,
    transfer: Option<&Transfer>,
    entry_id: EntryId,
    reverses: Option<TransferId>,
    created_by: Option<PersonId>,
) -> Result<bool> {
    let Some(transfer) = transfer else { return Ok(false) };
    let posting = Posting { id: TransferId(ctx.id()), entry_id, reverses, created_by, at: ctx.now() };
    let new_ids = [AccountId(ctx.id()), AccountId(ctx.id())];
    match store::ledger::post(tx, transfer, &posting, new_ids).await? {
        Posted::Moved => Ok(true),
        Posted::Before => Ok(false),
        Posted::BelowFloor => Err(domain::Refusal::NotEnoughPoints.into()),
    }
}

/// Tells the helpers that their points wait for a decision; they stay pending meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn freeze_notice(ctx: &Ctx, tx: &mut Tx, order: &Order) -> Result<()> {
    for helper in store::assignments::of_round(tx, order.id, order.round).await? {
        if helper.state.holds_place() {
            step::tell(ctx, tx, helper.person_id, "disputed", order.id).await?;
        }
    }
    if let Some(owner) = order.owner_id {
        step::tell(ctx, tx, owner, "disputed", order.id).await?;
    }
    Ok(())
}

/// Found not done: minutes and points are taken back by reversing entries, as far as they are
/// there; the community writes off the rest.
///
/// # Errors
/// When the database fails.
pub async fn reverse(ctx: &Ctx, tx: &mut Tx, order: &Order, by: PersonId) -> Result<()> {
    use AssignmentState::{CheckedOut, Reversed, Verified};
    let entry = EntryId(ctx.id());
    for helper in store::assignments::of_round(tx, order.id, order.round).await? {
        if !matches!(helper.state, CheckedOut | Verified) {
            continue;
        }
        if let Some((id, minutes, basis)) = store::minutes::standing(tx, helper.id).await? {
            let back = NewMinutes {
                id: MinutesId(ctx.id()),
                assignment_id: helper.id,
                order_id: order.id,
                person_id: helper.person_id,
                minutes: -minutes,
                basis,
                reverses: Some(id),
                created_by: Some(by),
            };
            store::minutes::insert(tx, &back, ctx.now()).await?;
        }
        store::assignments::turn(tx, helper.id, helper.state, Reversed, None).await?;
    }
    for (id, person, amount) in
        store::ledger::of_order(tx, TransferKind::Award, order.id, order.round).await?
    {
        let settled = store::ledger::of_order(tx, TransferKind::Settle, order.id, order.round)
            .await?
            .iter()
            .any(|(_, whose, _)| *whose == person);
        let available =
            store::ledger::balance(tx, ledger::AccountKind::Available, person.0).await?;
        let split = reversal(amount, if settled { 0 } else { amount }, available);
        let key = Key { kind: TransferKind::Award, order_id: order.id, person_id: person, round: order.round };
        let Some(award) = Transfer::new(key, order.community_id, amount) else { continue };
        for transfer in reversal_transfers(&award, &split, order.community_id) {
            post(ctx, tx, Some(&transfer), entry, Some(id), Some(by)).await?;
        }
        step::tell(ctx, tx, person, "reversed", order.id).await?;
    }
    Ok(())
}

/// The time for objections is over: pending points can be used.
///
/// # Errors
/// When the database fails.
pub async fn settle(ctx: &Ctx, tx: &mut Tx, order: &Order) -> Result<()> {
    let entry = EntryId(ctx.id());
    for (_, person, amount) in
        store::ledger::of_order(tx, TransferKind::Award, order.id, order.round).await?
    {
        let key = Key { kind: TransferKind::Settle, order_id: order.id, person_id: person, round: order.round };
        let transfer = Transfer::new(key, order.community_id, amount);
        post(ctx, tx, transfer.as_ref(), entry, None, None).await?;
        step::tell(ctx, tx, person, "settled", order.id).await?;
    }
    Ok(())
}
