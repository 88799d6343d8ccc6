//! Who can take what, and who is already somewhere else. The rules are stricter than those of the
//! real flows, so that the plan passes them: no two windows of a helper touch, at most two open
//! orders, eight visits a month to one person, two offers a day.

use std::collections::BTreeMap;

use domain::menu::{Doer, Risk};
use domain::time::{DAY, HOUR, Timestamp, Window};
use rand::Rng;
use rand::seq::SliceRandom;

use super::areas::{Area, AreaIx, COMMUNITIES, community_of};
use super::menu::Item;
use super::people::{Person, PersonIx};
use super::rhythm::{day, minute, weekday};
use super::staff;
use super::texts::Here;

/// One visit a helper has said yes to.
#[derive(Debug, Clone, Copy)]
struct Booking {
    accepted: Timestamp,
    window: Window,
    over: Timestamp,
    beneficiary: PersonIx,
}

/// What the plan of orders knows while it grows.
pub(super) struct Roster<'a> {
    pub(super) areas: &'a [Area],
    pub(super) people: &'a [Person],
    pub(super) items: &'a [Item],
    /// Volunteers by community.
    volunteers: BTreeMap<AreaIx, Vec<PersonIx>>,
    bookings: BTreeMap<PersonIx, Vec<Booking>>,
    /// How many live behind a door.
    households: BTreeMap<u32, u32>,
    /// How often somebody was asked on a day.
    offers: BTreeMap<(PersonIx, i64), u32>,
}

/// A place to be filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need<'n> {
    pub(super) item: &'n Item,
    pub(super) community: AreaIx,
    pub(super) building: AreaIx,
    pub(super) beneficiary: PersonIx,
    pub(super) orderer: PersonIx,
    pub(super) window: Window,
    /// Who dispatches, and so cannot be the one to go.
    pub(super) desk: PersonIx,
    /// When the offer is answered.
    pub(super) accepted: Timestamp,
}

impl<'a> Roster<'a> {
    pub(super) fn new(areas: &'a [Area], people: &'a [Person], items: &'a [Item]) -> Self {
        let mut volunteers: BTreeMap<AreaIx, Vec<PersonIx>> = BTreeMap::new();
        for (who, person) in people.iter().enumerate() {
            if let Some(it) = &person.volunteer {
                volunteers.entry(it.community).or_default().push(who);
            }
        }
        let mut households = BTreeMap::new();
        for household in people.iter().filter_map(Person::household) {
            *households.entry(household).or_default() += 1;
        }
        Self {
            areas,
            people,
            items,
            volunteers,
            bookings: BTreeMap::new(),
            households,
            offers: BTreeMap::new(),
        }
    }

    /// Everybody who could go, in the order in which they are asked.
    pub(super) fn candidates(&self, rng: &mut impl Rng, need: &Need<'_>) -> Vec<PersonIx> {
        let mut found: Vec<PersonIx> = match need.item.doer {
            Doer::Staff => {
                let (first, second) = staff::desk(need.community, 0);
                [first, second, staff::admin(need.community)]
                    .into_iter()
                    .filter(|who| *who != need.desk && self.is_free(*who, need))
                    .collect()
            }
            _ => self
                .volunteers
                .get(&need.community)
                .into_iter()
                .flatten()
                .copied()
                .filter(|who| self.may(*who, need) && self.is_free(*who, need))
                .collect(),
        };
        found.shuffle(rng);
        // the same estate first, as the desk would; whoever is further away still gets a turn
        found.sort_by_cached_key(|who| {
            let near = self.estate(*who) == self.areas[need.building].parent;
            u32::from(!near && rng.random_bool(0.8))
        });
        found
    }

    fn estate(&self, who: PersonIx) -> Option<AreaIx> {
        self.people[who].home.as_ref().and_then(|home| self.areas[home.building].parent)
    }

    /// The rules that do not change from day to day.
    fn may(&self, who: PersonIx, need: &Need<'_>) -> bool {
        let person = &self.people[who];
        let Some(volunteer) = &person.volunteer else { return false };
        let beneficiary = &self.people[need.beneficiary];
        let near = [need.beneficiary, need.orderer].contains(&who)
            || (person.household().is_some() && person.household() == beneficiary.household());
        let skilled = need.item.skill.is_none_or(|skill| volunteer.can(skill, need.window.end));
        let allowed = need.item.doer != Doer::PartyMember || volunteer.is_party_member();
        let covered = need.item.risk == Risk::Ordinary
            || volunteer.insured_until.is_some_and(|until| until > need.window.end);
        !near
            && skilled
            && allowed
            && covered
            && !volunteer.paused
            && volunteer.since <= need.accepted
            && self.has_time(who, need.window)
    }

