//! The verbs of the machine: one function moves an order along a row of the table, the named ones
//! add the conditions of product.md 5.3 that the table cannot hold.

use super::{Action, Basis, Order, Outcome, Part, State, rows};
use super::{DISPUTE_DAYS, HOLD_MAX_DAYS, clock};
use crate::calendar::Calendar;
use crate::dispatch::Mode;
use crate::id::PersonId;
use crate::refusal::Refusal;
use crate::time::{DAY, SOON, Timestamp};

/// Who acts, in what capacity, and when.
#[derive(Debug, Clone, Copy)]
pub struct Acting<'a> {
    /// The person; none for the clock.
    pub who: Option<PersonId>,
    /// The capacities that person has on this order.
    pub parts: &'a [Part],
    /// Now.
    pub now: Timestamp,
    /// Working time of the community.
    pub calendar: &'a Calendar,
}

impl<'a> Acting<'a> {
    /// The clock itself acts.
    #[must_use]
    pub const fn system(now: Timestamp, calendar: &'a Calendar) -> Self {
        Self { who: None, parts: &[Part::System], now, calendar }
    }
}

/// What a verb did: where the order came from and as whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The order as it is now.
    pub order: Order,
    /// The state before.
    pub from: State,
    /// The capacity that allowed it.
    pub part: Part,
}

pub(super) type Outcomes = Result<Move, Refusal>;

impl Order {
    /// Moves the order along a row of the table, to the first state that row allows.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] when the table has no such row.
    pub fn step(self, action: Action, acting: &Acting<'_>) -> Outcomes {
        let to = rows_for(&self, action, acting)?.0;
        self.step_to(action, to, acting)
    }

    /// Moves the order along the row of the table that ends in `to`.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] when the table has no such row.
    pub fn step_to(mut self, action: Action, to: State, acting: &Acting<'_>) -> Outcomes {
        let part = acting
            .parts
            .iter()
            .copied()
            .find(|part| rows(self.state, action, *part).any(|row| row.to == to))
            .ok_or(Refusal::NotNow { state: self.state })?;
        let from = self.state;
        self.turn_promise_clock(to, acting.now);
        self.state = to;
        self.version += 1;
        self.entered_at = acting.now;
        self.due_at = clock(to, self.urgency, self.mode, acting.now, self.window(), acting.calendar);
        Ok(Move { order: self, from, part })
    }

    /// The promise stands still while the order waits for somebody outside.
    fn turn_promise_clock(&mut self, to: State, now: Timestamp) {
        match (self.paused_at, to.pauses_promise()) {
            (None, true) => self.paused_at = Some(now),
            (Some(since), false) => {
                self.promise_at = self.promise_at.plus(now.since(since).max(0));
                self.paused_at = None;
            }
            _ => {}
        }
    }

    /// The order with a time to come: one that is over becomes "as soon as possible". Nobody could say
    /// yes to it any more, after somebody did not come or when it is to be done again.
    #[must_use]
    pub fn with_time_ahead(mut self, now: Timestamp) -> Self {
        if self.window_end <= now {
            (self.window_start, self.window_end) = (now, now.plus(SOON));
        }
        self
    }

    /// The desk offers it (row 9). `self.mode` tells how.
    ///
    /// # Errors
    /// [`Refusal::OwnOrder`] when the dispatcher is the beneficiary.
    pub fn dispatch(self, mode: Mode, acting: &Acting<'_>) -> Outcomes {
        let mut it = self.with_time_ahead(acting.now);
        if acting.who == Some(it.beneficiary_id) {
            return Err(Refusal::OwnOrder);
        }
        it.mode = Some(mode);
        if acting.who.is_some() {
            it.dispatcher_id = acting.who;
        }
        it.step(Action::Dispatch, acting)
    }

    /// All offers came back empty (row 11).
    ///
    /// # Errors
    /// [`Refusal::NotNow`] unless it is offered.
    pub fn fall_back(mut self, acting: &Acting<'_>) -> Outcomes {
        self.failed_rounds += 1;
        self.step(Action::FallBack, acting)
    }

    /// A helper handed back or did not come (row 12): offered again while the window lasts. When it is over and
    /// `others` still have their places, nothing moves: they may have been inside without signal, and are waited
    /// for as at a visit that has begun.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] unless all places were taken.
    pub fn vacate(self, others: bool, acting: &Acting<'_>) -> Result<Option<Move>, Refusal> {
        let lasts = acting.now < self.window_end;
        if self.state == State::Claimed && others && !lasts {
            return Ok(None);
        }
        let to = if lasts { State::Offered } else { State::ToDispatch };
        self.step_to(Action::Vacate, to, acting).map(Some)
    }

    /// Both keys are entered after the visit (row 15).
    ///
    /// # Errors
    /// [`Refusal::TooLateForKeys`] more than 48 hours after the window.
    pub fn report_late(mut self, acting: &Acting<'_>) -> Outcomes {
        if acting.now > self.late_entry_until() {
            return Err(Refusal::TooLateForKeys);
        }
        self.outcome = Some(Outcome::Done);
        self.step(Action::ReportLate, acting)
    }

    /// The last helper says it is done (row 14), or that it could not be (row 30).
    ///
    /// # Errors
    /// [`Refusal::NotNow`] unless the service has begun.
    pub fn report(mut self, outcome: Outcome, acting: &Acting<'_>) -> Outcomes {
        self.outcome = Some(outcome);
        let action = match outcome {
            Outcome::Done => Action::Report,
            _ => Action::ReportFailed,
        };
        self.step(action, acting)
    }

