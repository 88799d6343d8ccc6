//! How often something may be done: counters in windows of fixed length.

use domain::Refusal;
use domain::time::DAY;

use crate::ctx::Ctx;
use crate::error::Result;
use crate::store;

/// Counts one more under a name; how many that makes in this window. In a transaction of its own:
/// whoever is refused then has been counted as well.
///
/// # Errors
/// When the database fails.
pub(super) async fn counted(ctx: &Ctx, name: &str, window_ms: i64) -> Result<i32> {
    let mut tx = ctx.db.begin().await?;
    let count = store::limits::count(&mut tx, name, window_ms, ctx.now()).await?;
    tx.commit().await?;
    Ok(count)
}

/// Counts one more, of `most` in a window.
///
/// # Errors
/// [`Refusal::TooMany`] with the end of the window.
pub(super) async fn within(ctx: &Ctx, name: &str, window_ms: i64, most: i32) -> Result<()> {
    let now = ctx.now();
    if counted(ctx, name, window_ms).await? > most {
        let again_at = now.plus(window_ms - now.0.rem_euclid(window_ms));
        return Err(Refusal::TooMany { again_at }.into());
    }
    Ok(())
}

/// Forgets the counters of windows that began two days ago; how many.
///
/// # Errors
/// When the database fails.
pub async fn tick(ctx: &Ctx) -> Result<usize> {
    let mut tx = ctx.db.begin().await?;
    let gone = store::limits::forget(&mut tx, ctx.now().plus(-2 * DAY)).await?;
    tx.commit().await?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}
