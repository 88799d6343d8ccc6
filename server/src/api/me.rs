//! Who calls, both ledgers, and when they can be asked.

use axum::Json;
use backend::flow::report_in;
use backend::{Error, view};
use http::StatusCode;

use super::asked::NewTimes;
use super::problem::{Document, Problem};
use super::scope::Scope;
use super::shape::{Account, Hours, Points, Times};
use super::take::{Body, Call, Op};

/// Who calls.
#[utoipa::path(
    get, path = "/me", tag = "me", security(("token" = ["me"])),
    responses((status = 200, body = Account))
)]
pub async fn show(call: Call) -> Result<Json<Account>, Problem> {
    let viewer = call.with(&[Scope::Me])?;
    let me = view::home::me(&call.app.ctx, viewer).await.map_err(|it| call.no(it))?;
    Ok(Json(me.into()))
}

/// The caller's service minutes.
#[utoipa::path(
    get, path = "/me/hours", tag = "me", security(("token" = ["me"])),
    responses((status = 200, body = Hours))
)]
pub async fn hours(call: Call) -> Result<Json<Hours>, Problem> {
    let viewer = call.with(&[Scope::Me])?;
    let wallet = view::wallet::wallet(&call.app.ctx, viewer).await.map_err(|it| call.no(it))?;
    Ok(Json(wallet.into()))
}

/// The caller's points.
#[utoipa::path(
    get, path = "/me/points", tag = "me", security(("token" = ["me"])),
    responses((status = 200, body = Points))
)]
pub async fn points(call: Call) -> Result<Json<Points>, Problem> {
    let viewer = call.with(&[Scope::Me])?;
    let wallet = view::wallet::wallet(&call.app.ctx, viewer).await.map_err(|it| call.no(it))?;
    Ok(Json(wallet.into()))
}

/// When the caller can be asked; not there before they have reported in.
#[utoipa::path(
    get, path = "/me/times", tag = "me", security(("token" = ["serve"])),
    responses((status = 200, body = Times), (status = 404, body = Document, content_type = "application/problem+json"))
)]
pub async fn times(call: Call) -> Result<Json<Times>, Problem> {
    let viewer = call.with(&[Scope::Serve])?;
    let mine = report_in::my_times(&call.app.ctx, viewer).await.map_err(|it| call.no(it))?;
    mine.map(|it| Json(it.into())).ok_or_else(|| call.no(Error::NotFound))
}

/// Sets when the caller can be asked.
#[utoipa::path(
    put, path = "/me/times", tag = "me", security(("token" = ["serve"])), request_body = NewTimes,
    params(("Idempotency-Key" = uuid::Uuid, Header)),
    responses(
        (status = 204, description = "Noted"),
        (status = 404, body = Document, content_type = "application/problem+json"),
    )
)]
pub async fn set_times(call: Call, Op(op): Op, Body(asked): Body<NewTimes>) -> Result<StatusCode, Problem> {
    let viewer = call.with(&[Scope::Serve])?;
    let times = asked.form().parse().map_err(|it| call.no(it.into()))?;
    report_in::set_times(&call.app.ctx, viewer, op, &times).await.map_err(|it| call.no(it))?;
    Ok(StatusCode::NO_CONTENT)
}
