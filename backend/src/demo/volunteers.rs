//! The report-in 报到: six residents in a hundred, half of them party members, some of them
//! 星期天先锋 who live here and work elsewhere during the week (seed 004).

use domain::form::{DAY_PARTS, Slot};
use domain::menu::Skill;
use domain::time::{DAY, Timestamp};
use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};

use super::areas::{Area, AreaIx, COMMUNITIES};
use super::people::{Person, PersonIx, community};

/// A report-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volunteer {
    /// Where they have reported in.
    pub community: AreaIx,
    /// What they can do.
    pub abilities: Vec<Ability>,
    /// Party members have a branch.
    pub party: Option<PartyMember>,
    /// The week, on the grid of [`DAY_PARTS`].
    pub slots: Vec<Slot>,
    /// 星期天先锋.
    pub weekend_only: bool,
    /// May be asked at quiet hours when it is urgent.
    pub urgent_opt_in: bool,
    /// Accident cover, which raised risk needs (志愿服务条例 art. 17).
    pub insured_until: Option<Timestamp>,
    /// Takes a break.
    pub paused: bool,
    /// When they reported in.
    pub since: Timestamp,
}

/// Something a volunteer can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ability {
    /// What.
    pub skill: Skill,
    /// The end of the qualification, for skills that need one. A few have run out.
    pub valid_until: Option<Timestamp>,
}

/// Claimed party membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyMember {
    /// Branch of the employer or of the pensioners.
    pub branch: String,
    /// Whether staff have verified the claim.
    pub verified: bool,
}

impl Volunteer {
    /// Whether they can do this, with a current qualification, at `when`.
    #[must_use]
    pub fn can(&self, skill: Skill, when: Timestamp) -> bool {
        self.abilities.iter().any(|it| it.skill == skill && it.valid_until.is_none_or(|until| when < until))
    }

    /// Whether they are a verified party member.
    #[must_use]
    pub fn is_party_member(&self) -> bool {
        self.party.as_ref().is_some_and(|party| party.verified)
    }
}

/// One report-in for about sixteen residents.
const SHARE: usize = 16;
/// Fewer than this and a community has nobody for some skill.
const FEWEST_PER_COMMUNITY: usize = 24;
/// How many of each skill a community has from the beginning, party members first.
const FIRST_OF_EACH_SKILL: usize = 3;

const BRANCHES: &[&str] = &[
    "龙井街道机关党支部",
    "大安区政务服务中心机关党支部",
    "井盐路小学党支部",
    "釜溪中学第二党支部",
    "盐工医院内科党支部",
    "盐化厂退休第一党支部",
    "盐化厂退休第三党支部",
    "灯彩文创园联合党支部",
    "公交三队党支部",
    "供水服务所党支部",
    "区税务服务厅党支部",
    "农贸市场个体党支部",
    "恐龙馆讲解部党支部",
    "电力抢修班党支部",
    "邮政大安支局党支部",
    "锅炉厂退休党支部",
    "区图书馆党支部",
    "社区老年大学临时党支部",
    "外卖骑手流动党支部",
    "建筑设计院第四党支部",
];

/// Makes volunteers out of grown residents.
pub(super) fn recruit(rng: &mut impl Rng, areas: &[Area], now: Timestamp, year: i32, people: &mut [Person]) {
    for place in COMMUNITIES {
        let mut grown: Vec<PersonIx> = (0..people.len())
            .filter(|who| {
                let person = &people[*who];
                person.volunteer.is_none()
                    && person.phone.is_some()
                    // of age two years ago too: they have helped since the story began
                    && (21..78).contains(&(year - person.birth_year))
                    && community(areas, person) == Some(place)
            })
            .collect();
        grown.shuffle(rng);
        let living: usize = people.iter().filter(|it| community(areas, it) == Some(place)).count();
        grown.truncate((living / SHARE).max(FEWEST_PER_COMMUNITY));
        for (turn, who) in grown.into_iter().enumerate() {
            let age = year - people[who].birth_year;
            people[who].volunteer = Some(report_in(rng, place, turn, age, now));
        }
    }
}

