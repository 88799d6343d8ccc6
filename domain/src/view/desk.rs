//! What the desk sees.

use serde::{Deserialize, Serialize};

use super::{BuildingLine, MenuItem, OrderPage};
use crate::assignment::Visit;
use crate::dispatch::Reason;
use crate::id::{OrderId, PersonId};
use crate::menu::Urgency;
use crate::order::{Channel, State};
use crate::time::{Timestamp, Window};
use crate::words::words;

words! {
    /// What the inbox shows.
    InboxFilter {
        /// What waits for the desk, what it does itself, and visits that are late: it rings up.
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
    /// When helpers are expected.
    pub window_start: Timestamp,
    /// Until when.
    pub window_end: Timestamp,
    /// Nobody was asked to come: staff do it themselves, or it has not been offered.
    pub unasked: bool,
}

/// Where a line stands in what a filter shows: the next page begins behind the key of the last line.
/// Opaque to whoever turns pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InboxKey {
    /// Nobody has urged it. What is urged stands first, among what is to be done.
    pub calm: bool,
    /// The time by which the filter sorts.
    pub at: Timestamp,
    /// Which of those at the same time.
    pub id: OrderId,
}

impl InboxKey {
    /// Reads what was written of one; none when it was not.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let calm = match parts.next()? {
            "0" => false,
            "1" => true,
            _ => return None,
        };
        let at = parts.next()?.parse::<i64>().ok()?;
        let id = parts.next()?.parse::<OrderId>().ok()?;
        Some(Self { calm, at: Timestamp(at), id })
    }
}

impl std::fmt::Display for InboxKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", u8::from(self.calm), self.at.0, self.id)
    }
}

impl InboxRow {
    /// Whether somebody is awaited who should be there by now, or gone: the desk rings them up.
    #[must_use]
    pub fn is_visit_late(&self, now: Timestamp) -> bool {
        let window = Window { start: self.window_start, end: self.window_end };
        let (state, unasked) = (self.state, self.unasked);
        Visit { state, unasked, window, entered_at: self.entered_at, due_at: self.due_at }.is_late(now)
    }

    /// Where it stands in what `filter` shows. The store sorts by the same.
    #[must_use]
    pub fn key(&self, filter: InboxFilter) -> InboxKey {
        let clock = self.due_at.unwrap_or(self.promise_at);
        let (calm, at) = match filter {
            InboxFilter::Todo => (self.urged_at.is_none(), clock),
            InboxFilter::Running | InboxFilter::Waiting => (true, clock),
            InboxFilter::Late => (true, self.promise_at),
            InboxFilter::Done => (true, self.entered_at),
        };
        InboxKey { calm, at, id: self.id }
    }
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

/// Why somebody did not come, as long as nobody has taken it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct ExcuseLine {
    /// To which order.
    pub order_id: OrderId,
    /// Its human number.
    pub no: String,
    /// How they are called.
    pub name: String,
    /// In their words.
    pub words: String,
}

/// A page of the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// What was asked for.
    pub filter: InboxFilter,
    /// How many there are of each.
    pub counts: DeskCounts,
    /// Beside what is to be done: what the viewer may take of those who did not come, the oldest first.
    pub excuses: Vec<ExcuseLine>,
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
    /// Whether the viewer has it in hand.
    pub in_hand: bool,
    /// The time that was agreed is over: offering it makes it "as soon as possible".
    pub time_over: bool,
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
    /// Whether the viewer may find their papers right.
    #[cfg_attr(feature = "sqlx", sqlx(skip))]
    pub may_verify: bool,
    /// Whether the viewer may give them a sign-in card.
    #[cfg_attr(feature = "sqlx", sqlx(skip))]
    pub may_issue_card: bool,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_the_way_there_and_back() {
        for calm in [false, true] {
            let key =
                InboxKey { calm, at: Timestamp(1_800_000_000_000), id: OrderId(uuid::Uuid::from_u128(7)) };
            assert_eq!(InboxKey::parse(&key.to_string()), Some(key));
        }
        let id = uuid::Uuid::from_u128(7);
        for foreign in
            [String::new(), "30".to_owned(), format!("1.{id}"), format!("2.7.{id}"), format!("1.x.{id}")]
        {
            assert_eq!(InboxKey::parse(&foreign), None, "{foreign}");
        }
        assert_eq!(InboxKey::parse("1.7.8"), None);
    }
}
