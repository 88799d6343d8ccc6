//! What volunteers see. Before acceptance: item, estate, window, people needed — no name, no
//! door, no phone (product.md 5.5).

use serde::{Deserialize, Serialize};

use super::MenuItem;
use crate::dispatch::Mode;
use crate::form::Slot;
use crate::id::OrderId;
use crate::menu::{Skill, Urgency};
use crate::quiet::QuietHours;
use crate::time::Timestamp;

/// Something a volunteer could take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct Offer {
    /// The order.
    pub order_id: OrderId,
    /// The item's picture.
    pub icon: String,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// How soon.
    pub urgency: Urgency,
    /// How helpers are being asked.
    pub mode: Option<Mode>,
    /// The estate.
    pub estate: String,
    /// When helpers are expected.
    pub window_start: Timestamp,
    /// Until when.
    pub window_end: Timestamp,
    /// By when it is promised to the resident.
    pub promise_at: Timestamp,
    /// How long it takes, in minutes.
    pub planned_minutes: i32,
    /// Points for an hour.
    pub points_per_hour: i32,
    /// How many people it takes.
    pub required: i32,
    /// How many have accepted.
    pub accepted: i64,
    /// Asked by name, rather than seen in the pool.
    pub asked: bool,
    /// Until when an answer is awaited.
    pub respond_by: Option<Timestamp>,
}

/// What waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferList {
    /// Asked by name first, then what they can take of the pool.
    pub offers: Vec<Offer>,
    /// Until when the desk asks them by name, and the pool is not theirs.
    pub approval_until: Option<Timestamp>,
}

/// One offer by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferPage {
    /// The offer.
    pub offer: Offer,
    /// What the item is.
    pub item: MenuItem,
    /// What the desk lets helpers know.
    pub public_note: Option<String>,
    /// Two others, for when this one is gone.
    pub others: Vec<Offer>,
}

/// My times and what I can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyTimes {
    /// The week.
    pub slots: Vec<Slot>,
    /// 星期天先锋.
    pub weekend_only: bool,
    /// May be asked at quiet hours when it is urgent.
    pub urgent_opt_in: bool,
    /// Takes a break.
    pub paused: bool,
    /// When they are not disturbed.
    pub quiet: QuietHours,
    /// What they can do.
    pub skills: Vec<Skill>,
    /// Claims to be a party member.
    pub claims_party: bool,
    /// Staff have verified it.
    pub verified: bool,
    /// The branch.
    pub branch: Option<String>,
}

impl MyTimes {
    /// Whether they are free at that minute of a weekday.
    #[must_use]
    pub fn is_free(&self, weekday: i32, minute: u16) -> bool {
        self.slots
            .iter()
            .any(|it| it.weekday == weekday && (it.start_minute..it.end_minute).contains(&i32::from(minute)))
    }
}
