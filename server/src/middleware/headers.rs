//! What browsers are told with every answer. Whatever an answer says itself is left as it is: pages
//! bring a content security policy with the nonce of their scripts.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue};

/// For everything that is not a page: no script but our own, no frame, no foreign form.
const STRICT: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
const A_YEAR: &str = "max-age=31536000; includeSubDomains";

/// Whether browsers come by HTTPS.
#[derive(Debug, Clone, Copy)]
pub struct Https(pub bool);

/// Adds what is missing.
pub async fn complete(State(https): State<Https>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    missing(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    // a form's Origin header is `null` under `no-referrer`, and our own posts would look foreign
    missing(headers, REFERRER_POLICY, "same-origin");
    missing(headers, CONTENT_SECURITY_POLICY, STRICT);
    missing(headers, HeaderName::from_static("permissions-policy"), PERMISSIONS);
    missing(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    missing(headers, CACHE_CONTROL, "no-store");
    if https.0 {
        missing(headers, STRICT_TRANSPORT_SECURITY, A_YEAR);
        // without HTTPS browsers ignore it, and say so in the console of every page
        missing(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    }
    name_charset(headers);
    response
}

fn missing(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

/// Static text without a charset is read in whatever the browser guesses.
fn name_charset(headers: &mut HeaderMap) {
    let Some(kind) = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()) else { return };
    let text = kind.starts_with("text/") || kind == "application/manifest+json";
    if text
        && !kind.contains("charset")
        && !kind.starts_with("text/event-stream")
        && let Ok(value) = HeaderValue::from_str(&format!("{kind}; charset=utf-8"))
    {
        headers.insert(CONTENT_TYPE, value);
    }
}
