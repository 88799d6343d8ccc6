//! The bodies that are sent, and what they mean to a flow. Unknown fields are refused: a misspelt
//! one would otherwise be lost in silence.

use backend::flow::dispatch_order::Dispatch;
use backend::flow::serve::AtTheDoor;
use domain::dispatch::Mode;
use domain::form::{CommandForm, FieldErrors, NewOrderForm, Problem, plain_digits};
use domain::id::{ClientOpId, OrderId, PersonId};
use domain::order::Outcome;
use domain::time::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::shape::word;

/// The longest text of a free field here, in characters.
const WORDS_MAX: usize = 500;

/// A new order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// What is ordered.
    pub item_id: Uuid,
    /// For which building.
    pub area_id: Uuid,
    /// Unit and door, e.g. `2单元 301`.
    pub door: String,
    /// `soon` (the next 24 hours), or a day as `2026-11-24`.
    #[serde(default)]
    pub day: String,
    /// `any`, `morning`, `afternoon` or `evening` of that day.
    #[serde(default)]
    pub part: String,
    /// In the resident's own words.
    #[serde(default)]
    pub details: String,
    /// The answer to the item's private question.
    #[serde(default)]
    pub answer: String,
    /// How she is called.
    pub contact_name: String,
    /// Where she can be reached.
    #[serde(default)]
    pub contact_phone: String,
    /// Desk only: for whom, when known.
    pub beneficiary_id: Option<Uuid>,
    /// Desk only: how it came in.
    #[serde(default)]
    pub channel: String,
    /// Desk only: the caller has agreed that her data is kept.
    #[serde(default)]
    pub consent: bool,
}

impl NewOrder {
    /// The same as the form of the page.
    pub fn form(self, op: ClientOpId) -> NewOrderForm {
        NewOrderForm {
            client_op_id: op.to_string(),
            item_id: self.item_id.to_string(),
            area_id: self.area_id.to_string(),
            door: self.door,
            day: self.day,
            part: self.part,
            details: self.details,
            answer: self.answer,
            contact_name: self.contact_name,
            contact_phone: self.contact_phone,
            beneficiary_id: self.beneficiary_id.map(|id| id.to_string()).unwrap_or_default(),
            channel: self.channel,
            consent: if self.consent { "yes".to_owned() } else { String::new() },
        }
    }
}

/// Something to do to an order. Which fields are needed depends on the action; `actions` of the
/// order says which are open to the caller now.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// What to do: `cancel` withdraws, `confirm` says it was done, `dispute` that it was not.
    #[schema(schema_with = word::action)]
    pub action: String,
    /// Question, answer, explanation, complaint, finding.
    #[serde(default)]
    pub words: String,
    /// For `reject`: why.
    #[serde(default)]
    #[schema(schema_with = word::reject_reason)]
    pub reason: String,
    /// For `reject`: what to do instead.
    #[serde(default)]
    pub alternative: String,
    /// For `merge`: the number of the main order.
    #[serde(default)]
    pub into: String,
    /// For `hold` and `refer`: a day as `2026-11-24`.
    #[serde(default)]
    pub until: String,
    /// For `refer`: to whom.
    #[serde(default)]
    pub party: String,
    /// For `confirm`: 1–5 stars for the service.
    pub rating: Option<i64>,
}

impl Command {
    /// The same as the form of the page.
    pub fn form(self, op: ClientOpId, version: Option<i64>) -> CommandForm {
        CommandForm {
            client_op_id: op.to_string(),
            version: version.map(|version| version.to_string()).unwrap_or_default(),
            action: self.action,
            words: self.words,
            reason: self.reason,
            alternative: self.alternative,
            into: self.into,
            until: self.until,
            party: self.party,
            rating: self.rating.map(|stars| stars.to_string()).unwrap_or_default(),
        }
    }
}

