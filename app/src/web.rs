//! What `server` needs of the app: the state, who is behind a request, cookies, words, and the
//! routes of all pages.

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::response::{IntoResponse, Response};
use backend::Ctx;
use backend::flow::deliver::Unsaid;
use backend::flow::sign_in::SignedIn;
use domain::Refusal;
use domain::form::{FieldErrors, Problem};
use domain::id::SessionId;
use domain::member::Viewer;
use domain::time::Timestamp;
use http::StatusCode;
use http::request::Parts;
use leptos::prelude::*;
use leptos::server_fn::error::{FromServerFnError, SERVER_FN_ERROR_HEADER};
use leptos_axum::{LeptosRoutes, generate_route_list};
use leptos_i18n::td_string;

use crate::Locale;
use crate::error::AppError;
use crate::prefs::Prefs;
use crate::{App, files, post, shell, words};

pub use crate::post::{FORM_BYTES_MAX, brings_photos};

/// State of the server, for app and server alike. Cloned for every layer of every request.
#[derive(Clone)]
pub struct AppState(Arc<Serving>);

/// What the state of the server is made of.
pub struct Serving {
    /// Where the site's files are, and their hashes.
    pub leptos: LeptosOptions,
    /// What flows need.
    pub ctx: Ctx,
    /// Whether browsers come by HTTPS.
    pub secure_cookies: bool,
    /// Reverse proxies of the operator's own before the server.
    pub proxies: u8,
}

impl AppState {
    /// The state of a server.
    #[must_use]
    pub fn new(serving: Serving) -> Self {
        Self(Arc::new(serving))
    }
}

impl std::ops::Deref for AppState {
    type Target = Serving;

    fn deref(&self) -> &Serving {
        &self.0
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

impl FromRef<AppState> for Ctx {
    fn from_ref(state: &AppState) -> Self {
        state.ctx.clone()
    }
}

/// From which address a request comes, where that says something; a middleware of the server puts it
/// into the extensions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Client(pub Option<std::net::IpAddr>);

/// Whoever sent this asks for too much, until then; a middleware of the server puts it into the
/// extensions of forms.
#[derive(Debug, Clone, Copy)]
pub struct TooFast(pub Timestamp);

/// Who is behind a request; a middleware of the server puts it into the extensions.
#[derive(Clone, Default)]
pub struct Visitor {
    /// The signed-in person.
    pub viewer: Option<Viewer>,
    /// The session.
    pub session: Option<SessionId>,
}

/// The session cookie's name: bound to this host when browsers come by HTTPS.
#[must_use]
pub const fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-linli" } else { "linli" }
}

/// `Set-Cookie` for a new session. That of staff goes with requests of this site only, even where
/// somebody follows a link (trust.md A7).
#[must_use]
pub fn session_cookie(session: &SignedIn, secure: bool) -> String {
    let same_site = if session.staff { "Strict" } else { "Lax" };
    cookie_line(&session.token, session.max_age / 1_000, same_site, secure)
}

/// `Set-Cookie` that ends it.
#[must_use]
pub fn clear_cookie(secure: bool) -> String {
    cookie_line("", 0, "Lax", secure)
}

fn cookie_line(token: &str, max_age_s: i64, same_site: &str, secure: bool) -> String {
    let flags = if secure { "; Secure" } else { "" };
    let name = cookie_name(secure);
    format!("{name}={token}; Path=/; HttpOnly; SameSite={same_site}; Max-Age={max_age_s}{flags}")
}

/// A cookie of a request.
#[must_use]
pub fn cookie<'a>(parts: &'a http::HeaderMap, name: &str) -> Option<&'a str> {
    parts
        .get_all(http::header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Language and face a request asks for: by cookie, else by the browser's language.
#[must_use]
pub fn prefs_of(headers: &http::HeaderMap) -> Prefs {
    let english = match cookie(headers, "lang") {
        Some(lang) => lang == "en",
        None => headers
            .get(http::header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("en") && !value.contains("zh")),
    };
    let dark = match cookie(headers, "theme") {
        Some("dark") => Some(true),
        Some("light") => Some(false),
        _ => None,
    };
    Prefs { english, elder: cookie(headers, "mode") == Some("elder"), dark }
}

pub(crate) fn prefs_of_request() -> Prefs {
    use_context::<Parts>().map(|parts| prefs_of(&parts.headers)).unwrap_or_default()
}

/// The language of the JSON API's problem documents.
#[must_use]
pub fn locale_of(headers: &http::HeaderMap) -> Locale {
    prefs_of(headers).locale()
}

/// A business "no" in words, for the API.
#[must_use]
pub fn refusal_words(refusal: &Refusal, locale: Locale) -> String {
    words::refusal_in(locale, refusal)
}

/// What is wrong with a field, in words, for the API.
#[must_use]
pub fn problem_words(problem: Problem, field: &str, locale: Locale) -> String {
    words::problem_in(locale, problem, field)
}

/// All of a form's problems in one sentence, for the API.
#[must_use]
pub fn errors_words(errors: &FieldErrors, locale: Locale) -> String {
    let each: Vec<String> = errors
        .0
        .iter()
        .map(|(field, problem)| format!("{field}: {}", problem_words(*problem, field, locale)))
        .collect();
    each.join("; ")
}

/// "Not found", "our fault" and "changed meanwhile", for the API.
#[must_use]
pub fn common_words(key: &str, locale: Locale) -> String {
    match key {
        "not_found" => td_string!(locale, common.not_found),
        "stale" => td_string!(locale, common.stale),
        "please_check" => td_string!(locale, common.please_check),
        "sign_in_needed" => td_string!(locale, common.sign_in_needed),
        _ => td_string!(locale, common.fault),
    }
    .to_string()
}

/// A message to a phone, in words.
#[must_use]
pub fn say_sms(unsaid: &Unsaid) -> String {
    let code = unsaid.code.clone().unwrap_or_default();
    let minutes = unsaid.minutes.unwrap_or(5).to_string();
    td_string!(Locale::zh_CN, sms.sign_in_code, code = code, minutes = minutes)
}

/// The longest error a function answers with, in bytes.
const ERROR_MAX: usize = 64 * 1024;

/// A function's "no" with the status that says so. Leptos answers 500 to every error, and 5xx are
/// for our own faults.
async fn honest(answer: Response) -> Response {
    let said_no = answer.headers().contains_key(SERVER_FN_ERROR_HEADER);
    if !said_no || answer.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, ERROR_MAX).await else {
        return parts.status.into_response();
    };
    parts.status = AppError::de(bytes.clone()).status();
    Response::from_parts(parts, bytes.into())
}

/// All pages, their forms, and the server functions.
pub fn routes(state: AppState) -> Router<AppState> {
    crate::api::register();
    let pages = generate_route_list(App);
    let ctx = state.ctx.clone();
    let options = state.leptos.clone();
    let (for_missing, missing_options) = (state.ctx.clone(), state.leptos.clone());
    let missing = leptos_axum::render_app_async_with_context(
        move || provide_context(for_missing.clone()),
        move || shell(missing_options.clone()),
    );
    post::routes()
        .route("/desk/templates/{file}", axum::routing::get(files::template(missing.clone())))
        .leptos_routes_with_context(
            &state,
            pages,
            move || provide_context(ctx.clone()),
            move || shell(options.clone()),
        )
        // whatever is no page is drawn by the app too, as a page with a way out
        .fallback(missing)
        .layer(axum::middleware::map_response(honest))
}
