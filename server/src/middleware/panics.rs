//! A panic in one request becomes a quiet page with the request's id; the others never notice.

use std::panic::AssertUnwindSafe;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use futures::FutureExt as _;
use http::{Extensions, StatusCode};

use super::trace::id_of;
use crate::api::problem::{Language, Problem};

/// The page, in both languages: whose it is, is not known any more.
const PAGE: &str = include_str!("quiet.html");

/// Catches what falls.
pub async fn caught(request: Request, next: Next) -> Response {
    let api = super::is_api(&request).then(|| Language::of(request.headers()));
    let extensions = request.extensions().clone();
    // nothing is shared with the request that fell but the state, whose locks recover from poison
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => {
            // the panic hook has logged where; what it was about may be private
            tracing::error!(http.id = %id_of(&extensions), "a request panicked");
            match api {
                Some(language) => Problem::fault(language).instance(&extensions).into_response(),
                None => quiet_page(&extensions),
            }
        }
    }
}

/// "Something went wrong here", with the id to say on the phone.
pub fn quiet_page(extensions: &Extensions) -> Response {
    let page = PAGE.replace("{id}", &id_of(extensions));
    (StatusCode::INTERNAL_SERVER_ERROR, Html(page)).into_response()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;

    async fn falls() -> &'static str {
        panic!("王秀英 13812345678")
    }

    async fn ask(path: &str) -> (StatusCode, String) {
        let app = Router::new().route("/", get(falls)).route("/api/v1/x", get(falls)).layer(from_fn(caught));
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let response = app.oneshot(request).await.expect("an answer");
        let status = response.status();
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn a_panic_is_a_quiet_page_that_tells_nothing() {
        for (path, word) in [("/", "出了点问题"), ("/api/v1/x", "urn:linli:problem:fault")] {
            let (status, body) = ask(path).await;
            assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
            assert!(body.contains(word) && !body.contains("王秀英"), "{body}");
        }
    }
}
