//! The desk asks: one person, a wave, or the pool.

use backend::flow::place_order::place_order;
use backend::flow::report_in;
use backend::testing::{Case, Helper, World, both_databases, op};
use backend::view;
use domain::Refusal;
use domain::assignment::{AssignmentState, Ineligible};
use domain::dispatch::Mode;
use domain::form::{Command, NewOrder, Times};
use domain::member::Viewer;
use domain::menu::{Doer, Risk, Skill, Urgency};
use domain::order::State;
use domain::quiet::QuietHours;
use domain::time::{DAY, HOUR, MINUTE, Window};

use crate::{refused, wrong_field};

both_databases!(
    only_the_one_who_is_asked_sees_a_direct_offer,
    a_claim_of_party_membership_is_not_enough_until_it_is_verified,
    a_skill_or_an_insurance_that_is_missing_is_named,
    a_wave_asks_three_for_each_place,
    a_wave_that_finds_nobody_to_ask_goes_to_the_pool,
    the_next_wave_asks_others_and_then_comes_the_pool,
    a_way_of_asking_that_asks_nobody_is_refused,
    nobody_dispatches_an_order_for_herself,
    the_desk_sees_candidates_with_reasons,
    offers_that_nobody_answers_lapse_and_the_desk_has_it_again,
    who_said_no_can_be_asked_again_in_the_next_round,
    the_desk_takes_its_offers_back_and_asks_somebody_else,
    nobody_is_asked_beyond_the_visit,
    the_desk_names_nobody_who_has_ruled_it_out,
    whoever_has_their_own_night_is_asked_by_that,
    a_pool_that_is_over_releases_who_had_accepted,
    nobody_is_asked_more_than_three_times_a_day,
);

async fn ready(world: &World) -> Case {
    Case::in_state(world, State::ToDispatch).await
}

async fn offers(case: &Case, who: &Viewer) -> usize {
    view::volunteer::offers(&case.world.ctx, who, 20).await.expect("a list").offers.len()
}

/// Who was asked in this round, and how it stands.
async fn asked(case: &Case) -> Vec<AssignmentState> {
    let page = view::order::order_page(&case.world.ctx, &case.dispatcher, case.order).await.expect("a page");
    let round = page.order.round;
    page.helpers.iter().filter(|it| it.round == round).map(|it| it.state).collect()
}

async fn only_the_one_who_is_asked_sees_a_direct_offer(world: World) {
    let case = ready(&world).await;
    let other = world.helper(&case.town, Helper::default()).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    assert_eq!((offers(&case, &case.helper).await, offers(&case, &other).await), (1, 0));
    assert_eq!(refused(case.accept(&other).await), Refusal::NoOffer);
    assert_eq!(case.told(&case.helper).await, ["asked"]);
    case.accept(&case.helper).await.expect("a yes");
}

async fn a_claim_of_party_membership_is_not_enough_until_it_is_verified(world: World) {
    let case = Case::with(&world, |it| it.doer = Doer::PartyMember).await;
    case.bring_to(State::ToDispatch).await;
    let claims = world.helper(&case.town, Helper { party: true, ..Helper::default() }).await;
    let no = refused(case.dispatch(Mode::Direct, Some(claims.id)).await);
    assert_eq!(no, Refusal::Ineligible { why: Ineligible::PartyOnly });
    backend::flow::report_in::verify(&world.ctx, &case.dispatcher, op(&world), claims.id)
        .await
        .expect("verified");
    case.dispatch(Mode::Direct, Some(claims.id)).await.expect("offered");
    case.accept(&claims).await.expect("a yes");
}

async fn a_skill_or_an_insurance_that_is_missing_is_named(world: World) {
    let case = Case::with(&world, |it| {
        it.skill = Some(Skill::Repair);
        it.risk = Risk::Raised;
    })
    .await;
    case.bring_to(State::Offered).await;
    let why = |result| match refused(result) {
        Refusal::Ineligible { why } => why,
        other => panic!("{other}"),
    };
    assert_eq!(why(case.accept(&case.helper).await), Ineligible::InsuranceNeeded);
    let insured_until = Some(world.now().plus(DAY));
    let insured = world.helper(&case.town, Helper { insured_until, ..Helper::default() }).await;
    assert_eq!(why(case.accept(&insured).await), Ineligible::SkillMissing);
    let skills = vec![Skill::Repair];
    let able = world.helper(&case.town, Helper { insured_until, skills, ..Helper::default() }).await;
    case.accept(&able).await.expect("a yes");
}

async fn a_wave_asks_three_for_each_place(world: World) {
    let case = ready(&world).await;
    world.helpers(&case.town, 5).await;
    case.dispatch(Mode::Waves, None).await.expect("offered");
    assert_eq!(asked(&case).await, [AssignmentState::Offered; 3]);
}

