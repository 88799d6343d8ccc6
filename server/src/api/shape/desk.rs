//! The desk: its inbox and candidates.

use domain::menu::Urgency;
use domain::order::{Channel, State};
use domain::view;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::word;

/// A line of the inbox.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InboxLine {
    /// The order.
    pub id: Uuid,
    /// Its number.
    pub no: String,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// How soon.
    #[schema(schema_with = word::urgency)]
    pub urgency: Urgency,
    /// Where it stands.
    #[schema(schema_with = word::state)]
    pub state: State,
    /// How it came in.
    #[schema(schema_with = word::channel)]
    pub channel: Channel,
    /// The estate.
    pub estate: String,
    /// The building.
    pub building: String,
    /// In the resident's own words.
    pub details: String,
    /// Who has it in hand.
    pub owner: Option<String>,
    /// When the clock of the state runs out.
    pub due_at: Option<i64>,
    /// When helpers are expected.
    pub window_start: i64,
    /// Until when.
    pub window_end: i64,
    /// By when it is promised.
    pub promise_at: i64,
    /// When it was last urged.
    pub urged_at: Option<i64>,
    /// When it was placed.
    pub created_at: i64,
}

impl From<view::InboxRow> for InboxLine {
    fn from(it: view::InboxRow) -> Self {
        Self {
            id: it.id.0,
            no: it.no,
            name_zh: it.name_zh,
            name_en: it.name_en,
            urgency: it.urgency,
            state: it.state,
            channel: it.channel,
            estate: it.estate,
            building: it.building,
            details: it.details,
            owner: it.owner,
            due_at: it.due_at.map(|at| at.0),
            window_start: it.window_start.0,
            window_end: it.window_end.0,
            promise_at: it.promise_at.0,
            urged_at: it.urged_at.map(|at| at.0),
            created_at: it.created_at.0,
        }
    }
}

/// A page of the inbox.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Inbox {
    /// What waits for the desk.
    pub todo: i64,
    /// What is out with helpers.
    pub running: i64,
    /// What waits for the resident or somebody outside.
    pub waiting: i64,
    /// What is past its clock.
    pub late: i64,
    /// This page's lines.
    pub orders: Vec<InboxLine>,
    /// `after` of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl From<view::Inbox> for Inbox {
    fn from(it: view::Inbox) -> Self {
        Self {
            todo: it.counts.todo,
            running: it.counts.running,
            waiting: it.counts.waiting,
            late: it.counts.late,
            orders: it.rows.into_iter().map(Into::into).collect(),
            next: it.next,
        }
    }
}

/// Why somebody stands where they stand.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reason {
    /// The reason, as a word.
    pub reason: &'static str,
    /// The number in it, where it has one.
    pub number: Option<i64>,
}

/// Somebody the order could go to, best first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Candidate {
    /// Who.
    pub person_id: Uuid,
    /// How they are called.
    pub name: String,
    /// A verified party member.
    pub party_member: bool,
    /// Why here in the order.
    pub reasons: Vec<Reason>,
}

impl From<view::CandidateLine> for Candidate {
    fn from(it: view::CandidateLine) -> Self {
        let reasons = it.reasons.iter().map(|it| Reason { reason: it.key(), number: it.number() }).collect();
        Self { person_id: it.person_id.0, name: it.name, party_member: it.party_member, reasons }
    }
}
