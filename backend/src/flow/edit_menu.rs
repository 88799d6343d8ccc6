//! Editing the menu: what is offered, and whether it can be ordered now. An item belongs to an
//! area; who keeps the menu of that area, or of one above, may change it.

use domain::Refusal;
use domain::form::{FieldErrors, NewMenuItem, Problem};
use domain::id::{AreaId, ClientOpId, ItemId};
use domain::member::{Permission, Viewer};
use domain::view::{KeptItem, KeptMenu, MenuItem, OpenedItem};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::once::{self, Once};
use crate::store;

/// The most that the list of what residents miss shows.
const WANTED_SHOWN: i64 = 50;

/// The menu of the area the viewer keeps, with what comes from areas above, and the next number.
///
/// # Errors
/// [`Error::NotFound`] without such an area.
pub async fn menu(ctx: &Ctx, viewer: &Viewer) -> Result<KeptMenu> {
    let mut tx = ctx.db.read().await?;
    let area = kept(viewer)?;
    let offered = store::items::offered_at(&mut tx, area).await?;
    let next_no = offered.iter().map(|item| item.no).max().unwrap_or(0) + 1;
    let mut items = Vec::with_capacity(offered.len());
    for item in offered {
        let mine = may_edit(&mut tx, viewer, &item).await?;
        items.push(KeptItem { item, mine });
    }
    let wanted = store::demands::wanted(&mut tx, area, WANTED_SHOWN).await?;
    Ok(KeptMenu { items, next_no, wanted })
}

/// One item, to change it.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer keeps the menu of its area.
pub async fn item(ctx: &Ctx, viewer: &Viewer, id: ItemId) -> Result<OpenedItem> {
    let mut tx = ctx.db.read().await?;
    let item = editable(&mut tx, viewer, id).await?;
    let changed_at = store::items::changed_at(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok(OpenedItem { item, changed_at })
}

/// Writes an item: a new one of the area the viewer keeps, or over an old one. Orders that were
/// placed keep their promise and their points.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer keeps the menu of its area; [`Problem::Taken`] when the
/// number is on the menu already; [`Refusal::ItemChanged`] when somebody was first.
pub async fn save(ctx: &Ctx, viewer: &Viewer, id: Option<ItemId>, it: &NewMenuItem) -> Result<ItemId> {
    let mut begun = match once::begin(ctx, viewer.id, it.op, "edit_menu", &(id, it)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let before = match id {
        Some(id) => Some(editable(tx, viewer, id).await?),
        None => None,
    };
    let area = before.as_ref().map_or_else(|| kept(viewer), |item| Ok(item.area_id))?;
    // two who write at once follow each other: a number is given once
    store::areas::lock(tx, area).await?;
    if let Some(id) = id
        && store::items::changed_at(tx, id).await? != it.changed_at
    {
        return Err(Refusal::ItemChanged.into());
    }
    let item = written(it, before.as_ref(), area);
    let taken = store::items::offered_at(tx, area).await?;
    if taken.iter().any(|other| other.no == item.no && other.id != item.id) {
        return Err(FieldErrors::one("no", Problem::Taken).into());
    }
    store::items::upsert(tx, &item, ctx.now()).await?;
    let id = begun.finish(item.id).await?;
    ctx.menu.forget();
    Ok(id)
}

fn written(it: &NewMenuItem, before: Option<&MenuItem>, area_id: AreaId) -> MenuItem {
    let id = before.map_or(ItemId(it.op.0), |item| item.id);
    MenuItem {
        id,
        area_id,
        code: before.map_or_else(|| id.to_string(), |item| item.code.clone()),
        no: it.no,
        door: it.door,
        icon: it.icon.clone(),
        name_zh: it.name_zh.clone(),
        name_en: it.name_en.clone(),
        summary_zh: it.summary_zh.clone(),
        summary_en: it.summary_en.clone(),
        question_zh: it.question_zh.clone(),
        question_en: it.question_en.clone(),
        urgency: it.urgency,
        doer: it.doer,
        skill: it.skill,
        risk: it.risk,
        required: it.required,
        planned_minutes: it.planned_minutes,
        points_per_hour: it.points_per_hour,
        home_visit: it.home_visit,
        review: it.review,
        open: before.is_none_or(|item| item.open),
    }
}

/// Opens or closes an item; orders that were placed stay.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer keeps the menu of its area.
pub async fn set_open(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, id: ItemId, open: bool) -> Result<()> {
    let mut begun = match once::begin(ctx, viewer.id, op, "open_item", &(id, open)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    editable(tx, viewer, id).await?;
    store::items::set_open(tx, id, open, ctx.now()).await?;
    begun.finish(()).await?;
    ctx.menu.forget();
    Ok(())
}

/// The area whose menu the viewer keeps.
pub(super) fn kept(viewer: &Viewer) -> Result<AreaId> {
    viewer.areas(Permission::ManageMenu).next().ok_or(Error::NotFound)
}

async fn may_edit(tx: &mut Tx, viewer: &Viewer, item: &MenuItem) -> Result<bool> {
    Ok(viewer.may_in(Permission::ManageMenu, &store::areas::ancestors(tx, item.area_id).await?))
}

async fn editable(tx: &mut Tx, viewer: &Viewer, id: ItemId) -> Result<MenuItem> {
    let item = store::items::find(tx, id).await?.ok_or(Error::NotFound)?;
    if !may_edit(tx, viewer, &item).await? {
        return Err(Error::NotFound);
    }
    Ok(item)
}