async fn a_wave_that_finds_nobody_to_ask_goes_to_the_pool(world: World) {
    let case = Case::with(&world, |it| it.skill = Some(Skill::Law)).await;
    case.bring_to(State::ToDispatch).await;
    case.dispatch(Mode::Waves, None).await.expect("offered");
    let order = case.now().await;
    assert_eq!((order.state, order.mode), (State::Offered, Some(Mode::Pool)));
    assert!(order.due_at.is_some(), "it comes back to the desk when nobody takes it");
}

async fn the_next_wave_asks_others_and_then_comes_the_pool(world: World) {
    let case = ready(&world).await;
    world.helpers(&case.town, 8).await;
    case.dispatch(Mode::Waves, None).await.expect("offered");
    for expected in [6, 9] {
        world.pass(61 * MINUTE);
        world.tick().await;
        assert_eq!((case.now().await.state, asked(&case).await.len()), (State::Offered, expected));
    }
    world.pass(61 * MINUTE);
    world.tick().await;
    let order = case.now().await;
    assert_eq!((order.state, order.mode, order.failed_rounds), (State::Offered, Some(Mode::Pool), 0));
    assert!(order.due_at.is_some());
    world.pass(12 * HOUR);
    world.tick().await;
    assert_eq!((case.now().await.state, case.now().await.failed_rounds), (State::ToDispatch, 1));
}

async fn a_way_of_asking_that_asks_nobody_is_refused(world: World) {
    let case = ready(&world).await;
    for mode in [Mode::Team, Mode::Rota, Mode::Supplier] {
        assert_eq!(wrong_field(case.dispatch(mode, None).await), "mode", "{mode}");
    }
    assert_eq!(wrong_field(case.dispatch(Mode::Direct, None).await), "person_id");
    assert_eq!(case.now().await.state, State::ToDispatch);
}

async fn nobody_dispatches_an_order_for_herself(world: World) {
    let mut case = Case::placed(&world).await;
    case.resident = case.dispatcher.clone();
    let own = case.about(case.place().await);
    own.run(&own.second, Command::Admit { public_note: None }).await.expect("admitted");
    assert_eq!(refused(own.dispatch(Mode::Pool, None).await), Refusal::OwnOrder);
}

async fn the_desk_sees_candidates_with_reasons(world: World) {
    let case = ready(&world).await;
    let here = Some(case.town.building);
    let close = world.helper(&case.town, Helper { building: here, ..Helper::default() }).await;
    let it = view::desk::desk_order(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    let ids: Vec<_> = it.candidates.iter().map(|it| it.person_id).collect();
    assert_eq!(ids, [close.id, case.helper.id], "the nearest first");
    assert!(it.candidates.iter().all(|it| !it.reasons.is_empty()));
}

async fn offers_that_nobody_answers_lapse_and_the_desk_has_it_again(world: World) {
    let case = ready(&world).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    world.pass(2 * HOUR - 1);
    world.tick().await;
    assert_eq!(case.now().await.state, State::Offered);
    world.pass(1);
    world.tick().await;
    let order = case.now().await;
    assert_eq!((order.state, order.failed_rounds), (State::ToDispatch, 1));
    assert_eq!(asked(&case).await, [AssignmentState::Lapsed]);
    assert!(case.told(&case.dispatcher).await.contains(&"fell_back".to_owned()));
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0));
}

async fn who_said_no_can_be_asked_again_in_the_next_round(world: World) {
    let case = ready(&world).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    case.decline(&case.helper).await.expect("a no");
    assert_eq!(case.now().await.state, State::ToDispatch);
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("asked again");
    assert_eq!(case.now().await.round, 2);
    case.accept(&case.helper).await.expect("a yes");
}

async fn a_pool_that_is_over_releases_who_had_accepted(world: World) {
    let case = Case::with(&world, |it| it.required = 2).await;
    case.bring_to(State::Offered).await;
    case.accept(&case.helper).await.expect("a yes");
    world.pass(12 * HOUR);
    world.tick().await;
    assert_eq!(case.now().await.state, State::ToDispatch);
    assert_eq!(asked(&case).await, [AssignmentState::Withdrawn]);
    assert_eq!(case.told(&case.helper).await, ["stood_down"]);
}

async fn nobody_is_asked_more_than_three_times_a_day(world: World) {
    let case = Case::with(&world, |it| it.urgency = Urgency::U3).await;
    for _ in 0..3 {
        let next = case.about(case.place().await);
        next.bring_to(State::ToDispatch).await;
        next.dispatch(Mode::Waves, None).await.expect("offered");
        assert_eq!(asked(&next).await.len(), 1);
    }
    case.bring_to(State::ToDispatch).await;
    case.dispatch(Mode::Waves, None).await.expect("offered");
    assert_eq!(asked(&case).await, [], "the fourth goes to the pool");
}

