//! How often somebody may try to sign in from one address (trust.md H5). It stands beside the limits of
//! a number and of an account, so that nobody walks through the numbers of a town, and shuts out
//! nobody at another address.

use std::net::IpAddr;

use domain::time::MINUTE;

use crate::ctx::Ctx;
use crate::error::Result;
use crate::flow::limits;

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
    limits::within(ctx, &format!("knock:{}", limits::mark(from)), KNOCK_WINDOW, KNOCKS).await
}
