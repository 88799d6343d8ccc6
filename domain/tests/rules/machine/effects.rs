//! What the flows do in the transaction of a move: offers, thanks, and taking them back.

use domain::assignment::AssignmentState as Standing;
use domain::ledger::{
    AccountKey, AccountKind, Posted, Served, Transfer, TransferKind, award, award_transfer, reversal,
    reversal_transfers, settle_transfer,
};
use domain::order::{Basis, Move, State};

use super::world::{HELPERS, Helping, World};
use crate::given::{id, person};

impl World {
    /// What the flows do in the same transaction.
    pub(super) fn follow(&mut self, moved: &Move) {
        let (from, before) = (moved.from, self.order.round);
        self.order = moved.order.clone();
        let to = self.order.state;
        let out = |state| matches!(state, State::Offered | State::Claimed);
        if out(from) && !out(to) && !matches!(to, State::InService | State::Reported) {
            self.withdraw(&[Standing::Offered, Standing::Accepted], before);
        }
        match to {
            State::Offered if from == State::ToDispatch => {
                let round = self.order.round;
                self.helping.extend(HELPERS.map(|it| Helping {
                    person: person(it),
                    round,
                    state: Standing::Offered,
                    accepted: false,
                }));
            }
            State::Claimed => self.withdraw(&[Standing::Offered], before),
            State::Confirmed => self.pay(),
            // done again, found not done, or handed up: what was thanked for was not done
            _ if from == State::Disputed => self.take_back(before),
            State::Closed => self.settle(),
            _ => {}
        }
    }

    fn withdraw(&mut self, states: &[Standing], round: i32) {
        for at in 0..self.helping.len() {
            if self.helping[at].round == round && states.contains(&self.helping[at].state) {
                self.turn(at, Standing::Withdrawn);
            }
        }
    }

    fn pay(&mut self) {
        let basis = self.order.basis.unwrap_or(Basis::CallBack);
        for at in 0..self.helping.len() {
            let it = &self.helping[at];
            if it.round != self.order.round || !matches!(it.state, Standing::CheckedOut | Standing::Verified)
            {
                continue;
            }
            let worth = award(&Served {
                basis,
                planned_minutes: 60,
                measured_minutes: Some(60),
                stated_minutes: None,
                points_per_hour: 10,
                minutes_today: 0,
                pair_this_month: 0,
                same_household: false,
                on_paid_duty: false,
            });
            let (who, round) = (it.person, it.round);
            let thanks = award_transfer(self.order.id, who, round, id(100), worth.points);
            // confirmed again after an objection: the same key, perhaps on another ground
            if let Some(thanks) = thanks
                && !self.book.transfers().any(|known| known.key == thanks.key)
            {
                assert_eq!(self.book.post(&[thanks]), Ok(Posted::Executed));
            }
            if self.helping[at].state == Standing::CheckedOut {
                self.turn(at, Standing::Verified);
            }
        }
    }

    fn awards(&self, round: i32) -> Vec<Transfer> {
        let awarded = |it: &&Transfer| it.key.kind == TransferKind::Award && it.key.round == round;
        self.book.transfers().filter(awarded).copied().collect()
    }

    fn take_back(&mut self, round: i32) {
        for award in self.awards(round) {
            let whose = |kind| AccountKey::person(kind, award.key.person_id);
            let (pending, available) = (whose(AccountKind::Pending), whose(AccountKind::Available));
            let it = reversal(award.amount, self.book.balance(pending), self.book.balance(available));
            assert_eq!(it.written_off, 0, "nothing settles while an objection is open");
            assert!(self.book.post(&reversal_transfers(&award, &it, id(100))).is_ok());
        }
    }

    fn settle(&mut self) {
        for award in self.awards(self.order.round) {
            let settle = settle_transfer(&award, id(100)).expect("an award has points");
            assert_eq!(self.book.post(&[settle]), Ok(Posted::Executed));
        }
    }
}
