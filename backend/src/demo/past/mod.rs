//! The past: 631 requests of eighteen months, of which 577 were solved (seed 003). What became
//! of each is told step by step with its times, so that it can be played through the flows.

mod course;
mod demand;
mod other;
mod refusals;
mod said;
mod story;

use domain::time::{HOUR, Timestamp};
use rand::Rng;
use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;

use super::menu::{ItemIx, position};
use super::people::Family;
use super::roster::Roster;
use super::texts::Texts;
use super::{RECEIVED, SOLVED};

pub use story::{
    Appeal, AskedBack, Ending, Objection, PastOrder, Placed, Rating, Solved, SolvedBy, Visit, Withdrawer,
};

pub(super) use course::{Plan, need};
pub(super) use demand::Clients;
#[cfg(test)]
pub(super) use demand::of as demand_of;

/// How many ended otherwise, by kind; the rest is solved.
const REFUSED: usize = 15;
const UNMET: usize = 10;
const WITHDRAWN: usize = 14;
const MERGED: usize = 9;
const OUTSIDE: usize = 6;
const _: () = assert!(REFUSED + UNMET + WITHDRAWN + MERGED + OUTSIDE == RECEIVED - SOLVED);

/// What is to become of a request before it has a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Solved,
    /// Index into the list of refusals.
    Refused(usize),
    Unmet,
    Withdrawn,
    Outside,
}

/// The 631, in order of placing.
pub(super) fn orders(
    rng: &mut impl Rng,
    now: Timestamp,
    families: &[Family],
    roster: &mut Roster<'_>,
) -> Vec<PastOrder> {
    let texts = Texts::read();
    let clients = Clients::new(roster, families, now);
    let mut told: Vec<PastOrder> = Vec::with_capacity(RECEIVED);
    // helpers are booked in the order of time, so the moments are drawn before the stories
    for (item, fate, placed_at) in moments(rng, roster, now) {
        let plan = Plan { now, item, placed_at };
        let order = match fate {
            Fate::Solved => plan.solved(rng, &texts, &clients, roster),
            Fate::Refused(number) => plan.refused(rng, number, &texts, &clients, roster),
            Fate::Unmet => plan.unmet(rng, &texts, &clients, roster),
            Fate::Withdrawn => plan.withdrawn(rng, &texts, &clients, roster),
            Fate::Outside => plan.outside(rng, &texts, &clients, roster),
        };
        told.push(order);
    }
    other::merge_some(rng, MERGED, &texts, &clients, roster, &mut told);
    other::vary(rng, &texts, roster, &mut told);
    other::sort(&mut told);
    told
}

fn moments(rng: &mut impl Rng, roster: &Roster<'_>, now: Timestamp) -> Vec<(ItemIx, Fate, Timestamp)> {
    let weights = WeightedIndex::new(roster.items.iter().map(|item| demand::of(item.code).weight))
        .expect("every item is asked for");
    let mut drawn = Vec::with_capacity(RECEIVED);
    let mut add = |rng: &mut _, fate, item: ItemIx| {
        let demand = demand::of(roster.items[item].code);
        let urgency = roster.items[item].urgency;
        drawn.push((item, fate, super::rhythm::ordering_time(rng, now, urgency, demand.months)));
    };
    for _ in 0..SOLVED {
        let item = weights.sample(rng);
        add(rng, Fate::Solved, item);
    }
    for number in 0..REFUSED {
        add(rng, Fate::Refused(number), position(roster.items, refusals::REFUSALS[number].item));
    }
    for number in 0..UNMET {
        let code = demand::UNMET[number % demand::UNMET.len()];
        add(rng, Fate::Unmet, position(roster.items, code));
    }
    for _ in 0..WITHDRAWN {
        let item = weights.sample(rng);
        add(rng, Fate::Withdrawn, item);
    }
    for number in 0..OUTSIDE {
        let code = demand::OUTSIDE[number % demand::OUTSIDE.len()];
        add(rng, Fate::Outside, position(roster.items, code));
    }
    // what is over has to be over: nothing solved was ordered yesterday, and an answer from
    // outside that is still awaited was asked for in the last two weeks
    for (_, fate, placed_at) in &mut drawn {
        let ago = now.since(*placed_at);
        let least = if *fate == Fate::Outside { 3 } else { 19 } * 24 * HOUR;
        if *fate == Fate::Outside || ago < least {
            let days =
                if *fate == Fate::Outside { rng.random_range(3..12) } else { rng.random_range(19..60) };
            let same_minute = super::rhythm::minute(*placed_at);
            *placed_at = super::rhythm::at(super::rhythm::day(now) - days, same_minute);
        }
    }
    drawn.sort_by_key(|(item, _, placed_at)| (*placed_at, *item));
    drawn
}
