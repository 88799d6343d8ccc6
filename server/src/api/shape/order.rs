//! Orders, as their parties see them.

use domain::assignment::AssignmentState;
use domain::event::EventKind;
use domain::order::{Action, Outcome, Part, State};
use domain::view;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Item, word};

/// What is private in an order.
#[derive(Clone, Serialize, ToSchema)]
pub struct Words {
    /// In the resident's own words.
    pub details: String,
    /// The answer to the item's question.
    pub answer: Option<String>,
    /// Unit and door.
    pub door: String,
    /// How she is called.
    pub contact_name: String,
    /// Where she can be reached.
    pub contact_phone: Option<String>,
}

impl From<view::OrderWords> for Words {
    fn from(it: view::OrderWords) -> Self {
        Self {
            details: it.details,
            answer: it.answer,
            door: it.door,
            contact_name: it.contact_name,
            contact_phone: it.contact_phone,
        }
    }
}

/// The door keys.
#[derive(Clone, Serialize, ToSchema)]
pub struct Keys {
    /// Four digits, read out on arrival.
    pub arrive: String,
    /// Four digits, read out on leaving.
    pub leave: String,
}

/// One helper.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Helper {
    /// Who.
    pub person_id: Uuid,
    /// How they are called.
    pub name: String,
    /// A verified party member.
    pub party_member: bool,
    /// Where their part stands.
    #[schema(schema_with = word::assignment_state)]
    pub state: AssignmentState,
    /// At the door.
    pub checked_in_at: Option<i64>,
    /// Gone.
    pub checked_out_at: Option<i64>,
    /// Credited minutes.
    pub minutes: Option<i32>,
}

impl From<view::HelperLine> for Helper {
    fn from(it: view::HelperLine) -> Self {
        Self {
            person_id: it.person_id.0,
            name: it.name,
            party_member: it.party_member,
            state: it.state,
            checked_in_at: it.checked_in_at.map(|at| at.0),
            checked_out_at: it.checked_out_at.map(|at| at.0),
            minutes: it.minutes,
        }
    }
}

/// One line of the timeline.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineLine {
    /// Its place in the list of all events.
    pub seq: i64,
    /// What kind of thing.
    #[schema(schema_with = word::event)]
    pub kind: EventKind,
    /// The state after it.
    #[schema(schema_with = word::state)]
    pub state: State,
    /// In what capacity somebody acted.
    #[schema(schema_with = word::part)]
    pub part: Part,
    /// Who; only where the caller may know.
    pub actor: Option<String>,
    /// A reason from a list, or an argument.
    pub reason: Option<String>,
    /// In words.
    pub note: Option<String>,
    /// Entered after the fact.
    pub late: bool,
    /// When.
    pub at: i64,
}

impl From<view::TimelineEntry> for TimelineLine {
    fn from(it: view::TimelineEntry) -> Self {
        Self {
            seq: it.seq,
            kind: it.kind,
            state: it.to_state,
            part: it.part,
            actor: it.actor,
            reason: it.reason,
            note: it.note,
            late: it.late,
            at: it.at.0,
        }
    }
}

/// An order, as far as the caller may see it.
#[derive(Clone, Serialize, ToSchema)]
pub struct Order {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub no: String,
    /// Grows with every change; also the `ETag`.
    pub version: i64,
    /// Where it stands.
    #[schema(schema_with = word::state)]
    pub state: State,
    /// What was ordered.
    pub item: Item,
    /// The caller's capacities.
    #[schema(schema_with = parts)]
    pub parts: Vec<Part>,
    /// What the caller may do now.
    #[schema(schema_with = actions)]
    pub actions: Vec<Action>,
    /// Whose court the ball is in.
    pub holder: String,
    /// Where that desk is rung up.
    pub desk_phone: Option<String>,
    /// The named contact.
    pub owner: Option<String>,
    /// The estate.
    pub estate: String,
    /// The building: from acceptance on.
    pub building: Option<String>,
    /// Words, door, name and phone: from acceptance on.
    pub words: Option<Words>,
    /// What helpers may read before.
    pub public_note: Option<String>,
    /// How many people it takes.
    pub required: i32,
    /// The helpers, as far as the caller may know them.
    pub helpers: Vec<Helper>,
    /// The caller's own part.
    pub mine: Option<Helper>,
    /// The door keys, for whoever opens the door.
    pub keys: Option<Keys>,
    /// When helpers are expected.
    pub window_start: i64,
    /// Until when.
    pub window_end: i64,
    /// Somebody is awaited who should be there by now, or gone.
    pub visit_late: bool,
    /// By when it is promised.
    pub promise_at: i64,
    /// When the clock of the state runs out; in `cancelled` until when what lapsed can be taken up again.
    pub due_at: Option<i64>,
    /// Whether urging makes sense.
    pub can_urge: bool,
    /// When it can be urged again.
    pub urge_at: Option<i64>,
    /// How it ended.
    #[schema(schema_with = word::outcome_if_any)]
    pub outcome: Option<Outcome>,
    /// The number of the order it follows.
    pub merged_no: Option<String>,
    /// Stars.
    pub rating: Option<i32>,
    /// When it was placed.
    pub created_at: i64,
    /// What happened.
    pub timeline: Vec<TimelineLine>,
}

fn parts() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::Array::new(word::part())
}

fn actions() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::Array::new(word::action())
}

impl From<view::OrderPage> for Order {
    fn from(it: view::OrderPage) -> Self {
        Self {
            id: it.order.id.0,
            no: it.no,
            version: it.order.version,
            state: it.order.state,
            item: it.item.into(),
            parts: it.parts,
            actions: it.actions,
            holder: it.holder,
            desk_phone: it.desk_phone,
            owner: it.owner,
            estate: it.estate,
            building: it.building,
            words: it.words.map(Into::into),
            public_note: it.public_note,
            required: it.order.required,
            helpers: it.helpers.into_iter().map(Into::into).collect(),
            mine: it.mine.map(Into::into),
            keys: it.keys.map(|keys| Keys { arrive: keys.arrive_key, leave: keys.leave_key }),
            window_start: it.order.window_start.0,
            window_end: it.order.window_end.0,
            visit_late: it.visit_late,
            promise_at: it.order.promise_at.0,
            due_at: it.order.due_at.map(|at| at.0),
            can_urge: it.can_urge,
            urge_at: it.urge_at.map(|at| at.0),
            outcome: it.order.outcome,
            merged_no: it.merged_no,
            rating: it.rating,
            created_at: it.created_at.0,
            timeline: it.timeline.into_iter().map(Into::into).collect(),
        }
    }
}

/// The answer to a new order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Placed {
    /// The order: its id is the idempotency key.
    pub id: Uuid,
    /// Its number.
    pub no: String,
}

/// Where an order stands after something was done to it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Moved {
    /// The order.
    pub id: Uuid,
    /// Its state.
    #[schema(schema_with = word::state)]
    pub state: State,
    /// Its version; also the `ETag`.
    pub version: i64,
}

impl From<backend::flow::move_order::Moved> for Moved {
    fn from(it: backend::flow::move_order::Moved) -> Self {
        Self { id: it.id.0, state: it.state, version: it.version }
    }
}
