//! Assignments 接单: one person's part in one order, and whether they may take it
//! (product.md 5.4).

mod details;
mod eligibility;
mod facts;
mod let_down;
mod missed;
mod state;

pub use details::{DETAILS_HOURS, details_open};
pub use eligibility::{Ineligible, Warning, eligible, may_be_asked, may_be_named};
pub use facts::{Candidate, Engagement, Need, OFFERS_A_DAY, TIGHT_GAP_MINUTES};
pub use let_down::{approval_until, is_in_force, is_late_release, is_second, let_downs_since, may_accept};
pub use missed::{Visit, excuse_until, excuse_waits_since, late_since, missed_from, missed_shown_until};
pub use state::AssignmentState;
