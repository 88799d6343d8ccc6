//! The first page, and who looks.

use domain::area::{Level, by_number};
use domain::id::{AreaId, OrderId, SessionId};
use domain::member::{Permission, Viewer};
use domain::time::Timestamp;
use domain::view::{AreaName, Home, InboxMessage, Me, OrderCard, SessionLine};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::{complain, sign_in};
use crate::view::menu;
use crate::{store, tree};

/// Tiles on the first page.
const OFTEN: usize = 6;

/// The first page.
///
/// # Errors
/// [`Error::NotFound`] while nothing has been imported.
pub async fn home(ctx: &Ctx, viewer: Option<&Viewer>) -> Result<Home> {
    let mut tx = ctx.db.look().await?;
    let here = menu::place(ctx, &mut tx, viewer).await?;
    let tree = tree::with(ctx, &mut tx, here).await?;
    let street = tree.ancestor(here, Level::Street).unwrap_or(here);
    let place = tree.name(street).ok_or(Error::NotFound)?.name;
    let items = menu::items(ctx, &mut tx).await?;
    let often = menu::offered_at(&tree, &items, here).filter(|it| it.open).take(OFTEN).map(Into::into);
    let often = often.collect();
    let (received, solved) = counted(ctx, &mut tx, street).await?;
    let open_orders = match viewer {
        Some(viewer) => {
            let newest = (Timestamp(i64::MAX), OrderId(uuid::Uuid::max()));
            store::order_lists::of_person(&mut tx, viewer.id, true, newest, 5).await?
        }
        None => Vec::new(),
    };
    Ok(Home { place, phone: tree.phone(here), often, open_orders, received, solved })
}

async fn counted(ctx: &Ctx, tx: &mut Tx, street: AreaId) -> Result<(i64, i64)> {
    let now = ctx.now();
    if let Some(count) = ctx.counters.recent(street, now) {
        return Ok(count);
    }
    let count = store::order_lists::totals(tx, street).await?;
    ctx.counters.hold(street, now, count);
    Ok(count)
}

/// The buildings an order can be for, estate by estate, as people count them.
///
/// # Errors
/// When the database fails.
pub async fn buildings(ctx: &Ctx) -> Result<Vec<AreaName>> {
    let mut tx = ctx.db.look().await?;
    let mut found = Vec::new();
    let tree = tree::tree(ctx, &mut tx).await?;
    for street in tree.of_level(Level::Street) {
        found.extend(store::areas::buildings(&mut tx, street).await?);
    }
    let of_one_estate = |a: &AreaName, b: &AreaName| (&a.community, &a.estate) == (&b.community, &b.estate);
    for estate in found.chunk_by_mut(of_one_estate) {
        estate.sort_by(|a, b| by_number(&a.name, &b.name));
    }
    Ok(found)
}

/// Who looks.
///
/// # Errors
/// [`Error::NotFound`] when the account is gone.
pub async fn me(ctx: &Ctx, viewer: &Viewer) -> Result<Me> {
    let mut tx = ctx.db.look().await?;
    let it = store::people::me(&mut tx, viewer.id).await?.ok_or(Error::NotFound)?;
    let home = match it.area_id {
        Some(area) => tree::with(ctx, &mut tx, area).await?.name(area),
        None => None,
    };
    let complaints = complain::may_answer(ctx, &mut tx, viewer).await?;
    let somewhere = |permission| viewer.areas(permission).next().is_some();
    Ok(Me {
        id: viewer.id,
        name: it.name,
        phone: it.phone.as_deref().map(masked),
        volunteer: it.volunteer,
        party_member: it.party_member,
        staff: viewer.is_staff(),
        desk: somewhere(Permission::Dispatch),
        people: somewhere(Permission::ReadPeople),
        keeps_menu: somewhere(Permission::ManageMenu),
        totals: somewhere(Permission::ReadTotals),
        watches: somewhere(Permission::WatchBuilding),
        places: somewhere(Permission::ManageAreas),
        imports: somewhere(Permission::Import),
        complaints,
        elder_mode: it.elder_mode,
        unread: it.unread,
        home,
        door: it.door,
        own_phone: it.phone,
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
    let mut tx = ctx.db.look().await?;
    let before = before.unwrap_or((Timestamp(i64::MAX), OrderId(uuid::Uuid::max())));
    Ok(store::order_lists::of_person(&mut tx, viewer.id, false, before, limit).await?)
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

/// Where the viewer is signed in; `this` is the session that asks.
///
/// # Errors
/// When the database fails.
pub async fn sessions(ctx: &Ctx, viewer: &Viewer, this: SessionId) -> Result<Vec<SessionLine>> {
    let mut tx = ctx.db.look().await?;
    Ok(store::sessions::of_person(&mut tx, viewer.id, sign_in::holding(ctx.now()), this).await?)
}
