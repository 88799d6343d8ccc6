//! How often something may be done: counters in windows of fixed length.

use std::net::{IpAddr, Ipv6Addr};

use domain::Refusal;
use domain::id::PersonId;
use domain::time::{DAY, MINUTE, Timestamp};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::{hash, store};

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
    let count = counted(ctx, name, window_ms).await?;
    unless_more(count, most, window_ms, now)
}

fn unless_more(count: i32, most: i32, window_ms: i64, now: Timestamp) -> Result<()> {
    if count > most {
        let again_at = now.plus(window_ms - now.0.rem_euclid(window_ms));
        return Err(Refusal::TooMany { again_at }.into());
    }
    Ok(())
}

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
    unless_more(count, WRITES, MINUTE, now)
}

/// Counts something that is read from an address without signing in.
///
/// # Errors
/// [`Refusal::TooMany`] with the end of the window.
pub fn query(ctx: &Ctx, from: IpAddr) -> Result<()> {
    let now = ctx.now();
    let count = ctx.pace.count(format!("{QUERY}{}", mark(from)), QUERY_WINDOW, now);
    unless_more(count, QUERIES, QUERY_WINDOW, now)
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
    for (name, start, count) in store::limits::since(&mut tx, PACE, now.0 - QUERY_WINDOW).await? {
        let length = length(&name);
        if start + length > now.0 {
            ctx.pace.learn(&name, start, length, count);
        }
    }
    Ok(())
}

fn length(name: &str) -> i64 {
    if name.starts_with(WRITE) { MINUTE } else { QUERY_WINDOW }
}

/// A mark of whoever is behind an address, kept for two days.
pub(super) fn mark(from: IpAddr) -> String {
    hash::sha256(household(from).to_string().as_bytes())
}

/// Whoever has one IPv6 address has the /64 around it as well.
fn household(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(it) => IpAddr::V6(Ipv6Addr::from_bits(it.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_an_address_or_the_64_around_it() {
        let of = |text: &str| household(text.parse().expect("an address")).to_string();
        assert_eq!(of("203.0.113.9"), "203.0.113.9");
        assert_eq!(of("::ffff:203.0.113.9"), "203.0.113.9");
        assert_eq!(of("2001:db8:1:2:aaaa::1"), of("2001:db8:1:2:bbbb::2"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
    }
}
