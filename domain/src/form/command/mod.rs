//! What somebody wants to do to an order, beyond placing, dispatching and serving it: one form
//! with a verb, for the buttons that `Order::actions` draws.

mod form;

use serde::{Deserialize, Serialize};

use super::{Chosen, as_wanted};
use crate::id::{ClientOpId, OrderId};
use crate::order::RejectReason;
use crate::time::Timestamp;

pub use form::CommandForm;

/// The longest words beside a verb, in characters.
pub const WORDS_MAX: usize = 500;

/// A well-formed verb on an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Command {
    /// The desk takes it on; the note is what helpers may read.
    Admit {
        /// For helpers, without names or doors.
        public_note: Option<String>,
    },
    /// The desk asks back.
    AskBack {
        /// The question.
        question: String,
    },
    /// The resident answers.
    Answer {
        /// The answer.
        words: String,
    },
    /// The resident takes up again what lapsed.
    Reopen {
        /// The answer, if she writes one.
        words: Option<String>,
    },
    /// The desk refuses.
    Reject {
        /// Why.
        reason: RejectReason,
        /// In words.
        explanation: String,
        /// What to do instead.
        alternative: String,
    },
    /// The resident appeals.
    Appeal {
        /// Why.
        words: String,
    },
    /// A duplicate.
    Merge {
        /// The main order's number, as printed.
        into: String,
    },
    /// Staff do it themselves.
    TakeOn,
    /// Staff have done it.
    Finish {
        /// What was done: the answer to her.
        words: String,
    },
    /// Staff give it back to be dispatched.
    PutBack,
    /// The desk takes its offers back, to ask somebody else.
    TakeBack,
    /// Another time.
    Reschedule {
        /// When.
        to: Chosen,
        /// Who comes was asked, and comes then.
        helpers_agree: bool,
    },
    /// Waits for a date.
    Hold {
        /// Why.
        reason: String,
        /// Until when.
        until: Timestamp,
    },
    /// Taken up again.
    Resume,
    /// To the next level.
    Escalate {
        /// Why.
        reason: String,
    },
    /// The higher level takes it.
    TakeUp,
    /// The higher level gives it back to the community.
    GiveBack {
        /// What comes with it: people, money, a permission.
        words: String,
    },
    /// Sent outside.
    Refer {
        /// To whom, with the reference number.
        party: String,
        /// When an answer is due.
        until: Timestamp,
    },
    /// Answered: done.
    ReferDone {
        /// The answer.
        words: String,
    },
    /// Answered: back to us.
    ReferBack {
        /// The answer.
        words: String,
    },
    /// Nobody could be found.
    GiveUp {
        /// In words, with what else there is.
        words: String,
    },
    /// Withdrawn.
    Cancel {
        /// Why, if she says.
        reason: Option<String>,
    },
    /// Done.
    Confirm {
        /// 1–5: the service, not the person's rank.
        rating: Option<i32>,
        /// In words.
        words: Option<String>,
    },
    /// 没办好.
    Dispute {
        /// What was not done well.
        words: String,
    },
    /// To be done again.
    Redo {
        /// What is to be done otherwise: for her, and for whoever comes then.
        words: String,
    },
    /// Found done.
    Uphold {
        /// The finding.
        finding: String,
    },
    /// Found not done.
    CloseNotDone {
        /// The finding.
        finding: String,
    },
}

/// A command with what makes it safe to repeat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// The id of the intention.
    pub op: ClientOpId,
    /// Which order.
    pub order_id: OrderId,
    /// The version the page was drawn from.
    pub version: Option<i64>,
    /// What to do.
    pub command: Command,
}

impl Intent {
    /// The same, alike whenever its form is read.
    #[must_use]
    pub fn as_wanted(&self, now: Timestamp) -> Self {
        let mut wanted = self.clone();
        if let Command::Reschedule { to, .. } = &mut wanted.command {
            to.window = as_wanted(to.window, to.agreed, now);
        }
        wanted
    }
}
