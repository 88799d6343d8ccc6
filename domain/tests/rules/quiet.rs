//! Quiet hours, over midnight and within a day.

use domain::calendar::{Calendar, Zone};
use domain::quiet::QuietHours;
use domain::time::{HOUR, MINUTE, Timestamp};
use proptest::prelude::*;

use crate::given::at;

const DAY_MINUTES: u16 = 24 * 60;

fn shanghai() -> Calendar {
    Calendar::new(Zone { offset_minutes: 480 })
}

const fn hours(start: u16, end: u16) -> QuietHours {
    QuietHours { start: start * 60, end: end * 60 }
}

#[test]
fn they_cross_midnight_or_lie_within_a_day() {
    let night = QuietHours { start: 22 * 60 + 30, end: 6 * 60 };
    for (minute, quiet) in [(0, true), (359, true), (360, false), (1349, false), (1350, true), (1439, true)] {
        assert_eq!(night.contains(minute), quiet, "{minute}");
    }
    let noon = hours(12, 14);
    for (minute, quiet) in [(0, false), (719, false), (720, true), (839, true), (840, false)] {
        assert_eq!(noon.contains(minute), quiet, "{minute}");
    }
    assert!((0..DAY_MINUTES).all(|minute| !hours(21, 21).contains(minute)), "the same twice is at no hour");
}

#[test]
fn what_is_kept_wrongly_is_the_usual_night() {
    assert_eq!(QuietHours::kept(1350, 360), QuietHours { start: 1350, end: 360 });
    for (start, end) in [(-1, 480), (1260, 1440), (70_000, 0)] {
        assert_eq!(QuietHours::kept(start, end), hours(21, 8));
    }
}

#[test]
fn time_to_answer_stands_still_in_them() {
    let calendar = shanghai();
    let after = |quiet: QuietHours, from, time| quiet.after(from, time, &calendar);
    let day = |hour| at("2026-02-11", hour);
    assert_eq!(after(hours(21, 8), day(20), 2 * HOUR), day(24 + 9));
    assert_eq!(after(hours(21, 8), day(23), 2 * HOUR), day(24 + 10));
    assert_eq!(after(hours(21, 8), day(20), HOUR), day(21), "to the minute");
    assert_eq!(after(hours(12, 14), day(11), 2 * HOUR), day(15));
    assert_eq!(after(hours(7, 7), day(2), 2 * HOUR), day(4), "none");
    // nearly always: a minute a day is left
    let hardly = QuietHours { start: 8 * 60 + 1, end: 8 * 60 };
    assert_eq!(after(hardly, day(9), 3 * MINUTE), day(3 * 24 + 8).plus(MINUTE));
}

proptest! {
    #[test]
    fn they_are_as_long_as_from_start_to_end(start in 0..DAY_MINUTES, end in 0..DAY_MINUTES) {
        let quiet = QuietHours { start, end };
        let minutes = (0..DAY_MINUTES).filter(|minute| quiet.contains(*minute)).count();
        prop_assert_eq!(minutes, usize::from((end + DAY_MINUTES - start) % DAY_MINUTES));
        prop_assert_eq!(quiet.contains(start), start != end);
        prop_assert!(!quiet.contains(end));
    }

    #[test]
    fn just_so_many_waking_minutes_lie_before_the_end(
        (start, end) in (0..DAY_MINUTES, 0..DAY_MINUTES),
        (from, time) in (0..3_000_i64, 1..300_i64),
    ) {
        let (quiet, calendar) = (QuietHours { start, end }, shanghai());
        // not so little a day that it takes years
        prop_assume!((end + DAY_MINUTES - start) % DAY_MINUTES < DAY_MINUTES - 60);
        let from = Timestamp(from * MINUTE);
        let awake = |minute: i64| !quiet.contains(calendar.local(from.plus(minute * MINUTE)).1);
        // the minute in which the last of them is over
        let last = (0..).filter(|minute| awake(*minute)).nth(usize::try_from(time - 1).expect("few"));
        let expected = last.map(|minute| from.plus((minute + 1) * MINUTE));
        prop_assert_eq!(Some(quiet.after(from, time * MINUTE, &calendar)), expected);
    }
}
