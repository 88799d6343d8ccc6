//! Who may accept an order, and who may be asked.

use domain::assignment::{
    Candidate, Engagement, Ineligible, Need, OFFERS_A_DAY, Warning, eligible, may_accept, may_be_asked,
};
use domain::form::Slot;
use domain::menu::{Doer, Risk, Skill, Urgency};
use domain::quiet::QuietHours;
use domain::time::{DAY, HOUR, MINUTE, Timestamp, Window};
use proptest::prelude::*;
use uuid::Uuid;

use crate::given::{NOW, at, calendar, candidate, id, need, order, person, window};

fn accept(need: &Need, it: &Candidate) -> Result<Vec<Warning>, Ineligible> {
    eligible(need, it, NOW)
}

fn ask(need: &Need, it: &Candidate, now: Timestamp) -> Result<Vec<Warning>, Ineligible> {
    may_be_asked(need, it, now, &calendar())
}

fn engaged(window: Window, estate: u128) -> Engagement {
    Engagement { order: order(2), window, estate: Some(id(estate)) }
}

#[test]
fn somebody_of_the_community_who_is_free_may_accept_and_be_asked() {
    assert_eq!(accept(&need(), &candidate(1)), Ok(vec![]));
    assert_eq!(ask(&need(), &candidate(1), NOW), Ok(vec![]));
}

#[test]
fn nobody_serves_themselves_their_household_or_what_they_placed() {
    assert_eq!(accept(&need(), &candidate(900)), Err(Ineligible::OwnService));
    let mut family = candidate(1);
    family.household = Some(Uuid::from_u128(9_000));
    assert_eq!(accept(&need(), &family), Err(Ineligible::SameHousehold));
    let mut placed = need();
    placed.orderer = person(1);
    assert_eq!(accept(&placed, &candidate(1)), Err(Ineligible::OwnService));
}

#[test]
fn two_unknown_households_are_not_the_same_one() {
    let mut need = need();
    need.household = None;
    assert!(accept(&need, &candidate(1)).is_ok());
}

#[test]
fn a_minor_never_gets_a_home_visit_or_anything_dangerous() {
    let mut minor = candidate(1);
    minor.minor = true;
    minor.insured_until = Some(NOW.plus(300 * DAY));
    assert_eq!(accept(&need(), &minor), Err(Ineligible::MinorHomeVisit));
    let mut outside = need();
    outside.home_visit = false;
    assert!(accept(&outside, &minor).is_ok());
    outside.risk = Risk::Raised;
    assert_eq!(accept(&outside, &minor), Err(Ineligible::MinorRisk));
}

#[test]
fn something_dangerous_needs_insurance_until_it_is_over() {
    let mut need = need();
    need.risk = Risk::Raised;
    let mut it = candidate(1);
    assert_eq!(accept(&need, &it), Err(Ineligible::InsuranceNeeded));
    it.insured_until = Some(need.window.start);
    assert_eq!(accept(&need, &it), Err(Ineligible::InsuranceNeeded));
    it.insured_until = Some(need.window.end);
    assert!(accept(&need, &it).is_ok());
}

#[test]
fn a_qualification_has_to_be_there_and_to_last_as_long_as_the_visit() {
    let mut need = need();
    need.skill = Some(Skill::Repair);
    let mut it = candidate(1);
    it.skills = vec![(Skill::Care, None)];
    assert_eq!(accept(&need, &it), Err(Ineligible::SkillMissing));
    it.skills.push((Skill::Repair, Some(need.window.start)));
    assert_eq!(accept(&need, &it), Err(Ineligible::SkillExpired));
    it.skills.push((Skill::Repair, None));
    assert!(accept(&need, &it).is_ok());
}

#[test]
fn a_claim_to_be_a_party_member_is_not_enough() {
    let mut need = need();
    need.doer = Doer::PartyMember;
    let mut it = candidate(1);
    assert_eq!(accept(&need, &it), Err(Ineligible::PartyOnly));
    it.party_member = true;
    assert!(accept(&need, &it).is_ok());
    need.doer = Doer::Staff;
    assert_eq!(accept(&need, &it), Err(Ineligible::StaffOnly));
}

#[test]
fn whom_one_of_the_two_avoids_is_refused_without_a_word_about_it() {
    let mut it = candidate(1);
    it.blocked = true;
    assert_eq!(accept(&need(), &it), Err(Ineligible::Blocked));
    assert!(!Ineligible::Blocked.word().contains("block"));
}

