//! SHOWS. The pages of Linli: rendered on the server, hydrated in the browser, whole without it.
//!
//! | Room | What it holds |
//! |---|---|
//! | [`pages`] | one file a page: data, then view |
//! | [`ui`] | components that know no noun of ours |
//! | [`api`] | server functions: what pages read |
//! | `post` | what forms send: every form posts to its own page (docs/decisions/002) |
//! | [`data`] | what pages read, whatever its type |
//! | [`path`] | every URL |
//! | [`words`] | enums into words, times into sentences |
#![recursion_limit = "256"]

pub mod api;
pub mod data;
pub mod error;
pub mod json;
pub mod live;
pub mod pages;
pub mod path;
pub mod posted;
pub mod prefs;
mod shell;
pub mod ui;
pub mod words;

#[cfg(feature = "ssr")]
mod files;
#[cfg(feature = "ssr")]
pub mod post;
#[cfg(feature = "ssr")]
pub mod web;
#[cfg(feature = "hydrate")]
mod written;

/// The locale files as code, made by `build.rs`.
#[allow(missing_docs, clippy::all, reason = "generated, and what it lacks differs by half")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}
pub use generated::i18n;
pub use i18n::Locale;

pub use shell::{App, shell};
