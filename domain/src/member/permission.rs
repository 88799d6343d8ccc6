//! Who may do what: one table, read by the server before every act and by pages before they draw
//! a button.
//!
//! Three separations stand in it (等保 三员分立; trust.md 1.6), and a test guards each:
//! - the auditor reads and never writes;
//! - the system administrator keeps accounts and settings, and opens no case;
//! - nobody who dispatches also gives roles away.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::id::AreaId;
use crate::words::words;

words! {
    /// Something that not everybody may do.
    Permission {
        /// Order for oneself, follow it, confirm or object, complain.
        PlaceOrder = "place_order",
        /// See offers, accept, check in and report.
        Serve = "serve",
        /// See what is open in a building, without names, doors and words.
        WatchBuilding = "watch_building",
        /// See how many orders came in, were solved, are late.
        ReadTotals = "read_totals",
        /// 代客下单: order for somebody who phones or comes to the desk.
        PlaceOnBehalf = "place_on_behalf",
        /// Open the name, door, phone and words of an order. Each opening is an event.
        ReadOrderPrivate = "read_order_private",
        /// Admit, ask back, refuse, merge, offer, hold, refer: everything the desk does.
        Dispatch = "dispatch",
        /// Call a resident back and enter what she says.
        CallBack = "call_back",
        /// Decide what becomes of an objection.
        DecideDispute = "decide_dispute",
        /// Take what a lower level could not solve, or give it back with means.
        TakeUp = "take_up",
        /// See the list of people of an area.
        ReadPeople = "read_people",
        /// Change what is known of people.
        ManagePeople = "manage_people",
        /// Find that somebody's party membership and papers are right.
        VerifyReportIn = "verify_report_in",
        /// Give a paper sign-in card to somebody who cannot read an SMS.
        IssueCard = "issue_card",
        /// Change the menu.
        ManageMenu = "manage_menu",
        /// Change the area tree.
        ManageAreas = "manage_areas",
        /// Read in lists of people, areas and items.
        Import = "import",
        /// Write out lists and reports.
        Export = "export",
        /// Change working days and holidays.
        ManageCalendar = "manage_calendar",
        /// Approve corrections of hours and points.
        ApproveLedger = "approve_ledger",
        /// Read the books of points and hours of others.
        ReadLedger = "read_ledger",
        /// Read what staff did.
        ReadAudit = "read_audit",
        /// Read and answer complaints. They carry no area: it takes every community there is.
        AnswerComplaints = "answer_complaints",
        /// Give and take roles of staff.
        ManageStaff = "manage_staff",
        /// Change settings of the installation.
        ManageSettings = "manage_settings",
    }
}

/// The table: to each permission the roles that have it. What is not here is not allowed.
pub const PERMISSIONS: &[(Permission, &[Role])] = {
    use Permission as P;
    use Role as R;
    &[
        (P::PlaceOrder, &[R::Resident]),
        (P::Serve, &[R::Volunteer]),
        (P::WatchBuilding, &[R::Steward, R::GridWorker]),
        (P::ReadTotals, &[R::Dispatcher, R::CommunityAdmin, R::Coordinator, R::Auditor]),
        (P::PlaceOnBehalf, &[R::Dispatcher, R::Coordinator]),
        (P::ReadOrderPrivate, &[R::Dispatcher, R::Coordinator]),
        (P::Dispatch, &[R::Dispatcher, R::Coordinator]),
        (P::CallBack, &[R::Dispatcher, R::Coordinator]),
        (P::DecideDispute, &[R::Dispatcher, R::Coordinator]),
        (P::TakeUp, &[R::Coordinator]),
        (P::ReadPeople, &[R::Dispatcher, R::CommunityAdmin, R::Coordinator]),
        (P::ManagePeople, &[R::CommunityAdmin]),
        (P::VerifyReportIn, &[R::Dispatcher, R::CommunityAdmin]),
        (P::IssueCard, &[R::Dispatcher, R::CommunityAdmin]),
        (P::ManageMenu, &[R::CommunityAdmin, R::Coordinator]),
        (P::ManageAreas, &[R::CommunityAdmin]),
        (P::Import, &[R::CommunityAdmin]),
        (P::Export, &[R::CommunityAdmin, R::Coordinator]),
        (P::ManageCalendar, &[R::CommunityAdmin, R::Coordinator]),
        (P::ApproveLedger, &[R::CommunityAdmin, R::Coordinator]),
        (P::ReadLedger, &[R::Dispatcher, R::CommunityAdmin, R::Coordinator, R::Auditor]),
        (P::ReadAudit, &[R::Auditor]),
        (P::AnswerComplaints, &[R::CommunityAdmin, R::Coordinator]),
        (P::ManageStaff, &[R::SystemAdmin]),
        (P::ManageSettings, &[R::SystemAdmin]),
    ]
};

impl Role {
    /// Whether the table gives this role the permission.
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        PERMISSIONS.iter().any(|(listed, roles)| *listed == permission && roles.contains(&self))
    }
}

impl Permission {
    /// Whether only roles of the staff have it.
    #[must_use]
    pub fn is_for_staff(self) -> bool {
        !Role::ALL.iter().any(|role| !role.is_staff() && role.may(self))
    }

    /// Whether it only reads.
    #[must_use]
    pub const fn only_reads(self) -> bool {
        matches!(
            self,
            Self::WatchBuilding
                | Self::ReadTotals
                | Self::ReadOrderPrivate
                | Self::ReadPeople
                | Self::ReadLedger
                | Self::ReadAudit
        )
    }
}

/// A role, given for an area and everything below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What.
    pub role: Role,
    /// Where.
    pub area: AreaId,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(role: Role) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| role.may(*permission))
    }

    #[test]
    fn every_permission_stands_in_the_table_once_and_somebody_has_it() {
        for permission in Permission::ALL {
            let rows: Vec<_> = PERMISSIONS.iter().filter(|(it, _)| it == permission).collect();
            assert_eq!(rows.len(), 1, "{permission}");
            assert!(!rows[0].1.is_empty(), "{permission}");
        }
    }

    #[test]
    fn the_auditor_reads_and_never_writes() {
        assert!(of(Role::Auditor).all(Permission::only_reads));
    }

    #[test]
    fn the_system_administrator_opens_no_case() {
        for private in [Permission::ReadOrderPrivate, Permission::ReadPeople, Permission::ReadLedger] {
            assert!(!Role::SystemAdmin.may(private), "{private}");
        }
        assert!(of(Role::SystemAdmin).all(Permission::is_for_staff));
    }

    #[test]
    fn nobody_who_handles_orders_gives_roles_away() {
        for role in Role::ALL {
            let handles = role.may(Permission::Dispatch) || role.may(Permission::ReadOrderPrivate);
            assert!(!(handles && role.may(Permission::ManageStaff)), "{role}");
        }
    }

    #[test]
    fn residents_and_volunteers_have_nothing_of_the_staff() {
        assert_eq!(of(Role::Resident).collect::<Vec<_>>(), [Permission::PlaceOrder]);
        assert_eq!(of(Role::Volunteer).collect::<Vec<_>>(), [Permission::Serve]);
    }

    #[test]
    fn who_looks_after_a_building_sees_what_is_open_in_it_and_nothing_else() {
        for role in [Role::Steward, Role::GridWorker] {
            assert_eq!(of(role).collect::<Vec<_>>(), [Permission::WatchBuilding]);
            assert!(!role.is_staff() && role.is_one_in_its_area());
        }
    }
}
