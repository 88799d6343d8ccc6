//! How often something may be done: counters in windows of fixed length.

use std::net::{IpAddr, Ipv6Addr};

use domain::Refusal;
use domain::time::{DAY, Timestamp};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::{hash, store};

/// Counts one more under a name; how many that makes in this window. In a transaction of its own:
/// whoever is refused then has been counted as well.
///
/// # Errors
/// When the database fails.
async fn counted(ctx: &Ctx, name: &str, window_ms: i64) -> Result<i32> {
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

/// Refuses when `count` is more than `most` in the window that holds `now`.
pub(super) fn unless_more(count: i32, most: i32, window_ms: i64, now: Timestamp) -> Result<()> {
    if count > most {
        let again_at = now.window_start(window_ms).plus(window_ms);
        return Err(Refusal::TooMany { again_at }.into());
    }
    Ok(())
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
