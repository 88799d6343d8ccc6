//! The bodies that are sent, and what they mean to a flow. Unknown fields are refused: a misspelt
//! one would otherwise be lost in silence.

use domain::form::{CommandForm, DispatchForm, NewOrderForm, TimesForm, VisitForm};
use domain::id::ClientOpId;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::shape::word;

/// A new order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// What is ordered.
    pub item_id: Uuid,
    /// For which building: one of `/buildings`.
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
    /// Where she can be rung back: a mobile, or a landline such as `0813-2234567`.
    #[serde(default)]
    pub contact_phone: String,
    /// Desk only, with `channel`: for whom, when known.
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
/// order says which are open to the caller now. Those that are no commands have calls of their own:
/// `dispatch`, `check_in`, and `check-out` for the reports (`at` when it is entered later).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// What to do: `cancel` withdraws, `confirm` says it was done, `dispute` that it was not, `reopen` takes
    /// up again what lapsed because nobody answered.
    #[schema(schema_with = word::command)]
    pub action: String,
    /// Question, answer, explanation, complaint, finding; for `give_back` what comes with it; for
    /// `redo` what is to be done otherwise; for `reopen` the answer, if there is one.
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
    /// For `reschedule`: `soon` (the next 24 hours), or a day as `2026-11-24`.
    #[serde(default)]
    pub day: String,
    /// For `reschedule`: `any`, `morning`, `afternoon` or `evening` of that day.
    #[serde(default)]
    pub part: String,
    /// For `reschedule` once every place is taken (`claimed`): those who accepted were asked, and come then.
    /// Without it they are thanked, and others are looked for; so they are while others are still asked.
    #[serde(default)]
    pub helpers_agree: bool,
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
            day: self.day,
            part: self.part,
            helpers_agree: if self.helpers_agree { "yes".to_owned() } else { String::new() },
        }
    }
}

/// How an order is offered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDispatch {
    /// `direct` (one named person), `waves` or `pool`.
    #[schema(schema_with = word::way_of_asking)]
    pub mode: String,
    /// For `direct`: whom.
    pub person_id: Option<Uuid>,
    /// What helpers may read before they accept.
    #[serde(default)]
    pub public_note: String,
}

impl NewDispatch {
    /// The same as the form of the page.
    pub fn form(self, op: ClientOpId, version: Option<i64>) -> DispatchForm {
        DispatchForm {
            client_op_id: op.to_string(),
            version: version.map(|version| version.to_string()).unwrap_or_default(),
            mode: self.mode,
            person_id: self.person_id.map(|id| id.to_string()).unwrap_or_default(),
            public_note: self.public_note,
        }
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
    /// The same as the form of the page.
    pub fn form(self, op: ClientOpId) -> VisitForm {
        VisitForm { client_op_id: op.to_string(), key: self.key, outcome: self.outcome, words: self.words }
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

/// When somebody can be asked: all of it anew.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTimes {
    /// The week, e.g. `6-morning`: 1 Monday to 7 Sunday, and `morning`, `afternoon` or `evening`. None
    /// is any time outside the quiet hours.
    #[serde(default)]
    pub slots: Vec<String>,
    /// Days off only.
    #[serde(default)]
    pub weekend_only: bool,
    /// May be asked at quiet hours when it is urgent.
    #[serde(default)]
    pub urgent_opt_in: bool,
    /// Takes a break.
    #[serde(default)]
    pub paused: bool,
    /// From when nobody asks them, e.g. `21:00`.
    pub quiet_start: String,
    /// Until when, e.g. `08:00`: of the next day when it is the earlier time; the same time is at no hour.
    pub quiet_end: String,
}

impl NewTimes {
    /// The same as the form of the page.
    pub fn form(self) -> TimesForm {
        let ticked = |it: bool| if it { "yes".to_owned() } else { String::new() };
        TimesForm {
            slots: self.slots,
            weekend_only: ticked(self.weekend_only),
            urgent_opt_in: ticked(self.urgent_opt_in),
            paused: ticked(self.paused),
            quiet_start: self.quiet_start,
            quiet_end: self.quiet_end,
        }
    }
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
