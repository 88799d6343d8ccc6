//! Who answers for a building or a grid.

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Phone, Problem, Reader};
use crate::id::AreaId;
use crate::member::Role;

/// The form as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StewardForm {
    /// `steward` or `grid_worker`.
    pub role: String,
    /// The building; for a grid any building of it.
    pub area_id: String,
    /// The number of the person; empty for nobody.
    pub phone: String,
}

/// Well-formed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stewarding {
    /// One of those that are one in their area.
    pub role: Role,
    /// The building; for a grid any building of it.
    pub area: AreaId,
    /// Who; nobody when none.
    pub phone: Option<Phone>,
}

impl StewardForm {
    /// # Errors
    /// What is wrong with the role, the area or the number.
    pub fn parse(&self) -> Result<Stewarding, FieldErrors> {
        let mut read = Reader::new();
        let role = self.role.parse().ok().filter(|role: &Role| role.is_one_in_its_area());
        if role.is_none() {
            read.errors.add("role", Problem::UnknownChoice);
        }
        let area = self.area_id.parse().ok();
        if area.is_none() {
            read.errors.add("area_id", Problem::UnknownChoice);
        }
        let phone = match self.phone.trim() {
            "" => None,
            raw => Phone::parse(raw).map_err(|problem| read.errors.add("phone", problem)).ok(),
        };
        read.errors.unless_wrong(role.zip(area).map(|(role, area)| Stewarding { role, area, phone }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_roles_of_which_there_is_one_are_given_and_an_empty_number_is_nobody() {
        let form = |role: &str, phone: &str| {
            let area_id = "0190c0de-0000-7000-8000-000000000001".to_owned();
            StewardForm { role: role.to_owned(), area_id, phone: phone.to_owned() }.parse()
        };
        assert_eq!(form("steward", " ").expect("nobody").phone, None);
        assert!(form("grid_worker", "138 0000 0009").expect("somebody").phone.is_some());
        for role in ["dispatcher", "volunteer", "", "king"] {
            assert_eq!(form(role, "").expect_err("no such").of("role"), Some(Problem::UnknownChoice));
        }
        assert_eq!(form("steward", "12").expect_err("a number").of("phone"), Some(Problem::Malformed));
    }
}