/// The first of a community cover every skill several times, on all days of the week; behind
/// them everything is drawn.
fn report_in(rng: &mut impl Rng, place: AreaIx, turn: usize, age: i32, now: Timestamp) -> Volunteer {
    let pillar = turn < FEWEST_PER_COMMUNITY;
    let mut skills: Vec<Skill> = Vec::new();
    if pillar {
        let needed = Skill::ALL.len() * FIRST_OF_EACH_SKILL;
        skills.extend((turn..needed).step_by(FEWEST_PER_COMMUNITY).map(|n| Skill::ALL[n % Skill::ALL.len()]));
    }
    for _ in 0..rng.random_range(0..3) {
        skills.push(*Skill::ALL.choose(rng).expect("there are skills"));
    }
    skills.sort_unstable();
    skills.dedup();
    let risky = skills.iter().any(|it| matches!(it, Skill::Repair | Skill::Appliance | Skill::Driving));
    let weekend_only = !pillar && age < 55 && rng.random_bool(0.28);
    let since =
        if pillar || rng.random_bool(0.5) { rng.random_range(560..620) } else { rng.random_range(3..560) };
    Volunteer {
        community: place,
        abilities: skills.into_iter().map(|skill| ability(rng, skill, pillar, now)).collect(),
        party: rng.random_bool(0.5).then(|| party_member(rng, since)),
        slots: week(rng, pillar, weekend_only, age),
        weekend_only,
        urgent_opt_in: pillar || rng.random_bool(0.3),
        insured_until: (pillar || risky || rng.random_bool(0.6))
            .then(|| now.plus(rng.random_range(40..400) * DAY)),
        paused: !pillar && rng.random_bool(0.04),
        since: now.plus(-since * DAY),
    }
}

/// Care, first aid, counselling and driving stand on a paper with an end; some have run out.
fn ability(rng: &mut impl Rng, skill: Skill, pillar: bool, now: Timestamp) -> Ability {
    let on_paper = matches!(skill, Skill::Care | Skill::FirstAid | Skill::Counselling | Skill::Driving);
    let days = match pillar {
        true => rng.random_range(90..900),
        false => rng.random_range(-60..900),
    };
    Ability { skill, valid_until: on_paper.then(|| now.plus(days * DAY)) }
}

fn party_member(rng: &mut impl Rng, since_days: i64) -> PartyMember {
    let branch = (*BRANCHES.choose(rng).expect("there are branches")).to_owned();
    // the latest claims still lie on the admin's desk
    PartyMember { branch, verified: since_days > 8 }
}

/// The hours somebody offers: pensioners their days, others evenings and weekends.
fn week(rng: &mut impl Rng, pillar: bool, weekend_only: bool, age: i32) -> Vec<Slot> {
    if weekend_only {
        return slots(&[6, 7], &["morning", "afternoon"]);
    }
    if pillar {
        return slots(&[1, 2, 3, 4, 5, 6, 7], &["morning", "afternoon", "evening"]);
    }
    let (weekdays, parts): (&[i32], &[&str]) = if age >= 58 {
        (&[1, 2, 3, 4, 5, 6], if rng.random_bool(0.5) { &["morning", "afternoon"] } else { &["morning"] })
    } else {
        (&[1, 2, 3, 4, 5], &["evening"])
    };
    let mut days: Vec<i32> = weekdays.to_vec();
    days.shuffle(rng);
    days.truncate(rng.random_range(2..=days.len()));
    let mut week = slots(&days, parts);
    if rng.random_bool(0.6) {
        week.extend(slots(&[6, 7], &["afternoon"]));
    }
    week.sort_unstable();
    week.dedup();
    week
}

/// These parts of these weekdays (1 Monday … 7 Sunday).
pub(super) fn slots(weekdays: &[i32], parts: &[&str]) -> Vec<Slot> {
    let mut slots: Vec<Slot> = weekdays
        .iter()
        .flat_map(|weekday| {
            DAY_PARTS.iter().filter(|(word, ..)| parts.contains(word)).map(|(_, start, end)| Slot {
                weekday: *weekday,
                start_minute: i32::from(*start),
                end_minute: i32::from(*end),
            })
        })
        .collect();
    slots.sort_unstable();
    slots
}
