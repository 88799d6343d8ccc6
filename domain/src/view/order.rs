//! The order, as its parties see it.

use serde::{Deserialize, Serialize};

use super::MenuItem;
use crate::assignment::AssignmentState;
use crate::event::EventKind;
use crate::id::{AssignmentId, ItemId, OrderId, PersonId, PhotoId};
use crate::order::{Action, Order, Part, State};
use crate::time::Timestamp;

/// So many of the last words stand above everything else.
const SAID_LAST: usize = 3;

/// A line of a list of orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct OrderCard {
    /// The order.
    pub id: OrderId,
    /// Its human number.
    pub no: String,
    /// The item.
    pub item_id: ItemId,
    /// Its picture.
    pub icon: String,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Where it stands.
    pub state: State,
    /// Who holds it: the name of the area.
    pub holder: String,
    /// By when it is promised.
    pub promise_at: Timestamp,
    /// When the clock of the state runs out.
    pub due_at: Option<Timestamp>,
    /// When helpers are expected.
    pub window_start: Timestamp,
    /// Until when.
    pub window_end: Timestamp,
    /// When it was placed.
    pub created_at: Timestamp,
}

/// The words of an order: private.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct OrderWords {
    /// In her own words.
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

impl std::fmt::Debug for OrderWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OrderWords(…)")
    }
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct TimelineEntry {
    /// Its place in the list of all events.
    pub seq: i64,
    /// What kind of thing.
    pub kind: EventKind,
    /// The state after it.
    pub to_state: State,
    /// In what capacity somebody acted.
    pub part: Part,
    /// Who; only where the viewer may know.
    pub actor: Option<String>,
    /// A reason from a list, or an argument.
    pub reason: Option<String>,
    /// In words.
    pub note: Option<String>,
    /// Entered after the fact.
    pub late: bool,
    /// When.
    pub at: Timestamp,
}

/// A picture that came with something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct PhotoLine {
    /// The picture.
    pub id: PhotoId,
    /// With which event it came.
    pub seq: i64,
    /// Width of the preview, in pixels.
    pub small_width: i32,
    /// Height of the preview, in pixels.
    pub small_height: i32,
}

/// One helper of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct HelperLine {
    /// Their part.
    pub id: AssignmentId,
    /// Who.
    pub person_id: PersonId,
    /// How they are called.
    pub name: String,
    /// Their number, for the desk that has it in hand, from their yes on.
    pub phone: Option<String>,
    /// A verified party member.
    pub party_member: bool,
    /// Where their part stands.
    pub state: AssignmentState,
    /// In which round.
    pub round: i32,
    /// When they were asked.
    pub offered_at: Timestamp,
    /// Until when they can answer.
    pub respond_by: Option<Timestamp>,
    /// When they said yes.
    pub accepted_at: Option<Timestamp>,
    /// At the door.
    pub checked_in_at: Option<Timestamp>,
    /// Gone.
    pub checked_out_at: Option<Timestamp>,
    /// Entered later.
    pub late_entry: bool,
    /// Credited.
    pub minutes: Option<i32>,
    /// Since when it is said that they did not come.
    pub missed_at: Option<Timestamp>,
    /// Why they did not come, in their words.
    pub excuse: Option<String>,
    /// Half an hour past the time they were expected: it can be said that they did not come.
    #[cfg_attr(feature = "sqlx", sqlx(default))]
    pub overdue: bool,
}

/// 敲门码: read out at the door on arrival and on leaving.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct DoorKeys {
    /// Four digits, on arrival.
    pub arrive_key: String,
    /// Four digits, on leaving.
    pub leave_key: String,
}

impl std::fmt::Debug for DoorKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DoorKeys(…)")
    }
}

/// Everything one viewer may see of one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPage {
    /// The order.
    pub order: Order,
    /// Its human number.
    pub no: String,
    /// When it was placed.
    pub created_at: Timestamp,
    /// What was ordered.
    pub item: MenuItem,
    /// The viewer's capacities.
    pub parts: Vec<Part>,
    /// What the viewer may do now.
    pub actions: Vec<Action>,
    /// The estate: everybody who may see the order may see it.
    pub estate: String,
    /// The building: from acceptance on.
    pub building: Option<String>,
    /// Words, door, name and phone: from acceptance on.
    pub words: Option<OrderWords>,
    /// What helpers may read before.
    pub public_note: Option<String>,
    /// Whose court the ball is in: the area's name.
    pub holder: String,
    /// Where the desk that has it is rung up.
    pub desk_phone: Option<String>,
    /// The named contact 全科社工.
    pub owner: Option<String>,
    /// The helpers, as far as the viewer may know them.
    pub helpers: Vec<HelperLine>,
    /// The viewer's own part.
    pub mine: Option<HelperLine>,
    /// Somebody is awaited who should be there by now, or gone.
    pub visit_late: bool,
    /// The viewer goes there, and can still enter both keys afterwards.
    pub late_entry: bool,
    /// The keys: for her who opens the door.
    pub keys: Option<DoorKeys>,
    /// The beginning of the day on which this is read: from here on another time can be chosen.
    pub today: Timestamp,
    /// When the next urge is possible; none when now.
    pub urge_at: Option<Timestamp>,
    /// Whether urging makes sense at all.
    pub can_urge: bool,
    /// The order it follows.
    pub merged_no: Option<String>,
    /// Where that one stands.
    pub merged_state: Option<State>,
    /// Stars given.
    pub rating: Option<i32>,
    /// The words with them.
    pub rating_note: Option<String>,
    /// What happened.
    pub timeline: Vec<TimelineEntry>,
    /// The pictures, in the order in which they came: from acceptance on.
    pub photos: Vec<PhotoLine>,
}

impl OrderPage {
    /// Those who have a place of the order now, as far as the viewer may know them.
    pub fn coming(&self) -> impl Iterator<Item = &HelperLine> {
        self.helpers.iter().filter(|it| it.round == self.order.round && it.state.holds_place())
    }

    /// What was said since the order stands where it stands: the answer, the objection, why it was handed up.
    #[must_use]
    pub fn said_last(&self) -> Vec<TimelineEntry> {
        let state = self.order.state;
        let here = self.timeline.iter().rev().take_while(|it| it.to_state == state);
        let mut said: Vec<_> = here.filter(|it| it.note.is_some()).take(SAID_LAST).cloned().collect();
        said.reverse();
        said
    }
}
