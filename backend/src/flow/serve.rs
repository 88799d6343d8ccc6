//! The visit: the first key at the door, the second on leaving, or both entered later.

use domain::Refusal;
use domain::assignment::AssignmentState;
use domain::event::EventKind;
use domain::form::{AtTheDoor, FieldErrors, Problem};
use domain::id::{AssignmentId, OrderId};
use domain::member::Viewer;
use domain::order::{Acting, Action, Basis, Order, Outcome, Part, State};
use domain::time::Timestamp;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::move_order::Moved;
use crate::flow::once::{self, Begun, Once};
use crate::flow::step::{self, Said};
use crate::flow::turn_up::turn_up;
use crate::flow::{award, photos};
use crate::hash;
use crate::store;
use crate::store::assignments::Assignment;

/// Which of the two keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Arrive,
    Leave,
}

/// At the door.
///
/// # Errors
/// [`Refusal::WrongKey`] with the tries left, which are counted even though the answer is no;
/// [`Refusal::KeyLocked`]; [`Error::NotFound`] without a place in the order.
pub async fn check_in(ctx: &Ctx, viewer: &Viewer, it: &AtTheDoor) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, it.op, "check_in", it).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let (order, mine) = my_part(&mut begun.tx, viewer, it.order_id).await?;
    if !may_arrive(&order, &mine) {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    let (at, late) = when(ctx, it, &order, mine.accepted_at)?;
    let key = it.key.as_deref().ok_or_else(|| FieldErrors::one("key", Problem::Missing))?;
    let mut begun = match try_key(begun, &order, Which::Arrive, key).await? {
        Ok(begun) => begun,
        Err(refusal) => return Err(refusal.into()),
    };
    let tx = &mut begun.tx;
    let arrival = Arrival { part: Part::Helper, at, key_ok: true, late };
    let moved = arrive(ctx, tx, viewer, order, mine.id, &arrival).await?;
    begun.finish(Moved { id: it.order_id, state: moved.state, version: moved.version }).await
}

/// How somebody came to be at the door.
pub(super) struct Arrival {
    /// Who says so.
    pub part: Part,
    /// When it was.
    pub at: Timestamp,
    /// Whether the first key was right.
    pub key_ok: bool,
    /// Entered after the fact.
    pub late: bool,
}

pub(super) fn may_arrive(order: &Order, helper: &Assignment) -> bool {
    matches!(helper.state, AssignmentState::Accepted | AssignmentState::StandinWanted)
        && matches!(order.state, State::Claimed | State::InService)
}

