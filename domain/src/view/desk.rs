//! What the desk sees.

use serde::{Deserialize, Serialize};

use super::{BuildingLine, MenuItem, OrderPage};
use crate::dispatch::Reason;
use crate::id::{OrderId, PersonId};
use crate::menu::Urgency;
use crate::order::{Channel, State};
use crate::time::Timestamp;
use crate::words::words;

words! {
    /// What the inbox shows.
    InboxFilter {
        /// What waits for the desk, and what it does itself.
        Todo = "todo",
        /// What is out with helpers.
        Running = "running",
        /// What waits for the resident or somebody outside.
        Waiting = "waiting",
        /// What is past its clock.
        Late = "late",
        /// What is over.
        Done = "done",
    }
}

/// A line of the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct InboxRow {
    /// The order.
    pub id: OrderId,
    /// Its human number.
    pub no: String,
    /// The item's picture.
    pub icon: String,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// How soon.
    pub urgency: Urgency,
    /// Where it stands.
    pub state: State,
    /// How it came in.
    pub channel: Channel,
    /// The estate.
    pub estate: String,
    /// The building.
    pub building: String,
    /// In her own words, shortened by the page.
    pub details: String,
    /// Who has it in hand.
    pub owner: Option<String>,
    /// When the clock of the state runs out.
    pub due_at: Option<Timestamp>,
    /// Since when it is in this state.
    pub entered_at: Timestamp,
    /// By when it is promised.
    pub promise_at: Timestamp,
    /// When it was last urged.
    pub urged_at: Option<Timestamp>,
    /// When it was placed.
    pub created_at: Timestamp,
}

/// How many orders each filter shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskCounts {
    /// [`InboxFilter::Todo`].
    pub todo: i64,
    /// [`InboxFilter::Running`].
    pub running: i64,
    /// [`InboxFilter::Waiting`].
    pub waiting: i64,
    /// [`InboxFilter::Late`].
    pub late: i64,
}

/// A page of the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// What was asked for.
    pub filter: InboxFilter,
    /// How many there are of each.
    pub counts: DeskCounts,
    /// This page's lines.
    pub rows: Vec<InboxRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// Somebody the order could go to, with the reasons in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateLine {
    /// Who.
    pub person_id: PersonId,
    /// How they are called.
    pub name: String,
    /// A verified party member.
    pub party_member: bool,
    /// Why here in the order.
    pub reasons: Vec<Reason>,
}

/// The desk's view of one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskOrder {
    /// What everybody sees, unmasked.
    pub page: OrderPage,
    /// Who could do it, best first.
    pub candidates: Vec<CandidateLine>,
    /// Who answers for the address.
    pub building: Option<BuildingLine>,
    /// Others about the same thing at the same building.
    pub similar: Vec<InboxRow>,
}

/// A line of the people page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct PersonLine {
    /// Who.
    pub id: PersonId,
    /// How they are called.
    pub name: String,
    /// The whole number; the list masks it.
    pub phone: Option<String>,
    /// The estate.
    pub estate: Option<String>,
    /// The building.
    pub building: Option<String>,
    /// Has reported in, and when.
    pub reported_in_at: Option<Timestamp>,
    /// Claims to be a party member.
    pub claims_party: bool,
    /// The branch.
    pub branch: Option<String>,
    /// When staff verified it.
    pub verified_at: Option<Timestamp>,
}

/// The menu as whoever keeps it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptMenu {
    /// Everything offered in the area, by number.
    pub items: Vec<KeptItem>,
    /// The number a new item gets when nobody says another.
    pub next_no: i32,
    /// What residents miss on it, the most wanted first.
    pub wanted: Vec<DemandLine>,
}

/// Something that is missing on a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct DemandLine {
    /// What tells it from others.
    pub key: String,
    /// In the words of one of them.
    pub words: String,
    /// How many want it.
    pub people: i64,
    /// When it was last said.
    pub last_at: Timestamp,
}

/// An item of a menu, opened to change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedItem {
    /// The item.
    pub item: MenuItem,
    /// When it was changed last: who saves an older one is told.
    pub changed_at: Timestamp,
}

/// An item of a menu that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptItem {
    /// The item.
    pub item: MenuItem,
    /// Whether the viewer may change it: what comes from an area above is not theirs.
    pub mine: bool,
}
