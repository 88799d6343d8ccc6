//! What pages show, read in one snapshot. Who may see it is decided here, as in the flows.

pub mod building;
pub mod desk;
pub mod home;
pub mod live;
pub mod menu;
pub mod order;
pub mod totals;
pub mod volunteer;
pub mod wallet;
