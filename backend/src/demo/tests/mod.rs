//! What the plan promises of places, people and words.

mod orders;

use std::collections::{BTreeMap, BTreeSet};

use domain::area::Level;
use domain::form::{CallBack, Phone};
use domain::member::Role;
use domain::menu::Doer;
use domain::time::Timestamp;

use super::*;

/// 2026-11-23 10:15 in Zigong, a Monday.
const NOW: Timestamp = Timestamp(1_795_400_100_000);

fn small() -> Community {
    plan(7, 2_000, NOW)
}

#[test]
fn the_same_seed_makes_the_same_community() {
    assert_eq!(plan(7, 600, NOW), plan(7, 600, NOW));
    assert_ne!(plan(7, 600, NOW).past, plan(8, 600, NOW).past);
}

#[test]
fn staff_and_cast_do_not_change_with_the_seed() {
    let (one, other) = (plan(1, 600, NOW), plan(2, 900, NOW));
    assert_eq!(one.cast, other.cast);
    assert_eq!(one.people[..25], other.people[..25]);
    assert_eq!(one.people[one.cast.elder].name, "王桂芳");
    assert_eq!(one.people[one.cast.dispatcher].phone.as_deref(), Some("19900000001"));
}

#[test]
fn it_has_the_figures_of_the_seed() {
    let it = small();
    let count = |level| it.areas.iter().filter(|area| area.level == level).count();
    assert_eq!(count(Level::District), 1);
    assert_eq!(count(Level::Street), 1);
    assert_eq!(count(Level::Community), 4);
    assert_eq!(count(Level::Estate), 25);
    assert_eq!(it.grids.len(), 17);
    assert!((30..=40).contains(&it.items.len()));
    assert_eq!(it.past.len(), RECEIVED);
    let solved = it.past.iter().filter(|it| matches!(it.ending, Ending::Solved(_))).count();
    assert_eq!(solved, SOLVED);
    assert!((24..=28).contains(&it.live.len()), "{}", it.live.len());
}

#[test]
fn parents_stand_before_children_and_codes_are_well_formed_and_unique() {
    let it = small();
    let mut codes = BTreeSet::new();
    for (ix, area) in it.areas.iter().enumerate() {
        assert!(area.parent.is_none_or(|parent| parent < ix));
        assert_eq!(area.parent.map(|parent| it.areas[parent].level), area.level.above());
        assert_eq!(area.spot.is_some(), area.level == Level::Courtyard);
        assert!(codes.insert(&area.code), "{} stands twice", area.code);
        let division = &area.code[..12];
        assert!(division.starts_with("510304") && division.bytes().all(|it| it.is_ascii_digit()));
    }
    assert_eq!(it.communities().map(|ix| it.areas[ix].level).collect::<Vec<_>>(), [Level::Community; 4]);
    assert_eq!(it.areas[it.street()].name, "龙井街道");
}

#[test]
fn every_building_belongs_to_one_group_with_a_head() {
    let it = small();
    for area in it.areas.iter().filter(|area| area.level == Level::Courtyard) {
        assert!(area.grid.is_some());
    }
    assert!(it.grids.iter().all(|grid| grid.head.is_some()));
    let lives_in = |who: PersonIx| it.people[who].home.as_ref().map(|home| home.building);
    assert!(it.stewards.iter().all(|(building, who)| lives_in(*who) == Some(*building)));
    assert!(!it.stewards.is_empty());
}

#[test]
fn phones_are_well_formed_unique_and_of_the_demos_own_block() {
    let it = small();
    let phones: Vec<&str> = it.people.iter().filter_map(|person| person.phone.as_deref()).collect();
    let unique: BTreeSet<_> = phones.iter().collect();
    assert_eq!(unique.len(), phones.len());
    assert!(phones.iter().all(|phone| phone.starts_with("19900") && Phone::parse(phone).is_ok()));
    let desks: BTreeSet<&str> = it.areas.iter().filter_map(|area| area.phone.as_deref()).collect();
    assert_eq!(desks.len(), 5, "of the street and its communities");
    let kept = |phone: &str| CallBack::parse(phone).is_ok_and(|it| it.number() == phone);
    assert!(desks.iter().all(|phone| phone.starts_with("0813-999") && kept(phone)));
}

