//! How a request is read: each part is an extractor that answers with a problem document.

use app::web::{AppState, Client, Visitor};
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::response::{IntoResponse as _, Response};
use backend::Error;
use domain::Refusal;
use domain::form::{self, FieldErrors};
use domain::id::{ClientOpId, OrderId, SessionId};
use domain::member::Viewer;
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::problem::{Language, Problem};
use super::scope::Scope;
use crate::middleware::session::Scopes;
use crate::middleware::trace;

/// Everything a handler needs to turn a flow's answer into a response.
pub struct Call {
    /// The state.
    pub app: AppState,
    /// The language of the answer.
    pub language: Language,
    /// The version the client has seen, if it named one.
    pub seen: Option<i64>,
    visitor: Visitor,
    scopes: String,
    extensions: http::Extensions,
}

impl Call {
    /// Who calls.
    ///
    /// # Errors
    /// 401 without a token that holds, 403 when it lacks the scope.
    pub fn with(&self, scopes: &[Scope]) -> Result<&Viewer, Problem> {
        let Some(viewer) = self.viewer() else {
            let mut problem = self.no(Refusal::SignInNeeded.into());
            problem = problem.at_field("authorization".to_owned(), self.sentence("token_needed"));
            return Err(problem);
        };
        if scopes.iter().any(|scope| scope.is_in(&self.scopes)) {
            return Ok(viewer);
        }
        Err(Problem::new(StatusCode::FORBIDDEN, "scope_missing", self.language))
    }

    /// Who calls, if anybody does.
    pub const fn viewer(&self) -> Option<&Viewer> {
        self.visitor.viewer.as_ref()
    }

    /// From which address, where that says something.
    pub fn client(&self) -> Option<std::net::IpAddr> {
        self.extensions.get::<Client>().copied().unwrap_or_default().0
    }

    /// The session of the request's token, if it holds.
    pub const fn session(&self) -> Option<SessionId> {
        self.visitor.session
    }

    /// A flow's "no" as a problem; a fault is logged here, once.
    pub fn no(&self, error: Error) -> Problem {
        let problem = Problem::of(&error, self.seen.is_some(), self.app.ctx.now(), self.language);
        if matches!(error, Error::Internal { .. }) {
            trace::fault(&self.extensions, &error);
            return problem.instance(&self.extensions);
        }
        problem
    }

    /// A parameter of the address that is not what it has to be.
    pub fn wrong(&self, name: &str, what: form::Problem) -> Problem {
        self.no(FieldErrors::one(name, what).into())
    }

    fn sentence(&self, key: &str) -> String {
        super::words::of(key, self.language.is_english()).unwrap_or_default().to_owned()
    }
}

impl FromRequestParts<AppState> for Call {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        let language = Language::of(&parts.headers);
        let visitor = parts.extensions.get::<Visitor>().cloned().unwrap_or_default();
        Ok(Self {
            app: app.clone(),
            language,
            seen: if_match(&parts.headers, language)?,
            visitor,
            scopes: parts.extensions.get::<Scopes>().cloned().unwrap_or_default().0,
            extensions: parts.extensions.clone(),
        })
    }
}

/// `If-Match: "7"`; `*` and nothing mean whatever it is now.
fn if_match(headers: &HeaderMap, language: Language) -> Result<Option<i64>, Problem> {
    let Some(value) = headers.get(http::header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let text = text.strip_prefix("W/").unwrap_or(text).trim_matches('"');
    text.parse().map(Some).map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "version_malformed", language))
}

/// The id of the intention: `Idempotency-Key`, a UUID made by the client.
pub struct Op(pub ClientOpId);

impl<S: Sync> FromRequestParts<S> for Op {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let key = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        // the draft of the header has it in quotes, most clients send it bare
        key.and_then(|key| key.trim().trim_matches('"').parse().ok())
            .map(Self)
            .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "key_missing", Language::of(&parts.headers)))
    }
}

/// The order of the path. What is no id is as unknown as an id that is none of the caller's.
pub struct Of(pub OrderId);

impl<S: Send + Sync> FromRequestParts<S> for Of {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let id = Path::<String>::from_request_parts(parts, state).await.ok();
        id.and_then(|Path(id)| id.parse().ok())
            .map(Self)
            .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "not_found", Language::of(&parts.headers)))
    }
}

/// The parameters of the address. They come as text: the handler that reads them says which is wrong.
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(_) => Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "wrong_query",
                Language::of(&parts.headers),
            )),
        }
    }
}

/// A JSON body.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let language = Language::of(request.headers());
        if !is_json(request.headers()) {
            return Err(
                Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", language).into_response()
            );
        }
        let bytes = axum::body::Bytes::from_request(request, state)
            .await
            .map_err(|rejection| unread(&rejection, language).into_response())?;
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let field = error.path().to_string();
            misread(error.inner(), field, language).into_response()
        })?;
        reader.end().map_err(|error| misread(&error, String::new(), language).into_response())?;
        Ok(Self(value))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind =
        headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json") || kind.to_ascii_lowercase().ends_with("+json")
}

fn unread(rejection: &BytesRejection, language: Language) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", language)
        }
        _ => Problem::new(StatusCode::BAD_REQUEST, "body_unread", language),
    }
}

fn misread(error: &serde_json::Error, field: String, language: Language) -> Problem {
    if error.is_data() {
        // serde's own words name what was expected and what came, for whoever sent it
        return Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_shape", language)
            .at_field(field, error.to_string());
    }
    Problem::new(StatusCode::BAD_REQUEST, "malformed_json", language)
}
