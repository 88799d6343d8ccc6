//! Which statements were run in this process, so that a test can say which were not.

use std::collections::BTreeSet;
use std::sync::Mutex;

static SEEN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// Takes a note of a statement and gives it back.
pub(crate) fn noted(sql: &'static str) -> &'static str {
    SEEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(sql);
    sql
}

/// Every statement that was run.
#[must_use]
pub fn seen() -> BTreeSet<&'static str> {
    SEEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
}
