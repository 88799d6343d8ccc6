//! The demo community: 龙井街道 of seed 003, made from a seed and a date. Pure: no database, no
//! clock; the same three arguments make the same [`Community`], to the last comma.
//!
//! What is true and what is invented
//! - From the seed: the street, 红苕地社区 and 广华社区, 4 communities, 17 resident groups, 25
//!   estates, about 40,000 residents, 631 requests received and 577 solved, the five levels, and
//!   the words of the menu.
//! - Invented: the two other communities, every estate, building, person, phone number, party
//!   branch and sentence. Division codes look right and are not in the register; phone numbers
//!   all lie in one block (`19900……`, desks `0813-999……`), so that a demo can never ring anybody up by
//!   chance.
//!
//! How it is made
//!
//! | Step | File | From stream |
//! |---|---|---|
//! | 1 area tree, grids | [`areas`] | – (fixed) |
//! | 2 staff and cast | [`staff`] | – (fixed) |
//! | 3 households, families elsewhere | [`people`] | 1 |
//! | 4 volunteers | [`volunteers`] | 2 |
//! | 5 menu | [`menu`] | – (fixed) |
//! | 6 631 past orders | [`past`] | 3 |
//! | 7 live orders of today | [`live`] | 4 |
//!
//! Each step draws from its own stream of the generator, so that a sentence added to
//! `texts.csv` does not move everybody to another house.
//!
//! Invariants (tests hold them)
//! - parents stand before children in [`Community::areas`]; `past` is sorted by time of placing;
//! - indices ([`AreaIx`], [`PersonIx`], [`ItemIx`]) point into the lists of the same
//!   [`Community`];
//! - helpers fit: right community, skill, doer, hours, cover for raised risk, nobody of the
//!   resident's household, no two visits at once, at most two open orders and eight visits a
//!   month to the same person — the plan is meant to pass the real flows;
//! - every timeline runs forward, and everything past is over before `now`.

use domain::time::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

pub mod areas;
pub mod live;
pub mod menu;
pub mod past;
pub mod people;
pub mod staff;
pub mod volunteers;

mod households;
mod names;
mod rhythm;
mod roster;
mod texts;

#[cfg(test)]
mod tests;

pub use areas::{Area, AreaIx, Grid, Spot};
pub use live::{LiveOrder, Stage, Taken};
pub use menu::{Both, Item, ItemIx};
pub use past::{
    Appeal, AskedBack, Ending, Objection, PastOrder, Placed, Rating, Solved, SolvedBy, Visit, Withdrawer,
};
pub use people::{Family, Grant, Home, Person, PersonIx};
pub use staff::Cast;
pub use volunteers::{Ability, PartyMember, Volunteer};

/// How many requests the seed counts as received.
pub const RECEIVED: usize = 631;
/// How many of them it counts as solved.
pub const SOLVED: usize = 577;
/// Fewer residents than this leave communities without a plumber or a lawyer, and orders
/// without helpers.
pub const MIN_RESIDENTS: u32 = 400;

/// Everything the demo database is filled with, before anything touches a database.
#[derive(Debug, Clone, PartialEq)]
pub struct Community {
    /// The seed it grew from.
    pub seed: u64,
    /// The moment the demo takes for the present.
    pub now: Timestamp,
    /// District, street, communities, estates, buildings; parents first.
    pub areas: Vec<Area>,
    /// The 17 resident groups 居民小组.
    pub grids: Vec<Grid>,
    /// The stewards 楼栋长 of buildings, where somebody could be found.
    pub stewards: Vec<(AreaIx, PersonIx)>,
    /// Staff first, then the cast, residents, and families who live elsewhere.
    pub people: Vec<Person>,
    /// Who may order for whom.
    pub families: Vec<Family>,
    /// The menu, by number.
    pub items: Vec<Item>,
    /// The 631, in order of placing.
    pub past: Vec<PastOrder>,
    /// The orders that are open on the demo's own day.
    pub live: Vec<LiveOrder>,
    /// The people a visitor of the demo signs in as.
    pub cast: Cast,
}

impl Community {
    /// The street 龙井街道.
    #[must_use]
    pub const fn street(&self) -> AreaIx {
        areas::STREET
    }

    /// The four communities, in the order of their codes.
    pub fn communities(&self) -> impl Iterator<Item = AreaIx> {
        areas::COMMUNITIES
    }
}

/// Makes the demo community. `residents` below [`MIN_RESIDENTS`] counts as that many; staff and
/// families elsewhere come on top.
#[must_use]
pub fn plan(seed: u64, residents: u32, now: Timestamp) -> Community {
    let stream = |number: u64| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(number);
        rng
    };
    let residents = residents.max(MIN_RESIDENTS);
    let year = rhythm::year(now);
    let (areas, mut grids) = areas::tree(residents);
    let mut people = staff::staff();
    let (cast, mut families) = staff::cast(&areas, now, &mut people);
    let rng = &mut stream(1);
    people::settle(rng, &areas, residents, year, &mut people);
    families.extend(people::kin_elsewhere(rng, year, &mut people));
    volunteers::recruit(&mut stream(2), &areas, now, year, &mut people);
    areas::name_heads(&areas, &mut grids, &people, year);
    let stewards = areas::name_stewards(&areas, &people, year);
    let items = menu::items();
    let mut roster = roster::Roster::new(&areas, &people, &items);
    let past = past::orders(&mut stream(3), now, &families, &mut roster);
    let live = live::orders(&mut stream(4), now, &cast, &families, &mut roster);
    Community { seed, now, areas, grids, stewards, people, families, items, past, live, cast }
}
