//! Yes, no, and handing back.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use backend::flow::accept_offer::{accept_offer, decline_offer};
use backend::flow::release::release as hand_back;
use backend::{Error, view};
use domain::Refusal;
use domain::form::{Problem as Wrong, needed_words};
use domain::id::OrderId;
use domain::member::Viewer;
use domain::time::Window;
use http::StatusCode;
use serde::Deserialize;

use super::asked::Release;
use super::problem::{Document, Problem};
use super::scope::Scope;
use super::shape::{Accepted, Offer, OfferDetail};
use super::take::{Asked, Body, Call, Of, Op};

/// Offers on a page.
const PAGE: i64 = 50;

/// What is open to the caller: asked by name first, then the pool.
#[utoipa::path(
    get, path = "/offers", tag = "offers", security(("token" = ["serve"])),
    responses((status = 200, body = [Offer]), (status = 404, body = Document, content_type = "application/problem+json"))
)]
pub async fn list(call: Call) -> Result<Json<Vec<Offer>>, Problem> {
    let viewer = call.with(&[Scope::Serve])?;
    let offers = view::volunteer::offers(&call.app.ctx, viewer, PAGE).await.map_err(|it| call.no(it))?;
    Ok(Json(offers.offers.into_iter().map(Into::into).collect()))
}

/// One offer by itself.
#[utoipa::path(
    get, path = "/offers/{id}", tag = "offers", security(("token" = ["serve"])), params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = OfferDetail))
)]
pub async fn show(call: Call, Of(id): Of) -> Result<Json<OfferDetail>, Problem> {
    let viewer = call.with(&[Scope::Serve])?;
    let page = view::volunteer::offer(&call.app.ctx, viewer, id).await.map_err(|it| call.no(it))?;
    Ok(Json(page.into()))
}

/// What a yes is to.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Yes {
    /// The time that was read, as `window_start/window_end` of the offer: refused when it is another by now.
    window: Option<String>,
}

/// Says yes. Of many who do so at once, as many win as there are places; the others are told what
/// else there is.
#[utoipa::path(
    post, path = "/offers/{id}/acceptance", tag = "offers", security(("token" = ["serve"])),
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header), Yes),
    responses((status = 201, body = Accepted), (status = 409, body = Document, content_type = "application/problem+json"))
)]
pub async fn accept(call: Call, Op(op): Op, Of(id): Of, Asked(yes): Asked<Yes>) -> Result<Response, Problem> {
    let viewer = call.with(&[Scope::Serve])?;
    let read = match yes.window.as_deref() {
        None => None,
        Some(text) => Some(Window::parse(text).ok_or_else(|| call.wrong("window", Wrong::Malformed))?),
    };
    match accept_offer(&call.app.ctx, viewer, op, id, read).await {
        Ok(accepted) => Ok((StatusCode::CREATED, Json(Accepted::from(accepted))).into_response()),
        Err(error) => Err(with_others(&call, viewer, id, error).await),
    }
}

/// A lost race ends with something to do.
async fn with_others(call: &Call, viewer: &Viewer, but: OrderId, error: Error) -> Problem {
    let lost = matches!(error, Error::Refused(Refusal::AlreadyFull));
    let problem = call.no(error);
    if !lost {
        return problem;
    }
    // the refusal stands whether or not others can be read
    let others =
        view::volunteer::offers(&call.app.ctx, viewer, 3).await.map(|it| it.offers).unwrap_or_default();
    problem.with_others(others.into_iter().filter(|it| it.order_id != but).take(2).map(Into::into).collect())
}

/// Says no: it costs nothing and needs no reason.
#[utoipa::path(
    post, path = "/offers/{id}/decline", tag = "offers", security(("token" = ["serve"])),
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 204, description = "Noted"), (status = 409, body = Document, content_type = "application/problem+json"))
)]
pub async fn decline(call: Call, Op(op): Op, Of(id): Of) -> Result<StatusCode, Problem> {
    let viewer = call.with(&[Scope::Serve])?;
    decline_offer(&call.app.ctx, viewer, op, id).await.map_err(|it| call.no(it))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands a place back before the visit.
#[utoipa::path(
    delete, path = "/orders/{id}/assignment", tag = "offers", security(("token" = ["serve"])), request_body = Release,
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 204, description = "The place is free again"), (status = 409, body = Document, content_type = "application/problem+json"))
)]
pub async fn release(
    call: Call,
    Op(op): Op,
    Of(id): Of,
    Body(asked): Body<Release>,
) -> Result<StatusCode, Problem> {
    let viewer = call.with(&[Scope::Serve])?;
    let reason = needed_words("reason", &asked.reason).map_err(|it| call.no(it.into()))?;
    hand_back(&call.app.ctx, viewer, op, id, &reason).await.map_err(|it| call.no(it))?;
    Ok(StatusCode::NO_CONTENT)
}
