//! Everybody who is registered, in memory: found by number, else by door and name.

use std::collections::{HashMap, HashSet};

use domain::id::{AreaId, PersonId};
use domain::import::{Notice, Problem};
use domain::member::Gender;
use uuid::Uuid;

use super::report::Outcome;
use super::{At, Import};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::store;
use crate::store::people::Person;

type PersonIx = usize;

/// Everybody.
pub(super) struct Register<'a> {
    people: Vec<Person>,
    by_phone: HashMap<String, PersonIx>,
    at_door: HashMap<(AreaId, String), Vec<PersonIx>>,
    closed: HashSet<String>,
    /// What the first row about somebody says, so that a second cannot say otherwise.
    said: HashMap<PersonIx, (Given<'a>, At<'a>)>,
}

/// What a row says of a person. What it does not say stays as it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'a> {
    pub(super) name: &'a str,
    pub(super) phone: Option<&'a str>,
    pub(super) gender: Option<Gender>,
    pub(super) birth: Option<Birth>,
    /// Building and door.
    pub(super) home: Option<(AreaId, &'a str)>,
}

/// When somebody was born.
#[derive(Debug, Clone, Copy)]
pub(super) enum Birth {
    Year(i32),
    /// Counted back from an age: the year before is as likely, and next year's list says another.
    About(i32),
}

impl Birth {
    const fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::About(year) => year,
        }
    }

    /// Whether it can be the same as a year that is known.
    const fn fits(self, known: i32) -> bool {
        match self {
            Self::Year(year) => year == known,
            Self::About(year) => year.abs_diff(known) <= 1,
        }
    }
}

impl<'a> Register<'a> {
    pub(super) async fn read(tx: &mut Tx) -> Result<Self> {
        let closed = store::people::closed_numbers(tx).await?.into_iter().collect();
        let mut it = Self {
            people: Vec::new(),
            by_phone: HashMap::new(),
            at_door: HashMap::new(),
            closed,
            said: HashMap::new(),
        };
        for person in store::people::register(tx).await? {
            it.add(person);
        }
        Ok(it)
    }

    fn add(&mut self, person: Person) -> PersonIx {
        let ix = self.people.len();
        if let Some(phone) = &person.phone {
            self.by_phone.insert(phone.clone(), ix);
        }
        if let (Some(area), Some(door)) = (person.area_id, &person.door) {
            self.at_door.entry((area, door.clone())).or_default().push(ix);
        }
        self.people.push(person);
        ix
    }

    /// Takes what a row has changed.
    fn change(&mut self, ix: PersonIx, after: Person) {
        let before = &self.people[ix];
        if (before.area_id, &before.door) != (after.area_id, &after.door) {
            if let (Some(area), Some(door)) = (before.area_id, &before.door)
                && let Some(there) = self.at_door.get_mut(&(area, door.clone()))
            {
                there.retain(|it| *it != ix);
            }
            if let (Some(area), Some(door)) = (after.area_id, &after.door) {
                self.at_door.entry((area, door.clone())).or_default().push(ix);
            }
        }
        if let Some(phone) = &after.phone {
            self.by_phone.insert(phone.clone(), ix);
        }
        self.people[ix] = after;
    }

    /// Who has a number.
    pub(super) fn by_phone(&self, phone: &str) -> Option<PersonId> {
        self.by_phone.get(phone).map(|ix| self.people[*ix].id)
    }

    /// Whom a row is about: by number, else whoever of that name lives there and has no other
    /// number.
    fn find(&self, given: &Given<'_>) -> Option<PersonIx> {
        if let Some(known) = given.phone.and_then(|phone| self.by_phone.get(phone)) {
            return Some(*known);
        }
        let (area, door) = given.home?;
        self.at_door.get(&(area, door.to_owned()))?.iter().copied().find(|ix| {
            let known = &self.people[*ix];
            known.name == given.name && (given.phone.is_none() || known.phone.is_none())
        })
    }

