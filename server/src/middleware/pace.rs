//! How often somebody may ask (trust.md H5): changes by person, what strangers read by address. Who is
//! signed in is never stopped by what others do at the same address. The operator's own programs on the
//! machine itself are not counted.

use app::web::{AppState, Client, TooFast, Visitor};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use backend::{Error, flow::pace};
use domain::Refusal;
use domain::time::Timestamp;
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

use super::client::Here;
use crate::api::problem::{Language, Problem};

/// The page, in both languages.
const PAGE: &str = include_str!("too_fast.html");

/// Refuses what comes too fast. A form is not refused here but where it is answered, with what was
/// typed: it is told by [`TooFast`].
pub async fn kept(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    // server functions are sent by POST, and read
    let reads = request.method().is_safe() || request.uri().path().starts_with("/api/fn/");
    let Some(again_at) = too_fast(&state, &request, reads) else { return next.run(request).await };
    if !reads {
        request.extensions_mut().insert(TooFast(again_at));
        return next.run(request).await;
    }
    let mut response = (StatusCode::TOO_MANY_REQUESTS, Html(PAGE)).into_response();
    let seconds = again_at.seconds_after(state.ctx.now());
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// The same for the API: a program has what it sent.
pub async fn kept_by_programs(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(again_at) = too_fast(&state, &request, request.method().is_safe()) else {
        return next.run(request).await;
    };
    let error = Refusal::TooMany { again_at }.into();
    Problem::of(&error, false, state.ctx.now(), Language::of(request.headers())).into_response()
}

/// Counts a request; until when it is too much.
fn too_fast(state: &AppState, request: &Request, reads: bool) -> Option<Timestamp> {
    if request.extensions().get::<Here>().is_some() {
        return None;
    }
    let visitor = request.extensions().get::<Visitor>();
    let counted = match visitor.and_then(|it| it.viewer.as_ref()) {
        Some(viewer) if !reads => pace::write(&state.ctx, viewer.id),
        // the way out is never closed; trying to sign in is counted by itself
        None if reads && !request.uri().path().starts_with("/sign-in") => {
            pace::query(&state.ctx, request.extensions().get::<Client>()?.0?)
        }
        _ => Ok(()),
    };
    match counted {
        Err(Error::Refused(Refusal::TooMany { again_at })) => Some(again_at),
        _ => None,
    }
}
