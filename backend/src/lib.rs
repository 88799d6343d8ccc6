//! DOES. Stores and flows over SQLite and PostgreSQL; knows no HTTP and no Leptos.
//!
//! | Room | What it holds |
//! |---|---|
//! | [`db`] | the only place that names a database |
//! | [`store`] | SQL, one file a noun |
//! | [`flow`] | what people do, one file a verb |
//! | [`view`] | what pages show |
//! | [`outlet`] | ports to the world |
//! | [`photo`] | pictures: drawn anew, and where their bytes lie |
//! | [`demo`], [`import`] | the demo community; a community's own files |

pub mod counters;
pub mod ctx;
pub mod db;
pub mod demo;
pub mod error;
pub mod flow;
pub mod hash;
pub mod held;
pub mod import;
pub mod live;
pub mod outlet;
pub mod pace;
pub mod password;
pub mod photo;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
pub mod tree;
pub mod uses;
pub mod view;

pub use ctx::Ctx;
pub use error::{Error, Result};
