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
use tokio::time::{Instant, Sleep};

use crate::api::problem::{Language, Problem};

/// The longest request line.
pub const URI_MAX: usize = 8 * 1024;
/// All headers together.
pub const HEADERS_MAX: usize = 16 * 1024;
/// The largest body of a form or of JSON.
pub const BODY_MAX: usize = 256 * 1024;
/// The largest body of a form with pictures. The form itself says so a little earlier, with what was
/// typed; this is the wall behind it.
pub const UPLOAD_MAX: usize = app::web::FORM_BYTES_MAX as usize + 64 * 1024;
/// 256 KiB need five seconds at the 400 kbit/s of a slow phone.
const BODY_WITHIN: Duration = Duration::from_secs(15);
/// What a form with pictures has to bring a second after that, in bytes: a tenth of such a phone.
const UPLOAD_RATE: u64 = 5_000;
/// And when it has to be there whole.
const UPLOAD_WITHIN: Duration = Duration::from_secs(600);

/// Refuses what is too large; cuts off what is too slow.
pub async fn within_bounds(request: Request, next: Next) -> Response {
    let upload = app::web::brings_photos(request.uri().path(), request.headers());
    if let Some((status, key)) = too_large(&request, upload) {
        // the rest of the body is not read, so the connection cannot be used again
        let mut response = if super::is_api(&request) {
            Problem::new(status, key, Language::of(request.headers())).into_response()
        } else {
            status.into_response()
        };
        response.headers_mut().insert(http::header::CONNECTION, http::HeaderValue::from_static("close"));
        return response;
    }
    let most = if upload { UPLOAD_MAX } else { BODY_MAX };
    next.run(request.map(|body| Body::new(Limited::new(Timely::new(body, upload), most)))).await
}

fn too_large(request: &Request, upload: bool) -> Option<(StatusCode, &'static str)> {
    let uri = request.uri().path_and_query().map_or(0, |it| it.as_str().len());
    if uri > URI_MAX {
        return Some((StatusCode::URI_TOO_LONG, "address_too_long"));
    }
    let headers: usize =
        request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if headers > HEADERS_MAX {
        return Some((StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large"));
    }
    if upload {
        // counted as it comes, so that the answer can be the page with what was typed
        return None;
    }
    let length = request.headers().get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<u64>().ok());
    (length? > BODY_MAX as u64).then_some((StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"))
}

/// A body that has to be complete in time.
struct Timely {
    body: Body,
    upload: bool,
    received: u64,
    clock: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Timely {
    fn new(body: Body, upload: bool) -> Self {
        Self { body, upload, received: 0, clock: None }
    }

    /// How long it may take: an upload earns time with every byte.
    fn within(&self) -> Duration {
        if !self.upload {
            return BODY_WITHIN;
        }
        (BODY_WITHIN + Duration::from_secs(self.received / UPLOAD_RATE)).min(UPLOAD_WITHIN)
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
        if let Poll::Ready(piece) = &poll {
            let data = piece.as_ref().and_then(|it| it.as_ref().ok()).and_then(http_body::Frame::data_ref);
            this.received += data.map_or(0, |data| data.len() as u64);
            return poll;
        }
        // the clock starts when the first piece is waited for: most bodies are there at once
        let within = this.within();
        let (began, until) = this.clock.get_or_insert_with(|| {
            let now = Instant::now();
            (now, Box::pin(tokio::time::sleep_until(now + within)))
        });
        if until.deadline() != *began + within {
            until.as_mut().reset(*began + within);
        }
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
