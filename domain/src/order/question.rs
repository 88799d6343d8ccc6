//! A question to the resident that stays without an answer (product.md 5.3, row 5; docs/decisions/016): she
//! is reminded, the desk calls, it lapses, and she takes up again what lapsed.

use super::verbs::Outcomes;
use super::{Acting, Action, Order, State, promise};
use crate::calendar::Calendar;
use crate::refusal::Refusal;
use crate::time::{DAY, HOUR, Timestamp};

/// How often the desk has tried to reach her before a question lapses.
pub const TRIES_NEEDED: i64 = 2;
/// So far apart are two tries: who does not answer is at work, asleep or out, and four hours later it is
/// another part of the day. Two calls within a minute find nobody twice and are one try.
pub const TRY_APART: i64 = 4 * HOUR;
/// So long after the question she is reminded of it.
pub const REMIND_AFTER: [i64; 2] = [DAY, 3 * DAY];
/// Days in which what lapsed can be taken up again.
pub const REOPEN_DAYS: i64 = 14;

/// The tries that count among the calls noted for one question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tries {
    /// How many.
    pub count: i64,
    /// When the last of them was.
    last: Option<Timestamp>,
}

impl Tries {
    /// Those among calls, given oldest first: one that comes too soon is a note and no try.
    pub fn of(calls: impl IntoIterator<Item = Timestamp>) -> Self {
        calls.into_iter().fold(Self::default(), |so_far, at| {
            if so_far.next_from().is_some_and(|from| at < from) {
                so_far
            } else {
                Self { count: so_far.count + 1, last: Some(at) }
            }
        })
    }

    /// From when on the next call counts; none when the first does at once.
    #[must_use]
    pub fn next_from(&self) -> Option<Timestamp> {
        self.last.map(|last| last.plus(TRY_APART))
    }

    /// Whether she was tried to be reached often enough.
    #[must_use]
    pub const fn are_enough(&self) -> bool {
        self.count >= TRIES_NEEDED
    }
}

impl Order {
    /// Whether she is to be reminded of the question now; `last` is when she was the last time.
    #[must_use]
    pub fn is_reminder_due(&self, last: Option<Timestamp>, now: Timestamp) -> bool {
        let missed = |mark: &i64| {
            let at = self.entered_at.plus(*mark);
            at <= now && last.is_none_or(|last| last < at)
        };
        self.state == State::NeedInfo && REMIND_AFTER.iter().any(missed)
    }

    /// Until when the question waits once the desk has called, or has to: at least until the same time on
    /// the next working day, so that she can call back, and somebody can call.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] unless she was asked something.
    pub fn waits_for_call(&self, now: Timestamp, calendar: &Calendar) -> Result<Timestamp, Refusal> {
        if self.state != State::NeedInfo {
            return Err(Refusal::NotNow { state: self.state });
        }
        let next_day = calendar.add_workdays(now, 1);
        Ok(self.due_at.map_or(next_day, |due| due.max(next_day)))
    }

    /// Nobody answered (row 5). From now on its clock says until when it can be taken up again.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] before its time is over, and before the desk has tried to reach her twice
    /// ([`Tries`]).
    pub fn lapse_question(self, tries: Tries, acting: &Acting<'_>) -> Outcomes {
        let over = self.due_at.is_some_and(|due| due <= acting.now);
        if !over || !tries.are_enough() {
            return Err(Refusal::NotNow { state: self.state });
        }
        let mut moved = self.step(Action::LapseQuestion, acting)?;
        moved.order.due_at = Some(acting.now.plus(REOPEN_DAYS * DAY));
        Ok(moved)
    }

    /// Until when it can be taken up again. What somebody withdrew has no clock, and cannot.
    #[must_use]
    pub fn reopens_until(&self) -> Option<Timestamp> {
        self.due_at.filter(|_| self.state == State::Cancelled)
    }

    /// She takes up again what lapsed. The promise is what a new order would get, unless hers was for
    /// later; a time that is over becomes "as soon as possible".
    ///
    /// # Errors
    /// [`Refusal::TooLate`] after fourteen days; [`Refusal::NotNow`] for what did not lapse.
    pub fn reopen(self, acting: &Acting<'_>) -> Outcomes {
        let until = self.reopens_until().ok_or(Refusal::NotNow { state: self.state })?;
        if acting.now > until {
            return Err(Refusal::TooLate);
        }
        let mut it = self.with_time_ahead(acting.now);
        it.promise_at = it.promise_at.max(promise(it.urgency, acting.now, None, acting.calendar));
        it.step(Action::Reopen, acting)
    }
}
