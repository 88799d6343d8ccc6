//! Moments and spans of time as sentences.

use domain::calendar::{Calendar, Day, Zone};
use domain::order::State;
use domain::time::{DAY, Timestamp, Window};
use leptos_i18n::td_string;

use super::weekday;
use crate::Locale;
use crate::prefs::locale;

/// The community's local time. Mainland China has one zone and no summer time.
#[must_use]
pub const fn local_calendar() -> Calendar {
    Calendar::new(Zone { offset_minutes: 480 })
}

/// `11 月 23 日 9:05`: a moment by the clock on the wall, without "today", which grows old.
#[must_use]
pub fn moment(at: Timestamp) -> String {
    moment_in(locale(), at)
}

/// The same, outside of a page.
#[must_use]
pub fn moment_in(l: Locale, at: Timestamp) -> String {
    written(l, at, false)
}

/// The same in a list that goes back further than this year: `2025 年 11 月 23 日 9:05`.
#[must_use]
pub fn moment_since(at: Timestamp, now: Timestamp) -> String {
    let year = |at| local_calendar().local(at).0.ymd().0;
    written(locale(), at, year(at) != year(now))
}

fn written(l: Locale, at: Timestamp, with_year: bool) -> String {
    let (day, minute) = local_calendar().local(at);
    let (year, month, date) = day.ymd();
    let (hour, minute) = (minute / 60, minute % 60);
    match (l, with_year) {
        (Locale::en, false) => format!("{} {date}, {hour}:{minute:02}", MONTHS[(month as usize - 1) % 12]),
        (Locale::en, true) => {
            format!("{} {date}, {year}, {hour}:{minute:02}", MONTHS[(month as usize - 1) % 12])
        }
        (Locale::zh_CN, false) => format!("{month} 月 {date} 日 {hour}:{minute:02}"),
        (Locale::zh_CN, true) => format!("{year} 年 {month} 月 {date} 日 {hour}:{minute:02}"),
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `11 月 24 日 周二`.
#[must_use]
pub fn day(at: Timestamp) -> String {
    let (day, _) = local_calendar().local(at);
    let (_, month, date) = day.ymd();
    let weekday = weekday(day.weekday());
    match locale() {
        Locale::en => format!("{weekday} {} {date}", MONTHS[(month as usize - 1) % 12]),
        Locale::zh_CN => format!("{month} 月 {date} 日 {weekday}"),
    }
}

/// `11 月 24 日 周二 8:30–12:00`, or `尽快`; over more than a day, both ends.
#[must_use]
pub fn window(start: Timestamp, end: Timestamp) -> String {
    if (Window { start, end }).is_soon() {
        return td_string!(locale(), common.soon).to_string();
    }
    let calendar = local_calendar();
    let (from, a) = calendar.local(start);
    let (to, b) = calendar.local(end);
    if from == to {
        format!("{} {}:{:02}–{}:{:02}", day(start), a / 60, a % 60, b / 60, b % 60)
    } else {
        format!("{} – {}", moment(start), moment(end))
    }
}

/// `11 月 24 日 20:00 前办好`, or that the promise stands still while somebody outside is waited for: a
/// day that is over would read as late.
#[must_use]
pub fn promised(state: State, by: Timestamp) -> String {
    let l = locale();
    if state.pauses_promise() {
        td_string!(l, common.paused).to_string()
    } else {
        td_string!(l, area.until, at = moment(by))
    }
}

/// `2026-11-24` for the next `count` days from a moment, with what to call them; and a later one that was
/// chosen before.
#[must_use]
pub fn days_with(from: Timestamp, count: i64, chosen: &str) -> Vec<(String, String)> {
    let calendar = local_calendar();
    let mut days: Vec<_> = (0..count)
        .map(|days| {
            let at = from.plus(days * DAY);
            (calendar.local(at).0.to_string(), day(at))
        })
        .collect();
    let later = Day::parse(chosen).map(|it| calendar.at(it, 0)).filter(|at| *at >= from.plus(count * DAY));
    days.extend(later.map(|at| (chosen.to_owned(), day(at))));
    days
}

/// `2 小时 05 分`.
#[must_use]
pub fn duration(minutes: i64) -> String {
    let sign = if minutes < 0 { "−" } else { "" };
    let (h, m) = (minutes.abs() / 60, minutes.abs() % 60);
    let l = locale();
    let text = if h == 0 {
        td_string!(l, common.minutes, n = m.to_string())
    } else {
        td_string!(l, common.hours_minutes, h = h.to_string(), m = m.to_string())
    };
    format!("{sign}{text}")
}

/// For `<time datetime>`.
#[must_use]
pub fn rfc3339(at: Timestamp) -> String {
    let (day, minute) = local_calendar().local(at);
    format!("{day}T{:02}:{:02}:00+08:00", minute / 60, minute % 60)
}
