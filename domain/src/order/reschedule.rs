//! 改时间: another time is agreed (docs/decisions/019). No move of the machine but where somebody was asked
//! for the old time: they would say yes to something else than they read, so they are asked anew.

use super::verbs::Outcomes;
use super::{Acting, Action, Order, State, clock, rows};
use crate::form::Chosen;
use crate::menu::Urgency;
use crate::refusal::Refusal;

impl Order {
    /// Whether somebody comes and others do not yet, or not any more: then it is for the desk to change the time,
    /// and all are asked anew. `taken` is how many places are.
    #[must_use]
    pub fn is_partly_taken(&self, taken: i32) -> bool {
        match self.state {
            State::Offered => taken > 0,
            // one was missed when the time was over
            State::Claimed => !self.is_with_staff() && taken < self.required,
            _ => false,
        }
    }

    /// Another time. `helpers_agree`: who comes was asked, and comes then; nobody else is looked for.
    ///
    /// The promise follows her to a later day, and where a day was agreed on also to an earlier one. It never
    /// moves because somebody else is late.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] once somebody has accepted, for her; for the desk once somebody is inside.
    pub fn reschedule(mut self, to: &Chosen, helpers_agree: bool, acting: &Acting<'_>) -> Outcomes {
        let stays = self.state != State::Offered
            && (self.state != State::Claimed || helpers_agree || self.is_with_staff());
        let target = if stays { self.state } else { State::ToDispatch };
        let allowed = |part| rows(self.state, Action::Reschedule, part).any(|row| row.to == target);
        if !acting.parts.iter().any(|part| allowed(*part)) {
            return Err(Refusal::NotNow { state: self.state });
        }
        (self.window_start, self.window_end) = (to.window.start, to.window.end);
        // while she is asked the promise moves on with every hour
        let waited = self.paused_at.map_or(0, |paused| acting.now.since(paused));
        if let Some(agreed) = to.agreed
            && (self.urgency == Urgency::U4 || agreed > self.promise_at.plus(waited))
        {
            self.promise_at = agreed;
            // what was waited until now is in it
            self.paused_at = self.paused_at.map(|_| acting.now);
        }
        if target == State::ToDispatch {
            // whoever was asked, or missed, was so for another time
            self.mode = None;
        }
        let (entered, due) = (self.entered_at, self.due_at);
        let mut moved = self.step_to(Action::Reschedule, target, acting)?;
        let order = &mut moved.order;
        if stays {
            // nobody gets more time for what they have to do
            order.entered_at = entered;
            order.due_at = if target == State::Claimed {
                clock(target, order.urgency, order.mode, acting.now, order.window(), acting.calendar)
            } else {
                due
            };
        }
        Ok(moved)
    }
}
