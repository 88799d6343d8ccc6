//! The account, the complaint entry, language and face.

use axum::extract::State;
use axum::response::Response;
use backend::flow::{account as flow, complain as complaints, demand as demands, sign_in};
use backend::{Ctx, Error, Result};
use domain::form::{ComplaintForm, DemandForm};

use super::{Answer, Sent};
use crate::path;
use crate::prefs::{CHOICE, cookie_of};
use crate::web::{AppState, Visitor, clear_cookie};

/// `POST /account`.
pub async fn account(State(app): State<AppState>, sent: Sent) -> Response {
    let result = changed(&app, &sent).await;
    sent.answer(app, result).await
}

async fn changed(app: &AppState, sent: &Sent) -> Result<Answer> {
    if sent.form() == "sign_out" {
        if let Visitor { viewer: Some(viewer), session: Some(this) } = sent.visitor() {
            sign_in::sign_out(&app.ctx, &viewer, this).await?;
        }
        return Ok(Answer::ToWith(path::home().to_owned(), vec![clear_cookie(app.secure_cookies)]));
    }
    let viewer = sent.viewer()?;
    flow::set_home(&app.ctx, &viewer, sent.op()?, &sent.get("name"), &sent.get("area_id"), &sent.get("door"))
        .await?;
    Ok(Answer::To(format!("{}?done=saved", path::account())))
}

/// `POST /account/sessions`.
pub async fn sessions(State(app): State<AppState>, sent: Sent) -> Response {
    let result = ended(&app.ctx, &sent).await;
    sent.answer(app, result).await
}

async fn ended(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    match sent.form().as_str() {
        "others" => {
            let this = sent.visitor().session.ok_or(Error::NotFound)?;
            sign_in::end_other_sessions(ctx, &viewer, this).await?;
        }
        _ => sign_in::end_session(ctx, &viewer, sent.id("session_id")?).await?,
    }
    Ok(Answer::To(format!("{}?done=signed_out", path::sessions())))
}

/// `POST /complaints`.
pub async fn complain(State(app): State<AppState>, sent: Sent) -> Response {
    let result = complained(&app.ctx, &sent).await;
    sent.answer(app, result).await
}

async fn complained(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let form =
        ComplaintForm { about: sent.get("about"), words: sent.get("words"), contact: sent.get("contact") };
    let receipt =
        complaints::complain(ctx, sent.visitor().viewer.as_ref(), sent.op()?, &form.parse()?).await?;
    Ok(Answer::To(path::complaint(receipt)))
}

/// `POST /menu`: what is missing on it.
pub async fn demand(State(app): State<AppState>, sent: Sent) -> Response {
    let result = demanded(&app.ctx, &sent).await;
    sent.answer(app, result).await
}

async fn demanded(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    demands::demand(ctx, &viewer, sent.op()?, &DemandForm { words: sent.get("words") }.parse()?).await?;
    Ok(Answer::To(format!("{}?done=demand", path::menu(None))))
}

/// `POST /prefs`: sets a cookie and comes back to the page it was sent from. A switch that is pressed with
/// the form of its page is answered by that page: see [`Sent`].
pub async fn prefs(State(app): State<AppState>, sent: Sent) -> Response {
    let cookies = cookie_of(&sent.get(CHOICE)).into_iter().collect();
    let back = sent
        .headers()
        .get(http::header::REFERER)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<http::Uri>().ok())
        .and_then(|uri| uri.path_and_query().map(ToString::to_string))
        .unwrap_or_else(|| path::home().to_owned());
    let back = path::safe_next(&back).to_owned();
    sent.answer(app, Ok(Answer::ToWith(back, cookies))).await
}
