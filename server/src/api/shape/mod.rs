//! The JSON of the API: what other programs may rely on. Times are milliseconds since 1970 UTC,
//! lengths of time are minutes, enums are the words of the product.

mod desk;
mod ledger;
mod offer;
mod order;
mod person;
pub mod word;

pub use desk::{Candidate, Inbox, InboxLine, Reason};
pub use ledger::{HoursLine, PointsLine, Hours, Points};
pub use offer::{Accepted, Offer, OfferDetail};
pub use order::{Helper, Item, Keys, Moved, Order, OrderLine, OrderList, Placed, TimelineLine, Words};
pub use person::{Account, Token};