async fn the_desk_takes_its_offers_back_and_asks_somebody_else(world: World) {
    let case = ready(&world).await;
    let right = world.helper(&case.town, Helper::default()).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("the wrong one");
    let hers = case.run(&case.resident, Command::TakeBack).await;
    assert_eq!(refused(hers), Refusal::NotNow { state: State::Offered }, "none of her acts");
    case.run(&case.dispatcher, Command::TakeBack).await.expect("taken back");
    let order = case.now().await;
    assert_eq!((order.state, order.failed_rounds), (State::ToDispatch, 0));
    assert_eq!(case.told(&case.helper).await, ["stood_down", "asked"]);
    assert_eq!(offers(&case, &case.helper).await, 0);
    assert!(case.accept(&case.helper).await.is_err());
    case.dispatch(Mode::Direct, Some(right.id)).await.expect("the right one");
    case.accept(&right).await.expect("a yes");
    let no = case.run(&case.dispatcher, Command::TakeBack).await;
    assert_eq!(refused(no), Refusal::NotNow { state: State::Claimed });
}

async fn nobody_is_asked_beyond_the_visit(world: World) {
    let case = ready(&world).await;
    let end = case.now().await.window_end;
    world.pass(end.since(world.now()) - 10 * MINUTE);
    case.dispatch(Mode::Pool, None).await.expect("offered");
    assert_eq!(case.now().await.due_at, Some(end));
    case.run(&case.dispatcher, Command::TakeBack).await.expect("taken back");
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    let offers = view::volunteer::offers(&world.ctx, &case.helper, 20).await.expect("a list").offers;
    assert_eq!(offers[0].respond_by, Some(end));
}

fn at_any_time() -> Times {
    let (quiet, slots) = (QuietHours::default(), Vec::new());
    Times { slots, weekend_only: false, urgent_opt_in: false, paused: false, quiet }
}

async fn the_desk_names_nobody_who_has_ruled_it_out(world: World) {
    let case = ready(&world).await;
    let why = async |who: &Viewer| match refused(case.dispatch(Mode::Direct, Some(who.id)).await) {
        Refusal::Ineligible { why } => why,
        other => panic!("{other:?}"),
    };
    // a Monday
    let weekend = world.helper(&case.town, Helper::default()).await;
    let times = Times { weekend_only: true, ..at_any_time() };
    report_in::set_times(&world.ctx, &weekend, op(&world), &times).await.expect("set");
    assert_eq!(why(&weekend).await, Ineligible::WeekendOnly);
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("once");
    case.run(&case.dispatcher, Command::TakeBack).await.expect("taken back");
    for _ in 0..2 {
        case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("three times a day");
        case.run(&case.dispatcher, Command::TakeBack).await.expect("taken back");
    }
    assert_eq!(why(&case.helper).await, Ineligible::EnoughOffers);
    // what somebody else has asked for stands in their way alone
    let other = world.helper(&case.town, Helper::default()).await;
    case.dispatch(Mode::Direct, Some(other.id)).await.expect("somebody else");
}

async fn whoever_has_their_own_night_is_asked_by_that(world: World) {
    let case = Case::placed(&world).await;
    // tomorrow, from one to four in the afternoon
    let window = Window { start: world.now().plus(27 * HOUR), end: world.now().plus(30 * HOUR) };
    let tomorrow = NewOrder { window, ..case.new_order() };
    let placed = place_order(&world.ctx, &case.resident, &tomorrow).await.expect("an order");
    let case = case.about(placed.id);
    case.bring_to(State::ToDispatch).await;
    let late = world.helper(&case.town, Helper::default()).await;
    let quiet = QuietHours { start: 22 * 60 + 30, end: 6 * 60 };
    let times = Times { quiet, ..at_any_time() };
    report_in::set_times(&world.ctx, &late, op(&world), &times).await.expect("set");
    let mine = report_in::my_times(&world.ctx, &late).await.expect("an answer").expect("times");
    assert_eq!(mine.quiet, quiet);
    let candidates = async || {
        let it = view::desk::desk_order(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
        it.candidates.into_iter().map(|it| it.person_id).collect::<Vec<_>>()
    };
    assert_eq!(candidates().await.len(), 2, "by day both");
    world.pass(12 * HOUR);
    assert_eq!(candidates().await, [late.id], "at ten in the evening");
    world.pass(HOUR);
    assert!(candidates().await.is_empty(), "at eleven");
    // whom the desk names all the same has two hours from when their own night is over
    case.dispatch(Mode::Direct, Some(late.id)).await.expect("offered");
    let offers = view::volunteer::offers(&world.ctx, &late, 20).await.expect("a list").offers;
    assert_eq!(offers[0].respond_by, Some(world.now().plus(9 * HOUR)));
    case.run(&case.dispatcher, Command::TakeBack).await.expect("taken back");
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    let offers = view::volunteer::offers(&world.ctx, &case.helper, 20).await.expect("a list").offers;
    assert_eq!(offers[0].respond_by, Some(world.now().plus(11 * HOUR)));
}
