//! What volunteers see before they say yes: never a name, a door or a phone.

use domain::assignment::{approval_until, is_in_force};
use domain::dispatch::Mode;
use domain::id::OrderId;
use domain::member::Viewer;
use domain::view::{Offer, OfferList, OfferPage, OrderCard};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::store;

/// Offers to the viewer: asked by name first, then the pool.
///
/// # Errors
/// [`Error::NotFound`] without a report-in.
pub async fn offers(ctx: &Ctx, viewer: &Viewer, limit: i64) -> Result<OfferList> {
    let mut tx = ctx.db.read().await?;
    let home = store::volunteers::find(&mut tx, viewer.id).await?.ok_or(Error::NotFound)?;
    let now = ctx.now();
    let mut offers = store::offers::open_to(&mut tx, viewer.id, home.community_id, now, limit).await?;
    let let_downs = store::candidates::let_downs(&mut tx, viewer.id, now).await?;
    let approval_until = approval_until(&let_downs).filter(|until| is_in_force(Some(*until), now));
    if approval_until.is_some() {
        // what they would be refused is not offered
        offers.retain(|it| it.asked && it.mode == Some(Mode::Direct));
    }
    Ok(OfferList { offers, approval_until })
}

/// One offer by itself, with two others beside it.
///
/// # Errors
/// [`Error::NotFound`] when it is not open to the viewer (any more).
pub async fn offer(ctx: &Ctx, viewer: &Viewer, id: OrderId) -> Result<OfferPage> {
    let mut tx = ctx.db.read().await?;
    let home = store::volunteers::find(&mut tx, viewer.id).await?.ok_or(Error::NotFound)?;
    let offer = store::offers::one(&mut tx, viewer.id, home.community_id, ctx.now(), id)
        .await?
        .ok_or(Error::NotFound)?;
    let order = store::orders::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let item = store::items::find(&mut tx, order.item_id).await?.ok_or(Error::NotFound)?;
    let public_note = store::orders::rest(&mut tx, id).await?.public_note;
    let others = others(&mut tx, viewer, home.community_id, ctx, id).await?;
    Ok(OfferPage { offer, item, public_note, others })
}

/// Two other orders, for when one is gone: a lost race ends with something to do.
async fn others(
    tx: &mut crate::db::Tx,
    viewer: &Viewer,
    community: domain::id::AreaId,
    ctx: &Ctx,
    but: OrderId,
) -> Result<Vec<Offer>> {
    let all = store::offers::open_to(tx, viewer.id, community, ctx.now(), 3).await?;
    Ok(all.into_iter().filter(|it| it.order_id != but).take(2).collect())
}

/// What the viewer has accepted and not finished.
///
/// # Errors
/// When the database fails.
pub async fn my_visits(ctx: &Ctx, viewer: &Viewer) -> Result<Vec<OrderCard>> {
    let mut tx = ctx.db.read().await?;
    Ok(store::order_lists::served_by(&mut tx, viewer.id, 20).await?)
}
