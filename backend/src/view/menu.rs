//! The menu, as it is offered somewhere.

use std::sync::Arc;

use domain::area::Level;
use domain::id::{AreaId, ItemId};
use domain::member::{Permission, Viewer};
use domain::view::MenuItem;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::tree::Tree;
use crate::{store, tree};

/// The place whose menu somebody sees: that of the desk on which they work, of where they live, or
/// of the first community for strangers.
pub(crate) async fn place(ctx: &Ctx, tx: &mut Tx, viewer: Option<&Viewer>) -> Result<AreaId> {
    let known = viewer.and_then(|viewer| viewer.areas(Permission::Dispatch).next().or(viewer.home));
    match known {
        Some(area) => Ok(area),
        None => tree::tree(ctx, tx).await?.of_level(Level::Community).next().ok_or(Error::NotFound),
    }
}

/// The menus of all areas, as they were a moment ago.
pub(super) async fn items(ctx: &Ctx, tx: &mut Tx) -> Result<Arc<Vec<MenuItem>>> {
    match ctx.menu.recent(ctx.now()) {
        Some(items) => Ok(items),
        None => Ok(ctx.menu.hold(ctx.now(), store::items::register(tx).await?)),
    }
}

/// What of it is offered at a place.
pub(super) fn offered_at<'a>(
    tree: &Tree,
    items: &'a [MenuItem],
    place: AreaId,
) -> impl Iterator<Item = &'a MenuItem> {
    let path = tree.ancestors(place);
    items.iter().filter(move |it| path.contains(&it.area_id))
}

/// Everything offered where somebody lives or works, closed items included, by number.
///
/// # Errors
/// [`Error::NotFound`] while nothing has been imported.
pub async fn menu(ctx: &Ctx, viewer: Option<&Viewer>) -> Result<Vec<MenuItem>> {
    let mut tx = ctx.db.look().await?;
    let here = place(ctx, &mut tx, viewer).await?;
    let tree = tree::with(ctx, &mut tx, here).await?;
    let items = items(ctx, &mut tx).await?;
    Ok(offered_at(&tree, &items, here).cloned().collect())
}

/// An item of an order, closed or not, as it was a moment ago.
pub(super) async fn known(ctx: &Ctx, tx: &mut Tx, id: ItemId) -> Result<MenuItem> {
    match items(ctx, tx).await?.iter().find(|it| it.id == id) {
        Some(item) => Ok(item.clone()),
        None => store::items::find(tx, id).await?.ok_or(Error::NotFound),
    }
}

/// One item of the menu.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn item(ctx: &Ctx, id: ItemId) -> Result<MenuItem> {
    let mut tx = ctx.db.look().await?;
    store::items::find(&mut tx, id).await?.ok_or(Error::NotFound)
}
