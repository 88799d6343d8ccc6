//! The order and its verbs. Each verb takes the order as it is and returns it as it becomes, or
//! says why not. Nothing here looks at a clock: `now` is a parameter.
//!
//! Invariants
//! - the state changes only along a row of [`TRANSITIONS`];
//! - `version` grows by one with every change, so that a page drawn before it is stale;
//! - `promise_at` moves only by the time spent waiting ([`State::pauses_promise`]), when what lapsed is
//!   taken up again ([`Order::reopen`]), and with another day that is agreed ([`Order::reschedule`]).

mod levels;
mod ourselves;
mod placing;
mod promise;
mod question;
mod reschedule;
mod state;
mod turn_up;
mod verbs;

use serde::{Deserialize, Serialize};

pub use placing::Placing;
pub use promise::*;
pub use question::{REMIND_AFTER, REOPEN_DAYS, TRIES_NEEDED, TRY_APART, Tries};
pub use state::{ACTIVE, Action, Part, State, TRANSITIONS, Transition, rows};
pub use verbs::{Acting, Move};

use crate::area::Level;
use crate::dispatch::Mode;
use crate::id::{AreaId, ItemId, OrderId, PersonId};
use crate::menu::Urgency;
use crate::time::{HOUR, Timestamp, Window};
use crate::words::words;

words! {
    /// How the order came in.
    Channel {
        /// The resident herself, on a phone or computer.
        Own = "self",
        /// A linked member of the family.
        Family = "family",
        /// Somebody who came to the desk.
        Desk = "desk",
        /// A phone call to the desk.
        Phone = "phone",
        /// A paper slip.
        Paper = "paper",
        /// Pasted from a chat group.
        Chat = "chat",
        /// A patrol report 随手拍.
        Patrol = "patrol",
        /// A meeting 议事会.
        Meeting = "meeting",
        /// Open311 or another system.
        Open311 = "open311",
    }
}

words! {
    /// How an order ended, or what its last report said.
    Outcome {
        /// Done.
        Done = "done",
        /// Nobody at home.
        NotAtHome = "not_at_home",
        /// The resident did not want it any more at the door.
        Refused = "refused",
        /// It was not safe; opens a staff case.
        Unsafe = "unsafe",
        /// Done in part.
        Partly = "partly",
        /// Found not done.
        NotDone = "not_done",
    }
}

impl Outcome {
    /// How a visit of several went. What was unsafe for one stays so, whatever the last one says;
    /// otherwise the last one knows best; of who was not there (`said` is none) the worst that was said.
    pub fn of_visit(said: Option<Self>, others: impl Iterator<Item = Self>) -> Self {
        let worst = others.max_by_key(|it| it.weight()).unwrap_or(Self::Done);
        if worst == Self::Unsafe { worst } else { said.unwrap_or(worst) }
    }

    const fn weight(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Partly => 1,
            Self::NotAtHome | Self::Refused => 2,
            Self::NotDone => 3,
            Self::Unsafe => 4,
        }
    }
}

words! {
    /// Why the desk refuses an order (product.md 4.17: not-reasonable with dignity).
    RejectReason {
        /// Outside what a community can do.
        OutOfScope = "out_of_scope",
        /// Belongs to the owner or the property firm.
        PrivateMatter = "private_matter",
        /// Would be unsafe or unlawful.
        NotAllowed = "not_allowed",
        /// Not enough to go on, and nobody answers.
        Unclear = "unclear",
        /// The same thing was settled before.
        SettledBefore = "settled_before",
        /// Something else, said in words.
        Other = "other",
    }
}

words! {
    /// On what ground a service counts as confirmed (product.md 5.6).
    Basis {
        /// Both door keys were right.
        Keys = "keys",
        /// The resident or her family said so.
        Resident = "resident",
        /// The desk called and she said so.
        CallBack = "call_back",
        /// 72 hours of silence.
        Auto = "auto",
    }
}

