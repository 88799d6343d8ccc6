//! Buildings: who answers for them, and what they see of them.

use std::collections::HashSet;

use domain::area::Level;
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
    // an area may lie below another of theirs
    let mut seen = HashSet::new();
    found.retain(|it: &BuildingLine| seen.insert(it.id));
    Ok(found)
}

/// Who answers for the viewer's own building. Where somebody lives is what they say: the number of a
/// neighbour is for the desk.
///
/// # Errors
/// When the database fails.
pub async fn of_home(ctx: &Ctx, viewer: &Viewer) -> Result<Option<BuildingLine>> {
    let Some(home) = viewer.home else { return Ok(None) };
    let mut tx = ctx.db.look().await?;
    let building = store::stewards::building(&mut tx, home).await?;
    Ok(building.map(|it| BuildingLine { steward_phone: None, ..it }))
}

/// What is open in the buildings that the viewer looks after, and in no others.
///
/// # Errors
/// [`Error::NotFound`] when they look after none.
pub async fn watched(ctx: &Ctx, viewer: &Viewer) -> Result<Vec<Watched>> {
    let mut tx = ctx.db.look().await?;
    let mine: HashSet<AreaId> = viewer.areas(Permission::WatchBuilding).collect();
    let Some(one) = mine.iter().next() else { return Err(Error::NotFound) };
    let tree = tree::with(ctx, &mut tx, *one).await?;
    // by code, as they stand in the street
    let mut buildings: Vec<Watched> = tree
        .of_level(Level::Courtyard)
        .filter(|area| mine.contains(area))
        .filter_map(|area| Some(Watched { building: tree.name(area)?, orders: Vec::new() }))
        .collect();
    for order in store::stewards::watched(&mut tx, viewer.id).await? {
        if let Some(it) = buildings.iter_mut().find(|it| it.building.id == order.area_id) {
            it.orders.push(order);
        }
    }
    Ok(buildings)
}
