//! A browser without a script: it reads pages and sends forms, with a cookie.

use backend::testing::Case;
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

/// An order of the case's item for her building, by the form of the item or of the desk, with the fields that
/// were filled in.
pub async fn order(app: &TestApp, case: &Case, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let (item, area) = (case.item.id.to_string(), case.town.building.to_string());
    let verb = if path == "/desk/new" { "phone" } else { "order" };
    let known = [("do", verb), ("item_id", item.as_str()), ("area_id", area.as_str())];
    let form: Vec<_> = known.into_iter().chain(fields.iter().copied()).collect();
    send(app, path, cookie, &form).await
}

/// The cookie of a new session.
pub async fn cookie(app: &TestApp, who: &Viewer, kind: &str) -> String {
    format!("linli={}", app.token(who.id, kind, "").await)
}
