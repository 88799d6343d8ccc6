//! What the desk types after a call: a helper has left without saying so.

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Problem, Reader};
use crate::id::{ClientOpId, OrderId, PersonId};

/// As a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HasLeftForm {
    /// Made with the page.
    pub client_op_id: String,
    /// Who has left.
    pub person_id: String,
    /// When, as `14:50`; empty means a moment ago.
    pub left_at: String,
}

/// Well-formed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HasLeft {
    /// The id of the intention.
    pub op: ClientOpId,
    /// Which order.
    pub order_id: OrderId,
    /// Who has left.
    pub helper: PersonId,
    /// At which minute of the day, the first time it was that after they came; none means now.
    pub minute: Option<u16>,
}

impl HasLeftForm {
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self, order_id: OrderId) -> Result<HasLeft, FieldErrors> {
        let mut read = Reader::new();
        let op = read.parsed("client_op_id", &self.client_op_id, Problem::Malformed).map(ClientOpId);
        let helper = read.parsed("person_id", &self.person_id, Problem::Malformed).map(PersonId);
        let minute = match self.left_at.trim() {
            "" => None,
            raw => read.minute_of_day("left_at", raw),
        };
        read.errors.unless_wrong(op.zip(helper).map(|(op, helper)| HasLeft { op, order_id, helper, minute }))
    }
}
