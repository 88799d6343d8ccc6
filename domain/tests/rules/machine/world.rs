//! The model: an order, and beside it what the database holds, the parts of helpers and the books.

use domain::Refusal;
use domain::assignment::AssignmentState as Standing;
use domain::dispatch::Mode;
use domain::form::Chosen;
use domain::id::PersonId;
use domain::ledger::Book;
use domain::menu::Urgency;
use domain::order::{Acting, Action, Basis, Move, Order, Outcome, Part, State, TRY_APART, Tries};
use domain::time::{DAY, Timestamp};

use crate::given::{NOW, calendar, id, person, placed, window};

pub(super) const ORDERER: u128 = 1;
pub(super) const BENEFICIARY: u128 = 2;
pub(super) const DESK: [u128; 2] = [3, 4];
pub(super) const HELPERS: [u128; 3] = [5, 6, 7];
pub(super) const HIGHER: u128 = 8;
pub(super) const SYSTEM: u128 = 0;
pub(super) const ACTORS: [u128; 9] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/// One person's part in one round.
#[derive(Debug, Clone)]
pub(super) struct Helping {
    pub(super) person: PersonId,
    pub(super) round: i32,
    pub(super) state: Standing,
    pub(super) accepted: bool,
}

/// What somebody tries.
#[derive(Debug, Clone, Copy)]
pub(super) enum Act {
    Plain(Action),
    Dispatch(Mode),
    Accept,
    Decline,
    Release,
    Miss,
    TurnUp,
    CheckIn,
    CheckOut,
    Fail,
    ReportLate,
    TakeOn,
    Finish,
    PutBack,
    FallBack,
    LapseQuestion,
    Reopen,
    Confirm(Basis),
    Dispute,
    Decide(bool),
    Redo,
    Close,
    Appeal,
    Escalate,
    TakeUp,
    GiveBack,
    Reschedule { days: i64, helpers_agree: bool },
    Hold(i64),
    Urge,
}

#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) order: Order,
    pub(super) helping: Vec<Helping>,
    pub(super) book: Book,
    pub(super) now: Timestamp,
}

impl World {
    pub(super) fn new(required: i32, urgency: Urgency) -> Self {
        let order = Order { required, ..placed(urgency) };
        Self { order, helping: Vec::new(), book: Book::new(), now: NOW }
    }

