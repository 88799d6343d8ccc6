//! The complaint and suggestion entry, open to everybody (国办函〔2026〕12号: it must exist), the
//! receipt it is answered by, and the answer.

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Reader, plain_digits};

/// Digits of a receipt, behind its `T`.
pub const RECEIPT_DIGITS: usize = 9;

/// The longest answer, in characters.
pub const REPLY_MAX: usize = 1_000;

/// The form as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComplaintForm {
    /// What it is about.
    pub about: String,
    /// In words.
    pub words: String,
    /// Where to answer, if wanted.
    pub contact: String,
}

/// A well-formed complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// What it is about.
    pub about: String,
    /// In words.
    pub words: String,
    /// Where to answer.
    pub contact: Option<String>,
}

impl ComplaintForm {
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Complaint, FieldErrors> {
        let mut read = Reader::new();
        let about = read.text("about", &self.about, 60);
        let words = read.text("words", &self.words, 1_000);
        let contact = read.optional("contact", &self.contact, 60);
        read.errors.unless_wrong(about.zip(words).map(|(about, words)| Complaint { about, words, contact }))
    }
}

/// The answer as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    /// In words.
    pub words: String,
}

/// A well-formed answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// In words.
    pub words: String,
}

impl ReplyForm {
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Reply, FieldErrors> {
        let mut read = Reader::new();
        let words = read.text("words", &self.words, REPLY_MAX);
        read.errors.unless_wrong(words.map(|words| Reply { words }))
    }
}

/// The number of a receipt as it was given out, `T123456789`; none when it cannot be one. It is copied
/// from paper: with spaces, in small letters, in full width, or without the letter.
#[must_use]
pub fn receipt_no(raw: &str) -> Option<String> {
    let plain = plain_digits(raw);
    let digits = plain.strip_prefix(['T', 't', 'Ｔ', 'ｔ']).unwrap_or(&plain);
    let is_one = digits.len() == RECEIPT_DIGITS && digits.bytes().all(|it| it.is_ascii_digit());
    is_one.then(|| format!("T{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Problem;

    #[test]
    fn a_receipt_is_read_as_people_copy_it() {
        for raw in [
            "T123456789",
            "t123456789",
            " T 123 456 789 ",
            "T123-456-789",
            "123456789",
            "ｔ１２３４５６７８９",
        ] {
            assert_eq!(receipt_no(raw).as_deref(), Some("T123456789"), "{raw}");
        }
        for raw in ["", "T", "T12345678", "T1234567890", "TT12345678", "T12345678x", "X123456789", "投诉"] {
            assert_eq!(receipt_no(raw), None, "{raw}");
        }
    }

    #[test]
    fn an_answer_has_words_and_not_too_many() {
        let wrong = |words: &str| {
            ReplyForm { words: words.to_owned() }.parse().map_err(|errors| errors.of("words")).err().flatten()
        };
        assert_eq!(wrong("换好了"), None);
        assert_eq!(wrong(&"长".repeat(REPLY_MAX)), None);
        assert_eq!(wrong("  "), Some(Problem::Missing));
        assert_eq!(wrong(&"长".repeat(REPLY_MAX + 1)), Some(Problem::TooLong));
    }
}
