//! What a flow answers when it does not do what it was asked.

use domain::Refusal;
use domain::form::FieldErrors;
use domain::order::State;

/// A flow's "no".
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule says no; the viewer is told which.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A field of the form is wrong; the viewer is told which.
    #[error("some fields are wrong")]
    Invalid(FieldErrors),
    /// It does not exist, or not for this viewer: the two look the same.
    #[error("not found")]
    NotFound,
    /// It was changed since the page was drawn.
    #[error("changed meanwhile")]
    Stale {
        /// The version it has now.
        current: i64,
        /// The state it is in now.
        state: State,
    },
    /// Our own fault. Logged once with its chain; the viewer gets a quiet page.
    #[error("internal fault while {doing}")]
    Internal {
        /// What was being done, for the log.
        doing: &'static str,
        /// What went wrong.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// What a flow returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Wraps a fault with what was being done.
    pub fn internal(
        doing: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Internal { doing, source: source.into() }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::internal("asking the database", error)
    }
}

impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}
