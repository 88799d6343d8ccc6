//! A request id, and one log line a request: method, the route's template, status, milliseconds.
//! Never a path with what was filled in, never a query or a body: they hold what is private.

use std::time::Instant;

use app::web::AppState;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{Extensions, HeaderName, HeaderValue};

/// The header with which a person can say which request went wrong.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of this request.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The template of the route that answered, on its way out.
#[derive(Debug, Clone)]
struct Template(MatchedPath);

/// Outermost: gives the id and writes the line.
pub async fn log(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = state.ctx.id().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let mut response = next.run(request).await;
    let template = response.extensions().get::<Template>().map_or("-", |it| it.0.as_str());
    let status = response.status().as_u16();
    let ms = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX) as f64 / 1_000.0;
    tracing::info!(http.id = %id, http.method = %method, http.route = template, http.status = status, http.ms = ms, "request");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Innermost, on the routes themselves: only there is it known which template matched.
pub async fn note_route(request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(matched) = matched {
        response.extensions_mut().insert(Template(matched));
    }
    response
}

/// The id of a request, for a page that says that something went wrong.
pub fn id_of(extensions: &Extensions) -> String {
    extensions.get::<RequestId>().map(|it| it.0.clone()).unwrap_or_default()
}

/// Logs a fault of ours, once, with its chain.
pub fn fault(extensions: &Extensions, error: &backend::Error) {
    let chain: Vec<String> = std::iter::successors(std::error::Error::source(error), |it| it.source())
        .map(ToString::to_string)
        .collect();
    tracing::error!(http.id = %id_of(extensions), %error, ?chain, "internal fault");
}
