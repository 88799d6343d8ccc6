//! The hours of the demo: when people order, when the desk works, when somebody is at the door.
//! Local time is UTC+8 all year; there is no other in China.

use domain::calendar::{Calendar, Day, Zone};
use domain::form::DAY_PARTS;
use domain::menu::Urgency;
use domain::time::{DAY, HOUR, MINUTE, Timestamp, Window};
use rand::Rng;
use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;

/// Days since 1970-01-01, local.
pub(super) fn day(at: Timestamp) -> i64 {
    i64::from(calendar().local(at).0.0)
}

/// Minutes since midnight, local.
pub(super) fn minute(at: Timestamp) -> i64 {
    i64::from(calendar().local(at).1)
}

/// This minute of this day.
pub(super) fn at(day: i64, minute: i64) -> Timestamp {
    Timestamp((day * 24 * 60 + minute - i64::from(CHINA.offset_minutes)) * MINUTE)
}

/// 1 Monday … 7 Sunday.
pub(super) fn weekday(day: i64) -> i32 {
    date(day).weekday()
}

/// Month, 1–12.
pub(super) fn month(day: i64) -> u32 {
    date(day).ymd().1
}

/// The year, local.
pub(super) fn year(at: Timestamp) -> i32 {
    calendar().local(at).0.ymd().0
}

const CHINA: Zone = Zone { offset_minutes: 8 * 60 };

fn calendar() -> Calendar {
    Calendar::new(CHINA)
}

fn date(day: i64) -> Day {
    Day(i32::try_from(day).expect("the demo plays within the years of a calendar"))
}

/// How long the history of the demo goes back.
pub(super) const HISTORY_DAYS: i64 = 548;

/// A moment in the last eighteen months at which something of this urgency is ordered: more with
/// every month, less at weekends and around Spring Festival, more in the item's own months.
pub(super) fn ordering_time(
    rng: &mut impl Rng,
    now: Timestamp,
    urgency: Urgency,
    months: &[u32],
) -> Timestamp {
    let today = day(now);
    loop {
        let ago = rng.random_range(1..HISTORY_DAYS);
        let day = today - ago;
        let grown = 0.35 + 0.65 * (HISTORY_DAYS - ago) as f64 / HISTORY_DAYS as f64;
        let of_the_week = if weekday(day) >= 6 { 0.7 } else { 1.0 };
        let month = month(day);
        let of_the_year = match () {
            () if months.is_empty() => 0.6,
            () if months.contains(&month) => 1.0,
            () => 0.28,
        };
        // the town is empty for two weeks around Spring Festival
        let festival = if month == 2 { 0.6 } else { 1.0 };
        if rng.random_bool(grown * of_the_week * of_the_year * festival) {
            return at(day, ordering_minute(rng, urgency)).plus(rng.random_range(0..MINUTE));
        }
    }
}

/// Mornings first, a second peak after the midday rest, a small one after supper. Nothing urgent
/// is ordered so late that nobody could come the same day.
fn ordering_minute(rng: &mut impl Rng, urgency: Urgency) -> i64 {
    // weights of the hours 6 to 21
    const HOURS: [u32; 16] = [2, 6, 12, 16, 14, 9, 4, 5, 10, 12, 9, 6, 4, 5, 4, 2];
    let last = if urgency == Urgency::U1 { 12 } else { HOURS.len() };
    let hours = WeightedIndex::new(&HOURS[..last]).expect("no hour has weight zero");
    let hour = i64::try_from(hours.sample(rng)).expect("at most 15") + 6;
    hour * 60 + rng.random_range(0..60)
}

/// The first moment from `at` on at which the desk works: by day for what is urgent, on every
/// day for what is promised in 48 hours, else Monday to Friday.
pub(super) fn on_duty(moment: Timestamp, urgency: Urgency) -> Timestamp {
    let (from, until) = match urgency {
        Urgency::U1 => (8 * 60, 20 * 60 + 45),
        _ => (8 * 60 + 30, 17 * 60 + 30),
    };
    let every_day = matches!(urgency, Urgency::U1 | Urgency::U2);
    let mut today = day(moment);
    loop {
        let open = every_day || weekday(today) <= 5;
        if open && today > day(moment) {
            // whole minutes after opening, but not all in the same second
            return at(today, from).plus(moment.0.rem_euclid(25 * MINUTE));
        }
        let now = minute(moment);
        if open && now < until {
            return if now >= from { moment } else { at(today, from).plus(moment.0.rem_euclid(25 * MINUTE)) };
        }
        today += 1;
    }
}

/// The first moment from `at` on at which people are awake.
pub(super) fn awake(moment: Timestamp) -> Timestamp {
    let now = minute(moment);
    if now >= 21 * 60 {
        at(day(moment) + 1, 8 * 60).plus(moment.0.rem_euclid(90 * MINUTE))
    } else if now < 7 * 60 {
        at(day(moment), 8 * 60).plus(moment.0.rem_euclid(90 * MINUTE))
    } else {
        moment
    }
}

/// Nobody of the demo is at a door before this minute of a day…
pub(super) const FIRST_DOOR: i64 = 8 * 60;
/// …or after this one.
pub(super) const LAST_DOOR: i64 = 20 * 60;

/// The first moment from `moment` on at which a visit of so many minutes can begin.
pub(super) fn at_a_door(moment: Timestamp, long: i64) -> Timestamp {
    let (today, now) = (day(moment), minute(moment));
    let next = if now < FIRST_DOOR { today } else { today + 1 };
    if now >= FIRST_DOOR && now + long < LAST_DOOR {
        return moment;
    }
    at(next, FIRST_DOOR).plus(moment.0.rem_euclid(90 * MINUTE))
}

/// By how much a visit has to be moved to lie in the day: into the morning if it is over before `until`
/// there, else back into the evening.
pub(super) fn into_the_day(arrived: Timestamp, left: Timestamp, until: Timestamp) -> i64 {
    let today = day(arrived);
    let morning = at(today, FIRST_DOOR).since(arrived).max(0);
    if morning > 0 && left.plus(morning) < until {
        return morning;
    }
    let evening = at(if morning > 0 { today - 1 } else { today }, LAST_DOOR);
    -left.since(evening).max(0)
}

/// The windows a resident may choose when she orders at `placed`, soonest first.
pub(super) fn windows(placed: Timestamp, urgency: Urgency, weekdays_only: bool) -> Vec<Window> {
    let (first, last) = match urgency {
        // 尽快: from now for a day, as the form has it
        Urgency::U1 => return vec![Window { start: placed, end: placed.plus(DAY) }],
        Urgency::U2 => (0, 2),
        Urgency::U3 => (1, 6),
        Urgency::U4 => (3, 12),
    };
    let promise = placed.plus(2 * DAY);
    let today = day(placed);
    (first..=last)
        .map(|ahead| today + ahead)
        .filter(|day| !weekdays_only || weekday(*day) <= 5)
        .flat_map(|day| {
            DAY_PARTS.iter().map(move |(_, start, end)| Window {
                start: at(day, i64::from(*start)),
                end: at(day, i64::from(*end)),
            })
        })
        .filter(|window| window.start >= placed.plus(3 * HOUR))
        .filter(|window| urgency != Urgency::U2 || window.end <= promise)
        .filter(|window| !weekdays_only || minute(window.start) < 18 * 60)
        .collect()
}
