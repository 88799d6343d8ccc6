//! What open pages are told: that something happened to an order, never what it says. A page
//! that hears of it reads again, as whoever it is.

use domain::id::{AreaId, OrderId, PersonId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// When it happened; none when something may have been missed.
    pub at: Option<Timestamp>,
    /// The order.
    pub order_id: Option<OrderId>,
    /// The area that holds it.
    pub holder_id: Option<AreaId>,
    /// The community to which the order belongs.
    pub community_id: Option<AreaId>,
    /// Whether it is, or was until now, in the pool of that community.
    pub pool: bool,
    /// Whom it concerns besides the holder's staff.
    pub people: Vec<PersonId>,
}

impl Notice {
    /// Something may have been missed: every page reads again.
    #[must_use]
    pub const fn look_again() -> Self {
        Self {
            at: None,
            order_id: None,
            holder_id: None,
            community_id: None,
            pool: false,
            people: Vec::new(),
        }
    }
}
