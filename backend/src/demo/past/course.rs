//! The course of a request that was solved, from the first call to the last word.

use domain::dispatch::Mode;
use domain::menu::{Doer, Urgency};
use domain::order::{Basis, Channel};
use domain::time::{DAY, MINUTE, Timestamp, Window};
use rand::Rng;
use rand::seq::IndexedRandom;

use super::super::areas::community_of;
use super::super::menu::{Item, ItemIx};
use super::super::people::PersonIx;
use super::super::rhythm::{LAST_DOOR, at_a_door, into_the_day, minute, on_duty, windows};
use super::super::roster::{Need, Roster};
use super::super::staff;
use super::super::texts::{Texts, one_of};
use super::demand::{self, Clients};
use super::other::party;
use super::said::{asked_back, confirmation, redone, uphold, words_of};
use super::{Ending, PastOrder, Placed, Solved, SolvedBy, Visit};

/// What is known of a request before it has a client: what, and when.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Plan {
    pub(in super::super) now: Timestamp,
    pub(in super::super) item: ItemIx,
    pub(in super::super) placed_at: Timestamp,
}

/// A random length of time, in milliseconds, between two numbers of minutes.
pub(super) fn minutes(rng: &mut impl Rng, from: i64, to: i64) -> i64 {
    rng.random_range(from * MINUTE..to * MINUTE)
}

impl Plan {
    fn item<'a>(&self, roster: &Roster<'a>) -> &'a Item {
        &roster.items[self.item]
    }

    /// Somebody orders it. The window is the first that can be chosen; who needs another one
    /// changes it.
    pub(super) fn placed(
        &self,
        rng: &mut impl Rng,
        texts: &Texts,
        clients: &Clients,
        roster: &Roster<'_>,
    ) -> Placed {
        let beneficiary = clients.any(rng, self.item(roster));
        self.placed_for(rng, texts, clients, roster, beneficiary)
    }

    /// This person orders it, or has it ordered.
    pub(in super::super) fn placed_for(
        &self,
        rng: &mut impl Rng,
        texts: &Texts,
        clients: &Clients,
        roster: &Roster<'_>,
        beneficiary: PersonIx,
    ) -> Placed {
        let item = self.item(roster);
        let person = &roster.people[beneficiary];
        let building = person.home.as_ref().expect("clients live here").building;
        let community = community_of(roster.areas, building);
        let (channel, kin) = clients.channel(rng, item, beneficiary, person.phone.is_some());
        let (desk, _) = staff::desk(community, rng.random_range(0..2));
        let orderer = match channel {
            Channel::Own => beneficiary,
            Channel::Family => kin.unwrap_or(beneficiary),
            _ => desk,
        };
        let section = texts.of(item.code);
        let here = roster.here(building);
        let admitted_at = if item.review {
            on_duty(self.placed_at.plus(minutes(rng, 3, 110)), item.urgency)
        } else {
            self.placed_at
        };
        let weekdays_only = item.doer == Doer::Staff;
        let window = windows(self.placed_at, item.urgency, weekdays_only).first().copied();
        Placed {
            item: self.item,
            community,
            building,
            beneficiary,
            orderer,
            channel,
            placed_at: self.placed_at,
            window: window.unwrap_or(Window { start: self.placed_at, end: self.placed_at.plus(DAY) }),
            details: words_of(rng, texts, roster, self.item, building, beneficiary, self.placed_at),
            answer: one_of(rng, &section.answers, here).filter(|_| rng.random_bool(0.85)),
            note: one_of(rng, &section.notes, here).filter(|_| item.review || rng.random_bool(0.4)),
            desk,
            admitted_at,
        }
    }

    /// Solved by somebody who came, by the desk, or by somebody outside.
    pub(super) fn solved(
        mut self,
        rng: &mut impl Rng,
        texts: &Texts,
        clients: &Clients,
        roster: &mut Roster<'_>,
    ) -> PastOrder {
        const ATTEMPTS: usize = 600;
        let outside = demand::of(self.item(roster).code).outside;
        if rng.random_range(0..100) < outside {
            return self.by_others(rng, texts, clients, roster);
        }
        for attempt in 1..=ATTEMPTS {
            let mut placed = self.placed(rng, texts, clients, roster);
            if let Some(visit) = self.visit(rng, &mut placed, roster) {
                return finish(rng, texts, roster, placed, visit);
            }
            // nobody was free in any window of that day: it was asked the day before
            if attempt % 8 == 0 {
                self.placed_at = self.placed_at.plus(-DAY);
            }
        }
        unreachable!("every community has helpers for every item within a few weeks, which tests check")
    }

    /// Dispatch, acceptance and visit, in one of the windows that can be chosen.
    fn visit(&self, rng: &mut impl Rng, placed: &mut Placed, roster: &Roster<'_>) -> Option<Visit> {
        let item = self.item(roster);
        let dispatched_at = on_duty(placed.admitted_at.plus(minutes(rng, 2, 45)), item.urgency);
        let accepted_at = dispatched_at.plus(match item.urgency {
            Urgency::U1 => minutes(rng, 1, 9),
            Urgency::U2 => minutes(rng, 4, 55),
            Urgency::U3 | Urgency::U4 => minutes(rng, 6, 200),
        });
        let mut open: Vec<Window> = windows(self.placed_at, item.urgency, item.doer == Doer::Staff);
        open.retain(|it| it.length() >= DAY || it.start > accepted_at.plus(20 * MINUTE));
        open.truncate(9);
        for _ in 0..open.len().min(4) {
            let window = *open.choose(rng)?;
            let need = need(item, placed, window, accepted_at);
            let mut asked = roster.candidates(rng, &need);
            let required = usize::try_from(item.required).ok()?;
            if asked.len() < required {
                continue;
            }
            let others = asked.split_off(required);
            let declined: Vec<PersonIx> = if item.doer != Doer::Staff && rng.random_bool(0.3) {
                others.into_iter().take(rng.random_range(1..3)).collect()
            } else {
                Vec::new()
            };
            let (arrived_at, left_at) = at_the_door(rng, item, window, accepted_at)?;
            placed.window = window;
            return Some(Visit {
                mode: mode(rng, item, &declined),
                dispatched_at,
                declined,
                helpers: asked,
                accepted_at,
                arrived_at,
                left_at,
            });
        }
        None
    }

    /// Sent to whoever is in charge, who answered.
    fn by_others(
        self,
        rng: &mut impl Rng,
        texts: &Texts,
        clients: &Clients,
        roster: &Roster<'_>,
    ) -> PastOrder {
        let item = self.item(roster);
        let placed = self.placed(rng, texts, clients, roster);
        let at = on_duty(placed.admitted_at.plus(minutes(rng, 10, 120)), item.urgency);
        let answered_at = on_duty(at.plus(minutes(rng, 5 * 60, 6 * 24 * 60)), Urgency::U3);
        let (party, words) = party(rng, item.code, &placed.details, at);
        let due = at.plus(rng.random_range(7..11) * DAY);
        let by = SolvedBy::Outside { party, at, due, answered_at, words };
        let asked_back = asked_back(rng, texts, item, &placed, at);
        let said = confirmation(rng, texts, roster, &placed, answered_at, false);
        let ending = Ending::Solved(Box::new(Solved {
            asked_back,
            by,
            basis: said.basis,
            confirmed_by: said.by,
            confirmed_at: said.at,
            rating: said.rating,
            objection: None,
        }));
        PastOrder { placed, ending }
    }
}