/// How an order is offered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDispatch {
    /// `direct` (one named person), `waves` or `pool`.
    #[schema(schema_with = word::mode)]
    pub mode: String,
    /// For `direct`: whom.
    pub person_id: Option<Uuid>,
    /// What helpers may read before they accept.
    #[serde(default)]
    pub public_note: String,
}

impl NewDispatch {
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(
        self,
        op: ClientOpId,
        order_id: OrderId,
        version: Option<i64>,
    ) -> Result<Dispatch, FieldErrors> {
        let mode =
            self.mode.parse().ok().filter(|mode| matches!(mode, Mode::Direct | Mode::Waves | Mode::Pool));
        let mode = mode.ok_or_else(|| FieldErrors::one("mode", Problem::UnknownChoice))?;
        if mode == Mode::Direct && self.person_id.is_none() {
            return Err(FieldErrors::one("person_id", Problem::Missing));
        }
        let public_note = optional("public_note", &self.public_note)?;
        Ok(Dispatch { op, order_id, version, mode, person_id: self.person_id.map(PersonId), public_note })
    }
}

/// Arriving or leaving.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// The four digits that are read out at the door. On leaving, words can stand in for them.
    #[serde(default)]
    pub key: String,
    /// When it happened, if it is entered later.
    pub at: Option<i64>,
    /// On leaving: how it went.
    #[serde(default)]
    #[schema(schema_with = word::outcome)]
    pub outcome: String,
    /// In words.
    #[serde(default)]
    pub words: String,
}

impl Visit {
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(self, op: ClientOpId, order_id: OrderId, arriving: bool) -> Result<AtTheDoor, FieldErrors> {
        let key = plain_digits(&self.key);
        let four = key.len() == 4 && key.bytes().all(|byte| byte.is_ascii_digit());
        if !key.is_empty() && !four {
            return Err(FieldErrors::one("key", Problem::Malformed));
        }
        if arriving && key.is_empty() {
            return Err(FieldErrors::one("key", Problem::Missing));
        }
        let words = optional("words", &self.words)?;
        if key.is_empty() && words.is_none() {
            return Err(FieldErrors::one("words", Problem::Missing));
        }
        let outcome = match self.outcome.as_str() {
            "" => None,
            word => Some(
                word.parse::<Outcome>().map_err(|_| FieldErrors::one("outcome", Problem::UnknownChoice))?,
            ),
        };
        let key = four.then_some(key);
        Ok(AtTheDoor { op, order_id, key, at: self.at.map(Timestamp), outcome, words })
    }
}

/// Words alone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// In words.
    pub words: String,
}

/// Why a place is handed back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// In words.
    pub reason: String,
}

/// Text that is needed.
///
/// # Errors
/// When it is missing or too long.
pub fn text(field: &str, raw: &str) -> Result<String, FieldErrors> {
    optional(field, raw)?.ok_or_else(|| FieldErrors::one(field, Problem::Missing))
}

fn optional(field: &str, raw: &str) -> Result<Option<String>, FieldErrors> {
    let text = raw.trim();
    if text.chars().count() > WORDS_MAX {
        return Err(FieldErrors::one(field, Problem::TooLong));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// A phone number that asks for a code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCode {
    /// A mobile number of the mainland.
    pub phone: String,
}

/// A way to sign in.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "with", rename_all = "snake_case", deny_unknown_fields)]
pub enum NewToken {
    /// The code that was sent to a phone.
    Code {
        /// The number.
        phone: String,
        /// Six digits.
        code: String,
        /// How to be called; for new people.
        #[serde(default)]
        name: String,
        /// What the token is for; all that is possible when left out.
        #[serde(default)]
        scopes: Vec<String>,
    },
    /// A paper card from the desk.
    Card {
        /// Ten digits.
        card: String,
        /// What the token is for.
        #[serde(default)]
        scopes: Vec<String>,
    },
    /// Staff: password and authenticator.
    Password {
        /// The number.
        phone: String,
        /// The password.
        password: String,
        /// Six digits.
        totp: String,
        /// What the token is for.
        #[serde(default)]
        scopes: Vec<String>,
    },
}
