//! Fills an empty database with the demo community of [`crate::demo`], as a year and a half of
//! real use would have left it.
//!
//! | Step | File | How |
//! |---|---|---|
//! | 1 areas, people, report-ins, menu | [`ground`] | straight into the stores, as an import does |
//! | 2 working days | [`days`] | as the operator enters them |
//! | 3 passwords and second factors | [`accounts`] | made from the seed |
//! | 4 what was to happen, in order of time | [`script`] | pure |
//! | 5 past and live orders | [`play`], [`visit`] | through the real flows, each at its own time |
//!
//! Invariants
//! - only an empty database is filled, and steps 1 and 3 are one transaction each;
//! - no order, offer, minute or point is written but by the flow that writes it in real life;
//! - what a flow refuses is logged and counted, never forced.
//!
//! **Demo only.** The passwords and secrets follow from the seed, so whoever knows the seed knows
//! them. Never fill a database that real people will use.

mod accounts;
mod clock;
mod days;
mod ground;
mod play;
mod script;
mod story;
mod visit;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::ctx::Ctx;
use crate::demo;
use crate::error::Error;
use crate::store;

pub use super::progress::Progress;
pub use accounts::Account;
use clock::SteppedClock;

/// Why the demo was not filled in.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// Something is there already, and a demo must not mix with it.
    #[error("the database is not empty; the demo needs one of its own")]
    NotEmpty,
    /// A store or flow failed. What was written so far stays: fill another empty database.
    #[error("the demo could not be written")]
    Flow(#[from] Error),
}

/// Fills the database and returns who can be signed in as.
///
/// # Errors
/// [`FillError::NotEmpty`] when there are areas already.
pub async fn fill(
    ctx: &Ctx,
    seed: u64,
    residents: u32,
    progress: impl Fn(Progress),
) -> Result<Vec<Account>, FillError> {
    if is_filled(ctx).await? {
        return Err(FillError::NotEmpty);
    }
    ctx.db.hurry(true).await.map_err(Error::from)?;
    let written = write(ctx, seed, residents, progress).await;
    ctx.db.hurry(false).await.map_err(Error::from)?;
    let (accounts, refused) = written?;
    if refused > 0 {
        tracing::warn!(refused, "orders of the demo stopped half way");
    }
    Ok(accounts)
}

/// Writes everything; who can be signed in as, and how many orders a flow stopped.
async fn write(
    ctx: &Ctx,
    seed: u64,
    residents: u32,
    progress: impl Fn(Progress),
) -> Result<(Vec<Account>, usize), Error> {
    let now = ctx.now();
    let community = demo::plan(seed, residents, now);
    let clock = Arc::new(SteppedClock::at(now));
    let ctx = ctx.with_clock(clock.clone());
    let ground = ground::lay(&ctx, &community, &progress).await?;
    days::enter(&ctx).await?;
    let accounts = accounts::open(&ctx, &community, &ground).await?;
    let script = script::write(&community, &ctx.calendar());
    let refused = play::play(&ctx, &clock, &community, &ground, script, &progress).await?;
    Ok((accounts, refused))
}

async fn is_filled(ctx: &Ctx) -> Result<bool, Error> {
    let mut tx = ctx.db.read().await?;
    Ok(store::areas::count(&mut tx).await? > 0)
}
