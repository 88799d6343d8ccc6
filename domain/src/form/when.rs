//! When somebody is expected: as soon as possible, or a day and a part of it. The same two fields stand in
//! the order form and wherever another time is agreed.

use serde::{Deserialize, Serialize};

use super::{Problem, Reader};
use crate::calendar::{Calendar, Day};
use crate::time::{DAY, SOON, Timestamp, Window};

/// How far ahead a time can be chosen, in days.
pub const AHEAD_MAX_DAYS: i64 = 60;

/// The parts of a day a resident can choose from, as minutes since midnight.
pub const DAY_PARTS: &[(&str, u16, u16)] = &[
    ("morning", 8 * 60 + 30, 12 * 60),
    ("afternoon", 13 * 60 + 30, 17 * 60 + 30),
    ("evening", 18 * 60, 21 * 60),
];

/// A time that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// When helpers may come.
    pub window: Window,
    /// The end of the day or part of a day, when one was chosen; none for "as soon as possible".
    pub agreed: Option<Timestamp>,
}

/// A time as it was wanted, alike whenever the same form is read: "as soon as possible", and a part of a day
/// that has begun, start anew with each reading. What makes no difference any more is the same.
#[must_use]
pub const fn as_wanted(window: Window, agreed: Option<Timestamp>, now: Timestamp) -> Window {
    let start = if window.start.0 > now.0 { window.start } else { Timestamp(0) };
    match agreed {
        Some(_) => Window { start, end: window.end },
        None => Window { start: Timestamp(0), end: Timestamp(0) },
    }
}

/// Reads the two fields. `soon`, or nothing, is from now until the same hour tomorrow; a day is one of
/// its parts.
pub(super) fn chosen(
    read: &mut Reader,
    day: &str,
    part: &str,
    now: Timestamp,
    calendar: &Calendar,
) -> Option<Chosen> {
    let day = day.trim();
    if day.is_empty() || day == "soon" {
        return Some(Chosen { window: Window { start: now, end: now.plus(SOON) }, agreed: None });
    }
    let Some(day) = Day::parse(day) else {
        read.errors.add("day", Problem::Malformed);
        return None;
    };
    let (from, to) = match part.trim() {
        "" | "any" => (8 * 60, 21 * 60),
        part => match DAY_PARTS.iter().find(|(word, ..)| *word == part) {
            Some((_, from, to)) => (*from, *to),
            None => {
                read.errors.add("part", Problem::UnknownChoice);
                return None;
            }
        },
    };
    let start = calendar.at(day, from);
    let end = calendar.at(day, to);
    if end <= now {
        read.errors.add("day", Problem::Past);
        return None;
    }
    if start > now.plus(AHEAD_MAX_DAYS * DAY) {
        read.errors.add("day", Problem::OutOfRange);
        return None;
    }
    Some(Chosen { window: Window { start: start.max(now), end }, agreed: Some(end) })
}
