//! What a confirmed service earns, written in the transaction that confirms it.

use domain::assignment::AssignmentState;
use domain::event::EventKind;
use domain::id::{EntryId, MinutesId, PersonId, TransferId};
use domain::ledger::{
    self, AccountKey, AccountKind, Served, Transfer, TransferKind, award_transfer, helper_is_on_the_way,
    on_the_way_transfer, reversal, reversal_transfers, settle_transfer, went_for_nothing,
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

/// Credits every helper of a confirmed order who was not credited before: minutes final, points
/// pending.
///
/// # Errors
/// When the database fails.
pub async fn award(ctx: &Ctx, tx: &mut Tx, order: &Order, by: Option<PersonId>) -> Result<()> {
    let item = store::items::find(tx, order.item_id).await?.ok_or(Error::NotFound)?;
    let mut helpers = store::assignments::of_round(tx, order.id, order.round).await?;
    helpers.retain(|it| it.state == AssignmentState::CheckedOut);
    // everybody is locked in one order: what somebody has earned today is theirs, not the order's
    helpers.sort_by_key(|it| it.person_id);
    for helper in &helpers {
        store::volunteers::lock(tx, helper.person_id).await?;
    }
    let mut transfers = Vec::new();
    for helper in &helpers {
        if order.outcome.is_some_and(went_for_nothing) {
            store::assignments::verify(tx, helper.id, 0).await?;
            transfers.extend(on_the_way_transfer(
                order.id,
                helper.person_id,
                order.round,
                order.community_id,
            ));
        } else {
            transfers.extend(credit(ctx, tx, order, &item, helper, by).await?);
        }
    }
    for awarded in post(ctx, tx, &transfers, None, by).await? {
        if awarded.key.kind == TransferKind::Award {
            let points = awarded.amount.to_string();
            let said = Said { reason: Some(&points), ..Said::default() };
            let helper = Some(awarded.key.person_id);
            step::note(ctx, tx, order, EventKind::Awarded, helper, Part::System, said).await?;
        }
    }
    for helper in &helpers {
        step::tell(ctx, tx, helper.person_id, "awarded", order.id).await?;
    }
    Ok(())
}

/// Writes the minutes of a helper and says which points go with them.
async fn credit(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    item: &MenuItem,
    helper: &Assignment,
    by: Option<PersonId>,
) -> Result<Option<Transfer>> {
    let basis = order.basis.unwrap_or(Basis::Resident);
    let earned = ledger::award(&served(ctx, tx, order, item, helper, basis).await?);
    store::assignments::verify(tx, helper.id, earned.minutes).await?;
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
    Ok(award_transfer(order.id, helper.person_id, order.round, order.community_id, earned.points))
}

async fn served(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    item: &MenuItem,
    helper: &Assignment,
    basis: Basis,
) -> Result<Served> {
    let lasted = helper.checked_in_at.zip(helper.checked_out_at);
    let lasted = lasted.and_then(|(arrived, left)| i32::try_from(left.minutes_since(arrived)).ok());
    let measured = lasted.filter(|_| helper.arrive_key_ok && helper.leave_key_ok);
    // without the second key, and told afterwards: by the desk after a call, or by the helper. Of an arrival
    // without the first one only the minute is known in which the desk wrote it down
    let stated = lasted.filter(|_| helper.late_entry && helper.arrive_key_ok && !helper.leave_key_ok);
    let calendar = ctx.calendar();
    let (today, _) = calendar.local(ctx.now());
    let (year, month, _) = today.ymd();
    let month_start = domain::calendar::Day::from_ymd(year, month, 1).unwrap_or(today);
    let minutes_today = store::minutes::total(tx, helper.person_id, calendar.at(today, 0)).await?;
    let pair =
        store::ledger::pair_count(tx, helper.person_id, order.beneficiary_id, calendar.at(month_start, 0))
            .await?;
    let mine = store::people::find(tx, helper.person_id).await?.and_then(|it| it.household_id);
    let theirs = store::people::find(tx, order.beneficiary_id).await?.and_then(|it| it.household_id);
    Ok(Served {
        basis,
        planned_minutes: item.planned_minutes,
        measured_minutes: measured,
        stated_minutes: stated,
        points_per_hour: item.points_per_hour,
        minutes_today: i32::try_from(minutes_today).unwrap_or(i32::MAX),
        pair_this_month: i32::try_from(pair).unwrap_or(i32::MAX),
        same_household: helper.person_id == order.beneficiary_id || (mine.is_some() && mine == theirs),
        on_paid_duty: false,
    })
}

/// Posts transfers together; those by which points moved.
async fn post(
    ctx: &Ctx,
    tx: &mut Tx,
    transfers: &[Transfer],
    reverses: Option<TransferId>,
    created_by: Option<PersonId>,
) -> Result<Vec<Transfer>> {
    let posting = Posting { entry_id: EntryId(ctx.id()), reverses, created_by, at: ctx.now() };
    match store::ledger::post(tx, transfers, &posting, || ctx.id()).await? {
        Posted::Moved(moved) => Ok(moved),
        Posted::BelowFloor => Err(domain::Refusal::NotEnoughPoints.into()),
    }
}

/// 白跑一趟: who had accepted and is probably on the way when the order is withdrawn is thanked.
///
/// # Errors
/// When the database fails.
pub async fn thank_for_the_way(ctx: &Ctx, tx: &mut Tx, before: &Order, by: PersonId) -> Result<()> {
    if !helper_is_on_the_way(ctx.now(), before.window()) {
        return Ok(());
    }
    let mut thanks = Vec::new();
    for helper in store::assignments::of_round(tx, before.id, before.round).await? {
        if matches!(helper.state, AssignmentState::Accepted | AssignmentState::StandinWanted) {
            thanks.extend(on_the_way_transfer(
                before.id,
                helper.person_id,
                before.round,
                before.community_id,
            ));
        }
    }
    post(ctx, tx, &thanks, None, Some(by)).await?;
    Ok(())
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
    let awards = store::ledger::of_order(tx, TransferKind::Award, order.id, order.round).await?;
    let settled = store::ledger::of_order(tx, TransferKind::Settle, order.id, order.round).await?;
    // held before the balances are read: nobody spends meanwhile what is about to be taken back
    let mut accounts = vec![AccountKey::community(AccountKind::Issue, order.community_id)];
    for (_, person, _) in &awards {
        accounts.push(AccountKey::person(AccountKind::Pending, *person));
        accounts.push(AccountKey::person(AccountKind::Available, *person));
    }
    store::ledger::hold(tx, accounts, || ctx.id()).await?;
    for (id, person, amount) in awards {
        let was_settled = settled.iter().any(|(_, whose, _)| *whose == person);
        let available = store::ledger::balance(tx, AccountKind::Available, person.0).await?;
        let split = reversal(amount, if was_settled { 0 } else { amount }, available);
        let award = award_transfer(order.id, person, order.round, order.community_id, amount);
        let back = award.map(|award| reversal_transfers(&award, &split, order.community_id));
        post(ctx, tx, &back.unwrap_or_default(), Some(id), Some(by)).await?;
        step::tell(ctx, tx, person, "reversed", order.id).await?;
    }
    Ok(())
}

/// The time for objections is over: pending points can be used.
///
/// # Errors
/// When the database fails.
pub async fn settle(ctx: &Ctx, tx: &mut Tx, order: &Order) -> Result<()> {
    let awards = store::ledger::of_order(tx, TransferKind::Award, order.id, order.round).await?;
    let transfers: Vec<Transfer> = awards
        .into_iter()
        .filter_map(|(_, person, amount)| {
            award_transfer(order.id, person, order.round, order.community_id, amount)
        })
        .filter_map(|award| settle_transfer(&award, order.community_id))
        .collect();
    for settled in post(ctx, tx, &transfers, None, None).await? {
        step::tell(ctx, tx, settled.key.person_id, "settled", order.id).await?;
    }
    Ok(())
}
