//! What may never be, looked at after every act.

use domain::area::Level;
use domain::assignment::{AssignmentState as Standing, details_open};
use domain::ledger::{AccountKey, AccountKind};
use domain::menu::Urgency;
use domain::order::{Move, Order, Outcome, State, TRANSITIONS};
use proptest::prelude::*;

use super::world::{HELPERS, World};
use crate::given::person;

impl World {
    /// What may never be.
    pub(super) fn check(&self, before: &Self, moved: Option<&Move>) -> Result<(), TestCaseError> {
        let (order, was) = (&self.order, &before.order);
        match moved {
            Some(moved) => {
                prop_assert_eq!(moved.from, was.state);
                prop_assert_eq!(order.version, was.version + 1);
                let in_table = TRANSITIONS.iter().any(|row| {
                    row.from.contains(&was.state) && row.to == order.state && row.by.contains(&moved.part)
                });
                prop_assert!(in_table, "{} → {} by {}", was.state, order.state, moved.part);
            }
            None => prop_assert_eq!(order.state, was.state, "only a move changes the state"),
        }
        prop_assert!(was.state != State::Closed || order.state == State::Closed, "closed stays closed");
        let waited = was.paused_at.map_or(0, |since| self.now.since(since));
        let put_off = order.promise_at.since(was.promise_at);
        let taken_up = was.state == State::Cancelled && order.state != State::Cancelled;
        let lapsed = was.due_at.is_some_and(|until| self.now <= until);
        prop_assert!(!taken_up || lapsed, "what somebody withdrew stays withdrawn");
        let agreed = order.window() != was.window();
        let moves = put_off == 0 || put_off == waited || taken_up || agreed;
        prop_assert!(moves, "a promise moves by waiting, and by agreement");
        let sooner = agreed && order.urgency == Urgency::U4;
        prop_assert!(put_off >= 0 || sooner, "and towards today only where a day is agreed on");
        prop_assert_eq!(order.paused_at.is_some(), order.state.pauses_promise());
        self.check_holder(was)?;
        self.check_helpers(before)?;
        self.check_points()
    }

    fn check_holder(&self, was: &Order) -> Result<(), TestCaseError> {
        let order = &self.order;
        prop_assert_eq!(order.is_handed_up(), order.level != Level::Community);
        prop_assert!(
            order.state != State::Escalated || order.is_handed_up(),
            "what is handed up is held above"
        );
        let handed_on = order.level != was.level;
        let given = matches!(was.state, State::Escalated | State::ToDispatch) && !order.is_handed_up();
        let back = given && order.state == State::ToDispatch;
        prop_assert!(!handed_on || back || order.state == State::Escalated, "it changes levels up or home");
        prop_assert!(!handed_on || order.owner_id.is_none(), "who holds it says who has it in hand");
        Ok(())
    }

    fn check_helpers(&self, before: &Self) -> Result<(), TestCaseError> {
        let taken = self.places_taken();
        prop_assert!(taken <= self.order.required as usize, "no more people than places");
        // once one has checked in, another may still hand back: the visit goes on
        let full = self.order.state == State::Claimed && !self.order.is_with_staff();
        prop_assert!(!self.order.is_with_staff() || taken == 0, "staff do it, and nobody else is sent");
        // one was missed when the time was over: whoever may have been inside is still waited for
        let waited_for = self.now >= self.order.window_end && taken > 0;
        let all = taken == self.order.required as usize;
        prop_assert!(!full || all || waited_for, "no acceptance is lost");
        for (at, it) in self.helping.iter().enumerate() {
            let open = details_open(it.state, self.order.state, self.order.confirmed_at, self.now);
            let theirs = it.round == self.order.round;
            prop_assert!(it.accepted || !(open && theirs), "details open only to those who accepted");
            let Some(was) = before.helping.get(at) else { continue };
            let gave_up = was.state.holds_place() && !it.state.holds_place();
            let told = matches!(
                it.state,
                Standing::Released | Standing::Withdrawn | Standing::Reversed | Standing::NoShow
            );
            prop_assert!(!gave_up || told, "a place is given up by a word, never silently");
        }
        Ok(())
    }

    fn check_points(&self) -> Result<(), TestCaseError> {
        prop_assert_eq!(self.book.balances().map(|(_, balance)| balance).sum::<i64>(), 0);
        for helper in HELPERS {
            let owns = |kind| self.book.balance(AccountKey::person(kind, person(helper)));
            let (pending, available) = (owns(AccountKind::Pending), owns(AccountKind::Available));
            prop_assert!(pending >= 0 && available >= 0);
            prop_assert!(pending + available <= 10, "an order is thanked for once");
            let final_and_fine =
                self.order.state == State::Closed && self.order.outcome != Some(Outcome::NotDone);
            prop_assert!(available == 0 || final_and_fine, "points are usable once nobody can object");
            let served = self.helping.iter().any(|it| {
                it.person == person(helper) && it.accepted && matches!(it.state, Standing::Verified)
            });
            prop_assert!(pending + available == 0 || served, "no point without a service");
        }
        Ok(())
    }
}
