//! Pictures: every one is decoded and drawn anew before it is kept, and its bytes lie outside of
//! the database.
//!
//! What people send is hostile until it is proven to be a picture: the kind is read from the first
//! bytes, size and memory are bounded before anything is decoded, and nothing but pixels goes on,
//! so that no place, no camera and no second file travels with it (trust.md H11).

mod draw;
mod jpeg;
mod place;
#[cfg(test)]
mod tests;

pub use draw::{Drawn, LONG_SIDE, Measures, SMALL_SIDE, Unfit, draw};
pub use place::{Photos, Size};
