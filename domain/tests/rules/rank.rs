//! In which order candidates are asked, and why.

use domain::assignment::Candidate;
use domain::dispatch::{Ranked, Reason, next_wave, rank};
use domain::menu::Skill;
use domain::time::DAY;
use proptest::prelude::*;

use crate::given::{NOW, candidate, id, need, person};

fn names(ranked: &[Ranked]) -> Vec<u128> {
    ranked.iter().map(|one| one.person.0.as_u128()).collect()
}

#[test]
fn a_wish_comes_before_a_good_pair_and_that_before_the_same_building() {
    let mut need = need();
    need.wished_person = Some(person(3));
    let mut neighbour = candidate(1);
    neighbour.building = Some(need.building);
    let mut paired = candidate(2);
    paired.good_pairs = 2;
    let ranked = rank(&need, &[neighbour, paired, candidate(3), candidate(4)], NOW);
    assert_eq!(names(&ranked), [3, 2, 1, 4]);
    assert!(ranked[0].reasons.contains(&Reason::Wished));
    assert!(ranked[1].reasons.contains(&Reason::GoodPair { times: 2 }));
    assert!(ranked[2].reasons.contains(&Reason::SameBuilding));
}

#[test]
fn whom_the_desk_has_to_approve_stands_last_and_is_in_no_wave() {
    let mut near = candidate(1);
    near.building = Some(need().building);
    near.approval_until = Some(NOW.plus(1));
    let ranked = rank(&need(), &[near.clone(), candidate(2)], NOW);
    assert_eq!(names(&ranked), [2, 1]);
    assert!(ranked[1].reasons.contains(&Reason::NeedsApproval), "the desk reads why");
    assert_eq!(next_wave(&ranked, &[], 1, 0), [person(2)]);
    let ranked = rank(&need(), &[near, candidate(2)], NOW.plus(1));
    assert_eq!(names(&ranked), [1, 2]);
    assert_eq!(next_wave(&ranked, &[], 1, 0).len(), 2);
}

#[test]
fn the_nearest_comes_first_building_then_estate_then_community() {
    let need = need();
    let mut elsewhere = candidate(1);
    elsewhere.community = id(99);
    let mut estate = candidate(3);
    estate.estate = need.estate;
    let mut building = candidate(4);
    building.building = Some(need.building);
    building.estate = need.estate;
    let ranked = rank(&need, &[elsewhere, candidate(2), estate, building], NOW);
    assert_eq!(names(&ranked), [4, 3, 2, 1]);
}

#[test]
fn who_has_rested_longest_is_asked_before_those_who_were_busy() {
    let mut busy = candidate(1);
    busy.last_accepted_at = Some(NOW.plus(-DAY));
    let mut rested = candidate(2);
    rested.last_accepted_at = Some(NOW.plus(-30 * DAY));
    let ranked = rank(&need(), &[busy, rested, candidate(3)], NOW);
    assert_eq!(names(&ranked), [3, 2, 1], "who never had an order is first");
    assert!(ranked[0].reasons.contains(&Reason::NewHere));
    assert!(ranked[1].reasons.contains(&Reason::Rested { days: 30 }));
}

#[test]
fn a_qualification_that_has_ended_is_no_reason() {
    let mut need = need();
    need.skill = Some(Skill::Repair);
    let mut ended = candidate(1);
    ended.skills = vec![(Skill::Repair, Some(NOW.plus(-1)))];
    let mut current = candidate(2);
    current.skills = vec![(Skill::Repair, None)];
    let ranked = rank(&need, &[ended, current], NOW);
    assert_eq!(names(&ranked), [2, 1]);
    assert!(ranked[0].reasons.contains(&Reason::Qualified));
    assert!(!ranked[1].reasons.contains(&Reason::Qualified));
}

prop_compose! {
    fn any_candidates()(facts in prop::collection::vec((0..3_i32, 0..3_i32, 0..4_i64, 0..3_u128), 0..12))
        -> Vec<Candidate> {
        facts
            .into_iter()
            .enumerate()
            .map(|(n, (good_pairs, offers, rest, estate))| {
                let mut it = candidate(n as u128 + 1);
                it.good_pairs = good_pairs;
                it.offers_this_week = offers;
                it.last_accepted_at = (rest > 0).then(|| NOW.plus(-rest * DAY));
                it.estate = Some(id(200 + estate));
                it
            })
            .collect()
    }
}

proptest! {
    #[test]
    fn the_same_facts_give_the_same_order_whatever_order_they_come_in(
        candidates in any_candidates(), turn in 0_usize..12,
    ) {
        let mut turned = candidates.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        turned.reverse();
        let ranked = rank(&need(), &candidates, NOW);
        prop_assert_eq!(&ranked, &rank(&need(), &turned, NOW));
        prop_assert_eq!(ranked.len(), candidates.len(), "nobody is lost");
        prop_assert!(ranked.iter().all(|one| !one.reasons.is_empty()), "everybody has reasons");
    }
}
