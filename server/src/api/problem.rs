//! How a "no" is told: an RFC 9457 problem document, in the language of the request. A fault of
//! ours says nothing but the id of the request.

use app::Locale;
use app::web::{common_words, errors_words, locale_of, problem_words, refusal_words};
use axum::Json;
use axum::response::{IntoResponse, Response};
use backend::Error;
use domain::Refusal;
use domain::form::FieldErrors;
use domain::time::Timestamp;
use http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{Extensions, HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;

use super::shape::Offer;
use crate::middleware::trace;

/// The language of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Language(Locale);

impl Language {
    /// By `Accept-Language`.
    pub fn of(headers: &HeaderMap) -> Self {
        Self(locale_of(headers))
    }

    /// Whether it is English.
    pub const fn is_english(self) -> bool {
        matches!(self.0, Locale::en)
    }
}

/// What is wrong with one field.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FieldProblem {
    /// The field's name.
    pub field: String,
    /// The kind of problem, as a word.
    pub problem: String,
    /// The same in a sentence.
    pub message: String,
}

/// A "no" on its way out. Boxed: it is the rare end of every handler.
#[derive(Debug, Clone)]
pub struct Problem(Box<Document>);

/// A problem document (RFC 9457).
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct Document {
    /// What kind of problem: `urn:linli:problem:` and a word.
    #[serde(rename = "type")]
    kind: String,
    /// The HTTP status again.
    status: u16,
    /// The kind of problem in a sentence.
    title: String,
    /// This problem in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The id of the request, to be told to the operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    /// Field by field, when fields are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// Where the order stands now, when it has moved on.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    /// The version the order has now, when it has moved on.
    #[serde(skip_serializing_if = "Option::is_none")]
    current_version: Option<i64>,
    /// Other offers, when this one is gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<Offer>,
    #[serde(skip)]
    retry_after: Option<i64>,
    #[serde(skip)]
    english: bool,
}

impl Problem {
    /// A problem that needs no data.
    pub fn new(status: StatusCode, key: &str, language: Language) -> Self {
        let title = match super::words::of(key, language.is_english()) {
            Some(sentence) => sentence.to_owned(),
            None => common_words(key, language.0),
        };
        Self(Box::new(Document {
            kind: format!("urn:linli:problem:{key}"),
            status: status.as_u16(),
            title,
            detail: None,
            instance: None,
            errors: Vec::new(),
            state: None,
            current_version: None,
            others: Vec::new(),
            retry_after: None,
            english: language.is_english(),
        }))
    }

    /// Our own fault: nothing but the fact.
    pub fn fault(language: Language) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", language)
    }

    /// Names the request.
    pub fn instance(mut self, extensions: &Extensions) -> Self {
        self.0.instance = Some(format!("urn:linli:request:{}", trace::id_of(extensions)));
        self
    }

    /// One field of the request, as its shape was wrong.
    pub fn at_field(mut self, field: String, message: String) -> Self {
        if !field.is_empty() && field != "." {
            self.0.errors.push(FieldProblem { field, problem: "malformed".to_owned(), message });
        }
        self
    }

    /// Offers to take instead.
    pub fn with_others(mut self, others: Vec<Offer>) -> Self {
        self.0.others = others;
        self
    }

    /// What a flow said. `conditional` is whether the request named a version (`If-Match`).
    pub fn of(error: &Error, conditional: bool, now: Timestamp, language: Language) -> Self {
        match error {
            Error::Refused(refusal) => Self::refused(refusal, now, language),
            Error::Invalid(errors) => Self::invalid(errors, language),
            Error::NotFound => Self::new(StatusCode::NOT_FOUND, "not_found", language),
            Error::Stale { current, state } => {
                let status = if conditional { StatusCode::PRECONDITION_FAILED } else { StatusCode::CONFLICT };
                let mut problem = Self::new(status, "stale", language);
                problem.0.current_version = Some(*current);
                problem.0.state = Some(state.word());
                problem
            }
            Error::Internal { .. } => Self::fault(language),
        }
    }

    fn refused(refusal: &Refusal, now: Timestamp, language: Language) -> Self {
        let mut problem = Self::new(status_of(refusal), refusal.key(), language);
        problem.0.title = refusal_words(refusal, language.0);
        problem.0.retry_after = refusal.again_at().map(|at| at.seconds_after(now));
        match refusal {
            Refusal::NotNow { state } => problem.0.state = Some(state.word()),
            Refusal::Stale { current } => problem.0.current_version = Some(*current),
            _ => {}
        }
        problem
    }

    fn invalid(errors: &FieldErrors, language: Language) -> Self {
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "please_check", language);
        problem.0.detail = Some(errors_words(errors, language.0));
        problem.0.errors = errors
            .0
            .iter()
            .map(|(field, what)| FieldProblem {
                field: field.clone(),
                problem: what.word().to_owned(),
                message: problem_words(*what, field, language.0),
            })
            .collect();
        problem
    }
}

/// Content that is wrong is 422; a state in which it cannot be done, 409.
const fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::SignInNeeded => StatusCode::UNAUTHORIZED,
        Refusal::StaffSignInNeeded => StatusCode::FORBIDDEN,
        Refusal::TooMany { .. } | Refusal::Locked { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::WrongKey { .. }
        | Refusal::WrongCode { .. }
        | Refusal::WrongCredentials
        | Refusal::CodeOver
        | Refusal::CardOver
        | Refusal::ItemNotHere
        | Refusal::CannotMerge
        | Refusal::OtherBody
        | Refusal::SameAccount => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::CONFLICT,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let language = if self.0.english { "en" } else { "zh-CN" };
        let (retry_after, version) = (self.0.retry_after, self.0.current_version);
        let mut response = (status, Json(self.0)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language));
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(etag) = version.and_then(|version| HeaderValue::from_str(&format!("\"{version}\"")).ok())
        {
            headers.insert(ETAG, etag);
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
