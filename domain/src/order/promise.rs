//! Promises and clocks (product.md 5.2, 5.5, 5.7). Every clock is visible to whom it binds.

use super::State;
use crate::calendar::Calendar;
use crate::dispatch::Mode;
use crate::menu::Urgency;
use crate::quiet::QuietHours;
use crate::time::{DAY, HOUR, MINUTE, Timestamp, Window};
use crate::words::words;

/// Days to object to a confirmation.
pub const DISPUTE_DAYS: i64 = 7;
/// Days to appeal against a refusal.
pub const APPEAL_DAYS: i64 = 7;
/// Hours of silence after which a report counts as confirmed.
pub const CONFIRM_HOURS: i64 = 72;
/// Hours after the window in which both keys can still be entered.
pub const LATE_ENTRY_HOURS: i64 = 48;
/// The longest an order is put on hold at a time, in days.
pub const HOLD_MAX_DAYS: i64 = 30;
/// Days a resident has to answer a question.
pub const ANSWER_DAYS: i64 = 5;
/// Working days of staff to answer an objection, and of a level to take up what it was handed.
pub const STAFF_ANSWER_DAYS: i64 = 2;
/// The longest an outside party is waited for, in days.
pub const REFER_MAX_DAYS: i64 = 15;

/// By when an order is promised. `agreed` is the end of the day or part of a day she chose.
#[must_use]
pub fn promise(
    urgency: Urgency,
    now: Timestamp,
    agreed: Option<Timestamp>,
    calendar: &Calendar,
) -> Timestamp {
    let usual = match urgency {
        Urgency::U1 => {
            let (day, _) = calendar.local(now);
            calendar.at(day, 20 * 60).max(now.plus(8 * HOUR))
        }
        Urgency::U2 => now.plus(48 * HOUR),
        Urgency::U3 | Urgency::U4 => now.plus(7 * DAY),
    };
    // a date she chose herself is the promise when it lies beyond the usual one
    match agreed {
        Some(agreed) if urgency == Urgency::U4 || agreed > usual => agreed,
        _ => usual,
    }
}

/// When the clock of a state runs out, if it has one.
#[must_use]
pub fn clock(
    state: State,
    urgency: Urgency,
    mode: Option<Mode>,
    entered: Timestamp,
    window: Window,
    calendar: &Calendar,
) -> Option<Timestamp> {
    let working = |hours: i64| calendar.add_working(entered, hours * HOUR);
    match state {
        State::Submitted => Some(match urgency {
            Urgency::U1 => entered.plus(HOUR),
            Urgency::U2 => working(4),
            Urgency::U3 => entered.plus(24 * HOUR),
            Urgency::U4 => calendar.add_workdays(entered, 3),
        }),
        State::ToDispatch => Some(match urgency {
            Urgency::U1 => entered.plus(HOUR),
            Urgency::U2 => working(8),
            Urgency::U3 | Urgency::U4 => calendar.add_workdays(entered, 2),
        }),
        State::NeedInfo => Some(entered.plus(ANSWER_DAYS * DAY)),
        State::Offered => match mode {
            Some(Mode::Pool) => {
                respond_by(Mode::Pool, urgency, entered, window, QuietHours::default(), calendar)
            }
            // each offer carries its own time; when the last has lapsed the order falls back
            _ => None,
        },
        // staff are not awaited at a door: theirs is late when the time she gave is over, and
        // "as soon as possible" begins when it is said: what is late then is the end of it
        State::Claimed if window.start <= entered || mode.is_none() => Some(window.end.max(entered)),
        State::Claimed => Some(window.start),
        State::InService => Some(window.end.max(entered).plus(30 * MINUTE)),
        State::Reported => Some(entered.plus(CONFIRM_HOURS * HOUR)),
        State::Confirmed => Some(entered.plus(DISPUTE_DAYS * DAY)),
        State::Disputed | State::Escalated => Some(calendar.add_workdays(entered, STAFF_ANSWER_DAYS)),
        State::Rejected => Some(entered.plus(APPEAL_DAYS * DAY)),
        State::Referred => Some(entered.plus(REFER_MAX_DAYS * DAY)),
        State::OnHold | State::Closed | State::Cancelled | State::Merged | State::Unmet => None,
    }
}