/// What has to be filled for an order.
pub(in super::super) fn need<'n>(
    item: &'n Item,
    placed: &Placed,
    window: Window,
    accepted: Timestamp,
) -> Need<'n> {
    Need {
        item,
        community: placed.community,
        building: placed.building,
        beneficiary: placed.beneficiary,
        orderer: placed.orderer,
        window,
        desk: placed.desk,
        accepted,
    }
}

fn mode(rng: &mut impl Rng, item: &Item, declined: &[PersonIx]) -> Mode {
    match rng.random_range(0..100) {
        _ if item.doer == Doer::Staff => Mode::Direct,
        0..35 if item.required == 1 && declined.is_empty() => Mode::Direct,
        0..75 => Mode::Waves,
        _ => Mode::Pool,
    }
}

/// When they came and went, by day. Three in a hundred are late for an appointment.
pub(super) fn at_the_door(
    rng: &mut impl Rng,
    item: &Item,
    window: Window,
    accepted: Timestamp,
) -> Option<(Timestamp, Timestamp)> {
    let planned = i64::from(item.planned_minutes);
    let took = (planned * rng.random_range(55..118) / 100).max(8);
    if window.length() >= DAY {
        // at night nobody comes; the window runs on until the next day
        let arrived = at_a_door(accepted.plus(minutes(rng, 20, 170)), took + 1);
        let left = arrived.plus(took * MINUTE + rng.random_range(0..MINUTE));
        return (left <= window.end).then_some((arrived, left));
    }
    // an evening is open until nine, but who comes then has gone by eight
    let open = (window.length() / MINUTE).min(LAST_DOOR - minute(window.start));
    let took = took.min(LAST_DOOR - minute(window.start) - 1);
    let arrived = if rng.random_bool(0.03) {
        window.end.plus(minutes(rng, 4, 35))
    } else {
        let room = (open - planned).max(20);
        window.start.plus(minutes(rng, 0, room))
    };
    let left = arrived.plus(took * MINUTE + rng.random_range(0..MINUTE));
    let moved = into_the_day(arrived, left, window.end);
    Some((arrived.plus(moved), left.plus(moved)))
}

/// The rest of the story of a visit.
fn finish(
    rng: &mut impl Rng,
    texts: &Texts,
    roster: &mut Roster<'_>,
    placed: Placed,
    visit: Visit,
) -> PastOrder {
    let item = &roster.items[placed.item];
    let need = need(item, &placed, placed.window, visit.accepted_at);
    let asked_back = asked_back(rng, texts, item, &placed, visit.dispatched_at);
    let redone = redone(rng, texts, item, &placed, &visit);
    let done_at = redone.as_ref().map_or(visit.left_at, |(_, left)| *left);
    let said = confirmation(rng, texts, roster, &placed, done_at, item.doer != Doer::Staff);
    roster.book(&visit.helpers, &need, said.at);
    roster.asked(&visit.declined, visit.dispatched_at);
    let objection = redone.map(|(objection, _)| objection);
    let mut solved = Solved {
        asked_back,
        by: SolvedBy::Visit(visit),
        basis: said.basis,
        confirmed_by: said.by,
        confirmed_at: said.at,
        rating: said.rating,
        objection,
    };
    if solved.objection.is_none() && solved.basis != Basis::Auto && rng.random_bool(0.015) {
        uphold(rng, texts, roster, &placed, &mut solved);
    }
    PastOrder { placed, ending: Ending::Solved(Box::new(solved)) }
}
