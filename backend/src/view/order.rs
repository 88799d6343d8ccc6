//! One order, as far as one viewer may see it. Private details open with a part that has accepted,
//! and every opening by helper or staff is an event. What of it is shown to whom: `shown`.

mod shown;

use domain::area::Level;
use domain::assignment::{AssignmentState, details_open};
use domain::event::EventKind;
use domain::id::{OrderId, PersonId};
use domain::member::Viewer;
use domain::menu::Doer;
use domain::order::{Action, Order, Part, State, urge_period};
use domain::time::Timestamp;
use domain::view::{HelperLine, MenuItem, OrderPage};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::step;
use crate::store::orders::Whole;
use crate::view::menu;
use crate::{store, tree};

use shown::{is_forgotten, is_missed, visible_helpers, visible_timeline, visit_late, without_ids};

/// The page of an order.
///
/// # Errors
/// [`Error::NotFound`] when it is missing or none of the viewer's business.
pub async fn order_page(ctx: &Ctx, viewer: &Viewer, id: OrderId) -> Result<OrderPage> {
    let mut tx = ctx.db.read().await?;
    let whole = store::orders::whole(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let page = compose(ctx, &mut tx, viewer, whole).await?;
    drop(tx);
    if let Some(part) = opened_as(&page) {
        note_opening(ctx, viewer, id, part).await?;
    }
    Ok(page)
}

/// Opens the private part of an order without its page: for a picture. Noted like the page.
///
/// # Errors
/// [`Error::NotFound`] when the order is missing or its private part is not for this viewer.
pub async fn open_private(ctx: &Ctx, viewer: &Viewer, id: OrderId) -> Result<()> {
    let mut tx = ctx.db.read().await?;
    let order = store::orders::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let access = access(ctx, &mut tx, viewer, &order).await?;
    drop(tx);
    if !access.opened() {
        return Err(Error::NotFound);
    }
    if let Some(part) = looks_as(&access.parts, access.mine.as_ref()) {
        note_opening(ctx, viewer, id, part).await?;
    }
    Ok(())
}

/// In what capacity the page opens name, door and phone to somebody whose they are not.
pub(super) fn opened_as(page: &OrderPage) -> Option<Part> {
    page.words.as_ref().and_then(|_| looks_as(&page.parts, page.mine.as_ref()))
}

/// In what capacity somebody looks at private details; none when they are the viewer's own.
fn looks_as(parts: &[Part], mine: Option<&HelperLine>) -> Option<Part> {
    let own = parts.iter().any(|part| part.is_resident());
    match mine {
        _ if own => None,
        Some(mine) if mine.state.holds_place() => Some(Part::Helper),
        _ => Some(*parts.first().unwrap_or(&Part::Dispatcher)),
    }
}

/// What a viewer is to an order, and how much of it is open to them.
struct Access {
    parts: Vec<Part>,
    helpers: Vec<HelperLine>,
    /// The viewer's own part in this round.
    mine: Option<HelperLine>,
    resident: bool,
    staff: bool,
    /// Open as to somebody who has accepted.
    helper: bool,
}

impl Access {
    const fn opened(&self) -> bool {
        self.resident || self.staff || self.helper
    }
}

/// # Errors
/// [`Error::NotFound`] when the order is none of the viewer's business.
async fn access(ctx: &Ctx, tx: &mut Tx, viewer: &Viewer, order: &Order) -> Result<Access> {
    let parts = step::parts(tx, viewer, order).await?;
    let reads = viewer.is_staff() && step::staff_may_read(tx, viewer, order).await?;
    let helpers = store::assignments::lines(tx, order.id).await?;
    let mine = own_part(&helpers, viewer.id, order, ctx.now());
    let mine = mine.map(|it| HelperLine { phone: None, ..it.clone() });
    if parts.is_empty() && !reads && mine.is_none() {
        return Err(Error::NotFound);
    }
    Ok(Access {
        resident: parts.iter().any(|part| part.is_resident()),
        staff: reads || parts.iter().any(|part| matches!(part, Part::Dispatcher | Part::HigherLevel)),
        helper: mine
            .as_ref()
            .is_some_and(|mine| details_open(mine.state, order.state, order.confirmed_at, ctx.now())),
        parts,
        helpers,
        mine,
    })
}

/// The viewer's part in this round; of who did not come in whatever round that one, unless they are awaited
/// again: they can say why when others have been asked since.
fn own_part<'a>(
    helpers: &'a [HelperLine],
    who: PersonId,
    order: &Order,
    now: Timestamp,
) -> Option<&'a HelperLine> {
    let own = move || helpers.iter().filter(move |it| it.person_id == who);
    let missed = move || own().filter(move |it| is_missed(it) && !is_forgotten(it, now));
    let now_asked = own().find(|it| it.round == order.round);
    let awaited = now_asked.filter(|it| it.state == AssignmentState::Offered || it.state.holds_place());
    let to_say = missed().find(|it| it.state == AssignmentState::NoShow && it.excuse.is_none());
    awaited.or(to_say).or_else(|| missed().next()).or(now_asked)
}

