//! Between the levels: what one of them cannot solve goes up (rows 7 and 24), and comes back with what it
//! takes (row 25).

use super::verbs::Outcomes;
use super::{APPEAL_DAYS, Acting, Action, Order, State, rows};
use crate::area::Level;
use crate::id::AreaId;
use crate::refusal::Refusal;
use crate::time::DAY;

impl Order {
    /// An appeal against a refusal (row 7); the next level decides.
    ///
    /// # Errors
    /// [`Refusal::TooLate`] after seven days; [`Refusal::NoLevelAbove`] at the top.
    pub fn appeal(self, above: Option<(AreaId, Level)>, acting: &Acting<'_>) -> Outcomes {
        if self.state == State::Rejected && acting.now > self.entered_at.plus(APPEAL_DAYS * DAY) {
            return Err(Refusal::TooLate);
        }
        self.rise(Action::Appeal, above, acting)
    }

    /// This level cannot solve it (row 24).
    ///
    /// # Errors
    /// [`Refusal::NoLevelAbove`] at the top.
    pub fn escalate(self, above: Option<(AreaId, Level)>, acting: &Acting<'_>) -> Outcomes {
        self.rise(Action::Escalate, above, acting)
    }

    fn rise(mut self, action: Action, above: Option<(AreaId, Level)>, acting: &Acting<'_>) -> Outcomes {
        let state = self.state;
        if !acting.parts.iter().any(|part| rows(state, action, *part).next().is_some()) {
            return Err(Refusal::NotNow { state });
        }
        let (holder, level) = above.ok_or(Refusal::NoLevelAbove)?;
        if state == State::Disputed {
            self.begin_new_round();
        }
        self.holder_id = holder;
        self.level = level;
        self.owner_id = None;
        self.step(action, acting)
    }

    /// The level that holds it takes it (row 25); whoever does so has it in hand.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] unless it was handed up and nobody there has taken it.
    pub fn take_up(mut self, acting: &Acting<'_>) -> Outcomes {
        self.owner_id = acting.who;
        self.step(Action::TakeUp, acting)
    }

    /// Back to the community it came from, with what it takes to do it (row 25): at once, or when the level
    /// that has taken it up finds nobody. Who has it in hand, the community says.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] unless a level above the community holds it, and nobody is asked.
    pub fn give_back(mut self, acting: &Acting<'_>) -> Outcomes {
        if !self.is_handed_up() {
            return Err(Refusal::NotNow { state: self.state });
        }
        self.holder_id = self.community_id;
        self.level = Level::Community;
        self.owner_id = None;
        self.step(Action::GiveBack, acting)
    }

    /// Whether a level above its community holds it.
    #[must_use]
    pub fn is_handed_up(&self) -> bool {
        self.holder_id != self.community_id
    }
}
