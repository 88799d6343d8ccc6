//! What is told of a request: how it came in, step by step with its times, and how it ended.

use domain::dispatch::Mode;
use domain::order::{Basis, Channel, RejectReason};
use domain::time::{Timestamp, Window};

use super::super::areas::AreaIx;
use super::super::menu::ItemIx;
use super::super::people::PersonIx;

/// How an order came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// What.
    pub item: ItemIx,
    /// The community of the building.
    pub community: AreaIx,
    /// The building it is about: the beneficiary's own, unless neighbours share the trouble.
    pub building: AreaIx,
    /// For whom. Door, name and phone are the beneficiary's own.
    pub beneficiary: PersonIx,
    /// By whom: the beneficiary, a member of the family (see [`crate::demo::Community::families`]), or
    /// the member of staff who typed it in.
    pub orderer: PersonIx,
    /// How.
    pub channel: Channel,
    /// When.
    pub placed_at: Timestamp,
    /// When helpers are expected: one part of a day, or 24 hours from placing for 尽快.
    pub window: Window,
    /// The resident's own words, private until somebody has accepted.
    pub details: String,
    /// The answer to the item's private question.
    pub answer: Option<String>,
    /// What helpers may read before they accept; written by the desk when it admits the order.
    pub note: Option<String>,
    /// The dispatcher who has it in hand.
    pub desk: PersonIx,
    /// When the desk takes it on; the moment of placing for items without review.
    pub admitted_at: Timestamp,
}

/// A request of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastOrder {
    /// How it came in.
    pub placed: Placed,
    /// What became of it.
    pub ending: Ending,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Done and confirmed.
    Solved(Box<Solved>),
    /// Refused with a reason. `appeal`: the resident appealed, the street took it up and gave it
    /// back to the desk, which refused it again.
    Rejected {
        /// When.
        at: Timestamp,
        /// Why.
        reason: RejectReason,
        /// In words.
        explanation: String,
        /// What to do instead.
        alternative: String,
        /// What happened when she appealed.
        appeal: Option<Appeal>,
    },
    /// Nobody was found; `rounds` pools came back empty.
    Unmet {
        /// When it was offered to all, each time.
        pooled_at: Vec<Timestamp>,
        /// When the desk gave up.
        at: Timestamp,
        /// With what else there is.
        words: String,
    },
    /// Taken back.
    Cancelled {
        /// When.
        at: Timestamp,
        /// By whom.
        by: Withdrawer,
        /// Why.
        reason: String,
    },
    /// The same thing as another request.
    Merged {
        /// When.
        at: Timestamp,
        /// Index into [`crate::demo::Community::past`]; always an earlier one of the same community
        /// that is still open at that time.
        into: usize,
    },
    /// Sent outside, and the answer is not there yet.
    Referred {
        /// When.
        at: Timestamp,
        /// To whom, with the number there.
        party: String,
        /// When the answer is due.
        due: Timestamp,
    },
}

/// An appeal against a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub words: String,
    /// When the coordinator of the street took it up and gave it back.
    pub taken_up_at: Timestamp,
    /// When the desk refused it again.
    pub refused_at: Timestamp,
    /// With which words.
    pub explanation: String,
}

/// Who takes an order back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawer {
    /// The resident.
    Resident,
    /// The desk, agreed with her.
    Desk,
}

/// Done and confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solved {
    /// The desk asked back before it went on.
    pub asked_back: Option<AskedBack>,
    /// How.
    pub by: SolvedBy,
    /// On what ground it counts as done.
    pub basis: Basis,
    /// Who confirmed: the beneficiary, the orderer, another member of staff than `desk` for a
    /// call-back, nobody for keys and silence.
    pub confirmed_by: Option<PersonIx>,
    /// When.
    pub confirmed_at: Timestamp,
    /// What was said of it.
    pub rating: Option<Rating>,
    /// It was not right at first.
    pub objection: Option<Objection>,
}

/// A question of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedBack {
    /// The question.
    pub question: String,
    /// When.
    pub asked_at: Timestamp,
    /// The answer.
    pub answer: String,
    /// When.
    pub answered_at: Timestamp,
}

/// How something was solved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SolvedBy {
    /// Somebody came, or did it at the desk.
    Visit(Visit),
    /// Somebody outside did it.
    Outside {
        /// To whom, with the number there.
        party: String,
        /// When it was sent.
        at: Timestamp,
        /// When an answer was due.
        due: Timestamp,
        /// When it came.
        answered_at: Timestamp,
        /// The answer.
        words: String,
    },
}

/// From dispatch to leaving the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// How helpers were asked.
    pub mode: Mode,
    /// When, by [`Placed::desk`].
    pub dispatched_at: Timestamp,
    /// Asked first, and said no.
    pub declined: Vec<PersonIx>,
    /// As many as the item takes.
    pub helpers: Vec<PersonIx>,
    /// When the last of them accepted.
    pub accepted_at: Timestamp,
    /// At the door.
    pub arrived_at: Timestamp,
    /// Done.
    pub left_at: Timestamp,
}

impl Visit {
    /// How long it took, in whole minutes.
    #[must_use]
    pub const fn minutes(&self) -> i64 {
        self.left_at.minutes_since(self.arrived_at)
    }
}

/// What the resident said afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// 1–5.
    pub stars: i32,
    /// In words.
    pub words: Option<String>,
}

/// The resident said that it was not done well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objection {
    /// Before confirming: the same helpers came again within the window, and what is said in
    /// [`Solved`] about the confirmation came after that.
    Redone {
        /// What was not right.
        words: String,
        /// When she said so.
        at: Timestamp,
        /// When the desk agreed to do it again.
        agreed_at: Timestamp,
        /// The second visit.
        visit: Visit,
    },
    /// After the confirmation: a second member of staff looked at it and found it done.
    Upheld {
        /// What was not right.
        words: String,
        /// When she said so.
        at: Timestamp,
        /// Who decided.
        by: PersonIx,
        /// When.
        decided_at: Timestamp,
        /// The finding.
        finding: String,
    },
}
