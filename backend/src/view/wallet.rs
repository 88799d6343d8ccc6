//! The two ledgers of the viewer.

use domain::ledger::AccountKind;
use domain::member::Viewer;
use domain::time::Timestamp;
use domain::view::{Wallet, WalletPage};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::store;

/// Lines of each ledger on a page.
const LINES: i64 = 100;

/// Hours and points, a line an order.
///
/// # Errors
/// When the database fails.
pub async fn page(ctx: &Ctx, viewer: &Viewer) -> Result<WalletPage> {
    let mut tx = ctx.db.read().await?;
    Ok(WalletPage {
        minutes: store::minutes::total(&mut tx, viewer.id, Timestamp(0)).await?,
        available: store::ledger::balance(&mut tx, AccountKind::Available, viewer.id.0).await?,
        pending: store::ledger::balance(&mut tx, AccountKind::Pending, viewer.id.0).await?,
        hours: store::minutes::lines(&mut tx, viewer.id, LINES).await?,
        points: store::ledger::jobs(&mut tx, viewer.id, LINES).await?,
    })
}

/// Hours and points, movement by movement.
///
/// # Errors
/// When the database fails.
pub async fn wallet(ctx: &Ctx, viewer: &Viewer) -> Result<Wallet> {
    let mut tx = ctx.db.read().await?;
    Ok(Wallet {
        minutes: store::minutes::total(&mut tx, viewer.id, Timestamp(0)).await?,
        available: store::ledger::balance(&mut tx, AccountKind::Available, viewer.id.0).await?,
        pending: store::ledger::balance(&mut tx, AccountKind::Pending, viewer.id.0).await?,
        hours: store::minutes::lines(&mut tx, viewer.id, LINES).await?,
        points: store::ledger::lines(&mut tx, viewer.id, LINES).await?,
    })
}
