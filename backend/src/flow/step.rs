//! What every move of an order shares: in what capacity somebody acts on it, and writing the order
//! together with its event.

use domain::event::EventKind;
use domain::id::{MessageId, OrderId, PersonId};
use domain::member::{Permission, Viewer};
use domain::order::{Channel, Move, Order, Part, State};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::store;
use crate::store::events::NewEvent;

/// The capacities of a viewer on an order. Empty means: for this viewer it does not exist.
///
/// # Errors
/// When the database fails.
pub async fn parts(tx: &mut Tx, viewer: &Viewer, order: &Order) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    if order.orderer_id == viewer.id && ordered_by_a_party(order) {
        parts.push(Part::Orderer);
    }
    if order.beneficiary_id == viewer.id {
        parts.push(Part::Beneficiary);
    }
    if viewer.is_staff() {
        let path = store::areas::ancestors(tx, order.holder_id).await?;
        for area in viewer.areas(Permission::Dispatch) {
            if area == order.holder_id {
                parts.push(Part::Dispatcher);
            } else if path.contains(&area) {
                parts.push(Part::HigherLevel);
            }
        }
        parts.dedup();
    }
    if viewer.volunteer
        && let Some(mine) = store::assignments::find(tx, order.id, viewer.id, order.round).await?
        && mine.state.holds_place()
    {
        parts.push(Part::Helper);
    }
    Ok(parts)
}

/// Whether the one who placed it is a party to it. Who took it down for a caller (代客下单) is not:
/// otherwise they could read and confirm it on their own phone, past the desk's session.
fn ordered_by_a_party(order: &Order) -> bool {
    matches!(order.channel, Channel::Own | Channel::Family)
}

/// Whether a member of staff may read the order, even without acting on it.
///
/// # Errors
/// When the database fails.
pub async fn staff_may_read(tx: &mut Tx, viewer: &Viewer, order: &Order) -> Result<bool> {
    let path = store::areas::ancestors(tx, order.community_id).await?;
    Ok(viewer.areas(Permission::ReadOrderPrivate).any(|area| path.contains(&area)))
}

/// The order, locked, if the viewer has any part in it.
///
/// # Errors
/// [`Error::NotFound`] when it is missing or none of the viewer's business.
pub async fn lock_for(tx: &mut Tx, viewer: &Viewer, id: OrderId) -> Result<(Order, Vec<Part>)> {
    let order = store::orders::locked(tx, id).await?.ok_or(Error::NotFound)?;
    let parts = parts(tx, viewer, &order).await?;
    if parts.is_empty() {
        return Err(Error::NotFound);
    }
    Ok((order, parts))
}

/// The order, locked, for whoever dispatches for the area that holds it.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn lock_for_desk(tx: &mut Tx, viewer: &Viewer, id: OrderId) -> Result<Order> {
    let (order, parts) = lock_for(tx, viewer, id).await?;
    if parts.contains(&Part::Dispatcher) { Ok(order) } else { Err(Error::NotFound) }
}

/// Refuses what was decided on an older page.
///
/// # Errors
/// [`Error::Stale`] when the order has moved on.
pub fn fresh(order: &Order, version: Option<i64>) -> Result<()> {
    match version {
        Some(seen) if seen != order.version => {
            Err(Error::Stale { current: order.version, state: order.state })
        }
        _ => Ok(()),
    }
}

/// What goes with a move into the timeline.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'a> {
    /// A reason from a list, or an argument.
    pub reason: Option<&'a str>,
    /// In words.
    pub note: Option<&'a str>,
    /// Entered after the fact.
    pub late: bool,
}

/// Writes the moved order and what happened, or finds that somebody was first.
///
/// # Errors
/// [`Error::Stale`] when somebody was.
pub async fn write(
    ctx: &Ctx,
    tx: &mut Tx,
    moved: &Move,
    version_before: i64,
    kind: EventKind,
    actor: Option<PersonId>,
    said: Said<'_>,
) -> Result<()> {
    if !store::orders::save(tx, &moved.order, version_before).await? {
        return Err(Error::Stale { current: moved.order.version, state: moved.from });
    }
    append(ctx, tx, &moved.order, Some(moved.from), kind, actor, moved.part, said).await
}

