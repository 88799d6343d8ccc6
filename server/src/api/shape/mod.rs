//! The JSON of the API: what other programs may rely on. Times are milliseconds since 1970 UTC,
//! lengths of time are minutes, enums are the words of the product.

mod desk;
mod item;
mod ledger;
mod listed;
mod offer;
mod order;
mod person;
pub mod word;

pub use desk::{Candidate, Inbox};
pub use item::{Building, Item};
pub use ledger::{Hours, Points};
pub use listed::OrderList;
pub use offer::{Accepted, Offer, OfferDetail};
pub use order::{Moved, Order, Placed};
pub use person::{Account, Times, Token};