/// An order, as far as decisions need it. Words, names and doors are kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct Order {
    /// Its id, made by whoever placed it.
    pub id: OrderId,
    /// The community it belongs to.
    pub community_id: AreaId,
    /// The building it is for.
    pub area_id: AreaId,
    /// The area that holds it now: the community at first, higher after an escalation.
    pub holder_id: AreaId,
    /// The level of `holder_id`.
    pub level: Level,
    /// The member of staff who has it in hand 全科社工, once somebody has.
    pub owner_id: Option<PersonId>,
    /// What was ordered.
    pub item_id: ItemId,
    /// How soon.
    pub urgency: Urgency,
    /// How helpers are being asked.
    pub mode: Option<Mode>,
    /// How many people are needed, 1–20.
    pub required: i32,
    /// When helpers are expected.
    pub window_start: Timestamp,
    /// Until when.
    pub window_end: Timestamp,
    /// For whom.
    pub beneficiary_id: PersonId,
    /// By whom.
    pub orderer_id: PersonId,
    /// The one who dispatched it in this round.
    pub dispatcher_id: Option<PersonId>,
    /// How it came in.
    pub channel: Channel,
    /// Where it stands.
    pub state: State,
    /// Grows with every change.
    pub version: i64,
    /// 1 at first; one more with every redo and every round of offers that came back empty.
    pub round: i32,
    /// Rounds of offers that came back empty.
    pub failed_rounds: i32,
    /// By when it is promised.
    pub promise_at: Timestamp,
    /// Since when the promise stands still, if it does.
    pub paused_at: Option<Timestamp>,
    /// Since when it is in this state.
    pub entered_at: Timestamp,
    /// When the clock of this state runs out, if it has one.
    pub due_at: Option<Timestamp>,
    /// When it was last urged.
    pub urged_at: Option<Timestamp>,
    /// Until when it is on hold, or the answer from outside is due.
    pub hold_until: Option<Timestamp>,
    /// How often it was put on hold.
    pub holds: i32,
    /// The order it follows.
    pub merged_into: Option<OrderId>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// On what ground it was confirmed.
    pub basis: Option<Basis>,
    /// When it was confirmed in this round.
    pub confirmed_at: Option<Timestamp>,
}

impl Order {
    /// When helpers are expected.
    #[must_use]
    pub const fn window(&self) -> Window {
        Window { start: self.window_start, end: self.window_end }
    }

    /// Until when both keys can be entered after the visit.
    #[must_use]
    pub const fn late_entry_until(&self) -> Timestamp {
        self.window_end.plus(LATE_ENTRY_HOURS * HOUR)
    }

    /// As whom somebody with these parts may rate the service, if at all: she does, while it can
    /// still be objected to. The desk and the helper never do.
    #[must_use]
    pub fn rated_by(&self, parts: &[Part]) -> Option<Part> {
        let resident = parts.iter().copied().find(|part| matches!(part, Part::Beneficiary | Part::Orderer));
        resident.filter(|_| self.state == State::Confirmed)
    }

    /// The actions somebody may take now: what the page draws as buttons. Each is a command
    /// ([`CommandForm::takes`](crate::form::CommandForm::takes)) or has a form of its own: the desk's for
    /// offering, and the helper's for arriving and leaving.
    #[must_use]
    pub fn actions(&self, parts: &[Part]) -> Vec<Action> {
        let open = |action: &Action| parts.iter().any(|part| self.is_open_to(*part, *action));
        Action::ALL.iter().copied().filter(open).collect()
    }

    /// Whether the table has a row for it, and somebody with this part a form.
    fn is_open_to(&self, part: Part, action: Action) -> bool {
        let has_form = match action {
            Action::Finish => self.is_with_staff(),
            Action::GiveBack => self.is_handed_up(),
            Action::Reopen => self.reopens_until().is_some(),
            // volunteers hand back by a form of their own
            Action::Vacate => self.is_with_staff() && part == Part::Dispatcher,
            // with the keys; who is at the door and who has left the desk says by verbs of its own
            Action::CheckIn | Action::Report | Action::ReportLate => part == Part::Helper,
            // how it went is said on leaving
            Action::ReportFailed => part == Part::Helper && self.state == State::InService,
            // a yes comes before any part in the order, and who was missed has none any more
            Action::Fill | Action::TurnUp => false,
            _ => part != Part::System,
        };
        has_form && rows(self.state, action, part).next().is_some()
    }
}
