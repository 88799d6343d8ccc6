//! The right to do the work of a worker, for a while, where several servers share a database.

use crate::ctx::Ctx;
use crate::error::Result;
use crate::store;

/// Takes or renews the lease of a worker for `ms` milliseconds; false while another server holds it.
/// A database that nobody shares needs none.
///
/// # Errors
/// When the database fails.
pub async fn take(ctx: &Ctx, name: &str, holder: &str, ms: i64) -> Result<bool> {
    if !ctx.db.is_shared() {
        return Ok(true);
    }
    let now = ctx.now();
    let mut tx = ctx.db.begin().await?;
    let taken = store::leases::take(&mut tx, name, holder, now, now.plus(ms)).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Gives it back, so that another server need not wait for its end.
///
/// # Errors
/// When the database fails.
pub async fn give_back(ctx: &Ctx, name: &str, holder: &str) -> Result<()> {
    if !ctx.db.is_shared() {
        return Ok(());
    }
    let mut tx = ctx.db.begin().await?;
    store::leases::drop(&mut tx, name, holder).await?;
    tx.commit().await?;
    Ok(())
}
