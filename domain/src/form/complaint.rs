//! The complaint and suggestion entry, open to everybody (国办函〔2026〕12号: it must exist).

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Reader};

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