/// Until when somebody who is asked `now` may answer: their quiet hours do not count, unless it is
/// urgent, and nobody is asked beyond the visit. The pool is open at any hour.
#[must_use]
pub fn respond_by(
    mode: Mode,
    urgency: Urgency,
    now: Timestamp,
    window: Window,
    quiet: QuietHours,
    calendar: &Calendar,
) -> Option<Timestamp> {
    let time = match (mode, urgency) {
        (Mode::Supplier, _) => return None,
        (Mode::Pool, Urgency::U1) => HOUR,
        (Mode::Pool, Urgency::U2) => 12 * HOUR,
        (Mode::Pool, Urgency::U3 | Urgency::U4) => 48 * HOUR,
        (Mode::Direct | Mode::Rota, Urgency::U1) => 15 * MINUTE,
        (Mode::Direct | Mode::Rota, Urgency::U2) => 2 * HOUR,
        (Mode::Direct | Mode::Rota, Urgency::U3) => 12 * HOUR,
        (Mode::Direct | Mode::Rota, Urgency::U4) => 24 * HOUR,
        (Mode::Waves, Urgency::U1) => 10 * MINUTE,
        (Mode::Waves, Urgency::U2) => HOUR,
        (Mode::Waves, Urgency::U3 | Urgency::U4) => 6 * HOUR,
        (Mode::Team, Urgency::U1) => 30 * MINUTE,
        (Mode::Team, Urgency::U2) => 4 * HOUR,
        (Mode::Team, Urgency::U3 | Urgency::U4) => 24 * HOUR,
    };
    let any_hour = urgency == Urgency::U1 || mode == Mode::Pool;
    let by = if any_hour { now.plus(time) } else { quiet.after(now, time, calendar) };
    Some(before_the_visit(by, now, window))
}

/// `at`, but not later than the visit: an appointment is answered before it begins, anything else before
/// it is over. A window that is over bounds nothing: what is asked for then is late anyway.
fn before_the_visit(at: Timestamp, asked: Timestamp, window: Window) -> Timestamp {
    let appointment = Some(window.start).filter(|start| window.is_fixed() && *start > asked);
    let last = appointment.unwrap_or(window.end);
    if last > asked { at.min(last) } else { at }
}

/// How long after one urge the next is possible: the length of a promise.
#[must_use]
pub const fn urge_period(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::U1 => 8 * HOUR,
        Urgency::U2 => 48 * HOUR,
        Urgency::U3 | Urgency::U4 => 7 * DAY,
    }
}

words! {
    /// How far a clock has run.
    Stage {
        /// Below half.
        Running = "running",
        /// Half: the holder is reminded.
        Reminder = "reminder",
        /// Four fifths: holder and leader are warned.
        Warning = "warning",
        /// Over: the next level hears of it.
        Breach = "breach",
        /// Twice over: it moves up.
        Overrun = "overrun",
    }
}

