//! Residents, household by household. Ages come from the kinds of households an old quarter has
//! (every third resident is over sixty), not from a curve, so that a door always makes sense.

use std::collections::BTreeMap;

use domain::member::{Gender, Role};
use rand::Rng;
use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;
use rand::seq::SliceRandom;

use super::areas::{Area, AreaIx, community_of};
use super::households::{Member, either, household};
use super::names;
use super::volunteers::Volunteer;

/// Index into [`super::Community::people`].
pub type PersonIx = usize;

/// Where somebody lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The building.
    pub building: AreaIx,
    /// Unit and door: 2单元502.
    pub door: String,
    /// Who shares a door shares this number.
    pub household: u32,
}

/// A role for an area and everything below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Which role.
    pub role: Role,
    /// For which area.
    pub area: AreaIx,
}

/// Somebody of the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Family name and given name.
    pub name: String,
    /// As the name.
    pub gender: Gender,
    /// Year of birth.
    pub birth_year: i32,
    /// Eleven digits of the demo's own block; none for some elders and for children.
    pub phone: Option<String>,
    /// None for staff and for families elsewhere.
    pub home: Option<Home>,
    /// Uses 长辈版.
    pub elder_mode: bool,
    /// Staff roles; everybody is a resident without one.
    pub grants: Vec<Grant>,
    /// The report-in, for volunteers.
    pub volunteer: Option<Volunteer>,
}

impl Person {
    /// Staff sign in with password and second factor.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.grants.iter().any(|grant| grant.role.is_staff())
    }

    /// The number of the household, for those who live here.
    #[must_use]
    pub fn household(&self) -> Option<u32> {
        self.home.as_ref().map(|home| home.household)
    }
}

/// Somebody who may order for somebody else: 家人代点, with consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// Who orders.
    pub kin: PersonIx,
    /// For whom.
    pub elder: PersonIx,
}

/// The number of the phone with this index, in a block that belongs to the demo alone.
pub(super) fn phone(index: usize) -> String {
    format!("19900{index:06}")
}

/// Phones below this are handed out by name, to staff and cast.
const FIRST_PHONE: usize = 1_000;

/// Moves households in until `residents` people live here, those who are homes in `people`
/// already included.
pub(super) fn settle(
    rng: &mut impl Rng,
    areas: &[Area],
    residents: u32,
    year: i32,
    people: &mut Vec<Person>,
) {
    let here = people.iter().filter(|person| person.home.is_some()).count();
    let mut doors = Doors::new(areas, people);
    let mut left = (residents as usize).saturating_sub(here);
    while left > 0 {
        let mut members = household(rng);
        members.truncate(left);
        left -= members.len();
        let home = doors.next(rng);
        move_in(rng, &members, &home, year, people);
    }
}

/// The doors still empty. Buildings fill one after another in every estate, so that a small
/// demo still has neighbours.
struct Doors {
    /// For each estate its buildings, and the doors already taken by name.
    estates: Vec<(Vec<(AreaIx, u32)>, u32)>,
    areas: Vec<Option<super::areas::Spot>>,
    taken: BTreeMap<AreaIx, Vec<String>>,
    weights: WeightedIndex<u32>,
    household: u32,
}

impl Doors {
    fn new(areas: &[Area], people: &[Person]) -> Self {
        let mut estates: BTreeMap<AreaIx, Vec<(AreaIx, u32)>> = BTreeMap::new();
        for (ix, area) in areas.iter().enumerate() {
            if let (Some(spot), Some(parent)) = (area.spot, area.parent) {
                estates.entry(parent).or_default().push((ix, spot.capacity()));
            }
        }
        let sizes = estates.values().map(|all| all.iter().map(|(_, doors)| doors).sum::<u32>());
        let weights = WeightedIndex::new(sizes).expect("every estate has doors");
        let mut taken: BTreeMap<AreaIx, Vec<String>> = BTreeMap::new();
        for home in people.iter().filter_map(|person| person.home.as_ref()) {
            taken.entry(home.building).or_default().push(home.door.clone());
        }
        let household = people.iter().filter_map(Person::household).max().unwrap_or(0);
        Self {
            estates: estates.into_values().map(|buildings| (buildings, 0)).collect(),
            areas: areas.iter().map(|area| area.spot).collect(),
            taken,
            weights,
            household,
        }
    }

