//! Members 成员: who somebody is to the community, and what they may therefore do.

mod device;
mod permission;
mod role;

use serde::{Deserialize, Serialize};

pub use device::Device;
pub use permission::{Grant, PERMISSIONS, Permission};
pub use role::Role;

use crate::id::{AreaId, PersonId};
use crate::words::words;

words! {
    /// As far as a resident may wish for it at her bedside.
    Gender {
        /// 女.
        Female = "female",
        /// 男.
        Male = "male",
    }
}

/// Who is signed in, as far as decisions need it. Nobody signed in is `Option::<Viewer>::None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Who.
    pub id: PersonId,
    /// How they are called.
    pub name: String,
    /// The building in which they live, if it is known.
    pub home: Option<AreaId>,
    /// The roles they hold now.
    pub grants: Vec<Grant>,
    /// Has reported in.
    pub volunteer: bool,
    /// Signed in with password and second factor. The same person on a resident's session has no
    /// rights of staff: that phone may be shared.
    pub staff_session: bool,
}

impl Viewer {
    /// Whether they act as staff now.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.staff_session && self.grants.iter().any(|grant| grant.role.is_staff())
    }

    /// The areas for which they hold a permission, each with everything below it.
    pub fn areas(&self, permission: Permission) -> impl Iterator<Item = AreaId> {
        self.grants
            .iter()
            .filter(move |grant| grant.role.may(permission))
            .filter(|grant| self.staff_session || !grant.role.is_staff())
            .map(|grant| grant.area)
    }

    /// Whether they hold it for an area, given as the path from it to the root (itself included).
    #[must_use]
    pub fn may_in(&self, permission: Permission, path: &[AreaId]) -> bool {
        self.areas(permission).any(|area| path.contains(&area))
    }

    /// Whether they hold it anywhere. What every resident or volunteer may do needs no grant.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        Role::Resident.may(permission)
            || (self.volunteer && Role::Volunteer.may(permission))
            || self.areas(permission).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(n: u128) -> AreaId {
        AreaId(uuid::Uuid::from_u128(n))
    }

    fn dispatcher(staff_session: bool) -> Viewer {
        Viewer {
            id: PersonId(uuid::Uuid::from_u128(1)),
            name: "王秀英".to_owned(),
            home: None,
            grants: vec![
                Grant { role: Role::Dispatcher, area: area(10) },
                Grant { role: Role::Auditor, area: area(20) },
            ],
            volunteer: true,
            staff_session,
        }
    }

    #[test]
    fn a_permission_holds_in_the_area_of_its_grant_and_below() {
        let viewer = dispatcher(true);
        assert!(viewer.may_in(Permission::Dispatch, &[area(12), area(11), area(10), area(1)]));
        assert!(!viewer.may_in(Permission::Dispatch, &[area(1)]), "not above");
        assert!(!viewer.may_in(Permission::Dispatch, &[area(21), area(20)]), "not in another");
        assert_eq!(viewer.areas(Permission::ReadLedger).collect::<Vec<_>>(), [area(10), area(20)]);
    }

    #[test]
    fn a_residents_session_of_a_dispatcher_has_no_rights_of_staff() {
        let viewer = dispatcher(false);
        assert!(!viewer.is_staff());
        for permission in Permission::ALL {
            assert_eq!(viewer.areas(*permission).next(), None, "{permission}");
            assert!(!viewer.may(*permission) || !permission.is_for_staff(), "{permission}");
        }
        assert!(dispatcher(true).is_staff());
    }

    #[test]
    fn everybody_may_order_and_only_volunteers_may_serve() {
        let mut viewer = dispatcher(false);
        assert!(viewer.may(Permission::PlaceOrder));
        assert!(viewer.may(Permission::Serve));
        viewer.volunteer = false;
        assert!(!viewer.may(Permission::Serve));
    }
}
