//! What can be ordered, and for where.

use axum::Json;
use backend::view;

use super::problem::{Document, Problem};
use super::shape::{Building, Item};
use super::take::Call;

/// The menu: of the caller's community, or of the street for strangers. Needs no token.
#[utoipa::path(
    get, path = "/menu", tag = "orders",
    responses((status = 200, body = [Item]), (status = 404, body = Document, content_type = "application/problem+json"))
)]
pub async fn list(call: Call) -> Result<Json<Vec<Item>>, Problem> {
    let items = view::menu::menu(&call.app.ctx, call.viewer()).await.map_err(|it| call.no(it))?;
    Ok(Json(items.into_iter().map(Into::into).collect()))
}

/// The buildings an order can be for, by community and estate. Needs no token.
#[utoipa::path(get, path = "/buildings", tag = "orders", responses((status = 200, body = [Building])))]
pub async fn buildings(call: Call) -> Result<Json<Vec<Building>>, Problem> {
    let buildings = view::home::buildings(&call.app.ctx).await.map_err(|it| call.no(it))?;
    Ok(Json(buildings.into_iter().map(Into::into).collect()))
}