#[test]
fn two_appointments_at_the_same_time_cannot_both_be_kept() {
    let mut it = candidate(1);
    it.engagements = vec![engaged(window(at("2026-02-11", 15), 2), 200)];
    assert_eq!(accept(&need(), &it), Err(Ineligible::Overlap));
    it.engagements = vec![engaged(window(at("2026-02-11", 8), 24), 200)];
    assert_eq!(accept(&need(), &it), Ok(vec![Warning::SameStretch]), "some time today leaves room");
}

#[test]
fn less_than_half_an_hour_between_two_estates_is_a_warning() {
    let mut it = candidate(1);
    let after = window(at("2026-02-11", 16), 2);
    it.engagements = vec![engaged(after, 201)];
    assert_eq!(accept(&need(), &it), Ok(vec![Warning::TightGap]));
    it.engagements = vec![engaged(after, 200)];
    assert_eq!(accept(&need(), &it), Ok(vec![]), "in the same estate it is a walk");
    it.engagements = vec![engaged(window(after.start.plus(30 * MINUTE), 2), 201)];
    assert_eq!(accept(&need(), &it), Ok(vec![]));
}

#[test]
fn nobody_takes_more_than_their_cap_and_the_order_itself_does_not_count() {
    let mut it = candidate(1);
    it.engagements = (2..5)
        .map(|n| Engagement { order: order(n), ..engaged(window(NOW.plus(n as i64 * DAY), 1), 200) })
        .collect();
    assert_eq!(accept(&need(), &it), Err(Ineligible::CapReached));
    it.engagements[0].order = need().order;
    assert!(accept(&need(), &it).is_ok());
}

#[test]
fn nothing_is_accepted_once_its_window_is_over() {
    assert_eq!(eligible(&need(), &candidate(1), need().window.end), Err(Ineligible::WindowOver));
}

#[test]
fn a_working_day_never_pings_a_sunday_pioneer_unless_urgent_and_opted_in() {
    let mut it = candidate(1);
    it.weekend_only = true;
    let mut need = need();
    assert_eq!(ask(&need, &it, NOW), Err(Ineligible::WeekendOnly));
    assert!(accept(&need, &it).is_ok(), "but may accept what they find themselves");
    need.urgency = Urgency::U1;
    assert_eq!(ask(&need, &it, NOW), Err(Ineligible::WeekendOnly), "urgent, not opted in");
    it.urgent_opt_in = true;
    assert!(ask(&need, &it, NOW).is_ok());
    need.urgency = Urgency::U2;
    assert_eq!(ask(&need, &it, NOW), Err(Ineligible::WeekendOnly), "opted in, not urgent");
}

#[test]
fn a_saturday_that_is_worked_is_no_weekend_and_a_holiday_is_one() {
    let mut it = candidate(1);
    it.weekend_only = true;
    let on = |date: &str| {
        let mut need = need();
        need.window = window(at(date, 14), 2);
        ask(&need, &it, NOW).map(|_| ())
    };
    assert_eq!(on("2026-02-14"), Err(Ineligible::WeekendOnly), "调休");
    assert_eq!(on("2026-02-15"), Ok(()), "Sunday");
    assert_eq!(on("2026-02-17"), Ok(()), "Spring Festival, a Tuesday");
    assert_eq!(on("2026-02-18"), Err(Ineligible::WeekendOnly));
}

#[test]
fn nobody_is_disturbed_at_night_unless_urgent_and_opted_in() {
    let mut need = need();
    need.window = window(at("2026-02-13", 14), 2);
    let mut it = candidate(1);
    for (hour, quiet) in [(7, true), (8, false), (20, false), (21, true), (23, true)] {
        let asked = ask(&need, &it, at("2026-02-11", hour));
        assert_eq!(asked == Err(Ineligible::QuietHours), quiet, "{hour}:00");
    }
    need.urgency = Urgency::U1;
    assert_eq!(ask(&need, &it, at("2026-02-11", 23)), Err(Ineligible::QuietHours));
    it.urgent_opt_in = true;
    assert!(ask(&need, &it, at("2026-02-11", 23)).is_ok());
}

