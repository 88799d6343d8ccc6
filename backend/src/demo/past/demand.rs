//! What is asked for how often, when in the year, and by whom.

use std::collections::BTreeMap;

use domain::order::Channel;
use domain::time::Timestamp;
use rand::Rng;
use rand::seq::IndexedRandom;

use super::super::areas::{AreaIx, COMMUNITIES};
use super::super::menu::Item;
use super::super::people::{Family, PersonIx};
use super::super::rhythm::year;
use super::super::roster::Roster;

/// Who asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Client {
    /// Anybody grown.
    Grown,
    /// From 65.
    Elder,
    /// Of the age to have children at school or smaller.
    Parent,
}

/// The demand for one item.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Demand {
    pub(in super::super) code: &'static str,
    pub(in super::super) weight: u32,
    /// The months in which it is asked for more; none means all alike.
    pub(in super::super) months: &'static [u32],
    pub(in super::super) client: Client,
    /// How many in a hundred are solved by somebody outside.
    pub(in super::super) outside: u32,
}

const fn demand(code: &'static str, weight: u32, months: &'static [u32], client: Client) -> Demand {
    Demand { code, weight, months, client, outside: 0 }
}

const WINTER: &[u32] = &[11, 12, 1, 2];
const SUMMER: &[u32] = &[6, 7, 8];
const RAIN: &[u32] = &[5, 6, 7, 8, 9];
const SCHOOL: &[u32] = &[3, 4, 5, 6, 9, 10, 11, 12];

use Client::{Elder, Grown, Parent};

const DEMANDS: &[Demand] = &[
    demand("canteen_meal", 52, &[], Elder),
    demand("water_pipe", 36, WINTER, Grown),
    demand("drain", 30, RAIN, Grown),
    demand("light_bulb", 34, WINTER, Elder),
    demand("medicine", 34, WINTER, Elder),
    demand("shopping", 26, &[], Elder),
    demand("appliance", 26, SUMMER, Grown),
    demand("haircut", 24, &[1, 2, 6, 7], Elder),
    demand("hospital_escort", 30, &[], Elder),
    demand("phone_lesson", 30, &[], Elder),
    demand("blood_pressure", 20, WINTER, Elder),
    demand("bedside_care", 14, &[], Grown),
    demand("home_visit", 26, &[12, 1, 9, 10], Elder),
    demand("neighbour_watch", 18, &[7, 8, 12, 1], Elder),
    demand("ride", 12, &[1, 2, 10], Elder),
    demand("early_class", 14, SCHOOL, Parent),
    demand("homework", 24, &[7, 8, 6, 12, 1], Parent),
    demand("art_class", 14, &[1, 2, 7, 8], Grown),
    demand("counselling", 12, &[5, 6, 12], Grown),
    demand("legal_advice", 14, &[], Grown),
    demand("drying_rack", 12, &[3, 4, 10, 11], Grown),
    demand("micro_wish", 14, &[5, 6, 12, 1], Elder),
    demand("social_insurance", 26, &[3, 4, 5, 11], Elder),
    demand("medical_insurance", 20, &[9, 10, 11, 12], Grown),
    demand("senior_card", 12, &[], Elder),
    demand("residence_proof", 12, &[5, 6, 8], Grown),
    demand("allowance", 16, &[], Elder),
    demand("one_stop", 8, &[], Grown),
    Demand { outside: 25, ..demand("stair_light", 44, WINTER, Grown) },
    demand("environment", 14, &[3, 4, 5, 10], Grown),
    demand("noise", 16, SUMMER, Grown),
    Demand { outside: 20, ..demand("parking", 12, &[], Grown) },
    Demand { outside: 70, ..demand("public_facility", 26, RAIN, Grown) },
    Demand { outside: 60, ..demand("property", 18, &[], Grown) },
    demand("fire_lane", 14, &[], Grown),
    demand("proposal", 10, &[], Grown),
];

/// What nobody could be found for.
pub(super) const UNMET: &[&str] =
    &["ride", "bedside_care", "drying_rack", "counselling", "homework", "hospital_escort", "art_class"];

/// What is waiting for somebody outside.
pub(super) const OUTSIDE: &[&str] = &["property", "public_facility", "stair_light", "parking"];

/// The demand for an item.
pub(in super::super) fn of(code: &str) -> Demand {
    *DEMANDS.iter().find(|demand| demand.code == code).expect("every item has a demand, which a test checks")
}

/// Who lives where, by what they may ask for.
pub(in super::super) struct Clients {
    by_need: BTreeMap<(Client, AreaIx), Vec<PersonIx>>,
    kin: BTreeMap<PersonIx, PersonIx>,
}

impl Clients {
    pub(in super::super) fn new(roster: &Roster<'_>, families: &[Family], now: Timestamp) -> Self {
        let year = year(now);
        let mut by_need = BTreeMap::new();
        let ages = [(Grown, 20..100, true), (Elder, 65..120, false), (Parent, 26..48, true)];
        for (client, ages, with_phone) in ages {
            let found = roster.residents(|person| {
                ages.contains(&(year - person.birth_year)) && (!with_phone || person.phone.is_some())
            });
            by_need.extend(found.into_iter().map(|(area, people)| ((client, area), people)));
        }
        Self { by_need, kin: families.iter().map(|family| (family.elder, family.kin)).collect() }
    }

    /// Who orders for this person from elsewhere.
    pub(in super::super) fn kin_of(&self, elder: PersonIx) -> Option<PersonIx> {
        self.kin.get(&elder).copied()
    }

    /// Somebody who asks for this.
    pub(in super::super) fn any(&self, rng: &mut impl Rng, item: &Item) -> PersonIx {
        // 红苕地 and 广华 are the two demonstration communities and have worked with it longest
        const SHARES: [AreaIx; 7] = [0, 0, 1, 1, 2, 3, 0];
        let community = COMMUNITIES.start + SHARES.choose(rng).expect("there are shares");
        self.of_community(rng, item, community)
    }

    /// Somebody of this community who asks for this.
    pub(in super::super) fn of_community(
        &self,
        rng: &mut impl Rng,
        item: &Item,
        community: AreaIx,
    ) -> PersonIx {
        let client = of(item.code).client;
        let people = self.by_need.get(&(client, community)).map_or(&[][..], Vec::as_slice);
        *people.choose(rng).expect("people of every age live in every community")
    }

    /// How it comes in: elders without a phone come to the desk, ring from a neighbour's, or have
    /// somebody to order for them. The second is the orderer unless staff or resident is.
    pub(in super::super) fn channel(
        &self,
        rng: &mut impl Rng,
        item: &Item,
        beneficiary: PersonIx,
        has_phone: bool,
    ) -> (Channel, Option<PersonIx>) {
        let kin = self.kin.get(&beneficiary).copied();
        if let Some(kin) = kin
            && rng.random_bool(0.6)
        {
            return (Channel::Family, Some(kin));
        }
        let draw = rng.random_range(0..100);
        let patrolled = matches!(item.code, "stair_light" | "public_facility" | "fire_lane" | "environment");
        let channel = match draw {
            _ if item.code == "proposal" && draw < 45 => Channel::Meeting,
            _ if patrolled && draw < 35 => Channel::Patrol,
            _ if !has_phone && draw < 60 => Channel::Desk,
            _ if !has_phone && draw < 80 => Channel::Paper,
            _ if !has_phone => Channel::Phone,
            0..54 => Channel::Own,
            54..78 => Channel::Phone,
            78..90 => Channel::Desk,
            90..95 => Channel::Chat,
            _ => Channel::Paper,
        };
        (channel, None)
    }
}
