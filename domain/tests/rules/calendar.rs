//! Working time, with 调休 and without.

use domain::calendar::{Calendar, Day, DayKind, Zone};
use domain::time::{HOUR, Timestamp};
use proptest::prelude::*;

fn shanghai() -> Calendar {
    Calendar::new(Zone { offset_minutes: 480 })
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a date")
}

#[test]
fn dates_come_back_as_they_went_in() {
    for text in ["1970-01-01", "2024-02-29", "2026-02-14", "2026-12-31", "2000-02-29", "1999-12-31"] {
        assert_eq!(day(text).to_string(), text);
    }
    assert_eq!(day("1970-01-01"), Day(0));
    for wrong in ["2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", "2026-11-31", "x"] {
        assert_eq!(Day::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_saturday_is_worked_when_the_notice_says_so() {
    let mut calendar = shanghai();
    let make_up = day("2026-02-14");
    assert_eq!(make_up.weekday(), 6);
    assert!(!calendar.is_workday(make_up));
    calendar.days.insert(make_up, DayKind::Work);
    calendar.days.insert(day("2026-02-16"), DayKind::Rest);
    assert!(calendar.is_workday(make_up));
    assert!(!calendar.is_workday(day("2026-02-16")));
    assert!(calendar.knows_year(2026) && !calendar.knows_year(2027));
}

#[test]
fn eight_hours_from_friday_afternoon_end_on_monday() {
    let calendar = shanghai();
    let friday = calendar.at(day("2026-11-20"), 16 * 60 + 30);
    let due = calendar.add_working(friday, 8 * HOUR);
    assert_eq!(calendar.local(due), (day("2026-11-23"), 15 * 60 + 30));
}

#[test]
fn midnight_in_shanghai_belongs_to_the_new_day() {
    let calendar = shanghai();
    let eve = calendar.at(day("2026-12-31"), 0);
    assert_eq!(eve.0 % (24 * HOUR), 16 * HOUR);
    assert_eq!(calendar.local(eve), (day("2026-12-31"), 0));
}

#[test]
fn a_leap_day_and_the_end_of_a_year_are_days_like_others() {
    assert_eq!(day("2028-02-28").next(), day("2028-02-29"));
    assert_eq!(day("2028-02-29").next(), day("2028-03-01"));
    assert_eq!(Day::parse("2100-02-29"), None, "a century is no leap year");
    assert_eq!(day("2026-12-31").next(), day("2027-01-01"));
    assert_eq!(day("2028-02-29").weekday(), 2);
    // New Year's Day 2027 is a Friday, and a holiday once the notice is out
    let mut calendar = shanghai();
    let eve = calendar.at(day("2026-12-31"), 17 * 60);
    assert_eq!(calendar.local(calendar.add_working(eve, HOUR)), (day("2027-01-01"), 9 * 60));
    calendar.days.insert(day("2027-01-01"), DayKind::Rest);
    assert_eq!(calendar.local(calendar.add_working(eve, HOUR)), (day("2027-01-04"), 9 * 60));
}

#[test]
fn a_clock_runs_on_a_saturday_that_is_worked_and_stands_still_over_the_festival() {
    let mut calendar = shanghai();
    calendar.days.insert(day("2026-02-14"), DayKind::Work);
    for date in 15..=23 {
        calendar.days.insert(day(&format!("2026-02-{date}")), DayKind::Rest);
    }
    let friday = calendar.at(day("2026-02-13"), 16 * 60);
    assert_eq!(calendar.local(calendar.add_workdays(friday, 1)), (day("2026-02-14"), 16 * 60));
    assert_eq!(calendar.local(calendar.add_workdays(friday, 2)), (day("2026-02-24"), 16 * 60));
}

#[test]
fn what_comes_in_after_hours_begins_with_the_next_working_day() {
    let calendar = shanghai();
    let monday = calendar.at(day("2026-11-23"), 8 * 60 + 30);
    for (date, minute) in [("2026-11-20", 17 * 60 + 30), ("2026-11-22", 12 * 60), ("2026-11-23", 0)] {
        assert_eq!(calendar.next_working(calendar.at(day(date), minute)), monday, "{date} {minute}");
    }
    let noon = calendar.at(day("2026-11-23"), 12 * 60);
    assert_eq!(calendar.next_working(noon), noon);
}

#[test]
fn a_calendar_without_working_hours_still_ends() {
    let mut calendar = shanghai();
    (calendar.work_start, calendar.work_end) = (17 * 60, 9 * 60);
    let at = calendar.at(day("2026-11-23"), 12 * 60);
    assert!(calendar.add_workdays(at, 2) >= at);
    assert!(calendar.add_working(at, 8 * HOUR) >= at);
}

proptest! {
    #[test]
    fn every_day_comes_back_from_its_date(number in -700_000_i32..2_900_000) {
        let (year, month, date) = Day(number).ymd();
        prop_assert_eq!(Day::from_ymd(year, month, date), Some(Day(number)));
        prop_assert_eq!(Day(number).next().weekday(), Day(number).weekday() % 7 + 1);
    }

    #[test]
    fn who_begins_later_is_never_due_earlier(
        start in 1_700_000_000_000_i64..1_900_000_000_000, later in 0_i64..100 * HOUR, ms in 0_i64..100 * HOUR,
    ) {
        let calendar = shanghai();
        let due = |from| calendar.add_working(Timestamp(from), ms);
        prop_assert!(due(start) <= due(start + later));
    }

    #[test]
    fn working_time_is_added_in_order_and_ends_within_working_hours(
        start in 1_700_000_000_000_i64..1_900_000_000_000, a in 0_i64..200 * HOUR, b in 0_i64..200 * HOUR,
    ) {
        let calendar = shanghai();
        let (short, long) = (a.min(b), a.max(b));
        let first = calendar.add_working(Timestamp(start), short);
        let second = calendar.add_working(Timestamp(start), long);
        prop_assert!(first <= second && first >= Timestamp(start));
        let (day, minute) = calendar.local(second);
        prop_assert!(calendar.is_workday(day));
        prop_assert!((calendar.work_start..=calendar.work_end).contains(&minute));
    }
}
