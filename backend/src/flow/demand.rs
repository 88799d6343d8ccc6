//! What is missing on the menu: residents say it, whoever keeps the menu sees how many want it
//! (M2 百姓“点单”政府“配菜”).

use domain::area::Level;
use domain::form::Demand;
use domain::member::Viewer;
use domain::time::DAY;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::flow::{edit_menu, limits};
use crate::{store, tree, view};

/// What one person can say in a day.
const PER_DAY: i32 = 10;

/// Says that something is missing on the menu of where the viewer lives.
///
/// # Errors
/// [`domain::Refusal::TooMany`] when somebody says much in a day.
pub async fn demand(ctx: &Ctx, viewer: &Viewer, it: &Demand) -> Result<()> {
    limits::within(ctx, &format!("demands:{}", viewer.id), DAY, PER_DAY).await?;
    let mut tx = ctx.db.begin().await?;
    let here = view::menu::place(ctx, &mut tx, Some(viewer)).await?;
    let community = tree::with(ctx, &mut tx, here).await?.ancestor(here, Level::Community).unwrap_or(here);
    store::demands::insert(&mut tx, ctx.id(), community, viewer.id, it, ctx.now()).await?;
    Ok(tx.commit().await?)
}

/// It is on the menu now, or answered otherwise: it leaves the list until it is asked for again.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer keeps a menu on which it is missing.
pub async fn settle(ctx: &Ctx, viewer: &Viewer, key: &str) -> Result<()> {
    let area = edit_menu::kept(viewer)?;
    let mut tx = ctx.db.begin().await?;
    if !store::demands::settle(&mut tx, area, key, ctx.now()).await? {
        return Err(Error::NotFound);
    }
    Ok(tx.commit().await?)
}
