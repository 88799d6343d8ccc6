//! The first page, the menu, and who looks.

use domain::area::Level;
use domain::id::{AreaId, ItemId, OrderId};
use domain::member::{Permission, Viewer};
use domain::time::Timestamp;
use domain::view::{AreaName, Home, InboxMessage, Me, MenuItem, OrderCard};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::store;

/// The place whose menu somebody sees: her community, or the street for strangers.
async fn place(tx: &mut Tx, viewer: Option<&Viewer>) -> Result<AreaId> {
    if let Some(viewer) = viewer
        && let Some(person) = store::people::find(tx, viewer.id).await?
        && let Some(home) = person.area_id
    {
        return Ok(home);
    }
    let communities = store::areas::of_level(tx, Level::Community).await?;
    communities.first().map(|it| it.id).ok_or(Error::NotFound)
}

/// The first page.
///
/// # Errors
/// [`Error::NotFound`] while nothing has been imported.
pub async fn home(ctx: &Ctx, viewer: Option<&Viewer>) -> Result<Home> {
    let mut tx = ctx.db.read().await?;
    let here = place(&mut tx, viewer).await?;
    let street = store::areas::ancestor(&mut tx, here, Level::Street).await?.unwrap_or(here);
    let name = store::areas::name(&mut tx, street).await?.ok_or(Error::NotFound)?;
    let items = store::items::offered_at(&mut tx, here).await?;
    let (received, solved) = counted(ctx, &mut tx, street).await?;
    let open_orders = match viewer {
        Some(viewer) => {
            let newest = (Timestamp(i64::MAX), OrderId(uuid::Uuid::max()));
            store::orders::of_person(&mut tx, viewer.id, true, newest, 5).await?
        }
        None => Vec::new(),
    };
    Ok(Home { place: name.name, items, open_orders, received, solved })
}

async fn counted(ctx: &Ctx, tx: &mut Tx, street: AreaId) -> Result<(i64, i64)> {
    let now = ctx.now();
    if let Some(count) = ctx.counters.recent(street, now) {
        return Ok(count);
    }
    let count = store::orders::totals(tx, street).await?;
    ctx.counters.hold(street, now, count);
    Ok(count)
}

/// One item of the menu.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn item(ctx: &Ctx, id: ItemId) -> Result<MenuItem> {
    let mut tx = ctx.db.read().await?;
    store::items::find(&mut tx, id).await?.ok_or(Error::NotFound)
}

/// The buildings an order can be for.
///
/// # Errors
/// When the database fails.
pub async fn buildings(ctx: &Ctx) -> Result<Vec<AreaName>> {
    let mut tx = ctx.db.read().await?;
    let mut found = Vec::new();
    for street in store::areas::of_level(&mut tx, Level::Street).await? {
        found.extend(store::areas::buildings(&mut tx, street.id).await?);
    }
    Ok(found)
}

/// Who looks.
///
/// # Errors
/// [`Error::NotFound`] when the account is gone.
pub async fn me(ctx: &Ctx, viewer: &Viewer) -> Result<Me> {
    let mut tx = ctx.db.read().await?;
    let person = store::people::find(&mut tx, viewer.id).await?.ok_or(Error::NotFound)?;
    let volunteer = store::volunteers::find(&mut tx, viewer.id).await?;
    let home = match person.area_id {
        Some(area) => store::areas::name(&mut tx, area).await?,
        None => None,
    };
    Ok(Me {
        id: person.id,
        name: person.name,
        phone: person.phone.as_deref().map(masked),
        volunteer: volunteer.is_some(),
        party_member: volunteer.is_some_and(|it| it.claims_party && it.verified_at.is_some()),
        staff: viewer.is_staff(),
        desk: viewer.is_staff() && viewer.areas(Permission::Dispatch).next().is_some(),
        imports: viewer.areas(Permission::Import).next().is_some(),
        elder_mode: person.elder_mode,
        unread: store::messages::unread(&mut tx, viewer.id).await?,
        home,
        door: person.door,
        own_phone: person.phone,
    })
}

/// `138****5678`.
fn masked(phone: &str) -> String {
    domain::form::Phone::parse(phone).map(|phone| phone.masked()).unwrap_or_default()
}

/// Somebody's own orders, newest first; `before` comes from the last line shown.
///
/// # Errors
/// When the database fails.
pub async fn my_orders(
    ctx: &Ctx,
    viewer: &Viewer,
    before: Option<(Timestamp, OrderId)>,
    limit: i64,
) -> Result<Vec<OrderCard>> {
    let mut tx = ctx.db.read().await?;
    let before = before.unwrap_or((Timestamp(i64::MAX), OrderId(uuid::Uuid::max())));
    Ok(store::orders::of_person(&mut tx, viewer.id, false, before, limit).await?)
}

/// The messages of the viewer, which are read now.
///
/// # Errors
/// When the database fails.
pub async fn inbox(ctx: &Ctx, viewer: &Viewer) -> Result<Vec<InboxMessage>> {
    let mut tx = ctx.db.begin().await?;
    let messages = store::messages::newest(&mut tx, viewer.id, 50).await?;
    store::messages::mark_read(&mut tx, viewer.id, ctx.now()).await?;
    tx.commit().await?;
    Ok(messages)
}