    /// The service counts as done (rows 16 and 17).
    ///
    /// # Errors
    /// [`Refusal::OwnOrder`] when a helper of this order wants to confirm it, or when the
    /// dispatcher makes the call-back (product.md 5.10).
    pub fn confirm(mut self, basis: Basis, acting: &Acting<'_>) -> Outcomes {
        let served = acting.parts.contains(&Part::Helper);
        let dispatched = acting.who.is_some() && acting.who == self.dispatcher_id;
        // without a mode nobody else was sent: the dispatcher is the one who did it
        let own_call = dispatched && (basis == Basis::CallBack || self.mode.is_none());
        if served || own_call {
            return Err(Refusal::OwnOrder);
        }
        self.basis = Some(basis);
        self.confirmed_at = Some(acting.now);
        let action = match basis {
            Basis::Auto => Action::AutoConfirm,
            _ => Action::Confirm,
        };
        self.step(action, acting)
    }

    /// 没办好 (row 18).
    ///
    /// # Errors
    /// [`Refusal::TooLate`] more than seven days after the confirmation.
    pub fn dispute(self, acting: &Acting<'_>) -> Outcomes {
        if let Some(confirmed) = self.confirmed_at
            && acting.now > confirmed.plus(DISPUTE_DAYS * DAY)
        {
            return Err(Refusal::TooLate);
        }
        self.step(Action::Dispute, acting)
    }

    /// To be done again, same number, new round (row 19).
    ///
    /// # Errors
    /// [`Refusal::NotNow`] unless it is disputed.
    pub fn redo(mut self, acting: &Acting<'_>) -> Outcomes {
        self.begin_new_round();
        self.step(Action::Redo, acting)
    }

    /// What was done before does not count: the next helpers begin anew.
    pub(super) fn begin_new_round(&mut self) {
        self.round += 1;
        self.failed_rounds = 0;
        self.outcome = None;
        self.basis = None;
        self.confirmed_at = None;
    }

    /// A second member of staff decides the dispute (rows 20 and 20b).
    ///
    /// # Errors
    /// [`Refusal::SamePersonDecides`] for the one who dispatched it.
    pub fn decide(mut self, done: bool, acting: &Acting<'_>) -> Outcomes {
        if acting.who.is_some() && acting.who == self.dispatcher_id {
            return Err(Refusal::SamePersonDecides);
        }
        if done {
            self.confirmed_at = Some(acting.now);
            // an objection to a mere report: the finding is what confirms it
            self.basis.get_or_insert(Basis::CallBack);
            self.step(Action::Uphold, acting)
        } else {
            self.outcome = Some(Outcome::NotDone);
            self.step(Action::CloseNotDone, acting)
        }
    }

    /// The time for objections is over (row 21).
    ///
    /// # Errors
    /// [`Refusal::NotNow`] before seven days have passed.
    pub fn close(self, acting: &Acting<'_>) -> Outcomes {
        match self.confirmed_at {
            Some(confirmed) if acting.now >= confirmed.plus(DISPUTE_DAYS * DAY) => {
                self.step(Action::Close, acting)
            }
            _ => Err(Refusal::NotNow { state: self.state }),
        }
    }

    /// Waits for a date (row 22).
    ///
    /// # Errors
    /// [`Refusal::HeldEnough`] the third time, or for more than 30 days.
    pub fn hold(mut self, until: Timestamp, acting: &Acting<'_>) -> Outcomes {
        let too_long = until > acting.now.plus(HOLD_MAX_DAYS * DAY) || until <= acting.now;
        if self.holds >= 2 || too_long {
            return Err(Refusal::HeldEnough);
        }
        self.holds += 1;
        self.hold_until = Some(until);
        self.step(Action::Hold, acting)
    }

    /// A duplicate follows the main order (row 8).
    ///
    /// # Errors
    /// [`Refusal::CannotMerge`] when the main order is final, elsewhere, or this one.
    pub fn merge(mut self, main: &Self, acting: &Acting<'_>) -> Outcomes {
        let fits = main.id != self.id
            && main.community_id == self.community_id
            && !main.state.is_final()
            && main.merged_into.is_none();
        if !fits {
            return Err(Refusal::CannotMerge);
        }
        self.merged_into = Some(main.id);
        self.step(Action::Merge, acting)
    }

    /// Whether she waits for somebody who can be urged: not while it is her turn to answer, nor while somebody is
    /// with her.
    #[must_use]
    pub fn may_be_urged(&self) -> bool {
        let waits = super::ACTIVE.contains(&self.state)
            || matches!(self.state, State::Disputed | State::OnHold | State::Referred);
        waits && self.state != State::NeedInfo
    }

    /// 催一催: once per promise period (product.md 3.3). Not a move: the state stays.
    ///
    /// # Errors
    /// [`Refusal::AlreadyUrged`], or [`Refusal::NotNow`] unless she [waits](Self::may_be_urged).
    pub fn urge(mut self, acting: &Acting<'_>) -> Result<Self, Refusal> {
        if !self.may_be_urged() {
            return Err(Refusal::NotNow { state: self.state });
        }
        if let Some(urged) = self.urged_at {
            let period = super::urge_period(self.urgency);
            if acting.now < urged.plus(period) {
                return Err(Refusal::AlreadyUrged { again_at: urged.plus(period) });
            }
        }
        self.urged_at = Some(acting.now);
        self.version += 1;
        Ok(self)
    }
}

fn rows_for(order: &Order, action: Action, acting: &Acting<'_>) -> Result<(State, Part), Refusal> {
    acting
        .parts
        .iter()
        .find_map(|part| rows(order.state, action, *part).next().map(|row| (row.to, *part)))
        .ok_or(Refusal::NotNow { state: order.state })
}
