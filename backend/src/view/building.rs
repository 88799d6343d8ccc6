//! Buildings: who answers for them, and what they see of them.

use domain::id::AreaId;
use domain::member::{Permission, Viewer};
use domain::view::{BuildingLine, Watched};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::{store, tree};

/// The buildings whose stewards the viewer may choose, grid by grid.
///
/// # Errors
/// [`Error::NotFound`] unless they keep areas somewhere.
pub async fn stewards(ctx: &Ctx, viewer: &Viewer) -> Result<Vec<BuildingLine>> {
    let areas: Vec<AreaId> = viewer.areas(Permission::ManageAreas).collect();
    if areas.is_empty() {
        return Err(Error::NotFound);
    }
    let mut tx = ctx.db.look().await?;
    let mut found = Vec::new();
    for area in areas {
        found.extend(store::stewards::buildings(&mut tx, area).await?);
    }
    Ok(found)
}

/// Who answers for the viewer's own building.
///
/// # Errors
/// When the database fails.
pub async fn of_home(ctx: &Ctx, viewer: &Viewer) -> Result<Option<BuildingLine>> {
    let Some(home) = viewer.home else { return Ok(None) };
    let mut tx = ctx.db.look().await?;
    Ok(store::stewards::buildings(&mut tx, home).await?.into_iter().next())
}

/// What is open in the buildings that the viewer looks after, and in no others.
///
/// # Errors
/// [`Error::NotFound`] when they look after none.
pub async fn watched(ctx: &Ctx, viewer: &Viewer) -> Result<Vec<Watched>> {
    let mut tx = ctx.db.look().await?;
    let mut buildings = Vec::new();
    for area in viewer.areas(Permission::WatchBuilding) {
        let building = tree::with(ctx, &mut tx, area).await?.name(area).ok_or(Error::NotFound)?;
        buildings.push(Watched { building, orders: Vec::new() });
    }
    if buildings.is_empty() {
        return Err(Error::NotFound);
    }
    buildings
        .sort_by(|a, b| (&a.building.estate, &a.building.name).cmp(&(&b.building.estate, &b.building.name)));
    buildings.dedup_by_key(|it| it.building.id);
    for order in store::stewards::watched(&mut tx, viewer.id).await? {
        if let Some(it) = buildings.iter_mut().find(|it| it.building.id == order.area_id) {
            it.orders.push(order);
        }
    }
    Ok(buildings)
}