    /// The household behind a door, when anybody of it is known.
    fn household_at(&self, area: AreaId, door: &str) -> Option<Uuid> {
        let there = self.at_door.get(&(area, door.to_owned()))?;
        there.iter().find_map(|ix| self.people[*ix].household_id)
    }
}

/// The column in which two rows about a person do not go together.
fn contradiction(a: &Given<'_>, b: &Given<'_>) -> Option<(&'static str, Problem)> {
    fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.zip(b).is_some_and(|(a, b)| a != b)
    }
    if a.name != b.name {
        return Some(("phone", Problem::PhoneOfAnother));
    }
    if differ(a.gender, b.gender) {
        return Some(("gender", Problem::Contradicts));
    }
    if a.birth.zip(b.birth).is_some_and(|(a, b)| !a.fits(b.year()) && !b.fits(a.year())) {
        return Some(("birth_year", Problem::Contradicts));
    }
    differ(a.home, b.home).then_some(("door", Problem::Contradicts))
}

impl<'a> Import<'a> {
    /// Registers somebody, or what is new of them; none when something is wrong.
    pub(super) async fn enrol(
        &mut self,
        at: At<'a>,
        given: Given<'a>,
    ) -> Result<Option<(PersonId, Outcome)>> {
        if let Some(phone) = given.phone.filter(|phone| self.register.closed.contains(*phone)) {
            self.wrong(at, "phone", Problem::AccountClosed, phone);
            return Ok(None);
        }
        let Some(ix) = self.register.find(&given) else {
            let person = self.newcomer(&given);
            if !store::people::insert(&mut self.tx, &person, self.now).await? {
                return Err(Error::internal("importing people", "a number that was free is taken"));
            }
            let id = person.id;
            let ix = self.register.add(person);
            self.register.said.insert(ix, (given, at));
            return Ok(Some((id, Outcome::New)));
        };
        if let Some((said, there)) = self.register.said.get(&ix).copied()
            && let Some((key, problem)) = contradiction(&said, &given)
        {
            self.wrong_beside(at, key, problem, given.name, there);
            return Ok(None);
        }
        self.register.said.entry(ix).or_insert((given, at));
        let before = self.register.people[ix].clone();
        let after = self.renewed(&before, &given);
        if before.phone.is_none()
            && let Some(phone) = &after.phone
        {
            store::people::give_phone(&mut self.tx, after.id, phone).await?;
        }
        let changed = before != after;
        if changed {
            if before.name != after.name && !before.name.is_empty() {
                self.notice(at, "name", Notice::Renamed, &before.name);
            }
            store::people::update(&mut self.tx, &after).await?;
            self.register.change(ix, after);
        }
        Ok(Some((before.id, Outcome::changed_if(changed))))
    }

    fn newcomer(&self, given: &Given<'_>) -> Person {
        let nobody = Person {
            id: PersonId(self.ctx.id()),
            name: String::new(),
            phone: None,
            gender: None,
            birth_year: None,
            area_id: None,
            door: None,
            household_id: None,
            language: "zh-CN".to_owned(),
            elder_mode: false,
        };
        self.renewed(&nobody, given)
    }

    /// A person after what a row says.
    fn renewed(&self, before: &Person, given: &Given<'_>) -> Person {
        let mut it = before.clone();
        given.name.clone_into(&mut it.name);
        if it.phone.is_none() {
            it.phone = given.phone.map(ToOwned::to_owned);
        }
        if let Some(gender) = given.gender {
            it.gender = Some(gender.word().to_owned());
        }
        if let Some(birth) = given.birth
            && !before.birth_year.is_some_and(|known| birth.fits(known))
        {
            it.birth_year = Some(birth.year());
        }
        if let Some((area, door)) = given.home
            && ((before.area_id, before.door.as_deref()) != (Some(area), Some(door))
                || before.household_id.is_none())
        {
            it.area_id = Some(area);
            it.door = Some(door.to_owned());
            let household = self.register.household_at(area, door);
            it.household_id = Some(household.unwrap_or_else(|| self.ctx.id()));
        }
        it
    }
}
