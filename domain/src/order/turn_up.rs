//! Somebody who was said not to have come, and was there all the same (docs/decisions/017).

use super::{Acting, Action, Move, Order, State};
use crate::refusal::Refusal;

impl Order {
    /// Whether the one who was missed in this round can still show by both keys that they were there: nobody has
    /// taken it on instead. `taken` is how many places are by others.
    #[must_use]
    pub fn may_turn_up(&self, taken: i32) -> bool {
        let missing = self.required - taken;
        match self.state {
            // of a visit that has begun, or whose time was over when one was missed, the others are waited for
            State::InService => missing > 0,
            State::Claimed => missing > 0 && !self.is_with_staff(),
            // without a mode it was with staff since, or has another time
            State::Offered | State::ToDispatch => missing == 1 && self.mode.is_some(),
            _ => false,
        }
    }

    /// Both keys say that the one who was missed in this round was there: the place is theirs again (row 12
    /// taken back), and with it every place is taken. `taken` is how many are by others. While others are waited
    /// for nothing moves.
    ///
    /// # Errors
    /// [`Refusal::TooLateForKeys`] more than 48 hours after the window; [`Refusal::WentOn`] once the order
    /// has gone on without them.
    pub fn turn_up(self, taken: i32, acting: &Acting<'_>) -> Result<Option<Move>, Refusal> {
        if acting.now > self.late_entry_until() {
            return Err(Refusal::TooLateForKeys);
        }
        if !self.may_turn_up(taken) {
            return Err(Refusal::WentOn);
        }
        match self.state {
            State::InService | State::Claimed => Ok(None),
            _ => self.step(Action::TurnUp, acting).map(Some),
        }
    }
}
