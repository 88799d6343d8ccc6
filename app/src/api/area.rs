//! Buildings, who answers for them, and totals.

use domain::id::AreaId;
use domain::view::{BuildingLine, Period, Totals, Watched};
use leptos::prelude::*;

use crate::error::AppError;
use crate::json::Answers;

#[cfg(feature = "ssr")]
use super::ssr::*;

/// Who answers for the viewer's own building.
#[server(prefix = "/api/fn", endpoint = "building", output = Answers)]
pub async fn get_home_building() -> Result<Option<BuildingLine>, AppError> {
    Ok(backend::view::building::of_home(&ctx()?, &viewer()?).await?)
}

/// What is open in the buildings that the viewer looks after.
#[server(prefix = "/api/fn", endpoint = "buildings/watched", output = Answers)]
pub async fn get_watched() -> Result<Vec<Watched>, AppError> {
    Ok(backend::view::building::watched(&ctx()?, &viewer()?).await?)
}

/// The buildings whose stewards the viewer may choose.
#[server(prefix = "/api/fn", endpoint = "desk/stewards", output = Answers)]
pub async fn get_stewards() -> Result<Vec<BuildingLine>, AppError> {
    Ok(backend::view::building::stewards(&ctx()?, &viewer()?).await?)
}

/// The totals of an area.
#[server(prefix = "/api/fn", endpoint = "desk/totals", output = Answers)]
pub async fn get_totals(area: Option<AreaId>, period: Period) -> Result<Totals, AppError> {
    Ok(backend::view::totals::totals(&ctx()?, &viewer()?, area, period).await?)
}
