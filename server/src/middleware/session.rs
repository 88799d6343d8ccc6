//! Who is behind a request: the session cookie on pages, a bearer token on the API. Each counts on
//! its own side only, so that no token of few scopes opens a page, and no cookie, which a foreign
//! site could make a browser send, moves anything on the API.

use app::web::{AppState, Visitor, cookie, cookie_name, session_cookie};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use backend::flow::sign_in;
use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue};

use super::{panics, trace};
use crate::api::problem::{Language, Problem};

/// The scopes of the API token of a request.
#[derive(Debug, Clone, Default)]
pub struct Scopes(pub String);

/// For pages: puts the [`Visitor`] of the cookie into the extensions, and gives the browser another
/// cookie when the roles of the person have changed.
pub async fn by_cookie(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let (visitor, new) = match known(&state, request.headers()).await {
        Ok(known) => known,
        Err(error) => {
            trace::fault(request.extensions(), &error);
            return panics::quiet_page(request.extensions());
        }
    };
    request.extensions_mut().insert(visitor);
    let mut response = next.run(request).await;
    if let Some(cookie) = new.and_then(|it| HeaderValue::from_str(&it).ok()) {
        // before what the page itself says of it: signing out comes after
        let own: Vec<HeaderValue> = response.headers().get_all(SET_COOKIE).iter().cloned().collect();
        response.headers_mut().insert(SET_COOKIE, cookie);
        for it in own {
            response.headers_mut().append(SET_COOKIE, it);
        }
    }
    response
}

/// Who the cookie says it is, and the cookie to have from now on if that is another.
async fn known(state: &AppState, headers: &HeaderMap) -> backend::Result<(Visitor, Option<String>)> {
    let token = cookie(headers, cookie_name(state.secure_cookies)).filter(|it| !it.is_empty());
    let Some(token) = token else { return Ok((Visitor::default(), None)) };
    let Some(known) = sign_in::viewer(&state.ctx, token).await? else {
        return Ok((Visitor::default(), None));
    };
    if !known.scopes.is_empty() {
        // an API token in a cookie would leave its scopes behind
        return Ok((Visitor::default(), None));
    }
    let next = match known.renewal {
        Some(due) => sign_in::renew(&state.ctx, due).await?,
        None => None,
    };
    let cookie = next.as_ref().map(|it| session_cookie(it, state.secure_cookies));
    Ok((Visitor { viewer: Some(known.viewer), session: Some(known.session) }, cookie))
}

/// For the API: puts the [`Visitor`] and the [`Scopes`] of the bearer token into the extensions.
pub async fn by_token(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let (visitor, scopes) = match bearer(request.headers()).map(ToOwned::to_owned) {
        None => (Visitor::default(), Scopes::default()),
        Some(token) => match sign_in::viewer(&state.ctx, &token).await {
            Ok(Some(known)) if !known.scopes.is_empty() => {
                (Visitor { viewer: Some(known.viewer), session: Some(known.session) }, Scopes(known.scopes))
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
