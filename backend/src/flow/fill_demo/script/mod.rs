//! Turns the plan into steps. Pure: what is told here happens in [`super::play`].

mod live;

use std::collections::BTreeSet;

use domain::calendar::Calendar;
use domain::dispatch::Mode;
use domain::form::Command;
use domain::menu::Doer;
use domain::order::{Basis, Channel, Outcome, respond_by};
use domain::quiet::QuietHours;
use domain::time::{DAY, Timestamp};

use super::story::{Act, OrderIx, Script, Step};
use crate::demo::{
    Community, Ending, Item, Objection, PastOrder, PersonIx, Placed, Solved, SolvedBy, Visit, Withdrawer,
};

/// The clock is looked at this often, besides the moments at which silence or a pool ends: what
/// else is due (closing after seven days) can wait for the next morning.
const TICK_EVERY: i64 = DAY;
/// What staff say of their own items.
const DONE_AT_COUNTER: &str = "已在会客厅当面办妥，材料和回执交给本人。";
/// What they say of a second visit.
const ANOTHER_VISIT: &str = "再上门一次，办完请居民当面看过。";

/// The whole script.
pub(super) fn write(community: &Community, calendar: &Calendar) -> Script {
    let mut script = Writer { community, calendar, steps: Vec::new(), ticks: BTreeSet::new() };
    for (order, it) in community.past.iter().enumerate() {
        script.tell(order, &it.placed).past(it);
    }
    for (order, it) in community.live.iter().enumerate() {
        script.tell(community.past.len() + order, &it.placed).live(it);
    }
    let first = community.past.first().map_or(community.now, |it| it.placed.placed_at);
    let mut at = first;
    while at < community.now {
        script.ticks.insert(at);
        at = at.plus(TICK_EVERY);
    }
    let Writer { mut steps, ticks, .. } = script;
    // stable: what happens to one order at one moment stays in the order it was told
    steps.sort_by_key(|step| step.at);
    Script { steps, ticks: ticks.into_iter().filter(|at| *at <= community.now).collect() }
}

struct Writer<'a> {
    community: &'a Community,
    calendar: &'a Calendar,
    steps: Vec<Step>,
    ticks: BTreeSet<Timestamp>,
}

impl<'a> Writer<'a> {
    fn tell<'w>(&'w mut self, order: OrderIx, placed: &'a Placed) -> Tale<'w, 'a> {
        let item = &self.community.items[placed.item];
        Tale { writer: self, order, placed, item, at: placed.placed_at }
    }
}

/// The story of one order while it is told.
struct Tale<'w, 'a> {
    writer: &'w mut Writer<'a>,
    order: OrderIx,
    placed: &'a Placed,
    item: &'a Item,
    /// Nothing happens before what happened last.
    at: Timestamp,
}

impl Tale<'_, '_> {
    fn then(&mut self, at: Timestamp, act: Act) {
        self.at = self.at.max(at);
        self.writer.steps.push(Step { at: self.at, order: self.order, act });
    }

    fn say(&mut self, at: Timestamp, who: PersonIx, command: Command) {
        self.then(at, Act::Say { who, command });
    }

    fn desk(&mut self, at: Timestamp, command: Command) {
        self.say(at, self.placed.desk, command);
    }

    fn resident(&mut self, at: Timestamp, command: Command) {
        let who = self.voice();
        self.say(at, who, command);
    }

    /// Who speaks for the resident: whoever ordered, herself by phone, or the desk for her.
    fn voice(&self) -> PersonIx {
        let own = matches!(self.placed.channel, Channel::Own | Channel::Family);
        let has_phone = self.writer.community.people[self.placed.beneficiary].phone.is_some();
        match (own, has_phone) {
            (true, _) => self.placed.orderer,
            (false, true) => self.placed.beneficiary,
            (false, false) => self.placed.desk,
        }
    }

    fn tick(&mut self, at: Timestamp) {
        self.writer.ticks.insert(at);
    }

    fn placed(&mut self) {
        self.then(self.placed.placed_at, Act::Place);
    }

    /// The desk reads it; what needs no reading was taken on by itself.
    fn admitted(&mut self) {
        if self.item.review {
            let public_note = self.placed.note.clone();
            self.desk(self.placed.admitted_at, Command::Admit { public_note });
        }
    }

