//! What is missing on the menu: residents say it, whoever keeps the menu sees how many want it
//! (M2 百姓“点单”政府“配菜”).

use domain::area::Level;
use domain::form::Demand;
use domain::id::ClientOpId;
use domain::member::Viewer;
use domain::time::DAY;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::flow::once::{self, Once};
use crate::flow::{edit_menu, limits};
use crate::{store, tree, view};

/// What one person can say in a day.
const PER_DAY: i32 = 10;

/// Says that something is missing on the menu of where the viewer lives.
///
/// # Errors
/// [`domain::Refusal::TooMany`] when somebody says much in a day.
pub async fn demand(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, it: &Demand) -> Result<()> {
    limits::within(ctx, &format!("demands:{}", viewer.id), DAY, PER_DAY).await?;
    let mut begun = match once::begin(ctx, viewer.id, op, "demand", it).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    let here = view::menu::place(ctx, tx, Some(viewer)).await?;
    let community = tree::with(ctx, tx, here).await?.ancestor(here, Level::Community).unwrap_or(here);
    store::demands::insert(tx, ctx.id(), community, viewer.id, it, ctx.now()).await?;
    begun.finish(()).await
}

/// It is on the menu now, or answered otherwise: it leaves the list until it is asked for again.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer keeps a menu on which it is missing.
pub async fn settle(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, key: &str) -> Result<()> {
    let area = edit_menu::kept(viewer)?;
    let mut begun = match once::begin(ctx, viewer.id, op, "settle_demand", &key).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    if !store::demands::settle(tx, area, key, ctx.now()).await? {
        return Err(Error::NotFound);
    }
    begun.finish(()).await
}
