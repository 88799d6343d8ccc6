//! What happens to every request before it reaches a page, and to every answer after.
//!
//! | From the outside in | What it does |
//! |---|---|
//! | [`trace`] | a request id, one log line |
//! | [`client`] | from which address it comes |
//! | [`headers`] | what browsers are told |
//! | [`panics`] | a panic becomes a quiet page |
//! | [`limit`] | nothing larger or slower than it may be |
//! | [`origin`] | no form of another site |
//! | [`session`] | who it is |
//! | [`pace`] | nobody asks too often |

pub mod client;
pub mod headers;
pub mod limit;
pub mod origin;
pub mod pace;
pub mod panics;
pub mod session;
pub mod trace;

use http::Request;

/// Below it live programs with tokens, not browsers with cookies.
pub const API: &str = "/api/v1";

/// Whether a request is for the JSON API. Not to be asked inside of it: a nested router sees the rest
/// of the path only.
pub fn is_api<B>(request: &Request<B>) -> bool {
    let path = request.uri().path();
    path.strip_prefix(API).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
