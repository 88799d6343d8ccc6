//! Moving an order by a word, and adding words to it.

use axum::response::Response;
use backend::flow::move_order::{self, move_order};
use domain::form::needed_words;

use super::asked::{Command, NewNote};
use super::orders::answer;
use super::problem::{Document, Problem};
use super::scope::Scope;
use super::shape::Moved;
use super::take::{Body, Call, Of, Op};

/// Does something to an order: withdraw, answer, confirm, dispute; admit, ask back, refuse and so on.
#[utoipa::path(
    post, path = "/orders/{id}/commands", tag = "orders", security(("token" = ["orders", "desk"])),
    request_body = Command,
    params(
        ("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header),
        ("If-Match" = Option<String>, Header, description = "Refuses with 412 when the order has moved on"),
    ),
    responses((status = 200, body = Moved), (status = 409, body = Document, content_type = "application/problem+json"))
)]
pub async fn command(
    call: Call,
    Op(op): Op,
    Of(id): Of,
    Body(asked): Body<Command>,
) -> Result<Response, Problem> {
    let viewer = call.with(&[Scope::Orders, Scope::Desk])?;
    let ctx = &call.app.ctx;
    let intent = asked.form(op, call.seen).parse(id, ctx.now(), &ctx.calendar());
    let intent = intent.map_err(|it| call.no(it.into()))?;
    let moved = move_order(ctx, viewer, &intent).await.map_err(|it| call.no(it))?;
    Ok(answer(moved))
}

/// Adds words to an order that is not final.
#[utoipa::path(
    post, path = "/orders/{id}/notes", tag = "orders", security(("token" = ["orders", "desk"])),
    request_body = NewNote, params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 200, body = Moved), (status = 409, body = Document, content_type = "application/problem+json"))
)]
pub async fn add_words(
    call: Call,
    Op(op): Op,
    Of(id): Of,
    Body(asked): Body<NewNote>,
) -> Result<Response, Problem> {
    let viewer = call.with(&[Scope::Orders, Scope::Desk])?;
    let words = needed_words("words", &asked.words).map_err(|it| call.no(it.into()))?;
    let moved =
        move_order::add_words(&call.app.ctx, viewer, op, id, &words, &[]).await.map_err(|it| call.no(it))?;
    Ok(answer(moved))
}