#[test]
fn whoever_sets_their_own_night_is_asked_by_that() {
    let mut need = need();
    need.window = window(at("2026-02-13", 14), 2);
    let mut it = candidate(1);
    let is_quiet =
        |it: &Candidate, hour| ask(&need, it, at("2026-02-11", hour)) == Err(Ineligible::QuietHours);
    it.quiet = QuietHours { start: 22 * 60 + 30, end: 6 * 60 };
    for (hour, quiet) in [(5, true), (6, false), (21, false), (22, false), (23, true)] {
        assert_eq!(is_quiet(&it, hour), quiet, "{hour}:00");
    }
    it.quiet = QuietHours { start: 60, end: 60 };
    assert!((0..24).all(|hour| !is_quiet(&it, hour)), "at any hour");
}

#[test]
fn somebody_is_asked_for_the_hours_they_have_given() {
    let mut it = candidate(1);
    let wednesday = |start, end| Slot { weekday: 3, start_minute: start * 60, end_minute: end * 60 };
    it.slots = vec![wednesday(8, 14)];
    assert_eq!(ask(&need(), &it, NOW), Err(Ineligible::NotAvailable), "14:00 is the end of it");
    it.slots = vec![wednesday(8, 12), wednesday(15, 18)];
    assert!(ask(&need(), &it, NOW).is_ok());
}

#[test]
fn a_window_over_midnight_finds_those_who_are_free_on_the_second_day() {
    let mut it = candidate(1);
    it.slots = vec![Slot { weekday: 4, start_minute: 8 * 60, end_minute: 12 * 60 }];
    let mut need = need();
    need.window = window(at("2026-02-11", 14), 24);
    assert!(ask(&need, &it, NOW).is_ok());
}

#[test]
fn three_offers_a_day_are_enough_and_a_no_is_a_no() {
    let mut it = candidate(1);
    it.offers_today = OFFERS_A_DAY;
    assert_eq!(ask(&need(), &it, NOW), Err(Ineligible::EnoughOffers));
    it.declined = true;
    assert_eq!(ask(&need(), &it, NOW), Err(Ineligible::SaidNo));
    assert!(accept(&need(), &it).is_ok(), "and may be taken back by the person");
    it.paused = true;
    assert_eq!(ask(&need(), &it, NOW), Err(Ineligible::Paused));
}

#[test]
fn who_let_people_down_twice_says_yes_only_when_the_desk_has_asked_by_name() {
    let mut it = candidate(1);
    it.approval_until = Some(NOW.plus(1));
    assert_eq!(may_accept(&need(), &it, false, NOW), Err(Ineligible::NeedsApproval));
    assert_eq!(may_accept(&need(), &it, true, NOW), Ok(vec![]));
    assert!(ask(&need(), &it, NOW).is_ok(), "the desk may ask");
    assert_eq!(may_accept(&need(), &it, false, NOW.plus(1)), Ok(vec![]), "for thirty days");
    it.person = need().beneficiary;
    assert_eq!(may_accept(&need(), &it, true, NOW), Err(Ineligible::OwnService), "a hard rule stands");
}

#[test]
fn somebody_else_than_the_wished_person_is_told_so() {
    let mut need = need();
    need.wished_person = Some(person(2));
    assert_eq!(accept(&need, &candidate(1)), Ok(vec![Warning::OtherPerson]));
    assert_eq!(accept(&need, &candidate(2)), Ok(vec![]));
}

proptest! {
    #[test]
    fn whoever_may_be_asked_may_accept(
        (minor, paused, weekend, opt_in, blocked) in any::<(bool, bool, bool, bool, bool)>(),
        (offers, urgent, start, length) in (0..5_i32, any::<bool>(), 0..200_i64, 1..30_i64),
        hour in 0..24_i64,
    ) {
        let mut need = need();
        need.window = window(NOW.plus(start * HOUR), length);
        need.urgency = if urgent { Urgency::U1 } else { Urgency::U3 };
        let mut it = candidate(1);
        (it.minor, it.paused, it.weekend_only) = (minor, paused, weekend);
        (it.urgent_opt_in, it.blocked, it.offers_today) = (opt_in, blocked, offers);
        let now = NOW.plus(hour * HOUR);
        if let Ok(warnings) = ask(&need, &it, now) {
            prop_assert_eq!(eligible(&need, &it, now), Ok(warnings));
        }
    }
}
