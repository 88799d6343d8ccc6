//! `/photos/{id}`: a picture, for whoever may see the private part of its order. Missing, forbidden
//! and signed out look the same.

use app::web::{AppState, Visitor};
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use backend::Error;
use backend::flow::photos as flow;
use backend::photo::Size;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{Extensions, HeaderMap, StatusCode};

use crate::middleware::{panics, trace};

/// In the browser of this person only, and asked for again each time: who signs out on a phone that
/// others use, or hands an order back, sees it no more.
const KEPT: &str = "private, no-cache";

/// `GET /photos/{id}`.
pub async fn large(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    id: Path<String>,
    headers: HeaderMap,
    extensions: Extensions,
) -> Response {
    show(state, visitor, id, &headers, &extensions, Size::Large).await
}

/// `GET /photos/{id}/small`: its preview.
pub async fn small(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    id: Path<String>,
    headers: HeaderMap,
    extensions: Extensions,
) -> Response {
    show(state, visitor, id, &headers, &extensions, Size::Small).await
}

async fn show(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    headers: &HeaderMap,
    extensions: &Extensions,
    size: Size,
) -> Response {
    let (Some(viewer), Ok(id)) = (visitor.viewer, id.parse()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let bytes = match flow::show(&state.ctx, &viewer, id, size).await {
        Ok(bytes) => bytes,
        Err(Error::Internal { doing, source }) => {
            trace::fault(extensions, &Error::Internal { doing, source });
            return panics::quiet_page(extensions);
        }
        Err(_) => return StatusCode::NOT_FOUND.into_response(),
    };
    // a picture never changes: its id says what it is
    let tag = format!("\"{id}\"");
    let known = headers.get(IF_NONE_MATCH).is_some_and(|tags| tags.as_bytes() == tag.as_bytes());
    if known {
        return (StatusCode::NOT_MODIFIED, [(CACHE_CONTROL, KEPT), (ETAG, tag.as_str())]).into_response();
    }
    let headers = [
        (CONTENT_TYPE, "image/jpeg"),
        (CONTENT_DISPOSITION, "inline"),
        (CACHE_CONTROL, KEPT),
        (ETAG, tag.as_str()),
    ];
    (headers, bytes).into_response()
}