#[test]
fn forty_thousand_residents_are_made_and_many_are_old() {
    let begun = std::time::Instant::now();
    let it = plan(3, 40_000, NOW);
    // a debug build on a busy machine takes two or three seconds
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    let residents: Vec<_> = it.people.iter().filter(|person| person.home.is_some()).collect();
    assert_eq!(residents.len(), 40_000);
    let share = |it: usize| it * 100 / residents.len();
    let over_sixty = share(residents.iter().filter(|person| 2026 - person.birth_year > 60).count());
    assert!((28..=42).contains(&over_sixty), "{over_sixty} % over sixty");
    let children = share(residents.iter().filter(|person| 2026 - person.birth_year < 15).count());
    assert!((8..=20).contains(&children), "{children} % children");
    let volunteers = residents.iter().filter(|person| person.volunteer.is_some()).count();
    assert!((5..=7).contains(&share(volunteers)));
    let party = residents.iter().filter_map(|it| it.volunteer.as_ref()).filter(|it| it.party.is_some());
    let party = party.count() * 100 / volunteers;
    assert!((40..=60).contains(&party), "{party} % party members");
    let old_without_phone = residents.iter().filter(|it| it.birth_year < 1950 && it.phone.is_none()).count();
    assert!(old_without_phone > 500);
}

#[test]
fn nobody_shares_a_door_with_another_household() {
    let it = plan(3, 9_000, NOW);
    let mut doors: BTreeMap<(AreaIx, &str), u32> = BTreeMap::new();
    for home in it.people.iter().filter_map(|person| person.home.as_ref()) {
        let first = *doors.entry((home.building, &home.door)).or_insert(home.household);
        assert_eq!(first, home.household);
        assert_eq!(it.areas[home.building].level, Level::Courtyard);
    }
}

#[test]
fn every_desk_has_its_people() {
    let it = small();
    let holds =
        |area, role| it.people.iter().filter(|who| who.grants.contains(&Grant { role, area })).count();
    for community in it.communities() {
        assert_eq!(holds(community, Role::Dispatcher), 2);
        assert_eq!(holds(community, Role::CommunityAdmin), 1);
    }
    let staff = it.people.iter().filter(|person| person.is_staff()).count();
    assert_eq!(staff, 16);
    assert!(it.people.iter().all(|person| person.is_staff() != person.grants.is_empty()));
}

#[test]
fn the_menu_is_numbered_and_nothing_on_it_is_left_out() {
    let items = menu::items();
    let codes: BTreeSet<_> = items.iter().map(|item| item.code).collect();
    assert_eq!(codes.len(), items.len());
    for (ix, item) in items.iter().enumerate() {
        assert_eq!(item.number, i32::try_from(ix).expect("36") + 1, "{}", item.code);
        for text in [item.icon, item.name.zh, item.name.en, item.summary.zh, item.summary.en] {
            assert!(!text.is_empty(), "{}", item.code);
        }
        assert!(item.question.is_some() && (1..=20).contains(&item.required));
        assert!((1..=480).contains(&item.planned_minutes));
        assert!(item.summary.zh.chars().count() <= 30 && item.summary.en.len() <= 80, "{}", item.code);
    }
}

#[test]
fn there_are_words_for_every_item_and_their_braces_close() {
    let texts = texts::Texts::read();
    for item in menu::items() {
        let section = texts.of(item.code);
        assert!(section.words.len() >= 6, "{} has {} words", item.code, section.words.len());
        assert!(section.answers.len() >= 3 && section.said.len() >= 4, "{}", item.code);
        if item.doer != Doer::Staff {
            assert!(!section.notes.is_empty(), "{}", item.code);
        }
        assert!(past::demand_of(item.code).weight > 0);
    }
    let raw = include_str!("../texts.txt");
    for line in raw.lines() {
        let depth = line.chars().try_fold(0_i32, |depth, it| match it {
            '{' if depth == 0 => Some(1),
            '}' if depth == 1 => Some(0),
            '{' | '}' => None,
            _ => Some(depth),
        });
        assert_eq!(depth, Some(0), "{line}");
    }
}
