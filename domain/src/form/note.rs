//! Words alone: something to add, why a place is handed back, or how a call went.

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

/// Words, if there are any, at most [`WORDS_MAX`] characters.
///
/// # Errors
/// When they are too long.
pub fn words_if_any(field: &str, raw: &str) -> Result<Option<String>, FieldErrors> {
    let mut read = Reader::new();
    let words = read.optional(field, raw, WORDS_MAX);
    read.errors.unless_wrong(Some(words))
}
