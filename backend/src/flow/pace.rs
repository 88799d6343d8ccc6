//! How often somebody may ask for anything at all (trust.md H5): counted in memory ([`crate::pace`]) and
//! written down some seconds later.

use std::net::IpAddr;

use domain::id::PersonId;
use domain::time::MINUTE;

use super::limits;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::store;

/// Changes that somebody signed in may ask for in a minute (trust.md H5).
pub const WRITES: i32 = 60;
/// Pages and answers that one address may read in [`QUERY_WINDOW`] without signing in.
pub const QUERIES: i32 = 300;
/// The window of [`QUERIES`], in milliseconds.
pub const QUERY_WINDOW: i64 = 5 * MINUTE;

/// Names of what is counted in memory first.
const PACE: &str = "pace:";
const WRITE: &str = "pace:write:";
const QUERY: &str = "pace:query:";

/// Counts a change that somebody asks for.
///
/// # Errors
/// [`Refusal::TooMany`] with the end of the minute.
pub fn write(ctx: &Ctx, person: PersonId) -> Result<()> {
    let now = ctx.now();
    let count = ctx.pace.count(format!("{WRITE}{person}"), MINUTE, now);
    limits::unless_more(count, WRITES, MINUTE, now)
}

/// Counts something that is read from an address without signing in.
///
/// # Errors
/// [`Refusal::TooMany`] with the end of the window.
pub fn query(ctx: &Ctx, from: IpAddr) -> Result<()> {
    let now = ctx.now();
    let count = ctx.pace.count(format!("{QUERY}{}", limits::mark(from)), QUERY_WINDOW, now);
    limits::unless_more(count, QUERIES, QUERY_WINDOW, now)
}

/// Writes down what was counted in memory, and learns what other servers have counted; how many.
///
/// # Errors
/// When the database fails; what was not written is kept for the next time.
pub async fn write_down(ctx: &Ctx) -> Result<usize> {
    let mut unwritten = ctx.pace.take(ctx.now());
    if unwritten.is_empty() {
        return Ok(0);
    }
    // in one order everywhere: two servers must not wait for each other's rows
    unwritten.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    let written = async {
        let mut tx = ctx.db.begin().await?;
        let mut totals = Vec::with_capacity(unwritten.len());
        for it in &unwritten {
            totals.push(store::limits::add(&mut tx, &it.name, it.start, it.more).await?);
        }
        tx.commit().await?;
        Ok(totals)
    };
    match written.await {
        Ok(totals) => {
            for (it, total) in unwritten.iter().zip(totals) {
                ctx.pace.learn(&it.name, it.start, length(&it.name), total);
            }
            Ok(unwritten.len())
        }
        Err(error) => {
            ctx.pace.put_back(&unwritten);
            Err(error)
        }
    }
}

/// Learns what was counted before a restart.
///
/// # Errors
/// When the database fails.
pub async fn recall(ctx: &Ctx) -> Result<()> {
    let now = ctx.now();
    let mut tx = ctx.db.look().await?;
    for (name, start, count) in store::limits::since(&mut tx, PACE, now.plus(-QUERY_WINDOW)).await? {
        let length = length(&name);
        if start.plus(length) > now {
            ctx.pace.learn(&name, start, length, count);
        }
    }
    Ok(())
}

fn length(name: &str) -> i64 {
    if name.starts_with(WRITE) { MINUTE } else { QUERY_WINDOW }
}
