//! Quiet hours: when somebody is not disturbed (product.md 5.5, M27). Everybody may set their own.

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::time::Timestamp;

const MINUTES_A_DAY: u16 = 24 * 60;

/// From one minute of the day to another, over midnight when that is the earlier one. The same minute
/// twice is no time at all: who says so may be asked at any hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// The first quiet minute of the day…
    pub start: u16,
    /// …and the first after them.
    pub end: u16,
}

impl Default for QuietHours {
    /// 21:00 to 8:00, until somebody says otherwise.
    fn default() -> Self {
        Self { start: 21 * 60, end: 8 * 60 }
    }
}

impl QuietHours {
    /// As they are kept; the usual ones when that is no time of day.
    #[must_use]
    pub fn kept(start: i32, end: i32) -> Self {
        let minute = |it: i32| u16::try_from(it).ok().filter(|it| *it < MINUTES_A_DAY);
        match (minute(start), minute(end)) {
            (Some(start), Some(end)) => Self { start, end },
            _ => Self::default(),
        }
    }

    /// Whether nobody is disturbed at that minute of the day.
    #[must_use]
    pub fn contains(self, minute: u16) -> bool {
        if self.start <= self.end {
            (self.start..self.end).contains(&minute)
        } else {
            !(self.end..self.start).contains(&minute)
        }
    }

    /// `time` milliseconds after `from`, of which the quiet ones do not count.
    #[must_use]
    pub fn after(self, from: Timestamp, time: i64, calendar: &Calendar) -> Timestamp {
        if self.start == self.end {
            return from.plus(time);
        }
        // when the clock on the wall shows that minute next
        let next = |minute: u16, at: Timestamp| {
            let (day, now) = calendar.local(at);
            calendar.at(if now < minute { day } else { day.next() }, minute)
        };
        let (mut at, mut left) = (from, time);
        loop {
            let awake = if self.contains(calendar.local(at).1) { next(self.end, at) } else { at };
            let night = next(self.start, awake);
            let free = night.since(awake);
            if left <= free {
                return awake.plus(left);
            }
            left -= free;
            at = night;
        }
    }
}
