//! Dispatch 派单: who is asked, in which order, and why. Matching can be explained to everybody it
//! concerns (PIPL art. 24): each place in the order comes with its reasons.

mod mode;
mod rank;
mod wave;

pub use mode::Mode;
pub use rank::{Ranked, Reason, rank};
pub use wave::{WAVES, next_wave, wave_size};
