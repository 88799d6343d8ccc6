//! A browser without a script: it reads pages and sends forms, with a cookie.

use domain::member::Viewer;
use reqwest::Method;
use reqwest::header::{COOKIE, ORIGIN};

use crate::app::{Answer, TestApp, read};

/// A page.
pub async fn get(app: &TestApp, path: &str, cookie: &str) -> Answer {
    read(app.request(Method::GET, path).header(COOKIE, cookie)).await
}

/// A form, as a new intention.
pub async fn send(app: &TestApp, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
    let op = app.ctx().id().to_string();
    let form: Vec<_> = form.iter().copied().chain([("client_op_id", op.as_str())]).collect();
    let request = app.request(Method::POST, path).header(ORIGIN, &app.base).header(COOKIE, cookie);
    read(request.form(&form)).await
}

/// The cookie of a new session.
pub async fn cookie(app: &TestApp, who: &Viewer, kind: &str) -> String {
    format!("linli={}", app.token(who.id, kind, "").await)
}
