//! No form of another site: whatever may change something has to come from our own pages. Browsers
//! say where a request comes from (`Sec-Fetch-Site`, older ones `Origin`), and no page can forge it.
//!
//! The API takes no cookies, so a foreign page gains nothing there; programs send neither header
//! and pass, but a browser on a foreign page is turned away all the same.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{HOST, ORIGIN};
use http::{HeaderMap, Method, StatusCode, Uri};

use crate::api::problem::{Language, Problem};

/// Refuses with 403 what another site has sent.
pub async fn same_site_only(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let from = origin(request.headers(), request.uri());
    let api = super::is_api(&request);
    let welcome = reads || from == From::Here || (api && from == From::Unsaid);
    if welcome {
        return next.run(request).await;
    }
    tracing::warn!(method = %request.method(), from = ?from, "a request of another site was refused");
    if api {
        return Problem::new(StatusCode::FORBIDDEN, "other_site", Language::of(request.headers()))
            .into_response();
    }
    StatusCode::FORBIDDEN.into_response()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    Here,
    Elsewhere,
    Unsaid,
}

fn origin(headers: &HeaderMap, uri: &Uri) -> From {
    if let Some(site) = headers.get("sec-fetch-site") {
        return match site.as_bytes() {
            b"same-origin" | b"none" => From::Here,
            _ => From::Elsewhere,
        };
    }
    let Some(origin) = headers.get(ORIGIN) else { return From::Unsaid };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    // HTTP/2 has no Host header, the authority stands in the request line
    let host = host.or_else(|| uri.authority().map(http::uri::Authority::as_str));
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    match (origin, host) {
        (Some(origin), Some(host)) if origin.eq_ignore_ascii_case(host) => From::Here,
        _ => From::Elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(pairs: &[(&'static str, &'static str)]) -> From {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, http::HeaderValue::from_static(value));
        }
        origin(&headers, &Uri::from_static("/orders"))
    }

    #[test]
    fn our_own_pages_are_recognised_by_new_and_old_browsers() {
        assert_eq!(from(&[("sec-fetch-site", "same-origin")]), From::Here);
        assert_eq!(from(&[("host", "a.example:3000"), ("origin", "http://a.example:3000")]), From::Here);
        assert_eq!(from(&[("host", "a.example"), ("origin", "https://a.example")]), From::Here);
    }

    #[test]
    fn others_are_recognised_by_whatever_they_say() {
        for pairs in [
            &[("sec-fetch-site", "cross-site"), ("origin", "https://a.example"), ("host", "a.example")][..],
            &[("sec-fetch-site", "same-site")],
            &[("host", "a.example"), ("origin", "null")],
            &[("host", "a.example"), ("origin", "https://b.a.example")],
            &[("host", "a.example"), ("origin", "https://a.example:8443")],
            &[("host", "a.example"), ("origin", "https://a.example.evil.example")],
            &[("origin", "https://a.example")],
        ] {
            assert_eq!(from(pairs), From::Elsewhere, "{pairs:?}");
        }
        assert_eq!(from(&[("host", "a.example")]), From::Unsaid);
    }
}
