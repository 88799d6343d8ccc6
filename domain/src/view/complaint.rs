//! Complaints and suggestions: what a receipt says, and what the desk reads.

use serde::{Deserialize, Serialize};

use crate::id::ComplaintId;
use crate::time::{DAY, Timestamp};

/// Within how long a complaint is answered, as the page promises.
pub const ANSWER_WITHIN: i64 = 15 * DAY;

/// What anybody reads who has the number: nothing of what was written, since a number can be guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct Receipt {
    /// The number.
    pub receipt: String,
    /// When the complaint came in.
    pub created_at: Timestamp,
    /// The answer, once there is one.
    pub answer: Option<String>,
    /// When it was given.
    pub answered_at: Option<Timestamp>,
}

impl Receipt {
    /// Until when an answer is due.
    #[must_use]
    pub const fn due_at(&self) -> Timestamp {
        self.created_at.plus(ANSWER_WITHIN)
    }
}

/// A complaint at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct ComplaintLine {
    /// Its id.
    pub id: ComplaintId,
    /// The number of its receipt.
    pub receipt: String,
    /// What it is about.
    pub about: String,
    /// In words.
    pub words: String,
    /// Where to reach whoever wrote it.
    pub contact: Option<String>,
    /// When it came in.
    pub created_at: Timestamp,
    /// The answer, once there is one.
    pub answer: Option<String>,
    /// When it was given.
    pub answered_at: Option<Timestamp>,
    /// The name of whoever gave it.
    pub answered_by: Option<String>,
}

impl ComplaintLine {
    /// Until when an answer is due.
    #[must_use]
    pub const fn due_at(&self) -> Timestamp {
        self.created_at.plus(ANSWER_WITHIN)
    }
}
