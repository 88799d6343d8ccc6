//! Nothing larger or slower than it may be: request line, headers, body, and the time a body may
//! take to arrive.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::CONTENT_LENGTH;
use http_body_util::Limited;
use tokio::time::Sleep;

use crate::api::problem::{Language, Problem};

/// The longest request line.
pub const URI_MAX: usize = 8 * 1024;
/// All headers together.
pub const HEADERS_MAX: usize = 16 * 1024;
/// The largest body of a form or of JSON.
pub const BODY_MAX: usize = 256 * 1024;
/// 256 KiB need five seconds at the 400 kbit/s of a slow phone.
const BODY_WITHIN: Duration = Duration::from_secs(15);

/// Refuses what is too large; cuts off what is too slow.
pub async fn within_bounds(request: Request, next: Next) -> Response {
    if let Some((status, key)) = too_large(&request) {
        // the rest of the body is not read, so the connection cannot be used again
        let mut response = if super::is_api(&request) {
            Problem::new(status, key, Language::of(request.headers())).into_response()
        } else {
            status.into_response()
        };
        response.headers_mut().insert(http::header::CONNECTION, http::HeaderValue::from_static("close"));
        return response;
    }
    next.run(request.map(|body| Body::new(Limited::new(Timely::new(body), BODY_MAX)))).await
}

fn too_large(request: &Request) -> Option<(StatusCode, &'static str)> {
    let uri = request.uri().path_and_query().map_or(0, |it| it.as_str().len());
    if uri > URI_MAX {
        return Some((StatusCode::URI_TOO_LONG, "address_too_long"));
    }
    let headers: usize =
        request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if headers > HEADERS_MAX {
        return Some((StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large"));
    }
    let length = request.headers().get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<u64>().ok());
    (length? > BODY_MAX as u64).then_some((StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"))
}

/// A body that has to be complete in time.
struct Timely {
    body: Body,
    until: Option<Pin<Box<Sleep>>>,
}

impl Timely {
    fn new(body: Body) -> Self {
        Self { body, until: None }
    }
}

impl http_body::Body for Timely {
    type Data = axum::body::Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        let this = self.get_mut();
        let poll = Pin::new(&mut this.body).poll_frame(cx).map_err(Into::into);
        if poll.is_ready() {
            return poll;
        }
        // the clock starts when the first piece is waited for: most bodies are there at once
        let until = this.until.get_or_insert_with(|| Box::pin(tokio::time::sleep(BODY_WITHIN)));
        match until.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Some(Err("the body took too long".into()))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        http_body::Body::is_end_stream(&self.body)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::Body::size_hint(&self.body)
    }
}
