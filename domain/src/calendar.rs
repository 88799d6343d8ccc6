//! Working time. Which days are worked is data: 调休 moves them, and the list for a year is known
//! only once the yearly notice is out (product.md 5.7). Without data: Monday to Friday.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::time::{MINUTE, Timestamp};
use crate::words::words;

words! {
    /// What a day is, when the operator says so.
    DayKind {
        /// Worked, even on a weekend.
        Work = "work",
        /// Not worked, even on a weekday.
        Rest = "rest",
    }
}

const MINUTES_A_DAY: i64 = 24 * 60;

/// A day of the calendar: days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day(pub i32);

impl Day {
    /// The day of a date; none when there is no such date. (Howard Hinnant's `days_from_civil`.)
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, date: u32) -> Option<Self> {
        if !(1..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || date < 1
            || date > days_in(year, month)
        {
            return None;
        }
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let of_era = shifted.rem_euclid(400);
        let month_from_march = (i32::try_from(month).ok()? + 9) % 12;
        let of_year = (153 * month_from_march + 2) / 5 + i32::try_from(date).ok()? - 1;
        let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Reads `2026-11-23`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut next = |len: usize| parts.next().filter(|part| part.len() == len);
        let (year, month, date) = (next(4)?, next(2)?, next(2)?);
        Self::from_ymd(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?)
    }

    /// Year, month, date.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let date = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month.unsigned_abs(), date.unsigned_abs())
    }

    /// 1 Monday … 7 Sunday.
    #[must_use]
    pub const fn weekday(self) -> i32 {
        (self.0 + 3).rem_euclid(7) + 1
    }

    /// The day after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, date) = self.ymd();
        write!(f, "{year:04}-{month:02}-{date:02}")
    }
}

const fn days_in(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

/// How far local time is from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Minutes east.
    pub offset_minutes: i32,
}

/// Working time of a community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Local time.
    pub zone: Zone,
    /// Work begins, in minutes since midnight.
    pub work_start: u16,
    /// Work ends.
    pub work_end: u16,
    /// The days that differ from Monday to Friday.
    pub days: BTreeMap<Day, DayKind>,
}

impl Calendar {
    /// 8:30 to 17:30, Monday to Friday.
    #[must_use]
    pub const fn new(zone: Zone) -> Self {
        Self { zone, work_start: 8 * 60 + 30, work_end: 17 * 60 + 30, days: BTreeMap::new() }
    }

    /// The local day and the minute of it.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> (Day, u16) {
        let minutes = at.0.div_euclid(MINUTE) + i64::from(self.zone.offset_minutes);
        let day = i32::try_from(minutes.div_euclid(MINUTES_A_DAY)).unwrap_or(i32::MAX);
        let minute = u16::try_from(minutes.rem_euclid(MINUTES_A_DAY)).unwrap_or(0);
        (Day(day), minute)
    }

    /// The moment of a local day and minute.
    #[must_use]
    pub fn at(&self, day: Day, minute: u16) -> Timestamp {
        let minutes =
            i64::from(day.0) * MINUTES_A_DAY + i64::from(minute) - i64::from(self.zone.offset_minutes);
        Timestamp(minutes * MINUTE)
    }

    /// The first moment at or after `from` at a minute of the day.
    #[must_use]
    pub fn next_at(&self, from: Timestamp, minute: u16) -> Timestamp {
        let (day, _) = self.local(from);
        let at = self.at(day, minute);
        // `from` may lie within the minute that is meant
        if at.plus(MINUTE) <= from { self.at(day.next(), minute) } else { at.max(from) }
    }

    /// The last moment up to `until` at a minute of the day.
    #[must_use]
    pub fn last_at(&self, until: Timestamp, minute: u16) -> Timestamp {
        let (day, _) = self.local(until);
        let at = self.at(day, minute);
        if at > until { self.at(Day(day.0 - 1), minute) } else { at }
    }

    /// Whether a day is worked.
    #[must_use]
    pub fn is_workday(&self, day: Day) -> bool {
        match self.days.get(&day) {
            Some(kind) => *kind == DayKind::Work,
            None => day.weekday() <= 5,
        }
    }

    /// Whether the operator has entered any day of a year; if not, 调休 is unknown.
    #[must_use]
    pub fn knows_year(&self, year: i32) -> bool {
        self.days.keys().any(|day| day.ymd().0 == year)
    }

    /// The first working moment at or after `from`.
    #[must_use]
    pub fn next_working(&self, from: Timestamp) -> Timestamp {
        let (mut day, minute) = self.local(from);
        if self.is_workday(day) {
            if minute < self.work_start {
                return self.at(day, self.work_start);
            }
            if minute < self.work_end {
                return from;
            }
        }
        // two years without one working day is an operator's slip, not a calendar
        for _ in 0..800 {
            day = day.next();
            if self.is_workday(day) {
                return self.at(day, self.work_start);
            }
        }
        from
    }

    /// `ms` milliseconds of working time after `from`.
    #[must_use]
    pub fn add_working(&self, from: Timestamp, ms: i64) -> Timestamp {
        let mut left = ms.max(0);
        let mut at = self.next_working(from);
        loop {
            let (day, _) = self.local(at);
            let close = self.at(day, self.work_end);
            let today = close.since(at);
            if left <= today || today <= 0 {
                return at.plus(left);
            }
            left -= today;
            at = self.next_working(close);
        }
    }

    /// `count` working days after `from`: one is the same time on the next working day.
    #[must_use]
    pub fn add_workdays(&self, from: Timestamp, count: i64) -> Timestamp {
        let day_length = i64::from(self.work_end.saturating_sub(self.work_start)) * MINUTE;
        self.add_working(from, count * day_length)
    }
}
