//! How the desk offers an order.

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Problem, Reader, WORDS_MAX};
use crate::dispatch::Mode;
use crate::id::{ClientOpId, OrderId, PersonId};

/// The dispatch panel as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DispatchForm {
    /// Made with the page.
    pub client_op_id: String,
    /// The version the page was drawn from; empty means whatever it is now.
    pub version: String,
    /// The [`Mode`]'s word: `direct`, `waves` or `pool`.
    pub mode: String,
    /// For `direct`: whom.
    pub person_id: String,
    /// What helpers may read before they accept.
    pub public_note: String,
}

/// A well-formed dispatch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// The id of the intention.
    pub op: ClientOpId,
    /// Which order.
    pub order_id: OrderId,
    /// The version the page was drawn from.
    pub version: Option<i64>,
    /// `direct`, `waves` or `pool`.
    pub mode: Mode,
    /// For `direct`: whom.
    pub person_id: Option<PersonId>,
    /// What helpers may read before they accept.
    pub public_note: Option<String>,
}

impl DispatchForm {
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self, order_id: OrderId) -> Result<Dispatch, FieldErrors> {
        let mut read = Reader::new();
        let op = read.parsed("client_op_id", &self.client_op_id, Problem::Malformed).map(ClientOpId);
        let version = read.version(&self.version);
        let mode = read.parsed("mode", &self.mode, Problem::UnknownChoice);
        // the other modes are not a choice of this panel
        if mode.is_some_and(|mode| !matches!(mode, Mode::Direct | Mode::Waves | Mode::Pool)) {
            read.errors.add("mode", Problem::UnknownChoice);
        }
        let person_id = match self.person_id.trim() {
            "" if mode != Some(Mode::Direct) => None,
            raw => read.parsed("person_id", raw, Problem::UnknownChoice).map(PersonId),
        };
        let public_note = read.optional("public_note", &self.public_note, WORDS_MAX);
        let whole =
            op.zip(mode).map(|(op, mode)| Dispatch { op, order_id, version, mode, person_id, public_note });
        read.errors.unless_wrong(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: OrderId = OrderId(uuid::Uuid::from_u128(1));

    fn form(mode: &str, person_id: &str) -> DispatchForm {
        DispatchForm {
            client_op_id: uuid::Uuid::from_u128(2).to_string(),
            mode: mode.to_owned(),
            person_id: person_id.to_owned(),
            ..DispatchForm::default()
        }
    }

    #[test]
    fn to_a_person_needs_a_person_and_to_the_pool_does_not() {
        assert_eq!(form("pool", "").parse(ORDER).map(|it| it.person_id), Ok(None));
        let nobody = form("direct", "").parse(ORDER);
        assert_eq!(nobody, Err(FieldErrors::one("person_id", Problem::Missing)));
        let somebody = uuid::Uuid::from_u128(3);
        let named = form("direct", &somebody.to_string()).parse(ORDER);
        assert_eq!(named.map(|it| it.person_id), Ok(Some(PersonId(somebody))));
    }

    #[test]
    fn a_mode_of_another_panel_is_no_choice_here() {
        for mode in ["team", "rota", "supplier", "post"] {
            assert_eq!(form(mode, "").parse(ORDER), Err(FieldErrors::one("mode", Problem::UnknownChoice)));
        }
    }

    #[test]
    fn a_version_that_is_no_number_is_not_swallowed() {
        let it = DispatchForm { version: "1x".to_owned(), ..form("pool", "") };
        assert_eq!(it.parse(ORDER), Err(FieldErrors::one("version", Problem::Malformed)));
    }
}
