//! An order and people for tests: everything fits, and each test spoils one thing.

use domain::assignment::{Candidate, Need};
use domain::calendar::{Calendar, Day, DayKind, Zone};
use domain::id::{AreaId, ItemId, OrderId, PersonId};
use domain::menu::{Doer, Risk, Urgency};
use domain::order::{Channel, Order, Placing};
use domain::quiet::QuietHours;
use domain::time::{HOUR, Timestamp, Window};
use uuid::Uuid;

/// Wednesday 2026-02-11, 9:00 in Shanghai.
pub const NOW: Timestamp = Timestamp(1_770_771_600_000);

pub fn id(n: u128) -> AreaId {
    AreaId(Uuid::from_u128(n))
}

pub fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

pub fn order(n: u128) -> OrderId {
    OrderId(Uuid::from_u128(n))
}

/// With the make-up Saturday before, and the first days of, the Spring Festival of 2026.
pub fn calendar() -> Calendar {
    let mut calendar = Calendar::new(Zone { offset_minutes: 480 });
    for (date, kind) in
        [("2026-02-14", DayKind::Work), ("2026-02-16", DayKind::Rest), ("2026-02-17", DayKind::Rest)]
    {
        calendar.days.insert(Day::parse(date).expect("a date"), kind);
    }
    calendar
}

pub fn at(date: &str, hour: u16) -> Timestamp {
    calendar().at(Day::parse(date).expect("a date"), hour * 60)
}

pub fn window(from: Timestamp, hours: i64) -> Window {
    Window { start: from, end: from.plus(hours * HOUR) }
}

/// An order of the family (1) for the elder (2), just placed, for the next three days.
pub fn placed(urgency: Urgency) -> Order {
    let it = Placing {
        id: order(1),
        community_id: id(100),
        area_id: id(300),
        item_id: ItemId(Uuid::from_u128(1)),
        urgency,
        required: 1,
        window: window(NOW, 72),
        agreed: None,
        beneficiary_id: person(2),
        orderer_id: person(1),
        channel: Channel::Family,
    };
    Order::place(&it, NOW, &calendar())
}

/// The same afternoon, two hours, at the elder 900 in building 300.
pub fn need() -> Need {
    Need {
        order: order(1),
        community: id(100),
        estate: Some(id(200)),
        building: id(300),
        window: window(at("2026-02-11", 14), 2),
        urgency: Urgency::U2,
        doer: Doer::Volunteer,
        skill: None,
        risk: Risk::Ordinary,
        home_visit: true,
        beneficiary: person(900),
        orderer: person(900),
        household: Some(Uuid::from_u128(9_000)),
        wished_person: None,
    }
}

/// Somebody of the same community about whom nothing else is known.
pub fn candidate(n: u128) -> Candidate {
    Candidate {
        person: person(n),
        party_member: false,
        skills: Vec::new(),
        building: None,
        estate: None,
        community: id(100),
        household: None,
        minor: false,
        insured_until: None,
        paused: false,
        slots: Vec::new(),
        quiet: QuietHours::default(),
        weekend_only: false,
        urgent_opt_in: false,
        engagements: Vec::new(),
        cap: 3,
        blocked: false,
        offers_today: 0,
        offers_this_week: 0,
        last_accepted_at: None,
        good_pairs: 0,
        declined: false,
        approval_until: None,
    }
}
