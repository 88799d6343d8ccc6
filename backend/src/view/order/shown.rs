//! What of an order, of its helpers and of its story is shown to whom.

use domain::assignment::{AssignmentState, Visit, missed_from, missed_shown_until};
use domain::event::EventKind;
use domain::id::PersonId;
use domain::order::{Order, Part, State};
use domain::time::Timestamp;
use domain::view::{HelperLine, TimelineEntry};

/// The order without the ids that lead to a person or a door.
pub(super) fn without_ids(order: Order) -> Order {
    let nobody = PersonId(uuid::Uuid::nil());
    Order {
        area_id: order.community_id,
        beneficiary_id: nobody,
        orderer_id: nobody,
        owner_id: None,
        dispatcher_id: None,
        ..order
    }
}

/// Whether it is said of them that they did not come.
pub(super) const fn is_missed(it: &HelperLine) -> bool {
    matches!(it.state, AssignmentState::NoShow | AssignmentState::Excused)
}

/// Whether that is so long ago that nobody is to read of it (product.md 5.4).
pub(super) fn is_forgotten(it: &HelperLine, now: Timestamp) -> bool {
    is_missed(it) && it.missed_at.is_some_and(|at| now > missed_shown_until(at))
}

/// She was promised the window; the desk rings when an appointment has begun.
pub(super) fn visit_late(order: &Order, resident: bool, now: Timestamp) -> bool {
    let still_hers = resident && order.state == State::Claimed && now < order.window_end;
    !still_hers && Visit::from(order).is_late(now)
}

/// The resident sees who comes; staff see who was asked and said no as well.
pub(super) fn visible_helpers(
    all: &[HelperLine],
    order: &Order,
    parts: &[Part],
    staff: bool,
    now: Timestamp,
) -> Vec<HelperLine> {
    let resident = parts.iter().any(|part| part.is_resident());
    // she who ordered rings the desk; the desk rings the helper
    let rings = parts.contains(&Part::Dispatcher) && !resident;
    let says = if resident { Part::Beneficiary } else { Part::Dispatcher };
    all.iter()
        .filter(|it| staff || (resident && it.round == order.round && it.state.holds_place()))
        .filter(|it| !is_forgotten(it, now))
        .map(|it| {
            let overdue = it.state == AssignmentState::Accepted
                && it.round == order.round
                && it.accepted_at.is_some_and(|at| now >= missed_from(says, order.window(), at));
            let expected = it.round == order.round && (it.state.holds_place() || is_missed(it));
            let phone = it.phone.clone().filter(|_| rings && expected);
            // why somebody did not come is for the desk
            let excuse = it.excuse.clone().filter(|_| staff);
            HelperLine { overdue, phone, excuse, ..it.clone() }
        })
        .collect()
}

/// What of the story somebody may read. `opened`: its private part is open to them, as to a helper who
/// has accepted: then what the desk asked and what she added is what they need at the door.
pub(super) fn visible_timeline(
    all: Vec<TimelineEntry>,
    staff: bool,
    resident: bool,
    opened: bool,
    now: Timestamp,
) -> Vec<TimelineEntry> {
    let forgotten = |it: &TimelineEntry| {
        matches!(
            it.kind,
            EventKind::NoShow | EventKind::TurnedUp | EventKind::ExcuseStated | EventKind::Excused
        ) && now > missed_shown_until(it.at)
    };
    all.into_iter()
        .filter(|it| (staff || !it.kind.is_for_staff()) && !forgotten(it))
        .map(|mut it| {
            // the resident knows whom to thank; helpers see parts, and no words that are not theirs
            let helper_named = resident && it.part == Part::Helper;
            let desk_named = it.part == Part::Dispatcher;
            if !(staff || helper_named || desk_named) {
                it.actor = None;
            }
            // that a place was handed back late is for the desk, which decides about the next yes
            if it.kind == EventKind::Released && !staff {
                it.reason = None;
            }
            let about_the_visit = matches!(
                it.kind,
                EventKind::AskedBack
                    | EventKind::Answered
                    | EventKind::Reopened
                    | EventKind::Redone
                    | EventKind::Added
            );
            // what helpers say at a door is for who may open it
            if !(staff || resident || (opened && (about_the_visit || it.part == Part::Helper))) {
                it.note = None;
            }
            it
        })
        .collect()
}
