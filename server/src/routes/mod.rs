//! Routes that are neither pages nor API.

pub mod events;
pub mod health;
pub mod photos;
pub mod site;