    /// Whether one of their slots holds the window; for 尽快, which runs for a whole day, whether
    /// enough of one lies within it.
    fn has_time(&self, who: PersonIx, window: Window) -> bool {
        let Some(volunteer) = &self.people[who].volunteer else { return false };
        let whole_day = window.length() >= DAY;
        let (today, from, until) = (day(window.start), minute(window.start), minute(window.end));
        if volunteer.weekend_only && (whole_day || weekday(today) < 6) {
            return false;
        }
        let late = from > 19 * 60;
        volunteer.slots.iter().any(|slot| {
            let (start, end) = (i64::from(slot.start_minute), i64::from(slot.end_minute));
            if whole_day {
                let today_still = slot.weekday == weekday(today) && end > from + 90;
                let tomorrow = late && slot.weekday == weekday(today + 1) && start < until;
                today_still || tomorrow
            } else {
                slot.weekday == weekday(today) && start <= from && until <= end
            }
        })
    }

    fn is_free(&self, who: PersonIx, need: &Need<'_>) -> bool {
        let asked_today = self.offers.get(&(who, day(need.accepted))).copied().unwrap_or(0);
        if asked_today >= 2 {
            return false;
        }
        let Some(bookings) = self.bookings.get(&who) else { return true };
        let window = Window { start: need.window.start.plus(-HOUR), end: need.window.end.plus(HOUR) };
        let clash = self.has_clash(who, window);
        let open =
            bookings.iter().filter(|it| it.accepted <= need.window.end && need.accepted <= it.over).count();
        let same_person = bookings
            .iter()
            .filter(|it| it.beneficiary == need.beneficiary)
            .filter(|it| need.accepted.since(it.accepted).abs() < 31 * DAY)
            .count();
        !clash && open < 2 && same_person < 6
    }

    /// Whether they have said yes to something in that window.
    pub(super) fn has_clash(&self, who: PersonIx, window: Window) -> bool {
        self.bookings.get(&who).is_some_and(|all| all.iter().any(|it| it.window.overlaps(&window)))
    }

    /// Writes the visit into everybody's book; `over` is when it is confirmed.
    pub(super) fn book(&mut self, helpers: &[PersonIx], need: &Need<'_>, over: Timestamp) {
        self.asked(helpers, need.accepted);
        for who in helpers {
            self.bookings.entry(*who).or_default().push(Booking {
                accepted: need.accepted,
                window: need.window,
                over,
                beneficiary: need.beneficiary,
            });
        }
    }

    /// They were asked, and said no or nothing.
    pub(super) fn asked(&mut self, who: &[PersonIx], at: Timestamp) {
        for who in who {
            *self.offers.entry((*who, day(at))).or_default() += 1;
        }
    }

    /// The names a sentence may use about a place.
    pub(super) fn here(&self, building: AreaIx) -> Here<'a> {
        let estate = self.areas[building].parent.expect("a building stands in an estate");
        Here { estate: &self.areas[estate].name, building: &self.areas[building].name }
    }

    /// Whether nobody else lives behind their door.
    pub(super) fn lives_alone(&self, who: PersonIx) -> bool {
        let household = self.people[who].household();
        household.and_then(|it| self.households.get(&it)).is_none_or(|members| *members == 1)
    }

    /// The residents of each community who are `fit`.
    pub(super) fn residents(&self, fit: impl Fn(&Person) -> bool) -> BTreeMap<AreaIx, Vec<PersonIx>> {
        let mut found: BTreeMap<AreaIx, Vec<PersonIx>> =
            COMMUNITIES.map(|community| (community, Vec::new())).collect();
        for (who, person) in self.people.iter().enumerate() {
            if let Some(home) = person.home.as_ref().filter(|_| fit(person)) {
                let community = community_of(self.areas, home.building);
                found.entry(community).or_default().push(who);
            }
        }
        found
    }
}
