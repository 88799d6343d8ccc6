//! Somebody who was said not to have come, and was there all the same (docs/decisions/017).

use super::{Acting, Action, LATE_ENTRY_HOURS, Move, Order, State};
use crate::refusal::Refusal;
use crate::time::HOUR;

impl Order {
    /// Whether the one who was missed in this round can still show by both keys that they were there: nobody has
    /// taken it on instead. `taken` is how many places are by others.
    #[must_use]
    pub const fn may_turn_up(&self, taken: i32) -> bool {
        let missing = self.required - taken;
        match self.state {
            State::InService => missing > 0,
            // without a mode it was with staff since, or has another time
            State::Offered | State::ToDispatch => missing == 1 && self.mode.is_some(),
            _ => false,
        }
    }

    /// Both keys say that the one who was missed in this round was there: the place is theirs again (row 12
    /// taken back), and with it every place is taken. `taken` is how many are by others. At a visit that has
    /// begun nothing moves.
    ///
    /// # Errors
    /// [`Refusal::TooLateForKeys`] more than 48 hours after the window; [`Refusal::WentOn`] once the order
    /// has gone on without them.
    pub fn turn_up(self, taken: i32, acting: &Acting<'_>) -> Result<Option<Move>, Refusal> {
        if acting.now > self.window_end.plus(LATE_ENTRY_HOURS * HOUR) {
            return Err(Refusal::TooLateForKeys);
        }
        if !self.may_turn_up(taken) {
            return Err(Refusal::WentOn);
        }
        if self.state == State::InService { Ok(None) } else { self.step(Action::TurnUp, acting).map(Some) }
    }
}
