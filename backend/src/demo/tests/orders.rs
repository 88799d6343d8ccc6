//! What the plan promises of orders, past and live. The helpers' rules are checked anew here,
//! from the finished plan, and not through the roster that made it.

use std::collections::{BTreeMap, BTreeSet};

use domain::member::Role;
use domain::menu::{Doer, Risk};
use domain::order::Basis;
use domain::time::{DAY, HOUR, MINUTE, Timestamp, Window};

use super::super::*;
use super::{NOW, small};

fn all_placed(it: &Community) -> impl Iterator<Item = &Placed> {
    it.past.iter().map(|it| &it.placed).chain(it.live.iter().map(|it| &it.placed))
}

#[test]
fn every_order_is_of_somebody_for_something_somewhere() {
    let it = small();
    for placed in all_placed(&it) {
        let beneficiary = &it.people[placed.beneficiary];
        let home = beneficiary.home.as_ref().expect("lives here");
        assert_eq!(areas::community_of(&it.areas, home.building), placed.community);
        assert_eq!(areas::community_of(&it.areas, placed.building), placed.community);
        assert!(placed.item < it.items.len() && placed.orderer < it.people.len());
        assert!(
            it.people[placed.desk].grants.contains(&Grant { role: Role::Dispatcher, area: placed.community })
        );
        assert!(placed.window.start < placed.window.end && placed.window.end > placed.placed_at);
        assert!(placed.admitted_at >= placed.placed_at && placed.placed_at < NOW);
        assert!(!placed.details.is_empty());
        match placed.channel {
            domain::order::Channel::Own => assert_eq!(placed.orderer, placed.beneficiary),
            domain::order::Channel::Family => {
                assert!(it.families.contains(&Family { kin: placed.orderer, elder: placed.beneficiary }))
            }
            _ => assert_eq!(placed.orderer, placed.desk),
        }
    }
    assert!(it.past.is_sorted_by_key(|order| order.placed.placed_at));
}

#[test]
fn words_are_varied_and_hold_no_braces_numbers_or_names() {
    let it = small();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for placed in all_placed(&it) {
        *seen.entry(&placed.details).or_default() += 1;
        for text in
            [Some(&placed.details), placed.answer.as_ref(), placed.note.as_ref()].into_iter().flatten()
        {
            assert!(!text.contains(['{', '}', '|']), "{text}");
            assert!(!text.contains("199"), "{text}");
            assert!(!text.contains(&it.people[placed.beneficiary].name), "{text}");
            assert!(text.chars().count() <= domain::form::DETAILS_MAX);
        }
    }
    let (words, most) = seen.iter().max_by_key(|(_, count)| **count).expect("orders have words");
    assert!(*most <= 4, "{most} times: {words}");
    assert!(seen.len() >= 560, "only {} different texts", seen.len());
}

/// Every visit of the past, with its order.
fn visits(it: &Community) -> Vec<(&Placed, &Visit)> {
    let mut visits = Vec::new();
    for order in &it.past {
        let Ending::Solved(solved) = &order.ending else { continue };
        if let SolvedBy::Visit(visit) = &solved.by {
            visits.push((&order.placed, visit));
        }
        if let Some(Objection::Redone { visit, .. }) = &solved.objection {
            visits.push((&order.placed, visit));
        }
    }
    visits
}

#[test]
fn helpers_fit_what_they_take() {
    for seed in [1, 2, 3] {
        let it = plan(seed, 400 * u32::try_from(seed).expect("small"), NOW);
        for (placed, visit) in visits(&it) {
            let item = &it.items[placed.item];
            assert_eq!(visit.helpers.len(), usize::try_from(item.required).expect("small"));
            let distinct: BTreeSet<_> = visit.helpers.iter().collect();
            assert_eq!(distinct.len(), visit.helpers.len());
            assert!(visit.declined.iter().all(|who| !visit.helpers.contains(who)));
            for who in &visit.helpers {
                fits(&it, item, placed, visit, *who);
            }
        }
    }
}

fn fits(it: &Community, item: &Item, placed: &Placed, visit: &Visit, who: PersonIx) {
    let helper = &it.people[who];
    assert_ne!(who, placed.beneficiary);
    if item.doer == Doer::Staff {
        assert!(helper.grants.iter().any(|grant| grant.area == placed.community));
        assert_ne!(who, placed.desk);
        return;
    }
    let volunteer = helper.volunteer.as_ref().expect("has reported in");
    assert_eq!(volunteer.community, placed.community);
    assert_ne!(who, placed.orderer);
    assert_ne!(helper.household(), it.people[placed.beneficiary].household());
    assert!(item.doer != Doer::PartyMember || volunteer.is_party_member());
    assert!(item.skill.is_none_or(|skill| volunteer.can(skill, placed.window.end)));
    let insured = volunteer.insured_until.is_some_and(|until| until >= placed.window.end);
    assert!(item.risk == Risk::Ordinary || insured);
    assert!(volunteer.since <= visit.accepted_at && !volunteer.paused);
    assert!(visit.accepted_at < placed.window.end);
    let weekday = rhythm::weekday(rhythm::day(placed.window.start));
    assert!(!volunteer.weekend_only || weekday >= 6);
}