/// How far a clock that began at `start` and ends at `due` has run.
#[must_use]
pub fn stage(start: Timestamp, due: Timestamp, now: Timestamp) -> Stage {
    let length = due.since(start);
    // a clock that was over when it started is late; it must not move up before anybody saw it
    if length <= 0 {
        return if now < due { Stage::Running } else { Stage::Breach };
    }
    match now.since(start).saturating_mul(100) / length {
        ..50 => Stage::Running,
        50..80 => Stage::Reminder,
        80..100 => Stage::Warning,
        100..200 => Stage::Breach,
        _ => Stage::Overrun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Day, Zone};

    fn calendar() -> Calendar {
        Calendar::new(Zone { offset_minutes: 480 })
    }

    fn at(day: &str, hour: u16, minute: u16) -> Timestamp {
        calendar().at(Day::parse(day).expect("a date"), hour * 60 + minute)
    }

    #[test]
    fn today_means_eight_in_the_evening_or_eight_hours_whichever_is_later() {
        let calendar = calendar();
        let morning = at("2026-11-23", 9, 0);
        assert_eq!(promise(Urgency::U1, morning, None, &calendar), at("2026-11-23", 20, 0));
        let evening = at("2026-11-23", 18, 0);
        assert_eq!(promise(Urgency::U1, evening, None, &calendar), at("2026-11-24", 2, 0));
    }

    #[test]
    fn an_answer_is_not_awaited_at_night() {
        let calendar = calendar();
        let late = at("2026-11-23", 20, 0);
        let window = Window { start: late, end: late.plus(7 * DAY) };
        let usual = QuietHours::default();
        let by = |mode, urgency| respond_by(mode, urgency, late, window, usual, &calendar);
        assert_eq!(by(Mode::Direct, Urgency::U2), Some(at("2026-11-24", 9, 0)));
        assert_eq!(by(Mode::Direct, Urgency::U1), Some(at("2026-11-23", 20, 15)));
        assert_eq!(by(Mode::Pool, Urgency::U2), Some(at("2026-11-24", 8, 0)), "it asks nobody by name");
        assert_eq!(by(Mode::Supplier, Urgency::U2), None);
        let own = QuietHours { start: 21 * 60 + 30, end: 6 * 60 };
        let by = |urgency| respond_by(Mode::Direct, urgency, late, window, own, &calendar);
        assert_eq!(by(Urgency::U2), Some(at("2026-11-24", 6, 30)));
        assert_eq!(by(Urgency::U1), Some(at("2026-11-23", 20, 15)));
    }

    #[test]
    fn a_clock_passes_reminder_warning_breach_and_overrun() {
        let (start, due) = (Timestamp(0), Timestamp(1_000));
        let stages = [0, 499, 500, 800, 1_000, 1_999, 2_000].map(|now| stage(start, due, Timestamp(now)));
        use Stage::*;
        assert_eq!(stages, [Running, Running, Reminder, Warning, Breach, Breach, Overrun]);
    }

    #[test]
    fn a_clock_that_was_over_when_it_started_is_late_and_never_moves_up_by_itself() {
        let due = Timestamp(1_000);
        let stages = [due, due.plus(2), due.plus(30 * DAY)].map(|now| stage(due, due, now));
        assert_eq!(stages, [Stage::Breach; 3]);
    }

    #[test]
    fn an_accepted_order_is_late_at_its_window_and_as_soon_as_possible_at_the_end_of_it() {
        let calendar = calendar();
        let claimed = |mode, entered| {
            let window = Window { start: at("2026-11-23", 9, 0), end: at("2026-11-24", 9, 0) };
            clock(State::Claimed, Urgency::U2, mode, entered, window, &calendar)
        };
        let direct = Some(Mode::Direct);
        assert_eq!(claimed(direct, at("2026-11-22", 9, 0)), Some(at("2026-11-23", 9, 0)));
        assert_eq!(claimed(direct, at("2026-11-23", 9, 40)), Some(at("2026-11-24", 9, 0)));
        assert_eq!(
            claimed(None, at("2026-11-22", 9, 0)),
            Some(at("2026-11-24", 9, 0)),
            "staff: the end of it"
        );
    }

    #[test]
    fn nobody_is_asked_beyond_the_visit_unless_it_is_over() {
        let asked = at("2026-11-24", 9, 0);
        let window = |from, to| Window { start: at("2026-11-24", from, 0), end: at("2026-11-24", to, 0) };
        let answer = |mode, urgency, window| {
            respond_by(mode, urgency, asked, window, QuietHours::default(), &calendar()).expect("a clock")
        };
        // two days to answer
        let by = |window| answer(Mode::Pool, Urgency::U3, window);
        assert_eq!(by(window(13, 17)), at("2026-11-24", 13, 0), "an appointment");
        assert_eq!(by(window(8, 11)), at("2026-11-24", 11, 0), "one that has begun");
        assert_eq!(by(window(10, 21)), at("2026-11-24", 21, 0), "a day");
        assert_eq!(by(window(6, 8)), at("2026-11-26", 9, 0), "over");
        assert_eq!(answer(Mode::Waves, Urgency::U1, window(13, 17)), at("2026-11-24", 9, 10));
    }

    #[test]
    fn the_desk_has_working_time_and_what_is_urgent_has_wall_time() {
        let calendar = calendar();
        let friday = at("2026-11-20", 16, 30);
        let window = Window { start: friday, end: friday.plus(DAY) };
        let due = |state, urgency| clock(state, urgency, None, friday, window, &calendar);
        assert_eq!(due(State::Submitted, Urgency::U1), Some(at("2026-11-20", 17, 30)));
        assert_eq!(due(State::Submitted, Urgency::U2), Some(at("2026-11-23", 11, 30)));
        assert_eq!(due(State::ToDispatch, Urgency::U3), Some(at("2026-11-24", 16, 30)));
        assert_eq!(due(State::Reported, Urgency::U2), Some(friday.plus(72 * HOUR)));
    }

    #[test]
    fn the_date_she_chose_is_the_promise_when_it_lies_beyond_the_usual_one() {
        let calendar = calendar();
        let (now, date) = (at("2026-11-23", 9, 0), at("2026-12-01", 17, 0));
        for urgency in Urgency::ALL {
            assert_eq!(promise(*urgency, now, Some(date), &calendar), date, "{urgency}");
        }
        let tomorrow = at("2026-11-24", 12, 0);
        assert_eq!(promise(Urgency::U2, now, Some(tomorrow), &calendar), now.plus(48 * HOUR));
        assert_eq!(promise(Urgency::U4, now, Some(tomorrow), &calendar), tomorrow);
    }
}
