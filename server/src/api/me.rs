//! Who calls, and both ledgers.

use axum::Json;
use backend::view;

use super::problem::{Document, Problem};
use super::scope::Scope;
use super::shape::{Account, Hours, Points};
use super::take::Call;

/// Who calls.
#[utoipa::path(
    get, path = "/me", tag = "me", security(("token" = ["me"])),
    responses((status = 200, body = Account), (status = 401, body = Document, content_type = "application/problem+json"))
)]
pub async fn show(call: Call) -> Result<Json<Account>, Problem> {
    let viewer = call.with(&[Scope::Me])?;
    let me = view::home::me(&call.app.ctx, viewer).await.map_err(|it| call.no(it))?;
    Ok(Json(me.into()))
}

/// The caller's service minutes.
#[utoipa::path(
    get, path = "/me/hours", tag = "me", security(("token" = ["me"])),
    responses((status = 200, body = Hours), (status = 401, body = Document, content_type = "application/problem+json"))
)]
pub async fn hours(call: Call) -> Result<Json<Hours>, Problem> {
    let viewer = call.with(&[Scope::Me])?;
    let wallet = view::wallet::wallet(&call.app.ctx, viewer).await.map_err(|it| call.no(it))?;
    Ok(Json(wallet.into()))
}

/// The caller's points.
#[utoipa::path(
    get, path = "/me/points", tag = "me", security(("token" = ["me"])),
    responses((status = 200, body = Points), (status = 401, body = Document, content_type = "application/problem+json"))
)]
pub async fn points(call: Call) -> Result<Json<Points>, Problem> {
    let viewer = call.with(&[Scope::Me])?;
    let wallet = view::wallet::wallet(&call.app.ctx, viewer).await.map_err(|it| call.no(it))?;
    Ok(Json(wallet.into()))
}
