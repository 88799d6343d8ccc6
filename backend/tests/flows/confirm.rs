//! Confirming: by the resident, by a call, by silence.

use backend::testing::{Case, Helper, World, both_databases, op};
use backend::view;
use domain::Refusal;
use domain::form::Command;
use domain::order::{Basis, Outcome, State};
use domain::time::{DAY, HOUR, MINUTE};

use crate::refused;

both_databases!(
    a_word_of_the_resident_brings_the_planned_minutes,
    silence_confirms_after_72_hours_with_half_the_minutes,
    points_of_silence_wait_two_weeks,
    a_call_back_is_not_made_by_the_dispatcher,
    a_helper_does_not_confirm_their_own_service,
    stars_and_words_are_kept,
    a_pair_is_thanked_eight_times_a_month_and_its_hours_always_count,
    nobody_earns_more_than_eight_hours_a_day,
    one_order_that_fails_does_not_stop_the_clock_for_the_others,
);

fn done() -> Command {
    Command::Confirm { rating: None, words: None }
}

async fn a_word_of_the_resident_brings_the_planned_minutes(world: World) {
    let case = Case::in_state(&world, State::Confirmed).await;
    assert_eq!(case.now().await.basis, Some(Basis::Resident));
    assert_eq!(case.wallet(&case.helper).await, (60, 0, 60));
    assert!(case.told(&case.helper).await.contains(&"awarded".to_owned()));
}

async fn silence_confirms_after_72_hours_with_half_the_minutes(world: World) {
    let case = Case::in_state(&world, State::Reported).await;
    world.pass(72 * HOUR - 1);
    world.tick().await;
    assert_eq!(case.now().await.state, State::Reported);
    world.pass(1);
    world.tick().await;
    let order = case.now().await;
    assert_eq!((order.state, order.basis), (State::Confirmed, Some(Basis::Auto)));
    assert_eq!(case.wallet(&case.helper).await, (30, 0, 30));
}

async fn points_of_silence_wait_two_weeks(world: World) {
    let case = Case::in_state(&world, State::Reported).await;
    world.pass(72 * HOUR);
    world.tick().await;
    world.pass(14 * DAY - 1);
    world.tick().await;
    assert_eq!((case.now().await.state, case.wallet(&case.helper).await.0), (State::Confirmed, 30));
    world.pass(1);
    world.tick().await;
    assert_eq!((case.now().await.state, case.wallet(&case.helper).await), (State::Closed, (0, 30, 30)));
}

async fn a_call_back_is_not_made_by_the_dispatcher(world: World) {
    let case = Case::in_state(&world, State::Reported).await;
    assert_eq!(refused(case.run(&case.dispatcher, done()).await), Refusal::OwnOrder);
    case.run(&case.second, done()).await.expect("a call-back");
    assert_eq!(case.now().await.basis, Some(Basis::CallBack));
}

async fn a_helper_does_not_confirm_their_own_service(world: World) {
    let mut case = Case::placed(&world).await;
    let both = case.second.clone();
    let report = domain::form::ReportIn { skills: vec![], claims_party: false, branch: None };
    backend::flow::report_in::report_in(&world.ctx, &both, op(&world), &report).await.expect("a report-in");
    // who helps at home and works at the desk here
    world
        .raw("update volunteers set community_id = (select id from areas where code = '510104001003')")
        .await
        .expect("moved");
    case.helper = world.viewer(both.id, true).await;
    case.bring_to(State::Reported).await;
    assert_eq!(refused(case.run(&case.helper, done()).await), Refusal::OwnOrder);
}

async fn stars_and_words_are_kept(world: World) {
    let case = Case::in_state(&world, State::Reported).await;
    let stars = Command::Confirm { rating: Some(4), words: Some("谢谢".into()) };
    case.run(&case.resident, stars).await.expect("confirmed");
    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("a page");
    assert_eq!((page.rating, page.rating_note.as_deref()), (Some(4), Some("谢谢")));
}

async fn a_pair_is_thanked_eight_times_a_month_and_its_hours_always_count(world: World) {
    let case = Case::with(&world, |it| it.planned_minutes = 10).await;
    // all on the first of December and the days after
    world.pass(8 * DAY);
    for visit in 1..=9 {
        case.about(case.place().await).bring_to(State::Confirmed).await;
        world.pass(2 * HOUR + 10 * MINUTE);
        let points = case.wallet(&case.helper).await.0;
        assert_eq!((points, case.wallet(&case.helper).await.2), (10 * visit.min(8), 10 * visit));
    }
}

async fn nobody_earns_more_than_eight_hours_a_day(world: World) {
    let case = Case::with(&world, |it| it.planned_minutes = 300).await;
    for expected in [300, 480] {
        let next = case.about(case.place().await);
        next.bring_to(State::Reported).await;
        next.run(&case.resident, done()).await.expect("confirmed");
        assert_eq!(case.wallet(&case.helper).await.2, expected);
    }
}

async fn one_order_that_fails_does_not_stop_the_clock_for_the_others(world: World) {
    let case = Case::in_state(&world, State::Confirmed).await;
    let mut other = case.about(case.place().await);
    other.helper = world.helper(&case.town, Helper::default()).await;
    other.bring_to(State::Confirmed).await;
    // the points of the first are gone by a hand that no flow knows
    let helper = case.literal(case.helper.id.0);
    let change = |by: i64| {
        format!("update accounts set balance = balance + {by} where kind = 'pending' and owner_id = {helper}")
    };
    world.raw(&change(-60)).await.expect("a broken book");
    world.pass(8 * DAY);
    assert!(backend::flow::settle::tick(&world.ctx).await.is_err(), "it is said that something is wrong");
    assert_eq!((case.now().await.state, other.now().await.state), (State::Confirmed, State::Closed));
    world.raw(&change(60)).await.expect("mended");
    world.tick().await;
    assert_eq!((case.now().await.state, case.now().await.outcome), (State::Closed, Some(Outcome::Done)));
}