#[test]
fn helpers_of_today_fit_too() {
    for seed in 1..6 {
        let it = plan(seed, 500, NOW);
        for order in &it.live {
            let helpers = match &order.stage {
                Stage::Claimed(it) | Stage::InService { taken: it, .. } => &it.helpers,
                Stage::Reported { visit, .. }
                | Stage::Confirmed { visit, .. }
                | Stage::Disputed { visit, .. } => &visit.helpers,
                Stage::Offered { to, accepted, declined, .. } => {
                    assert!(accepted.iter().chain(declined).all(|who| to.contains(who)));
                    to
                }
                _ => continue,
            };
            let visit = Visit {
                mode: domain::dispatch::Mode::Direct,
                dispatched_at: order.placed.admitted_at,
                declined: Vec::new(),
                helpers: helpers.clone(),
                accepted_at: order.placed.admitted_at,
                arrived_at: NOW,
                left_at: NOW,
            };
            for who in helpers {
                fits(&it, &it.items[order.placed.item], &order.placed, &visit, *who);
            }
        }
    }
}

#[test]
fn nobody_is_at_two_doors_at_once() {
    let it = small();
    let mut taken: BTreeMap<PersonIx, Vec<Window>> = BTreeMap::new();
    for order in &it.past {
        let Ending::Solved(solved) = &order.ending else { continue };
        let SolvedBy::Visit(visit) = &solved.by else { continue };
        for who in &visit.helpers {
            let windows = taken.entry(*who).or_default();
            assert!(windows.iter().all(|window| !window.overlaps(&order.placed.window)));
            windows.push(order.placed.window);
        }
    }
}

#[test]
fn every_story_runs_forward_and_is_over() {
    for seed in [7, 11] {
        let it = plan(seed, 800, NOW);
        for order in &it.past {
            let times = times(order);
            assert!(times.is_sorted(), "{times:?} {order:#?}");
            assert!(times.last().is_some_and(|last| *last < NOW), "{order:#?}");
        }
    }
}

fn times(order: &PastOrder) -> Vec<Timestamp> {
    let mut times = vec![order.placed.placed_at];
    match &order.ending {
        Ending::Solved(solved) => {
            times.push(order.placed.admitted_at);
            if let Some(asked) = &solved.asked_back {
                times.extend([asked.asked_at, asked.answered_at]);
            }
            match &solved.by {
                SolvedBy::Visit(it) => times.extend(of_visit(it)),
                SolvedBy::Outside { at, answered_at, .. } => times.extend([*at, *answered_at]),
            }
            if let Some(Objection::Redone { at, agreed_at, visit, .. }) = &solved.objection {
                times.extend([*at, *agreed_at]);
                times.extend(of_visit(visit));
            }
            times.push(solved.confirmed_at);
            if let Some(Objection::Upheld { at, decided_at, .. }) = &solved.objection {
                assert!(at.since(solved.confirmed_at) < 7 * DAY);
                times.extend([*at, *decided_at]);
            }
        }
        Ending::Rejected { at, appeal, .. } => {
            times.push(*at);
            if let Some(it) = appeal {
                assert!(it.at.since(*at) < 7 * DAY);
                times.extend([it.at, it.taken_up_at, it.refused_at]);
            }
        }
        Ending::Unmet { pooled_at, at, .. } => {
            times.push(order.placed.admitted_at);
            times.extend(pooled_at);
            times.push(*at);
        }
        Ending::Cancelled { at, .. } | Ending::Merged { at, .. } => times.push(*at),
        Ending::Referred { at, .. } => times.extend([order.placed.admitted_at, *at]),
    }
    times
}

fn of_visit(it: &Visit) -> [Timestamp; 4] {
    [it.dispatched_at, it.accepted_at, it.arrived_at, it.left_at]
}

#[test]
fn work_is_done_by_day_and_the_promise_is_mostly_kept() {
    let it = small();
    let all = visits(&it);
    let mut late = 0;
    for (placed, visit) in &all {
        lies_in_the_day(visit.arrived_at, visit.left_at);
        late += usize::from(visit.arrived_at > placed.window.end);
    }
    assert!(late > 0 && late * 100 / all.len() < 6, "{late} of {}", all.len());
}