    fn next(&mut self, rng: &mut impl Rng) -> Home {
        loop {
            let drawn = self.weights.sample(rng);
            let (buildings, next) = &mut self.estates[drawn];
            let mut number = *next;
            *next += 1;
            // every fourteenth door stays empty, as in life
            if number % 14 == 13 {
                continue;
            }
            for (building, doors) in buildings.iter() {
                if number >= *doors {
                    number -= doors;
                    continue;
                }
                let door = self.areas[*building].expect("only buildings were put into the list").door(number);
                if self.taken.get(building).is_some_and(|taken| taken.contains(&door)) {
                    break;
                }
                self.household += 1;
                return Home { building: *building, door, household: self.household };
            }
        }
    }
}

fn move_in(rng: &mut impl Rng, members: &[Member], home: &Home, year: i32, people: &mut Vec<Person>) {
    let name_of_the_door = names::surname(rng);
    for member in members {
        let birth_year = year - member.age;
        let surname = if member.of_the_name { name_of_the_door } else { names::surname(rng) };
        let given = names::given(rng, member.gender, birth_year);
        let has_phone = rng.random_bool(phone_share(member.age));
        let phone = has_phone.then(|| phone(FIRST_PHONE + people.len()));
        people.push(Person {
            name: format!("{surname}{given}"),
            gender: member.gender,
            birth_year,
            elder_mode: phone.is_some() && member.age >= 68 && rng.random_bool(0.6),
            phone,
            home: Some(home.clone()),
            grants: Vec::new(),
            volunteer: None,
        });
    }
}

/// How many of an age have a phone.
fn phone_share(age: i32) -> f64 {
    match age {
        ..10 => 0.0,
        10..16 => 0.35,
        16..60 => 1.0,
        60..70 => 0.97,
        70..80 => 0.84,
        _ => 0.58,
    }
}

/// Children who work far away and order for parents who live here alone: one for every fourth
/// such household, at most eighty.
pub(super) fn kin_elsewhere(rng: &mut impl Rng, year: i32, people: &mut Vec<Person>) -> Vec<Family> {
    const MOST: usize = 80;
    let mut households: BTreeMap<u32, Vec<PersonIx>> = BTreeMap::new();
    for (who, person) in people.iter().enumerate() {
        if let Some(home) = &person.home {
            households.entry(home.household).or_default().push(who);
        }
    }
    let mut alone: Vec<PersonIx> = households
        .into_values()
        .filter(|members| members.iter().all(|who| year - people[*who].birth_year >= 70))
        .map(|members| members[0])
        .collect();
    alone.shuffle(rng);
    alone.truncate((alone.len() / 4 + 1).min(MOST));
    alone
        .into_iter()
        .map(|elder| {
            let gender = either(rng);
            let birth_year = people[elder].birth_year + rng.random_range(23..32);
            let surname: String = match people[elder].gender {
                Gender::Male => people[elder].name.chars().take(1).collect(),
                Gender::Female => names::surname(rng).to_owned(),
            };
            let kin = people.len();
            people.push(Person {
                name: format!("{surname}{}", names::given(rng, gender, birth_year)),
                gender,
                birth_year,
                phone: Some(phone(FIRST_PHONE + kin)),
                home: None,
                elder_mode: false,
                grants: Vec::new(),
                volunteer: None,
            });
            Family { kin, elder }
        })
        .collect()
}

/// The community somebody lives in.
pub(super) fn community(areas: &[Area], person: &Person) -> Option<AreaIx> {
    person.home.as_ref().map(|home| community_of(areas, home.building))
}
