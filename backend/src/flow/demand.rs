//! What is missing on the menu: residents say it, whoever keeps the menu sees how many want it
//! (M2 百姓“点单”政府“配菜”).

use domain::Refusal;
use domain::area::Level;
use domain::form::Demand;
use domain::member::{Permission, Viewer};
use domain::time::DAY;
use domain::view::DemandLine;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::limits;
use crate::{store, tree, view};

/// What one person can say in a day.
const PER_DAY: i32 = 10;

/// The most that the list shows.
const SHOWN: i64 = 50;

/// Says that something is missing on the menu of where the viewer lives.
///
/// # Errors
/// [`Refusal::TooMany`] when somebody says much in a day.
pub async fn demand(ctx: &Ctx, viewer: &Viewer, it: &Demand) -> Result<()> {
    let now = ctx.now();
    if limits::counted(ctx, &format!("demands {}", viewer.id), DAY).await? > PER_DAY {
        return Err(Refusal::TooMany { again_at: now.plus(DAY - now.0.rem_euclid(DAY)) }.into());
    }
    let mut tx = ctx.db.begin().await?;
    let here = view::menu::place(ctx, &mut tx, Some(viewer)).await?;
    let community = tree::with(ctx, &mut tx, here).await?.ancestor(here, Level::Community).unwrap_or(here);
    store::demands::insert(&mut tx, ctx.id(), community, viewer.id, it, now).await?;
    Ok(tx.commit().await?)
}

/// What is wanted where the viewer keeps the menu.
pub(super) async fn wanted(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<DemandLine>> {
    let Some(area) = viewer.areas(Permission::ManageMenu).next() else { return Ok(Vec::new()) };
    Ok(store::demands::wanted(tx, area, SHOWN).await?)
}

/// It is on the menu now, or answered otherwise: it leaves the list until it is asked for again.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer keeps a menu on which it is missing.
pub async fn settle(ctx: &Ctx, viewer: &Viewer, key: &str) -> Result<()> {
    let area = viewer.areas(Permission::ManageMenu).next().ok_or(Error::NotFound)?;
    let mut tx = ctx.db.begin().await?;
    if !store::demands::settle(&mut tx, area, key, ctx.now()).await? {
        return Err(Error::NotFound);
    }
    Ok(tx.commit().await?)
}