pub(super) async fn arrive(
    ctx: &Ctx,
    tx: &mut Tx,
    viewer: &Viewer,
    order: Order,
    assignment: AssignmentId,
    it: &Arrival,
) -> Result<Order> {
    if !store::assignments::check_in(tx, assignment, it.at, it.key_ok, it.late).await? {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    let said = Said { late: it.late, ..Said::default() };
    let moved = if order.state == State::Claimed {
        let calendar = ctx.calendar();
        let before = order.version;
        let acting = Acting { who: Some(viewer.id), parts: &[it.part], now: ctx.now(), calendar: &calendar };
        let moved = order.step(Action::CheckIn, &acting)?;
        step::write(ctx, tx, &moved, before, EventKind::CheckedIn, Some(viewer.id), said).await?;
        moved.order
    } else {
        step::note(ctx, tx, &order, EventKind::CheckedIn, Some(viewer.id), it.part, said).await?;
        order
    };
    step::tell_residents(ctx, tx, &moved, "checked_in", None).await?;
    Ok(moved)
}

/// Leaving: the last helper out reports the order done, and two right keys confirm it.
///
/// # Errors
/// As [`check_in`]; without a key a reason in words is needed.
pub async fn check_out(ctx: &Ctx, viewer: &Viewer, it: &AtTheDoor) -> Result<Moved> {
    let mut begun = match once::begin(ctx, viewer.id, it.op, "check_out", it).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let (order, mine) = my_part(&mut begun.tx, viewer, it.order_id).await?;
    if mine.state != AssignmentState::CheckedIn || order.state != State::InService {
        return Err(Refusal::NotNow { state: order.state }.into());
    }
    let (at, late) = when(ctx, it, &order, mine.checked_in_at)?;
    let key_ok = it.key.is_some();
    let mut begun = match it.key.as_deref() {
        Some(key) => match try_key(begun, &order, Which::Leave, key).await? {
            Ok(begun) => begun,
            Err(refusal) => return Err(refusal.into()),
        },
        None if it.words.as_deref().is_none_or(|words| words.trim().is_empty()) => {
            return Err(FieldErrors::one("words", Problem::Missing).into());
        }
        None => begun,
    };
    let tx = &mut begun.tx;
    store::assignments::check_out(tx, mine.id, at, key_ok, late, it.outcome).await?;
    let said = Said {
        reason: it.outcome.filter(|outcome| *outcome != Outcome::Done).map(Outcome::word),
        note: it.words.as_deref(),
        late,
    };
    step::note(ctx, tx, &order, EventKind::CheckedOut, Some(viewer.id), Part::Helper, said).await?;
    photos::attach(ctx, tx, viewer, order.id, &it.photos).await?;
    let calendar = ctx.calendar();
    let acting = Acting { who: Some(viewer.id), parts: &[Part::Helper], now: ctx.now(), calendar: &calendar };
    let order = report_if_last(ctx, tx, &acting, order, it.outcome).await?;
    begun.finish(Moved { id: it.order_id, state: order.state, version: order.version }).await
}

/// When the last helper has left the order is reported; with every key right, confirmed. `acting` is
/// who says that nobody is awaited any more, `said` how it went in their words, if they were there.
pub(super) async fn report_if_last(
    ctx: &Ctx,
    tx: &mut Tx,
    acting: &Acting<'_>,
    order: Order,
    said: Option<Outcome>,
) -> Result<Order> {
    let helpers: Vec<Assignment> = store::assignments::of_round(tx, order.id, order.round)
        .await?
        .into_iter()
        .filter(|it| it.state.holds_place())
        .collect();
    if helpers.iter().any(|it| it.state != AssignmentState::CheckedOut) {
        return Ok(order);
    }
    let others = helpers.iter().filter_map(|it| it.reason.as_deref()?.parse().ok());
    let outcome = Outcome::of_visit(said, others);
    let before = order.version;
    let moved = order.report(outcome, acting)?;
    let said = Said { reason: Some(outcome.word()), ..Said::default() };
    step::write(ctx, tx, &moved, before, EventKind::Reported, acting.who, said).await?;
    let order = moved.order;
    let all_keys = helpers.iter().all(|it| it.arrive_key_ok && it.leave_key_ok);
    if outcome != Outcome::Done || !all_keys {
        step::tell_residents(ctx, tx, &order, "please_confirm", None).await?;
        return Ok(order);
    }
    let before = order.version;
    let moved = order.confirm(Basis::Keys, &Acting::system(ctx.now(), acting.calendar))?;
    step::write(
        ctx,
        tx,
        &moved,
        before,
        EventKind::Confirmed,
        None,
        Said { reason: Some("keys"), ..Said::default() },
    )
    .await?;
    award::award(ctx, tx, &moved.order, None).await?;
    step::tell_residents(ctx, tx, &moved.order, "confirmed_by_keys", None).await?;
    Ok(moved.order)
}

/// Both keys after the visit, from a stairwell without signal: marked as a late entry. Two
/// intentions, each with its own id: sent again, each returns its first answer. Of somebody who was said
/// not to have come, that is taken back first ([`turn_up`]).
///
/// # Errors
/// [`Refusal::TooLateForKeys`] after 48 hours; as [`check_in`] for the keys; as [`turn_up`].
pub async fn enter_late(ctx: &Ctx, viewer: &Viewer, arrived: &AtTheDoor, left: &AtTheDoor) -> Result<Moved> {
    turn_up(ctx, viewer, arrived, left).await?;
    check_in(ctx, viewer, arrived).await.map_err(|error| named(error, "arrived_at"))?;
    check_out(ctx, viewer, left).await.map_err(|error| named(error, "left_at"))
}

/// What is wrong with the time of one of the two, at its field.
pub(super) fn named(error: Error, field: &str) -> Error {
    match error {
        Error::Invalid(errors) => Error::Invalid(errors.renamed("at", field)),
        other => other,
    }
}

async fn my_part(tx: &mut Tx, viewer: &Viewer, id: OrderId) -> Result<(Order, Assignment)> {
    let order = store::orders::locked(tx, id).await?.ok_or(Error::NotFound)?;
    let mine = store::assignments::find(tx, id, viewer.id, order.round)
        .await?
        .filter(|it| it.state.holds_place())
        .ok_or(Error::NotFound)?;
    Ok((order, mine))
}

/// Tries a key. A wrong one is counted for good: that transaction is committed, and the intention
/// is given up so that the next try is a new one.
async fn try_key(
    mut begun: Box<Begun>,
    order: &Order,
    which: Which,
    given: &str,
) -> Result<std::result::Result<Box<Begun>, Refusal>> {
    match against_key(&mut begun.tx, order, which, given).await? {
        None => Ok(Ok(begun)),
        Some(no) => {
            begun.give_up().await?;
            Ok(Err(no))
        }
    }
}

/// What speaks against a key, if anything does. Whoever tries it commits, so that a wrong one is counted.
pub(super) async fn against_key(
    tx: &mut Tx,
    order: &Order,
    which: Which,
    given: &str,
) -> Result<Option<Refusal>> {
    let (arrive, leave, tries_left) =
        store::keys::locked(tx, order.id, order.round).await?.ok_or(Error::NotFound)?;
    if tries_left <= 0 {
        return Ok(Some(Refusal::KeyLocked));
    }
    let right = if which == Which::Arrive { &arrive } else { &leave };
    if hash::same(given, right) {
        return Ok(None);
    }
    store::keys::wrong_try(tx, order.id, order.round).await?;
    let tries_left = u8::try_from(tries_left - 1).unwrap_or(0);
    Ok(Some(if tries_left == 0 { Refusal::KeyLocked } else { Refusal::WrongKey { tries_left } }))
}

/// When it happened: now, or a time in the past that the phone kept while it had no signal, for at
/// most 48 hours after the window.
pub(super) fn when(
    ctx: &Ctx,
    it: &AtTheDoor,
    order: &Order,
    not_before: Option<Timestamp>,
) -> Result<(Timestamp, bool)> {
    let now = ctx.now();
    match it.at {
        None => Ok((now, false)),
        Some(_) if now > order.late_entry_until() => Err(Refusal::TooLateForKeys.into()),
        Some(at) if at > now || not_before.is_some_and(|first| at < first) => {
            Err(FieldErrors::one("at", Problem::OutOfRange).into())
        }
        Some(at) => Ok((at, now.minutes_since(at) >= 5)),
    }
}
