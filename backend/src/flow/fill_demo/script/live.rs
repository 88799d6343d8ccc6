//! The orders of the demo's own day: told up to where they stand.

use domain::dispatch::Mode;
use domain::form::Command;
use domain::order::Outcome;
use domain::time::{HOUR, MINUTE, Timestamp};

use super::super::story::Act;
use super::Tale;
use crate::demo::{LiveOrder, PersonIx, Stage, Taken};

/// Offers of today that would have run out are made this long ago instead.
const JUST_NOW: i64 = 10 * MINUTE;

impl Tale<'_, '_> {
    pub(super) fn live(&mut self, it: &LiveOrder) {
        self.placed();
        if !matches!(it.stage, Stage::Submitted) {
            self.admitted();
        }
        match &it.stage {
            Stage::Submitted => {}
            Stage::NeedInfo { question, asked_at } => {
                self.desk(*asked_at, Command::AskBack { question: question.clone() });
            }
            Stage::ToDispatch { urged_at } => {
                if let Some(at) = urged_at {
                    let who = self.voice();
                    self.then(*at, Act::Urge { who });
                }
            }
            Stage::Offered { mode, dispatched_at, to, declined, accepted } => {
                self.still_offered(*mode, *dispatched_at, to, declined, accepted);
            }
            Stage::Claimed(taken) => self.taken(taken),
            Stage::InService { taken, arrived_at } => {
                self.taken(taken);
                for who in &taken.helpers {
                    self.then(*arrived_at, Act::CheckIn { who: *who });
                }
            }
            Stage::Reported { visit, outcome } => self.visit(visit, false, *outcome),
            Stage::Confirmed { visit, .. } => self.visit(visit, true, Outcome::Done),
            Stage::Disputed { visit, words, at } => {
                self.visit(visit, false, Outcome::Done);
                self.resident(*at, Command::Dispute { words: words.clone() });
            }
            Stage::OnHold { at, reason, until } => {
                self.desk(*at, Command::Hold { reason: reason.clone(), until: *until });
            }
            Stage::Escalated { at, reason } => self.desk(*at, Command::Escalate { reason: reason.clone() }),
            Stage::Referred { at, party, due } => {
                self.desk(*at, Command::Refer { party: party.clone(), until: *due });
            }
            Stage::Rejected { at, reason, explanation, alternative } => self.desk(
                *at,
                Command::Reject {
                    reason: *reason,
                    explanation: explanation.clone(),
                    alternative: alternative.clone(),
                },
            ),
        }
    }

    /// An offer of today has to be open still when somebody looks.
    fn still_offered(
        &mut self,
        mode: Mode,
        at: Timestamp,
        to: &[PersonIx],
        declined: &[PersonIx],
        accepted: &[PersonIx],
    ) {
        let now = self.writer.community.now;
        let ends = self.answer_by(mode, at);
        let at =
            if ends.is_some_and(|ends| ends < now.plus(3 * HOUR)) { at.max(now.plus(-JUST_NOW)) } else { at };
        self.then(at, Act::Dispatch { mode, ask: to.to_vec() });
        for who in declined {
            self.then(self.at.plus(MINUTE), Act::Decline { who: *who });
        }
        for who in accepted {
            self.then(self.at.plus(MINUTE), Act::Accept { who: *who });
        }
    }

    fn taken(&mut self, it: &Taken) {
        self.offered(it.mode, it.dispatched_at, &[], &it.helpers, it.accepted_at);
    }
}