    fn past(&mut self, it: &PastOrder) {
        self.placed();
        let read_first = match &it.ending {
            Ending::Merged { .. } => false,
            Ending::Cancelled { at, .. } => self.placed.admitted_at < *at,
            _ => true,
        };
        if read_first {
            self.admitted();
        }
        match &it.ending {
            Ending::Solved(solved) => self.solved(solved),
            Ending::Rejected { at, reason, explanation, alternative, appeal } => {
                let reject = |explanation: &str| Command::Reject {
                    reason: *reason,
                    explanation: explanation.to_owned(),
                    alternative: alternative.clone(),
                };
                self.desk(*at, reject(explanation));
                if let Some(it) = appeal {
                    // with the appeal the street holds it, and answers for it
                    let street = self.writer.community.cast.street_coordinator;
                    self.resident(it.at, Command::Appeal { words: it.words.clone() });
                    self.say(it.taken_up_at, street, Command::TakeUp);
                    self.say(it.refused_at, street, reject(&it.explanation));
                }
            }
            Ending::Unmet { pooled_at, at, words } => {
                for at in pooled_at {
                    self.then(*at, Act::Dispatch { mode: Mode::Pool, ask: Vec::new() });
                    self.offer_ends(Mode::Pool);
                }
                self.desk(*at, Command::GiveUp { words: words.clone() });
            }
            Ending::Cancelled { at, by, reason } => {
                let who = match by {
                    Withdrawer::Resident => self.voice(),
                    Withdrawer::Desk => self.placed.desk,
                };
                self.say(*at, who, Command::Cancel { reason: Some(reason.clone()) });
            }
            Ending::Merged { at, into } => self.then(*at, Act::Merge { into: *into }),
            Ending::Referred { at, party, due } => {
                self.desk(*at, Command::Refer { party: party.clone(), until: *due });
            }
        }
    }

    fn solved(&mut self, it: &Solved) {
        if let Some(asked) = &it.asked_back {
            self.desk(asked.asked_at, Command::AskBack { question: asked.question.clone() });
            self.resident(asked.answered_at, Command::Answer { words: asked.answer.clone() });
        }
        let redone = matches!(it.objection, Some(Objection::Redone { .. }));
        let keys = it.basis == Basis::Keys;
        match &it.by {
            SolvedBy::Visit(visit) => self.visit(visit, keys && !redone, Outcome::Done),
            SolvedBy::Outside { party, at, due, answered_at, words } => {
                self.desk(*at, Command::Refer { party: party.clone(), until: *due });
                self.desk(*answered_at, Command::ReferDone { words: words.clone() });
            }
        }
        if let Some(Objection::Redone { words, at, agreed_at, visit }) = &it.objection {
            self.resident(*at, Command::Dispute { words: words.clone() });
            self.desk(*agreed_at, Command::Redo { words: ANOTHER_VISIT.to_owned() });
            self.visit(visit, keys, Outcome::Done);
        }
        if let Some(who) = it.confirmed_by {
            let (rating, words) = it.rating.clone().map_or((None, None), |it| (Some(it.stars), it.words));
            self.say(it.confirmed_at, who, Command::Confirm { rating, words });
        } else {
            self.tick(it.confirmed_at.max(self.at));
        }
        if let Some(Objection::Upheld { words, at, by, decided_at, finding }) = &it.objection {
            self.resident(*at, Command::Dispute { words: words.clone() });
            self.say(*decided_at, *by, Command::Uphold { finding: finding.clone() });
        }
    }

    /// From the offer to the door and out again.
    fn visit(&mut self, it: &Visit, key: bool, outcome: Outcome) {
        if self.item.doer == Doer::Staff {
            self.desk(it.dispatched_at, Command::TakeOn);
            self.desk(it.left_at, Command::Finish { words: DONE_AT_COUNTER.to_owned() });
            return;
        }
        self.offered(it.mode, it.dispatched_at, &it.declined, &it.helpers, it.accepted_at);
        for who in &it.helpers {
            self.then(it.arrived_at, Act::CheckIn { who: *who });
        }
        for who in &it.helpers {
            self.then(it.left_at, Act::CheckOut { who: *who, key, outcome });
        }
    }

    /// Offered, and answered by everybody who answers: the noes first, the last yes at `until`.
    fn offered(
        &mut self,
        mode: Mode,
        at: Timestamp,
        declined: &[PersonIx],
        helpers: &[PersonIx],
        until: Timestamp,
    ) {
        self.then(at, Act::Dispatch { mode, ask: [declined, helpers].concat() });
        let (begun, answers) = (self.at, declined.len() + helpers.len());
        let noes = declined.iter().map(|who| Act::Decline { who: *who });
        let yeses = helpers.iter().map(|who| Act::Accept { who: *who });
        for (turn, act) in (1_i64..).zip(noes.chain(yeses)) {
            let share = until.since(begun).max(0) / i64::try_from(answers).unwrap_or(1) * turn;
            self.then(begun.plus(share), act);
        }
    }

    fn offer_ends(&mut self, mode: Mode) {
        if let Some(at) = self.answer_by(mode, self.at) {
            self.tick(at);
        }
    }

    /// In the demo everybody sleeps at the usual hours.
    fn answer_by(&self, mode: Mode, at: Timestamp) -> Option<Timestamp> {
        let (urgency, window) = (self.item.urgency, self.placed.window);
        respond_by(mode, urgency, at, window, QuietHours::default(), self.writer.calendar)
    }
}
