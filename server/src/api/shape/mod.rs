//! The JSON of the API: what other programs may rely on. Times are milliseconds since 1970 UTC,
//! lengths of time are minutes, enums are the words of the product.

mod desk;
mod ledger;
mod offer;
mod order;
mod person;
pub mod word;

pub use desk::{Candidate, Inbox};
pub use ledger::{Hours, Points};
pub use offer::{Accepted, Offer, OfferDetail};
pub use order::{Item, Moved, Order, OrderList, Placed};
pub use person::{Account, Token};