/// What the viewer may do now. The flows decide it again.
async fn allowed(
    ctx: &Ctx,
    tx: &mut Tx,
    viewer: &Viewer,
    order: &Order,
    item: &MenuItem,
    access: &Access,
) -> Result<Vec<Action>> {
    let Access { parts, helpers, mine, .. } = access;
    let mut actions = order.actions(parts);
    // an item of staff is offered to nobody (docs/decisions/010)
    actions.retain(|it| *it != Action::Dispatch || item.doer != Doer::Staff);
    // nor does anybody decide about what they have dispatched
    if actions.contains(&Action::Uphold) && store::events::dispatched_by(tx, order.id, viewer.id).await? {
        actions.retain(|it| !matches!(it, Action::Uphold | Action::CloseNotDone));
    }
    // nor is what lapsed taken up again once its time for that is over
    let reopens = order.reopens_until().is_some_and(|until| ctx.now() <= until);
    actions.retain(|it| *it != Action::Reopen || reopens);
    let now_asked = |it: &HelperLine| it.round == order.round;
    let taken = AssignmentState::taken(helpers.iter().filter(|it| now_asked(it)).map(|it| it.state));
    // nor does she change the time of somebody who comes
    if order.is_partly_taken(taken) && !parts.contains(&Part::Dispatcher) {
        actions.retain(|it| *it != Action::Reschedule);
    }
    // who was missed has no part, and can show that they were there
    let missed = mine.as_ref().is_some_and(|it| now_asked(it) && it.state == AssignmentState::NoShow);
    if missed && order.may_turn_up(taken) && ctx.now() <= order.late_entry_until() {
        actions.push(Action::TurnUp);
    }
    Ok(actions)
}

pub(super) async fn compose(ctx: &Ctx, tx: &mut Tx, viewer: &Viewer, it: Whole) -> Result<OrderPage> {
    let Whole { order, rest, words, owner } = it;
    let access = access(ctx, tx, viewer, &order).await?;
    let item = menu::known(ctx, tx, order.item_id).await?;
    let actions = allowed(ctx, tx, viewer, &order, &item, &access).await?;
    let opened = access.opened();
    let Access { parts, helpers: all_helpers, mine, resident, staff, .. } = access;
    let tree = tree::with(ctx, tx, order.area_id).await?;
    let place = tree.name(order.area_id).ok_or(Error::NotFound)?;
    let holder = tree.name(order.holder_id).ok_or(Error::NotFound)?;
    // the keys prove that two people met: nobody has both sides of them
    let keys = if resident || (parts.contains(&Part::Dispatcher) && mine.is_none()) {
        visible_keys(tx, &order).await?
    } else {
        None
    };
    let (merged_no, merged_state) = match followed(tx, &order).await? {
        Some(main) => (Some(store::orders::rest(tx, main.id).await?.no), Some(main.state)),
        None => (None, None),
    };
    let timeline = store::events::timeline(tx, order.id).await?;
    let photos = if opened { store::photos::of_order(tx, order.id).await? } else { Vec::new() };
    let (now, calendar) = (ctx.now(), ctx.calendar());
    let urge_at = order.urged_at.map(|at| at.plus(urge_period(order.urgency))).filter(|at| *at > now);
    // the desk that has it now; where nobody knows its number, the one next to her home
    let desk_phone = tree.phone(order.holder_id).or_else(|| tree.phone(order.area_id));
    let estate = tree.ancestor(order.area_id, Level::Estate).and_then(|id| tree.name(id));
    Ok(OrderPage {
        actions,
        no: rest.no,
        created_at: rest.created_at,
        item,
        estate: estate.map_or_else(|| place.name.clone(), |it| it.name),
        building: opened.then_some(place.name),
        words: opened.then_some(words),
        public_note: rest.public_note,
        holder: holder.name,
        desk_phone,
        owner,
        helpers: visible_helpers(&all_helpers, &order, &parts, staff, now),
        visit_late: visit_late(&order, resident, now),
        late_entry: mine.is_some() && now <= order.late_entry_until(),
        mine,
        keys,
        today: calendar.at(calendar.local(now).0, 0),
        urge_at,
        can_urge: resident && order.may_be_urged(),
        merged_no,
        merged_state,
        rating: rest.rating.filter(|_| resident || staff),
        rating_note: rest.rating_note.filter(|_| resident || staff),
        timeline: visible_timeline(timeline, staff, resident, opened, now),
        photos,
        parts,
        order: if opened { order } else { without_ids(order) },
    })
}

/// The order that this one follows in the end: what it was merged into may have been merged itself.
async fn followed(tx: &mut Tx, order: &Order) -> Result<Option<Order>> {
    let mut next = order.merged_into;
    let mut main = None;
    while let Some(id) = next {
        let found = store::orders::find(tx, id).await?.ok_or(Error::NotFound)?;
        next = found.merged_into;
        main = Some(found);
    }
    Ok(main)
}

/// The keys are worth something only while somebody is on the way or inside.
async fn visible_keys(tx: &mut Tx, order: &Order) -> Result<Option<domain::view::DoorKeys>> {
    match order.state {
        // a pair that was made for a helper who is not coming any more
        State::Claimed if order.is_with_staff() => Ok(None),
        State::Offered | State::Claimed | State::InService => {
            Ok(store::keys::find(tx, order.id, order.round).await?)
        }
        _ => Ok(None),
    }
}

/// Somebody opened name, door and phone: noted once a person and order.
///
/// The order is read again under its lock: it may have moved on since the page was composed, and
/// the last event of an order always says where it stands.
///
/// # Errors
/// When the database fails.
pub async fn note_opening(ctx: &Ctx, viewer: &Viewer, id: OrderId, part: Part) -> Result<()> {
    let mut tx = ctx.db.read().await?;
    if store::events::opened_by(&mut tx, id, viewer.id).await? {
        return Ok(());
    }
    drop(tx);
    let mut tx = ctx.db.begin().await?;
    let order = store::orders::locked(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if !store::events::opened_by(&mut tx, id, viewer.id).await? {
        step::note(
            ctx,
            &mut tx,
            &order,
            EventKind::DetailsOpened,
            Some(viewer.id),
            part,
            step::Said::default(),
        )
        .await?;
    }
    // also when somebody else noted it a moment ago: what is shown is on record, and the record on disk
    tx.commit().await?;
    Ok(())
}
