//! What can be ordered.

use axum::Json;
use backend::view;

use super::problem::Problem;
use super::shape::Item;
use super::take::Call;

/// The menu: of the caller's community, or of the street for strangers. Needs no token.
#[utoipa::path(get, path = "/menu", tag = "orders", responses((status = 200, body = [Item])))]
pub async fn list(call: Call) -> Result<Json<Vec<Item>>, Problem> {
    let items = view::menu::menu(&call.app.ctx, call.viewer()).await.map_err(|it| call.no(it))?;
    Ok(Json(items.into_iter().map(Into::into).collect()))
}
