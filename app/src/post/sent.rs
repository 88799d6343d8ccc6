//! A form as it arrived, and the two ways to answer it.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use backend::flow::photos;
use backend::{Ctx, Error};
use domain::Refusal;
use domain::form::{FieldErrors, Problem};
use domain::id::ClientOpId;
use domain::member::{Device, Viewer};
use domain::photo::{PHOTOS_MAX, Upload};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, header};
use leptos::prelude::*;

use super::multipart::{self, Received};
use crate::posted::{Posted, PostedOnServer};
use crate::web::{AppState, Client, TooFast, Visitor};
use crate::{path, prefs, shell};

/// Fields that are never sent back to the page.
const NEVER_SHOWN: &[&str] = &["code", "card", "password", "totp"];

/// The field in which a form says what its page shows beside it.
const SHOWN: &str = "shown";

/// What is shown again when the face of a page changes; a card's number is not.
const SHOWN_AGAIN: &[&str] = &["code_sent", "known", "new"];

/// A form with the request around it.
pub struct Sent {
    parts: Parts,
    fields: Vec<(String, String)>,
    files: Vec<Received>,
}

/// What a form's handler decides.
pub enum Answer {
    /// Done: go there.
    To(String),
    /// Done: go there, with these cookies.
    ToWith(String, Vec<String>),
    /// The page again, with something to show; not an error.
    Again(Option<String>),
}

impl FromRequest<AppState> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let copy = parts.clone();
        let boundary = multipart::boundary(&parts.headers);
        if let Some(boundary) = boundary.filter(|_| super::brings_photos(parts.uri.path(), &parts.headers)) {
            let multipart::Parts { fields, files, trouble } = multipart::read(boundary, body).await;
            let mut sent = Self { parts: copy, fields, files };
            let Some(trouble) = trouble else { return sent.unless_switched(app).await };
            // the page again with what did come: pictures that are whole are kept like words
            let trouble = match sent.photos(&app.ctx).await {
                Err(fault @ Error::Internal { .. }) => fault,
                _ => trouble,
            };
            // a switch that was pressed with it holds all the same
            let cookie = sent.switched();
            return Err(sent.answer_in(app, cookie, Err(trouble)).await);
        }
        let axum::Form(fields) =
            axum::Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), app)
                .await
                .map_err(IntoResponse::into_response)?;
        Self { parts: copy, fields, files: Vec::new() }.unless_switched(app).await
    }
}

impl Sent {
    /// Itself, unless a switch of the bar was pressed with it: then the page again in its new face, with
    /// everything that was typed (docs/decisions/020).
    async fn unless_switched(mut self, app: &AppState) -> Result<Self, Response> {
        let Some(cookie) = self.switched() else { return Ok(self) };
        // pictures that were chosen are kept like words
        let shown = Some(self.get(SHOWN)).filter(|word| SHOWN_AGAIN.contains(&word.as_str()));
        let result = self.photos(&app.ctx).await.map(|_| Answer::Again(shown));
        Err(self.answer_in(app, Some(cookie), result).await)
    }

    /// The answer in the face that was chosen with the form, if one was.
    async fn answer_in(
        mut self,
        app: &AppState,
        cookie: Option<String>,
        result: Result<Answer, Error>,
    ) -> Response {
        if let Some(cookie) = &cookie {
            self.wear(cookie);
        }
        let mut response = self.answer(app.clone(), result).await;
        set_cookies(&mut response, cookie.as_slice());
        response
    }

    /// The choice of a switch of the bar that was pressed with the form.
    fn switched(&self) -> Option<String> {
        let cookie = prefs::cookie_of(&self.get(prefs::CHOICE));
        cookie.filter(|_| self.parts.uri.path() != path::prefs())
    }