/// Adds something that happened without moving the order.
///
/// # Errors
/// When the database fails.
pub async fn note(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    kind: EventKind,
    actor: Option<PersonId>,
    part: Part,
    said: Said<'_>,
) -> Result<()> {
    append(ctx, tx, order, None, kind, actor, part, said).await
}

/// Adds what happened to an order, which is written as it has become.
#[expect(clippy::too_many_arguments, reason = "the parts of an event, each of another type")]
pub(super) async fn append(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    from: Option<State>,
    kind: EventKind,
    actor: Option<PersonId>,
    part: Part,
    said: Said<'_>,
) -> Result<()> {
    let Said { reason, note, late } = said;
    let event = NewEvent { kind, from, actor, part, reason, note, late, at: ctx.now() };
    Ok(store::events::append(tx, order, &event).await?)
}

/// Tells somebody, in the app. `key` is a key of `message.json`.
///
/// # Errors
/// When the database fails.
pub async fn tell(ctx: &Ctx, tx: &mut Tx, person: PersonId, key: &str, order: OrderId) -> Result<()> {
    store::messages::insert(tx, MessageId(ctx.id()), person, key, Some(order), ctx.now()).await?;
    Ok(())
}

/// Tells her who ordered and her for whom it is, each once, but not the one who did it.
///
/// # Errors
/// When the database fails.
pub async fn tell_residents(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    key: &str,
    but: Option<PersonId>,
) -> Result<()> {
    tell_parties(ctx, tx, order, key, but).await?;
    if !for_her_alone(key) {
        tell_followers(ctx, tx, order).await?;
    }
    Ok(())
}

/// The same without those who follow the order.
///
/// # Errors
/// When the database fails.
pub async fn tell_parties(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    key: &str,
    but: Option<PersonId>,
) -> Result<()> {
    let mut people = vec![order.beneficiary_id];
    if ordered_by_a_party(order) && order.orderer_id != order.beneficiary_id {
        people.push(order.orderer_id);
    }
    for person in people {
        if Some(person) != but {
            tell(ctx, tx, person, key, order.id).await?;
        }
    }
    Ok(())
}

/// Tells whoever dispatches for the area that holds it, but not the one who did it: for what nobody there
/// has in hand yet.
///
/// # Errors
/// When the database fails.
pub async fn tell_desk(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    key: &str,
    but: Option<PersonId>,
) -> Result<()> {
    let mut desk = store::people::staff_of(tx, order.holder_id).await?;
    desk.retain(|(person, role)| role.may(Permission::Dispatch) && Some(*person) != but);
    desk.dedup_by_key(|(person, _)| *person);
    for (person, _) in desk {
        tell(ctx, tx, person, key, order.id).await?;
    }
    Ok(())
}

/// What asks her something, or concerns only her, is no news to those who follow the order.
fn for_her_alone(key: &str) -> bool {
    matches!(
        key,
        "asked_back"
            | "question_reminder"
            | "please_confirm"
            | "question_lapsed"
            | "merged"
            | "added"
            | "handed_over"
    )
}

/// Tells those whose order was merged into this one that it has moved (product.md 5.3, row 8).
///
/// # Errors
/// When the database fails.
pub async fn tell_followers(ctx: &Ctx, tx: &mut Tx, order: &Order) -> Result<()> {
    let followers = store::orders::followers(tx, order.id).await?;
    tell_moved(ctx, tx, &followers).await
}

/// Tells these that the order they follow has moved.
///
/// # Errors
/// When the database fails.
pub async fn tell_moved(ctx: &Ctx, tx: &mut Tx, followers: &[(OrderId, PersonId)]) -> Result<()> {
    for (follower, person) in followers {
        tell(ctx, tx, *person, "main_moved", *follower).await?;
    }
    Ok(())
}

/// Takes back what is open and releases who had accepted, with thanks, because the order stops.
///
/// # Errors
/// When the database fails.
pub async fn stand_down(ctx: &Ctx, tx: &mut Tx, order: &Order, reason: &str) -> Result<()> {
    let mut people = store::assignments::withdraw_open(tx, order.id, order.round).await?;
    people.extend(store::assignments::release_accepted(tx, order.id, order.round, reason).await?);
    for person in people {
        tell(ctx, tx, person, "stood_down", order.id).await?;
    }
    Ok(())
}