/// From eight to eight, of one day.
#[track_caller]
fn lies_in_the_day(arrived: Timestamp, left: Timestamp) {
    let from = rhythm::at(rhythm::day(arrived), 8 * 60);
    let (came, went) = (arrived.since(from), left.since(from));
    assert!(0 <= came && came < went && went <= 12 * HOUR, "{came} {went}");
}

#[test]
fn a_call_back_is_never_made_by_the_one_who_dispatched() {
    let it = small();
    for order in &it.past {
        let Ending::Solved(solved) = &order.ending else { continue };
        match solved.basis {
            Basis::CallBack => assert_ne!(solved.confirmed_by, Some(order.placed.desk)),
            Basis::Resident => assert_eq!(solved.confirmed_by, Some(order.placed.orderer)),
            Basis::Keys => assert!(solved.confirmed_by.is_none()),
            Basis::Auto => assert!(solved.confirmed_by.is_none() && solved.rating.is_none()),
        }
        if let Some(Objection::Upheld { by, .. }) = &solved.objection {
            assert_ne!(*by, order.placed.desk);
        }
    }
}

#[test]
fn ratings_are_mostly_good_and_not_all_the_same() {
    let it = small();
    let stars: Vec<i32> = it
        .past
        .iter()
        .filter_map(|order| match &order.ending {
            Ending::Solved(solved) => solved.rating.as_ref().map(|rating| rating.stars),
            _ => None,
        })
        .collect();
    assert!(stars.len() > 200 && stars.iter().all(|it| (1..=5).contains(it)));
    let good = stars.iter().filter(|it| **it >= 4).count() * 100 / stars.len();
    assert!((80..=95).contains(&good), "{good} % good");
    assert!(stars.contains(&3) && stars.contains(&2));
}

#[test]
fn a_merged_request_joins_an_earlier_one_that_is_still_open() {
    let it = small();
    let mut merged = 0;
    for (ix, order) in it.past.iter().enumerate() {
        let Ending::Merged { at, into } = order.ending else { continue };
        merged += 1;
        let main = &it.past[into];
        assert!(into < ix && main.placed.community == order.placed.community);
        assert_eq!(main.placed.item, order.placed.item);
        let Ending::Solved(solved) = &main.ending else { panic!("joins one that was not solved") };
        assert!(at < solved.confirmed_at);
    }
    assert!(merged > 0);
}

#[test]
fn every_ending_and_every_stage_is_played() {
    let it = small();
    let endings: BTreeSet<_> = it.past.iter().map(|it| word(&it.ending)).collect();
    assert_eq!(endings.len(), 6, "{endings:?}");
    let stages: BTreeSet<_> = it.live.iter().map(|it| word(&it.stage)).collect();
    assert_eq!(stages.len(), 13, "{stages:?}");
}

fn word(it: &impl std::fmt::Debug) -> String {
    format!("{it:?}").chars().take_while(|it| it.is_alphanumeric()).collect()
}

#[test]
fn eighteen_months_are_covered_and_the_last_ones_more_than_the_first() {
    let it = small();
    let ago = |order: &PastOrder| NOW.since(order.placed.placed_at) / DAY;
    assert!(it.past.iter().all(|order| (1..=rhythm::HISTORY_DAYS + 40).contains(&ago(order))));
    let recent = it.past.iter().filter(|order| ago(order) < 270).count();
    assert!(recent > RECEIVED / 2);
    for month in 0..17 {
        let some = it.past.iter().any(|order| ago(order) / 30 == month);
        assert!(some, "nothing {month} months ago");
    }
}

#[test]
fn live_orders_are_possible_at_any_hour_of_any_day() {
    // five is no part of a day, so every hour of the day has its turn
    for hours in (0..(7 * 24)).step_by(5) {
        let now = NOW.plus(hours * HOUR);
        let it = plan(5, 400, now);
        for order in &it.live {
            if let Stage::Claimed(taken) = &order.stage {
                assert!(taken.accepted_at < now && order.placed.window.end > now);
            }
            if let Stage::InService { taken, arrived_at } = &order.stage {
                assert!(taken.accepted_at < *arrived_at && *arrived_at < now);
                lies_in_the_day(*arrived_at, arrived_at.plus(MINUTE));
            }
            if let Stage::Reported { visit, .. }
            | Stage::Confirmed { visit, .. }
            | Stage::Disputed { visit, .. } = &order.stage
            {
                assert!(visit.accepted_at < visit.arrived_at && visit.left_at < now);
                lies_in_the_day(visit.arrived_at, visit.left_at);
            }
            if let Stage::Disputed { visit, at, .. } = &order.stage {
                assert!(visit.left_at < *at, "nobody objects to what is yet to come");
            }
        }
    }
}
