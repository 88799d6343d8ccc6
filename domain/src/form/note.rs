//! Words alone: something to add, or why a place is handed back.

use super::{FieldErrors, Reader, WORDS_MAX};

/// Words that are needed, at most [`WORDS_MAX`] characters.
///
/// # Errors
/// When they are missing or too long.
pub fn needed_words(field: &str, raw: &str) -> Result<String, FieldErrors> {
    let mut read = Reader::new();
    let words = read.text(field, raw, WORDS_MAX);
    read.errors.unless_wrong(words)
}