    /// As if the cookie had come with the request.
    fn wear(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        let had = self.parts.headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok());
        let all = std::iter::once(pair).chain(had).collect::<Vec<_>>().join("; ");
        if let Ok(value) = HeaderValue::from_str(&all) {
            self.parts.headers.insert(header::COOKIE, value);
        }
    }

    /// What was typed into a field; empty when it was not there.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    /// Everything under one name: ticked boxes.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }

    /// Writes into a field, for a page that is drawn again.
    pub fn put(&mut self, name: &str, value: String) {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value));
    }

    /// The id of the intention.
    ///
    /// # Errors
    /// When the page did not send one.
    pub fn op(&self) -> Result<ClientOpId, Error> {
        self.get("client_op_id")
            .parse()
            .map_err(|_| FieldErrors::one("client_op_id", Problem::Malformed).into())
    }

    /// An id in a hidden field; what is none is not found.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn id<T: std::str::FromStr>(&self, name: &str) -> Result<T, Error> {
        self.get(name).parse().map_err(|_| Error::NotFound)
    }

    /// Which form of the page it was.
    #[must_use]
    pub fn form(&self) -> String {
        self.get("do")
    }

    /// From which address, where that says something.
    #[must_use]
    pub fn client(&self) -> Option<std::net::IpAddr> {
        self.parts.extensions.get::<Client>().copied().unwrap_or_default().0
    }

    /// On what it was filled in.
    #[must_use]
    pub fn device(&self) -> Device {
        let says = self.parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Device::of(says.unwrap_or_default())
    }

    /// Who sent it, if anybody is signed in.
    #[must_use]
    pub fn visitor(&self) -> Visitor {
        self.parts.extensions.get::<Visitor>().cloned().unwrap_or_default()
    }

    /// Who sent it.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`]; [`Refusal::TooMany`] when they ask for too much.
    pub fn viewer(&self) -> Result<Viewer, Error> {
        if let Some(TooFast(again_at)) = self.parts.extensions.get() {
            return Err(Refusal::TooMany { again_at: *again_at }.into());
        }
        self.visitor().viewer.ok_or_else(|| Refusal::SignInNeeded.into())
    }

    /// The pictures that came with it, taken in, and those of an earlier try that it names. From now
    /// on it names them all: a page that is drawn again keeps them.
    ///
    /// # Errors
    /// [`FieldErrors`] on `photos` when one of them is not taken; the others are kept all the same.
    pub async fn photos(&mut self, ctx: &Ctx) -> Result<Vec<Upload>, Error> {
        let viewer = self.visitor().viewer;
        let wrong = |problem| Error::from(FieldErrors::one(photos::FIELD, problem));
        let named: Result<Vec<_>, _> = self.all("photo").iter().map(|id| id.parse()).collect();
        let named = match named {
            Ok(ids) => photos::again(ctx, viewer.as_ref(), &ids).await,
            Err(_) => Err(wrong(Problem::Gone)),
        };
        let mut uploads = named.inspect_err(|_| self.fields.retain(|(name, _)| name != "photo"))?;
        let mut problem = None;
        for file in std::mem::take(&mut self.files) {
            match file {
                Received::Wrong(why) => problem = problem.or(Some(why)),
                Received::Whole(_) if uploads.len() >= PHOTOS_MAX => {
                    problem = problem.or(Some(Problem::TooMany));
                }
                Received::Whole(file) => match photos::take_in(ctx, viewer.as_ref(), file).await {
                    Ok(upload) => {
                        self.fields.push(("photo".to_owned(), upload.id.to_string()));
                        uploads.push(upload);
                    }
                    Err(Error::Invalid(errors)) => problem = problem.or(errors.of(photos::FIELD)),
                    Err(error) => return Err(error),
                },
            }
        }
        problem.map_or(Ok(uploads), |problem| Err(wrong(problem)))
    }

    /// The headers of the request.
    #[must_use]
    pub fn headers(&self) -> &http::HeaderMap {
        &self.parts.headers
    }

    /// A parameter of the query string.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        let query = self.parts.uri.query()?;
        let pairs: Vec<(String, String)> =
            axum::extract::Query::try_from_uri(&format!("/?{query}").parse().ok()?).ok().map(|it| it.0)?;
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Answers: a redirect, or the page again.
    pub async fn answer(self, app: AppState, result: Result<Answer, Error>) -> Response {
        match result {
            Ok(Answer::To(path)) => see_other(&path, &[]),
            Ok(Answer::ToWith(path, cookies)) => see_other(&path, &cookies),
            Ok(Answer::Again(shown)) => {
                let posted = Posted { shown, ..self.posted() };
                self.redraw(app, posted, StatusCode::OK).await
            }
            Err(error) => {
                let now = app.ctx.now();
                let again = if let Error::Refused(refusal) = &error { refusal.again_at() } else { None };
                let (status, posted) = self.refused(error);
                let mut response = self.redraw(app, posted, status).await;
                if let Some(at) = again {
                    let seconds = HeaderValue::from(at.seconds_after(now));
                    response.headers_mut().insert(header::RETRY_AFTER, seconds);
                }
                response
            }
        }
    }

    fn posted(&self) -> Posted {
        let fields =
            self.fields.iter().filter(|(name, _)| !NEVER_SHOWN.contains(&name.as_str())).cloned().collect();
        Posted { path: self.parts.uri.path().to_owned(), form: self.form(), fields, ..Posted::default() }
    }

    fn refused(&self, error: Error) -> (StatusCode, Posted) {
        let posted = self.posted();
        match error {
            Error::Invalid(errors) => {
                let too_large = errors.of(photos::FIELD) == Some(Problem::TooLarge);
                let status =
                    if too_large { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::UNPROCESSABLE_ENTITY };
                (status, Posted { errors, ..posted })
            }
            Error::Refused(refusal) => {
                let status = match refusal {
                    Refusal::TooMany { .. } | Refusal::Locked { .. } => StatusCode::TOO_MANY_REQUESTS,
                    Refusal::SignInNeeded => StatusCode::UNAUTHORIZED,
                    Refusal::CutOff => StatusCode::BAD_REQUEST,
                    Refusal::WrongCode { .. } | Refusal::WrongKey { .. } => StatusCode::UNPROCESSABLE_ENTITY,
                    _ => StatusCode::CONFLICT,
                };
                (status, Posted { refusal: Some(refusal), ..posted })
            }
            Error::Stale { current, .. } => {
                (StatusCode::CONFLICT, Posted { refusal: Some(Refusal::Stale { current }), ..posted })
            }
            Error::NotFound => (StatusCode::NOT_FOUND, posted),
            Error::Internal { doing, source } => {
                tracing::error!(doing, error = %source, "internal fault");
                (StatusCode::INTERNAL_SERVER_ERROR, posted)
            }
        }
    }

    /// Draws the page of this form again, as a GET of the same address.
    async fn redraw(self, app: AppState, posted: Posted, status: StatusCode) -> Response {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = self.parts.uri.clone();
        *request.method_mut() = Method::GET;
        *request.headers_mut() = self.parts.headers.clone();
        request.headers_mut().remove(header::CONTENT_LENGTH);
        request.headers_mut().remove(header::CONTENT_TYPE);
        *request.extensions_mut() = self.parts.extensions.clone();
        let ctx = app.ctx.clone();
        let options = app.leptos.clone();
        let draw = leptos_axum::render_app_async_with_context(
            move || {
                provide_context(ctx.clone());
                provide_context(PostedOnServer(posted.clone()));
            },
            move || shell(options.clone()),
        );
        let mut response = draw(request).await;
        // a page that found a worse reason of its own keeps it
        if response.status() == StatusCode::OK {
            *response.status_mut() = status;
        }
        response
    }
}

fn see_other(path: &str, cookies: &[String]) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    set_cookies(&mut response, cookies);
    response
}

fn set_cookies(response: &mut Response, cookies: &[String]) {
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
}
