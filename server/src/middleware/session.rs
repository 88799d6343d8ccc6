//! Who is behind a request: the session cookie on pages, a bearer token on the API. Each counts on
//! its own side only, so that no token of few scopes opens a page, and no cookie, which a foreign
//! site could make a browser send, moves anything on the API.

use app::web::{AppState, Visitor, cookie, cookie_name};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use backend::flow::sign_in;
use http::HeaderMap;

use super::{panics, trace};
use crate::api::problem::{Language, Problem};

/// The scopes of the API token of a request.
#[derive(Debug, Clone, Default)]
pub struct Scopes(pub String);

/// For pages: puts the [`Visitor`] of the cookie into the extensions.
pub async fn by_cookie(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let token = cookie(request.headers(), cookie_name(state.secure_cookies)).filter(|it| !it.is_empty());
    let visitor = match token.map(ToOwned::to_owned) {
        None => Visitor::default(),
        Some(token) => match sign_in::viewer(&state.ctx, &token).await {
            // an API token in a cookie would leave its scopes behind
            Ok(Some((viewer, scopes))) if scopes.is_empty() => {
                Visitor { viewer: Some(viewer), token: Some(token) }
            }
            Ok(_) => Visitor::default(),
            Err(error) => {
                trace::fault(request.extensions(), &error);
                return panics::quiet_page(request.extensions());
            }
        },
    };
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// For the API: puts the [`Visitor`] and the [`Scopes`] of the bearer token into the extensions.
pub async fn by_token(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let (visitor, scopes) = match bearer(request.headers()).map(ToOwned::to_owned) {
        None => (Visitor::default(), Scopes::default()),
        Some(token) => match sign_in::viewer(&state.ctx, &token).await {
            Ok(Some((viewer, scopes))) if !scopes.is_empty() => {
                (Visitor { viewer: Some(viewer), token: Some(token) }, Scopes(scopes))
            }
            Ok(_) => (Visitor::default(), Scopes::default()),
            Err(error) => {
                trace::fault(request.extensions(), &error);
                let language = Language::of(request.headers());
                return Problem::fault(language).instance(request.extensions()).into_response();
            }
        },
    };
    request.extensions_mut().insert(visitor);
    request.extensions_mut().insert(scopes);
    next.run(request).await
}

/// The token of `Authorization: Bearer …`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(http::header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty())
}
