//! Somebody who said yes and did not come (product.md 5.4): from when on it can be said, and until
//! when they can say why. It is never counted against anybody in points.

use crate::order::{Order, Part, State};
use crate::time::{DAY, MINUTE, Timestamp, Window};

/// Minutes after the time a helper was expected, from which on it can be said that they did not come.
const MISSED_AFTER_MINUTES: i64 = 30;
/// Days in which they can say why.
const EXCUSE_DAYS: i64 = 7;
/// Days for which the desk is reminded of what was said: nobody has to take it, and there is no "no" to it.
const EXCUSE_WAITS_DAYS: i64 = 30;
/// Days after which nobody reads of it any more.
const MISSED_SHOWN_DAYS: i64 = 180;

/// From when on `part` can say that a helper did not come (docs/decisions/017).
///
/// The desk, which has called, half an hour after an appointment began; who said yes later, as with "as
/// soon as possible", has the half hour from then on. Who was expected at any hour of a day is late when it
/// is over. She for whom it is has not called: she was promised the window, so she says it when that is
/// over.
#[must_use]
pub fn missed_from(part: Part, window: Window, accepted: Timestamp) -> Timestamp {
    if part.is_resident() || !(window.is_fixed() || window.is_soon()) {
        window.end
    } else {
        window.start.max(accepted).plus(MISSED_AFTER_MINUTES * MINUTE)
    }
}

/// Before which moment a visit that has not begun must have been expected, for the desk to hear of it.
#[must_use]
pub const fn late_since(now: Timestamp) -> Timestamp {
    now.plus(-MISSED_AFTER_MINUTES * MINUTE)
}

/// Whether the desk should ring somebody who is on the way: half an hour after an appointment began, or after
/// the yes to one that had begun; with any other time, "as soon as possible" too, when it is over.
#[must_use]
fn has_not_come(window: Window, claimed: Timestamp, now: Timestamp) -> bool {
    if window.is_fixed() { window.start.max(claimed) <= late_since(now) } else { window.end <= now }
}

/// What of an order says whether somebody is late.
#[derive(Debug, Clone, Copy)]
pub struct Visit {
    /// Its state.
    pub state: State,
    /// Nobody was asked: staff do it themselves.
    pub unasked: bool,
    /// When somebody is expected.
    pub window: Window,
    /// Since when it is in this state.
    pub entered_at: Timestamp,
    /// Its clock.
    pub due_at: Option<Timestamp>,
}

impl Visit {
    /// Whether somebody is awaited who should be there by now, or gone: the desk rings them up. The list of what
    /// is to be done asks the database the same.
    #[must_use]
    pub fn is_late(&self, now: Timestamp) -> bool {
        match self.state {
            State::Claimed => !self.unasked && has_not_come(self.window, self.entered_at, now),
            State::InService => self.due_at.is_some_and(|due| due <= now),
            _ => false,
        }
    }
}

impl From<&Order> for Visit {
    fn from(it: &Order) -> Self {
        Self {
            state: it.state,
            unasked: it.is_with_staff(),
            window: it.window(),
            entered_at: it.entered_at,
            due_at: it.due_at,
        }
    }
}

/// Until when somebody can say why they did not come.
#[must_use]
pub const fn excuse_until(missed: Timestamp) -> Timestamp {
    missed.plus(EXCUSE_DAYS * DAY)
}

/// Since when somebody must have been missed, for what they said to stand on the desk's list at `now`.
#[must_use]
pub const fn excuse_waits_since(now: Timestamp) -> Timestamp {
    now.plus(-EXCUSE_WAITS_DAYS * DAY)
}

/// Until when anybody reads that somebody did not come.
#[must_use]
pub const fn missed_shown_until(missed: Timestamp) -> Timestamp {
    missed.plus(MISSED_SHOWN_DAYS * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;

    const TEN: Timestamp = Timestamp(1_800_000_000_000);
    const WINDOW: Window = Window { start: TEN, end: TEN.plus(2 * HOUR) };

    #[test]
    fn half_an_hour_after_the_window_began() {
        assert_eq!(missed_from(Part::Dispatcher, WINDOW, TEN.plus(-DAY)), TEN.plus(30 * MINUTE));
    }

    #[test]
    fn the_desk_hears_of_an_appointment_and_not_of_an_hour_nobody_gave() {
        let late = TEN.plus(30 * MINUTE);
        assert!(has_not_come(WINDOW, TEN.plus(-DAY), late));
        assert!(!has_not_come(WINDOW, TEN.plus(-DAY), late.plus(-1)));
        assert!(!has_not_come(WINDOW, TEN.plus(1), late), "the yes came after the beginning");
        for hours in [12, 24] {
            let long = Window { start: TEN, end: TEN.plus(hours * HOUR) };
            assert!(!has_not_come(long, TEN, long.end.plus(-1)));
            assert!(has_not_come(long, TEN, long.end));
        }
    }

    #[test]
    fn who_said_yes_later_has_half_an_hour_from_then() {
        assert_eq!(missed_from(Part::Dispatcher, WINDOW, TEN.plus(HOUR)), TEN.plus(90 * MINUTE));
    }

    #[test]
    fn who_is_expected_at_any_hour_of_a_day_is_late_when_it_is_over() {
        let day = Window { start: TEN, end: TEN.plus(12 * HOUR) };
        assert_eq!(missed_from(Part::Dispatcher, day, TEN.plus(-DAY)), day.end);
    }

    #[test]
    fn she_says_it_when_the_time_she_was_promised_is_over() {
        for part in [Part::Orderer, Part::Beneficiary] {
            assert_eq!(missed_from(part, WINDOW, TEN.plus(-DAY)), WINDOW.end);
        }
    }
}
