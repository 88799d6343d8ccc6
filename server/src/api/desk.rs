//! The desk: what waits, who could do it, and offering it.

use axum::Json;
use axum::response::Response;
use backend::flow::dispatch_order::dispatch_order;
use backend::view;
use domain::form::Problem as Wrong;
use domain::view::InboxFilter;
use serde::Deserialize;

use super::asked::NewDispatch;
use super::orders::answer;
use super::problem::{Document, Problem};
use super::scope::Scope;
use super::shape::{Candidate, Inbox, Moved, word};
use super::take::{Asked, Body, Call, Of, Op};

/// Which part of the inbox.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// `todo` unless another is asked for.
    #[param(schema_with = word::filter)]
    filter: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
}

/// A page of the desk's inbox, urged first, then by clock.
#[utoipa::path(
    get, path = "/inbox", tag = "desk", security(("token" = ["desk"])), params(Part),
    responses((status = 200, body = Inbox), (status = 404, body = Document, content_type = "application/problem+json"))
)]
pub async fn inbox(call: Call, Asked(part): Asked<Part>) -> Result<Json<Inbox>, Problem> {
    let viewer = call.with(&[Scope::Desk])?;
    let filter = match part.filter.as_deref() {
        None => InboxFilter::Todo,
        Some(word) => word.parse::<InboxFilter>().map_err(|_| call.wrong("filter", Wrong::UnknownChoice))?,
    };
    let page = view::desk::inbox(&call.app.ctx, viewer, filter, part.after.as_deref()).await;
    page.map(|page| Json(page.into())).map_err(|it| call.no(it))
}

/// Who could do an order, best first, with the reasons.
#[utoipa::path(
    get, path = "/orders/{id}/candidates", tag = "desk", security(("token" = ["desk"])),
    params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = [Candidate]))
)]
pub async fn candidates(call: Call, Of(id): Of) -> Result<Json<Vec<Candidate>>, Problem> {
    let viewer = call.with(&[Scope::Desk])?;
    let order = view::desk::desk_order(&call.app.ctx, viewer, id).await.map_err(|it| call.no(it))?;
    Ok(Json(order.candidates.into_iter().map(Into::into).collect()))
}

/// Offers an order to one person, in waves, or to the pool.
#[utoipa::path(
    post, path = "/orders/{id}/dispatch", tag = "desk", security(("token" = ["desk"])), request_body = NewDispatch,
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = Moved), (status = 409, body = Document, content_type = "application/problem+json"))
)]
pub async fn dispatch(
    call: Call,
    Op(op): Op,
    Of(id): Of,
    Body(asked): Body<NewDispatch>,
) -> Result<Response, Problem> {
    let viewer = call.with(&[Scope::Desk])?;
    let dispatch = asked.form(op, call.seen).parse(id).map_err(|it| call.no(it.into()))?;
    let moved = dispatch_order(&call.app.ctx, viewer, &dispatch).await.map_err(|it| call.no(it))?;
    Ok(answer(moved))
}