    pub(super) fn parts(&self, actor: u128) -> Vec<Part> {
        match actor {
            SYSTEM => vec![Part::System],
            ORDERER => vec![Part::Orderer],
            BENEFICIARY => vec![Part::Beneficiary],
            HIGHER => vec![Part::HigherLevel],
            _ if DESK.contains(&actor) => vec![Part::Dispatcher],
            _ if self.mine(actor).is_some_and(|at| self.helping[at].state.holds_place()) => {
                vec![Part::Helper]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn mine(&self, actor: u128) -> Option<usize> {
        let round = self.order.round;
        self.helping.iter().position(|it| it.person == person(actor) && it.round == round)
    }

    pub(super) fn this_round(&self) -> impl Iterator<Item = &Helping> {
        self.helping.iter().filter(|it| it.round == self.order.round)
    }

    pub(super) fn places_taken(&self) -> usize {
        self.this_round().filter(|it| it.state.holds_place()).count()
    }

    pub(super) fn turn(&mut self, at: usize, to: Standing) {
        let from = self.helping[at].state;
        assert!(from.next().contains(&to), "{from} never becomes {to}");
        self.helping[at].state = to;
    }

    /// Tries it; what is refused leaves everything as it was.
    pub(super) fn act(&mut self, actor: u128, act: Act) -> Result<Option<Move>, Refusal> {
        let before = self.clone();
        let done = self.attempt(actor, act);
        if done.is_err() {
            *self = before;
        }
        done
    }

    fn attempt(&mut self, actor: u128, act: Act) -> Result<Option<Move>, Refusal> {
        let (parts, calendar) = (self.parts(actor), calendar());
        let who = (actor != SYSTEM).then(|| person(actor));
        let acting = Acting { who, parts: &parts, now: self.now, calendar: &calendar };
        let it = self.order.clone();
        let above = it.level.above().map(|level| (id(50), level));
        let moved = match act {
            Act::Plain(action) => it.step(action, &acting)?,
            Act::Dispatch(mode) => {
                let mut it = it;
                it.round += i32::from(self.this_round().next().is_some());
                it.dispatch(mode, &acting)?
            }
            Act::Accept | Act::Decline => return self.answer(actor, act),
            Act::Release => {
                let at = self.mine(actor).filter(|at| self.helping[*at].state == Standing::Accepted);
                self.turn(at.ok_or(Refusal::NoOffer)?, Standing::Released);
                if it.state != State::Claimed {
                    return Ok(None);
                }
                match it.vacate(self.places_taken() > 0, &acting)? {
                    Some(moved) => moved,
                    None => return Ok(None),
                }
            }
            Act::Miss => {
                if !parts.contains(&Part::Dispatcher) {
                    return Err(Refusal::NoOffer);
                }
                let round = it.round;
                let awaited = |it: &Helping| it.round == round && it.state == Standing::Accepted;
                let at = self.helping.iter().position(awaited).ok_or(Refusal::NoOffer)?;
                self.turn(at, Standing::NoShow);
                if it.state != State::Claimed {
                    return Ok(None);
                }
                match it.vacate(self.places_taken() > 0, &Acting::system(self.now, &calendar))? {
                    Some(moved) => moved,
                    None => return Ok(None),
                }
            }
            Act::TurnUp => {
                let at = self.mine(actor).filter(|at| self.helping[*at].state == Standing::NoShow);
                let at = at.ok_or(Refusal::NoOffer)?;
                let taken = i32::try_from(self.places_taken()).expect("few");
                self.turn(at, Standing::Accepted);
                match it.turn_up(taken, &Acting { parts: &[Part::Helper], ..acting })? {
                    Some(moved) => moved,
                    None => return Ok(None),
                }
            }
            Act::CheckIn => {
                let at = self.mine(actor).filter(|at| self.helping[*at].state == Standing::Accepted);
                self.turn(at.ok_or(Refusal::NoOffer)?, Standing::CheckedIn);
                if it.state == State::InService {
                    return Ok(None);
                }
                it.step(Action::CheckIn, &acting)?
            }
            Act::CheckOut | Act::Fail => {
                let at = self.mine(actor).filter(|at| self.helping[*at].state == Standing::CheckedIn);
                self.turn(at.ok_or(Refusal::NoOffer)?, Standing::CheckedOut);
                let busy =
                    self.this_round().any(|it| matches!(it.state, Standing::Accepted | Standing::CheckedIn));
                if busy && it.state == State::InService {
                    return Ok(None);
                }
                let outcome = if matches!(act, Act::Fail) { Outcome::Partly } else { Outcome::Done };
                it.report(outcome, &acting)?
            }
            Act::ReportLate => {
                let moved = it.report_late(&acting)?;
                for at in 0..self.helping.len() {
                    if self.helping[at].round == moved.order.round
                        && self.helping[at].state == Standing::Accepted
                    {
                        self.turn(at, Standing::CheckedOut);
                    }
                }
                moved
            }
            Act::TakeOn => it.take_on(&acting)?,
            Act::Finish => it.finish(&acting)?,
            Act::PutBack => it.put_back(&acting)?,
            Act::FallBack => it.fall_back(&acting)?,
            Act::LapseQuestion => it.lapse_question(Tries::of([NOW, NOW.plus(TRY_APART)]), &acting)?,
            Act::Reopen => it.reopen(&acting)?,
            Act::Confirm(basis) => it.confirm(basis, &acting)?,
            Act::Dispute => it.dispute(&acting)?,
            Act::Decide(done) => it.decide(done, &acting)?,
            Act::Redo => it.redo(&acting)?,
            Act::Close => it.close(&acting)?,
            Act::Appeal => it.appeal(above, &acting)?,
            Act::Escalate => it.escalate(above, &acting)?,
            Act::TakeUp => it.take_up(&acting)?,
            Act::GiveBack => it.give_back(&acting)?,
            Act::Reschedule { days, helpers_agree } => {
                let window = window(self.now.plus(days * DAY), 4);
                let to = Chosen { window, agreed: (days > 0).then_some(window.end) };
                let taken = i32::try_from(self.places_taken()).expect("few");
                if helpers_agree && it.is_partly_taken(taken) {
                    return Err(Refusal::NotNow { state: it.state });
                }
                it.reschedule(&to, helpers_agree, &acting)?
            }
            Act::Hold(days) => it.hold(self.now.plus(days * DAY), &acting)?,
            Act::Urge => {
                self.order = it.urge(&acting)?;
                return Ok(None);
            }
        };
        self.follow(&moved);
        Ok(Some(moved))
    }

    /// Yes or no to an offer, as `flow::accept_offer` does it: under the lock of the order.
    fn answer(&mut self, actor: u128, act: Act) -> Result<Option<Move>, Refusal> {
        let at = self.mine(actor).ok_or(Refusal::NoOffer)?;
        if self.order.state != State::Offered || self.helping[at].state != Standing::Offered {
            return Err(Refusal::NoOffer);
        }
        if matches!(act, Act::Decline) {
            self.turn(at, Standing::Declined);
            return Ok(None);
        }
        if self.places_taken() >= self.order.required as usize {
            return Err(Refusal::AlreadyFull);
        }
        self.turn(at, Standing::Accepted);
        self.helping[at].accepted = true;
        if self.places_taken() < self.order.required as usize {
            return Ok(None);
        }
        let calendar = calendar();
        let acting =
            Acting { who: Some(person(actor)), parts: &[Part::Helper], now: self.now, calendar: &calendar };
        let moved = self.order.clone().step(Action::Fill, &acting)?;
        self.follow(&moved);
        Ok(Some(moved))
    }
}
