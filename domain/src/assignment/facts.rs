//! What has to be known of an order and of a person to say whether the two fit.

use uuid::Uuid;

use super::let_down::is_in_force;
use crate::form::Slot;
use crate::id::{AreaId, OrderId, PersonId};
use crate::menu::{Doer, Risk, Skill, Urgency};
use crate::quiet::QuietHours;
use crate::time::{Timestamp, Window};

/// Offers to one person on one day (product.md 5.5).
pub const OFFERS_A_DAY: i32 = 3;
/// Minutes between two visits in different estates below which the person is warned.
pub const TIGHT_GAP_MINUTES: i64 = 30;

/// What an order needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The order.
    pub order: OrderId,
    /// The community it belongs to.
    pub community: AreaId,
    /// The estate, when the building stands in one.
    pub estate: Option<AreaId>,
    /// The building.
    pub building: AreaId,
    /// When helpers are expected.
    pub window: Window,
    /// How soon.
    pub urgency: Urgency,
    /// Who may do it.
    pub doer: Doer,
    /// What they have to know.
    pub skill: Option<Skill>,
    /// Danger to the person.
    pub risk: Risk,
    /// Whether it happens in somebody's home.
    pub home_visit: bool,
    /// For whom.
    pub beneficiary: PersonId,
    /// By whom it was placed.
    pub orderer: PersonId,
    /// The household of the beneficiary, when known.
    pub household: Option<Uuid>,
    /// She would rather have this person 熟面孔.
    pub wished_person: Option<PersonId>,
}

/// Something a person has accepted and not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Engagement {
    /// The order.
    pub order: OrderId,
    /// When they are expected.
    pub window: Window,
    /// In which estate.
    pub estate: Option<AreaId>,
}

/// Somebody who could take an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// A party member whose papers staff have seen. A claim is not enough.
    pub party_member: bool,
    /// What they can do, each with the end of the qualification if it has one.
    pub skills: Vec<(Skill, Option<Timestamp>)>,
    /// Where they live.
    pub building: Option<AreaId>,
    /// The estate they live in.
    pub estate: Option<AreaId>,
    /// The community to which they have reported in.
    pub community: AreaId,
    /// Their household, when known.
    pub household: Option<Uuid>,
    /// Under 18.
    pub minor: bool,
    /// Accident insurance on record until then.
    pub insured_until: Option<Timestamp>,
    /// Takes a break.
    pub paused: bool,
    /// Their week; empty means any time outside the quiet hours.
    pub slots: Vec<Slot>,
    /// When they are not disturbed.
    pub quiet: QuietHours,
    /// 星期天先锋: works elsewhere on working days.
    pub weekend_only: bool,
    /// May be asked at any hour when it is urgent.
    pub urgent_opt_in: bool,
    /// What they have accepted and not finished.
    pub engagements: Vec<Engagement>,
    /// The most they take at a time.
    pub cap: i32,
    /// Either of the two does not want to meet the other.
    pub blocked: bool,
    /// How often they were asked today.
    pub offers_today: i32,
    /// How often they were asked this week.
    pub offers_this_week: i32,
    /// When they last said yes.
    pub last_accepted_at: Option<Timestamp>,
    /// How often they helped this beneficiary, to her satisfaction.
    pub good_pairs: i32,
    /// Has said no to this order.
    pub declined: bool,
    /// Until when the desk has to approve what they take.
    pub approval_until: Option<Timestamp>,
}

impl Candidate {
    /// Whether they have a skill, and it is current at that moment.
    #[must_use]
    pub fn has_skill(&self, skill: Skill, at: Timestamp) -> bool {
        self.skills.iter().any(|(has, until)| *has == skill && until.is_none_or(|until| until >= at))
    }

    /// Whether they say yes only to what the desk has asked them by name.
    #[must_use]
    pub fn needs_approval(&self, now: Timestamp) -> bool {
        is_in_force(self.approval_until, now)
    }

    /// Whether they may be asked about something of this urgency at any hour.
    #[must_use]
    pub fn wakes_for(&self, urgency: Urgency) -> bool {
        urgency == Urgency::U1 && self.urgent_opt_in
    }
}
