//! What the script is made of: one step is one thing that somebody does to one order.

use domain::dispatch::Mode;
use domain::form::Command;
use domain::order::Outcome;
use domain::time::Timestamp;

use crate::demo::{Community, PersonIx, Placed};

/// Index of an order: the past ones first, then the live ones.
pub(super) type OrderIx = usize;

/// One thing at one time.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) order: OrderIx,
    pub(super) act: Act,
}

/// What somebody does.
#[derive(Debug)]
pub(super) enum Act {
    /// It is ordered.
    Place,
    /// A word that moves it.
    Say { who: PersonIx, command: Command },
    /// The same thing as another one, whose number is known only when it was placed.
    Merge { into: OrderIx },
    /// The resident urges.
    Urge { who: PersonIx },
    /// The desk offers it; `ask` are those who will answer.
    Dispatch { mode: Mode, ask: Vec<PersonIx> },
    /// A no.
    Decline { who: PersonIx },
    /// A yes.
    Accept { who: PersonIx },
    /// The first key.
    CheckIn { who: PersonIx },
    /// The second key, or none.
    CheckOut { who: PersonIx, key: bool, outcome: Outcome },
}

/// Everything that happens, in order of time.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) steps: Vec<Step>,
    /// When the clock has something to do, in order.
    pub(super) ticks: Vec<Timestamp>,
}

/// How an order came in.
pub(super) fn placed(community: &Community, order: OrderIx) -> &Placed {
    let past = community.past.len();
    if order < past { &community.past[order].placed } else { &community.live[order - past].placed }
}
