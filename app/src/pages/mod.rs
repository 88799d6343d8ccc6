//! One file a page: data, then view.

pub mod account;
pub mod bar;
pub mod buildings;
pub mod complaints;
pub mod desk;
pub mod frame;
pub mod home;
pub mod how;
pub mod load;
pub mod menu;
pub mod messages;
pub mod missing;
pub mod new_order;
pub mod news;
pub mod offer;
pub mod offers;
pub mod order;
pub mod orders;
pub mod photos;
pub mod sessions;
pub mod sign_in;
pub mod times;
pub mod wallet;
