//! Why a page has nothing to show, as far as the browser may know.

use domain::Refusal;
#[cfg(feature = "ssr")]
use leptos::prelude::*;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// An answer other than the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Missing, or none of the viewer's business: the two look the same.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("sign-in needed")]
    SignInNeeded,
    /// A rule says no.
    #[error("refused")]
    Refused(Refusal),
    /// Our own fault; the detail is in the log.
    #[error("internal")]
    Internal,
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // asked for what no page asks for: as good as unknown
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::NotFound,
            _ => Self::Internal,
        }
    }
}

impl AppError {
    /// What the status line says.
    #[must_use]
    pub const fn status(&self) -> http::StatusCode {
        match self {
            Self::NotFound => http::StatusCode::NOT_FOUND,
            Self::SignInNeeded => http::StatusCode::UNAUTHORIZED,
            Self::Refused(_) => http::StatusCode::CONFLICT,
            Self::Internal => http::StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<backend::Error> for AppError {
    fn from(error: backend::Error) -> Self {
        use backend::Error as E;
        match error {
            E::NotFound => Self::NotFound,
            E::Refused(Refusal::SignInNeeded) => Self::SignInNeeded,
            E::Refused(refusal) => Self::Refused(refusal),
            E::Stale { current, .. } => Self::Refused(Refusal::Stale { current }),
            E::Invalid(_) => Self::NotFound,
            E::Internal { doing, source } => {
                tracing::error!(doing, error = %source, chain = ?source.source().map(ToString::to_string), "internal fault");
                Self::Internal
            }
        }
    }
}

/// Tells the browser by the status line as well.
pub fn note_status(error: &AppError) {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(error.status());
    }
    #[cfg(not(feature = "ssr"))]
    let _ = error;
}
