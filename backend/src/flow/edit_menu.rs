//! Editing the menu: what is offered, and whether it can be ordered now.

use domain::id::ItemId;
use domain::member::{Permission, Viewer};
use domain::view::MenuItem;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::store;

/// The menu of every area the viewer manages.
///
/// # Errors
/// [`Error::NotFound`] without such an area.
pub async fn menu(ctx: &Ctx, viewer: &Viewer) -> Result<Vec<MenuItem>> {
    let mut tx = ctx.db.read().await?;
    let area = viewer.areas(Permission::ManageMenu).next().ok_or(Error::NotFound)?;
    Ok(store::items::offered_at(&mut tx, area).await?)
}

/// Opens or closes an item; orders that were placed stay.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer manages the menu of its area.
pub async fn set_open(ctx: &Ctx, viewer: &Viewer, id: ItemId, open: bool) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    let item = store::items::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let path = store::areas::ancestors(&mut tx, item.area_id).await?;
    let mut below = false;
    for area in viewer.areas(Permission::ManageMenu) {
        below |= path.contains(&area) || store::areas::contains(&mut tx, item.area_id, area).await?;
    }
    if !below {
        return Err(Error::NotFound);
    }
    store::items::set_open(&mut tx, id, open, ctx.now()).await?;
    tx.commit().await?;
    Ok(())
}
