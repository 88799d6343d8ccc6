//! How far something long has come.

use serde::Serialize;

/// What is being done, and how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// What is being written.
    pub step: &'static str,
    /// How much of it is there.
    pub done: usize,
    /// How much there will be.
    pub of: usize,
}
