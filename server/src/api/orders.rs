//! Orders: placing, listing, reading, urging.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use backend::flow::place_order::place_order;
use backend::flow::urge as flow;
use backend::view;
use domain::form::Problem as Wrong;
use domain::id::OrderId;
use domain::time::Timestamp;
use http::header::{ETAG, LOCATION};
use http::{HeaderValue, StatusCode};
use serde::Deserialize;

use super::asked::NewOrder;
use super::problem::{Document, Problem};
use super::scope::Scope;
use super::shape::{Moved, Order, OrderList, Placed};
use super::take::{Asked, Body, Call, Of, Op};

/// Lines on a page, unless another number is asked for.
const PAGE: i64 = 20;
/// And at most.
const PAGE_MAX: i64 = 100;

/// Places an order. The same `Idempotency-Key` again is the same order.
#[utoipa::path(
    post, path = "/orders", tag = "orders", security(("token" = ["orders", "desk"])), request_body = NewOrder,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Made by the client; becomes the id of the order")),
    responses(
        (status = 201, body = Placed),
        (status = 404, body = Document, content_type = "application/problem+json"),
        (status = 409, body = Document, content_type = "application/problem+json"),
    )
)]
pub async fn place(call: Call, Op(op): Op, Body(asked): Body<NewOrder>) -> Result<Response, Problem> {
    let viewer = call.with(&[Scope::Orders, Scope::Desk])?;
    let ctx = &call.app.ctx;
    let order = asked.form(op).parse(ctx.now(), &ctx.calendar()).map_err(|it| call.no(it.into()))?;
    let placed = place_order(ctx, viewer, &order).await.map_err(|it| call.no(it))?;
    let location = format!("/api/v1/orders/{}", placed.id);
    let body = Json(Placed { id: placed.id.0, no: placed.no });
    Ok((StatusCode::CREATED, [(LOCATION, location)], body).into_response())
}

/// Which page.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// `next` of the page before.
    cursor: Option<String>,
    /// Lines on it.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20)]
    limit: Option<String>,
}

impl Page {
    /// Behind which line it begins, and how many lines are on it.
    fn read(self, call: &Call) -> Result<(Option<Cursor>, i64), Problem> {
        let cursor = self.cursor.map(Cursor::try_from).transpose();
        let cursor = cursor.map_err(|_| call.wrong("cursor", Wrong::Malformed))?;
        let limit = match self.limit.as_deref().map(str::parse::<i64>) {
            None => PAGE,
            Some(Ok(limit @ 1..=PAGE_MAX)) => limit,
            Some(Ok(_)) => return Err(call.wrong("limit", Wrong::OutOfRange)),
            Some(Err(_)) => return Err(call.wrong("limit", Wrong::Malformed)),
        };
        Ok((cursor, limit))
    }
}

/// The last line of a page: when it was placed, and its id. Opaque to clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cursor(Timestamp, OrderId);

impl TryFrom<String> for Cursor {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (at, id) = text.split_once('.').ok_or("no cursor of ours")?;
        let at = at.parse().map_err(|_| "no cursor of ours")?;
        Ok(Self(Timestamp(at), id.parse().map_err(|_| "no cursor of ours")?))
    }
}

impl From<Cursor> for String {
    fn from(it: Cursor) -> Self {
        format!("{}.{}", it.0.0, it.1)
    }
}

/// The caller's own orders, newest first.
#[utoipa::path(
    get, path = "/orders", tag = "orders", security(("token" = ["orders"])), params(Page),
    responses((status = 200, body = OrderList))
)]
pub async fn list(call: Call, Asked(page): Asked<Page>) -> Result<Json<OrderList>, Problem> {
    let viewer = call.with(&[Scope::Orders])?;
    let (cursor, limit) = page.read(&call)?;
    let before = cursor.map(|it| (it.0, it.1));
    let found = view::home::my_orders(&call.app.ctx, viewer, before, limit + 1).await;
    let mut cards = found.map_err(|it| call.no(it))?;
    let shown = usize::try_from(limit).unwrap_or(cards.len());
    let more = cards.len() > shown;
    cards.truncate(shown);
    let next = cards.last().filter(|_| more).map(|it| Cursor(it.created_at, it.id).into());
    Ok(Json(OrderList { orders: cards.into_iter().map(Into::into).collect(), next }))
}

/// One order, as far as the caller may see it. The `ETag` is its version, for `If-Match`.
#[utoipa::path(
    get, path = "/orders/{id}", tag = "orders", security(("token" = ["orders", "serve", "desk"])),
    params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Order))
)]
pub async fn show(call: Call, Of(id): Of) -> Result<Response, Problem> {
    let viewer = call.with(&[Scope::Orders, Scope::Serve, Scope::Desk])?;
    let page = view::order::order_page(&call.app.ctx, viewer, id).await.map_err(|it| call.no(it))?;
    let order = Order::from(page);
    Ok((etag(order.version), Json(order)).into_response())
}

/// Urges an order, once per promise period.
#[utoipa::path(
    post, path = "/orders/{id}/urges", tag = "orders", security(("token" = ["orders"])),
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 200, body = Moved), (status = 409, body = Document, content_type = "application/problem+json"))
)]
pub async fn urge(call: Call, Op(op): Op, Of(id): Of) -> Result<Response, Problem> {
    let viewer = call.with(&[Scope::Orders])?;
    let moved = flow::urge(&call.app.ctx, viewer, op, id).await.map_err(|it| call.no(it))?;
    Ok(answer(moved))
}

/// `ETag: "7"`.
pub fn etag(version: i64) -> [(http::HeaderName, HeaderValue); 1] {
    let value = HeaderValue::from_str(&format!("\"{version}\""));
    [(ETAG, value.unwrap_or_else(|_| HeaderValue::from_static("\"0\"")))]
}

/// Where the order stands now.
pub fn answer(moved: backend::flow::move_order::Moved) -> Response {
    (etag(moved.version), Json(Moved::from(moved))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_way_there_and_back() {
        let cursor = Cursor(Timestamp(1_800_000_000_000), OrderId(uuid::Uuid::from_u128(7)));
        assert_eq!(Cursor::try_from(String::from(cursor)), Ok(cursor));
        for foreign in ["", "7", "x.y", "1.2", "."] {
            assert!(Cursor::try_from(foreign.to_owned()).is_err(), "{foreign}");
        }
    }
}
