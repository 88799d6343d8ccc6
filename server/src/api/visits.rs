//! The visit: the first key at the door, the second on leaving.

use axum::response::Response;
use backend::flow::serve;
use domain::form::AtTheDoor;
use domain::time::Timestamp;

use super::asked::Visit;
use super::orders::answer;
use super::problem::{Document, Problem};
use super::scope::Scope;
use super::shape::Moved;
use super::take::{Body, Call, Of, Op};

/// At the door.
#[utoipa::path(
    post, path = "/orders/{id}/check-in", tag = "visits", security(("token" = ["serve"])), request_body = Visit,
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 200, body = Moved), (status = 409, body = Document, content_type = "application/problem+json"))
)]
pub async fn check_in(
    call: Call,
    Op(op): Op,
    Of(id): Of,
    Body(asked): Body<Visit>,
) -> Result<Response, Problem> {
    let viewer = call.with(&[Scope::Serve])?;
    let at = asked.at.map(Timestamp);
    let visit = asked.form(op).arriving(id).map_err(|it| call.no(it.into()))?;
    let visit = AtTheDoor { at, ..visit };
    let moved = serve::check_in(&call.app.ctx, viewer, &visit).await.map_err(|it| call.no(it))?;
    Ok(answer(moved))
}

/// Leaving: the last helper out reports the order done, and two right keys confirm it.
#[utoipa::path(
    post, path = "/orders/{id}/check-out", tag = "visits", security(("token" = ["serve"])), request_body = Visit,
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 200, body = Moved), (status = 409, body = Document, content_type = "application/problem+json"))
)]
pub async fn check_out(
    call: Call,
    Op(op): Op,
    Of(id): Of,
    Body(asked): Body<Visit>,
) -> Result<Response, Problem> {
    let viewer = call.with(&[Scope::Serve])?;
    let at = asked.at.map(Timestamp);
    let visit = asked.form(op).leaving(id).map_err(|it| call.no(it.into()))?;
    let visit = AtTheDoor { at, ..visit };
    let moved = serve::check_out(&call.app.ctx, viewer, &visit).await.map_err(|it| call.no(it))?;
    Ok(answer(moved))
}
