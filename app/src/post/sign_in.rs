//! Signing in by code, card or password.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::flow::sign_in::{self, Kind, SignedIn};
use domain::form::{CodeForm, FieldErrors, PhoneForm, Problem, StaffForm, plain_digits};
use domain::member::{Permission, Viewer};

use super::{Answer, Sent};
use crate::path;
use crate::web::{AppState, Visitor, session_cookie};

/// `POST /sign-in`.
pub async fn resident(State(app): State<AppState>, sent: Sent) -> Response {
    let result = signed_in(&app, &sent).await;
    sent.answer(app, result).await
}

async fn signed_in(app: &AppState, sent: &Sent) -> Result<Answer> {
    let ctx = &app.ctx;
    match sent.form().as_str() {
        "card" => {
            let digits = plain_digits(&sent.get("card"));
            if digits.len() != 10 {
                let problem = if digits.is_empty() { Problem::Missing } else { Problem::Malformed };
                return Err(FieldErrors::one("card", problem).into());
            }
            sign_in::knock(ctx, sent.client()).await?;
            let session = sign_in::use_card(ctx, &digits, Kind::Resident(sent.device())).await?;
            welcome(app, sent, &session, path::home()).await
        }
        "enter" => {
            let form = CodeForm { phone: sent.get("phone"), code: sent.get("code"), name: sent.get("name") };
            let (phone, code, name) = form.parse()?;
            sign_in::knock(ctx, sent.client()).await?;
            let kind = Kind::Resident(sent.device());
            let session = sign_in::verify_code(ctx, &phone, &code, name.as_deref(), kind).await?;
            welcome(app, sent, &session, path::home()).await
        }
        _ => {
            let phone = PhoneForm { phone: sent.get("phone") }.parse()?;
            sign_in::knock(ctx, sent.client()).await?;
            super::orders::send_code(ctx, &phone).await
        }
    }
}

/// `POST /sign-in/staff`.
pub async fn staff(State(app): State<AppState>, sent: Sent) -> Response {
    let result = staff_signed_in(&app, &sent).await;
    sent.answer(app, result).await
}

async fn staff_signed_in(app: &AppState, sent: &Sent) -> Result<Answer> {
    let form = StaffForm { phone: sent.get("phone"), password: sent.get("password"), totp: sent.get("totp") };
    let form = form.parse()?;
    sign_in::knock(&app.ctx, sent.client()).await?;
    let session = sign_in::staff(&app.ctx, &form, sent.client(), Kind::Staff(sent.device())).await?;
    let viewer = sign_in::viewer(&app.ctx, &session.token).await?.map(|known| known.viewer);
    welcome(app, sent, &session, &workplace(viewer.as_ref())).await
}

/// Where somebody's work is.
fn workplace(viewer: Option<&Viewer>) -> String {
    let may = |permission| viewer.is_some_and(|it| it.areas(permission).next().is_some());
    if may(Permission::Dispatch) {
        path::desk(None)
    } else if may(Permission::ReadPeople) {
        path::desk_people().to_owned()
    } else {
        path::account().to_owned()
    }
}

/// Goes on with the new session; the one this browser had before is over.
async fn welcome(app: &AppState, sent: &Sent, session: &SignedIn, usual: &str) -> Result<Answer> {
    if let Visitor { viewer: Some(viewer), session: Some(before) } = sent.visitor() {
        sign_in::sign_out(&app.ctx, &viewer, before).await?;
    }
    let next = sent.query("next");
    let to = next.as_deref().map_or(usual, path::safe_next);
    Ok(Answer::ToWith(to.to_owned(), vec![session_cookie(session, app.secure_cookies)]))
}
