//! What staff do themselves: their own items, and what nobody else was found for
//! (docs/decisions/010). No helper, so no keys, no minutes and no points.

use super::verbs::Outcomes;
use super::{Acting, Action, Order, Outcome, State};
use crate::refusal::Refusal;

impl Order {
    /// Whether staff do it themselves: taken, and nobody was asked.
    #[must_use]
    pub fn is_with_staff(&self) -> bool {
        self.state == State::Claimed && self.mode.is_none()
    }

    /// Staff do it themselves (rows 9 and 10): no volunteer, so no keys, no minutes and no points.
    ///
    /// # Errors
    /// [`Refusal::OwnOrder`] for one's own order.
    pub fn take_on(mut self, acting: &Acting<'_>) -> Outcomes {
        self.not_ones_own(acting)?;
        self.mode = None;
        self.dispatcher_id = acting.who;
        self.owner_id = acting.who;
        self.step(Action::TakeOn, acting)
    }

    /// Staff have done it (row 15). Whoever says so stands for it from now on: they neither confirm it
    /// nor decide about it.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] unless staff took it on; [`Refusal::OwnOrder`] for one's own order.
    pub fn finish(mut self, acting: &Acting<'_>) -> Outcomes {
        self.staff_have_it()?;
        self.not_ones_own(acting)?;
        self.dispatcher_id = acting.who;
        self.outcome = Some(Outcome::Done);
        self.step(Action::Finish, acting)
    }

    /// Staff give it back to be dispatched to somebody else (row 12).
    ///
    /// # Errors
    /// [`Refusal::NotNow`] unless staff took it on.
    pub fn put_back(self, acting: &Acting<'_>) -> Outcomes {
        self.staff_have_it()?;
        self.step_to(Action::Vacate, State::ToDispatch, acting)
    }

    fn not_ones_own(&self, acting: &Acting<'_>) -> Result<(), Refusal> {
        let party = acting.parts.iter().any(|it| it.is_resident());
        if party || acting.who == Some(self.beneficiary_id) { Err(Refusal::OwnOrder) } else { Ok(()) }
    }

    fn staff_have_it(&self) -> Result<(), Refusal> {
        if self.is_with_staff() { Ok(()) } else { Err(Refusal::NotNow { state: self.state }) }
    }
}
