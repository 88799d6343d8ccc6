//! How often somebody may try to sign in from one address (trust.md H5). It stands beside the limits of
//! a number and of an account, so that nobody walks through the numbers of a town, and shuts out
//! nobody at another address.

use std::net::{IpAddr, Ipv6Addr};

use domain::time::MINUTE;

use crate::ctx::Ctx;
use crate::error::Result;
use crate::flow::limits;
use crate::hash;

/// Tries in a window.
pub const KNOCKS: i32 = 60;
/// The window, in milliseconds.
pub const KNOCK_WINDOW: i64 = 5 * MINUTE;

/// Counts a try: a code asked for, a code, a card or a password. `from` is none where addresses say
/// nothing, e.g. on the machine itself.
///
/// # Errors
/// [`domain::Refusal::TooMany`] with the end of the window.
pub async fn knock(ctx: &Ctx, from: Option<IpAddr>) -> Result<()> {
    let Some(from) = from else { return Ok(()) };
    // a mark of the address, kept for two days
    let name = format!("knock:{}", hash::sha256(household(from).to_string().as_bytes()));
    limits::within(ctx, &name, KNOCK_WINDOW, KNOCKS).await
}

/// Whoever has one IPv6 address has the /64 around it as well.
fn household(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(it) => IpAddr::V6(Ipv6Addr::from_bits(it.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
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
