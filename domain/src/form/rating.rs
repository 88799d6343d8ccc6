//! Stars and words for a service that was confirmed without them.

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Problem, Reader, WORDS_MAX};
use crate::id::ClientOpId;

/// The form as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatingForm {
    /// Made with the page.
    pub client_op_id: String,
    /// 1–5.
    pub rating: String,
    /// In words.
    pub words: String,
}

/// A well-formed rating: of the service, never of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The id of the intention.
    pub op: ClientOpId,
    /// 1–5.
    pub stars: i32,
    /// In words.
    pub words: Option<String>,
}

impl RatingForm {
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Rating, FieldErrors> {
        let mut read = Reader::new();
        let op = read.parsed("client_op_id", &self.client_op_id, Problem::Malformed).map(ClientOpId);
        let stars = read.number("rating", &self.rating, 1..=5);
        let words = read.optional("words", &self.words, WORDS_MAX);
        read.errors.unless_wrong(op.zip(stars).map(|(op, stars)| Rating { op, stars, words }))
    }
}
