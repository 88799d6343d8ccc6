//! The visit: keys, leaving, entering it later.

use backend::flow::{desk_visit, serve};
use backend::testing::{Case, Helper, World, both_databases, op};
use domain::Refusal;
use domain::form::AtTheDoor;
use domain::id::OrderId;
use domain::member::Viewer;
use domain::order::{Outcome, State};
use domain::time::{DAY, HOUR, MINUTE};

use crate::{not_found, refused, wrong_field};

both_databases!(
    a_wrong_key_is_refused_and_counted,
    after_five_wrong_keys_the_right_one_is_refused_too,
    a_key_that_was_not_typed_is_not_counted,
    leaving_without_a_key_needs_a_reason,
    leaving_without_a_key_asks_the_resident,
    the_last_helper_out_reports_the_order,
    the_last_helper_who_hands_back_reports_what_the_others_did,
    nobody_at_home_brings_thanks_for_the_way_and_no_minutes,
    the_desk_says_after_a_call_that_somebody_is_at_the_door,
    both_keys_entered_the_next_day_are_marked_late,
    keys_are_not_taken_more_than_two_days_after_the_window,
    a_late_entry_sent_again_returns_the_first_answer,
    a_time_that_has_not_come_or_lies_before_the_yes_is_wrong,
    somebody_without_a_place_learns_nothing_of_a_late_entry,
);

fn wrong(case: &Case, right: &str) -> AtTheDoor {
    case.at_the_door(Some(if right == "0000" { "0001" } else { "0000" }.to_owned()))
}

async fn a_wrong_key_is_refused_and_counted(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let it = wrong(&case, &case.keys().await.arrive_key);
    for tries_left in [4, 3] {
        let no = refused(serve::check_in(&world.ctx, &case.helper, &it).await);
        assert_eq!(no, Refusal::WrongKey { tries_left }, "the same intention may be tried again");
    }
    assert_eq!(case.now().await.state, State::Claimed);
    case.check_in(&case.helper).await.expect("the right key");
}

async fn after_five_wrong_keys_the_right_one_is_refused_too(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let keys = case.keys().await;
    for _ in 0..4 {
        let no = refused(serve::check_in(&world.ctx, &case.helper, &wrong(&case, &keys.arrive_key)).await);
        assert!(matches!(no, Refusal::WrongKey { .. }), "{no}");
    }
    let fifth = serve::check_in(&world.ctx, &case.helper, &wrong(&case, &keys.arrive_key)).await;
    assert_eq!(refused(fifth), Refusal::KeyLocked);
    assert_eq!(refused(case.check_in(&case.helper).await), Refusal::KeyLocked);
}

async fn a_key_that_was_not_typed_is_not_counted(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let empty = serve::check_in(&world.ctx, &case.helper, &case.at_the_door(None)).await;
    assert_eq!(wrong_field(empty), "key");
    let it = wrong(&case, &case.keys().await.arrive_key);
    let no = refused(serve::check_in(&world.ctx, &case.helper, &it).await);
    assert_eq!(no, Refusal::WrongKey { tries_left: 4 });
}

async fn leaving_without_a_key_needs_a_reason(world: World) {
    let case = Case::in_state(&world, State::InService).await;
    for words in [None, Some("  ".to_owned())] {
        let it = AtTheDoor { words, ..case.at_the_door(None) };
        assert_eq!(wrong_field(serve::check_out(&world.ctx, &case.helper, &it).await), "words");
    }
}

async fn leaving_without_a_key_asks_the_resident(world: World) {
    let case = Case::in_state(&world, State::Reported).await;
    assert!(case.told(&case.resident).await.contains(&"please_confirm".to_owned()));
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0), "nothing before she has said so");
}

async fn the_last_helper_out_reports_the_order(world: World) {
    let (case, other) = Case::of_two(&world).await;
    for who in [&case.helper, &other] {
        case.check_in(who).await.expect("at the door");
    }
    world.pass(30 * MINUTE);
    case.check_out(&case.helper).await.expect("gone");
    assert_eq!(case.now().await.state, State::InService, "the other one is still there");
    world.pass(30 * MINUTE);
    case.check_out(&other).await.expect("gone");
    assert_eq!(case.now().await.state, State::Confirmed);
    assert_eq!((case.wallet(&case.helper).await.2, case.wallet(&other).await.2), (30, 60));
}

async fn the_last_helper_who_hands_back_reports_what_the_others_did(world: World) {
    let (case, other) = Case::of_two(&world).await;
    case.check_in(&case.helper).await.expect("at the door");
    world.pass(30 * MINUTE);
    case.check_out(&case.helper).await.expect("gone");
    case.release(&other).await.expect("handed back");
    assert_eq!(case.now().await.state, State::Confirmed, "the one who came has two right keys");
    assert_eq!((case.wallet(&case.helper).await.2, case.wallet(&other).await.2), (30, 0));
}

async fn nobody_at_home_brings_thanks_for_the_way_and_no_minutes(world: World) {
    let case = Case::in_state(&world, State::InService).await;
    case.leave_without_key(&case.helper, Outcome::NotAtHome).await.expect("a report");
    let order = case.now().await;
    assert_eq!((order.state, order.outcome), (State::Reported, Some(Outcome::NotAtHome)));
    let done = domain::form::Command::Confirm { rating: None, words: None };
    case.run(&case.resident, done).await.expect("a confirmation");
    assert_eq!(case.wallet(&case.helper).await, (0, 1, 0));
}

async fn the_desk_says_after_a_call_that_somebody_is_at_the_door(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let say = async |who: &Viewer, helper| {
        desk_visit::confirm_arrival(&world.ctx, who, op(&world), case.order, helper).await
    };
    not_found("a helper's word for himself", say(&case.helper, case.helper.id).await);
    not_found("a resident's word", say(&case.resident, case.helper.id).await);
    not_found("somebody without a place", say(&case.dispatcher, case.second.id).await);
    say(&case.dispatcher, case.helper.id).await.expect("at the door");
    assert_eq!(case.now().await.state, State::InService);
    assert_eq!(
        refused(say(&case.dispatcher, case.helper.id).await),
        Refusal::NotNow { state: State::InService }
    );
    world.pass(HOUR);
    // the second key alone is not proof: she is asked
    case.check_out(&case.helper).await.expect("gone");
    assert_eq!(case.now().await.state, State::Reported);
}

/// What the phone kept while it had no signal.
async fn kept(case: &Case) -> (AtTheDoor, AtTheDoor) {
    let (keys, start) = (case.keys().await, case.now().await.window_start);
    let arrived = AtTheDoor { at: Some(start), ..case.at_the_door(Some(keys.arrive_key)) };
    let left = AtTheDoor { at: Some(start.plus(45 * MINUTE)), ..case.at_the_door(Some(keys.leave_key)) };
    (arrived, left)
}

async fn both_keys_entered_the_next_day_are_marked_late(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    world.pass(DAY);
    let (arrived, left) = kept(&case).await;
    serve::enter_late(&world.ctx, &case.helper, &arrived, &left).await.expect("a late entry");
    assert_eq!(case.now().await.state, State::Confirmed);
    assert_eq!(case.wallet(&case.helper).await.2, 45, "the visit counts, not the typing");
    let page =
        backend::view::order::order_page(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    assert!(page.helpers[0].late_entry);
    assert!(page.timeline.iter().any(|it| it.late));
}

async fn keys_are_not_taken_more_than_two_days_after_the_window(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let (arrived, left) = kept(&case).await;
    let offered = async || {
        let page = backend::view::order::order_page(&world.ctx, &case.helper, case.order).await;
        page.expect("a page").late_entry
    };
    assert!(offered().await);
    world.pass(6 * HOUR + 2 * DAY + 1);
    assert!(!offered().await, "what is refused is not drawn");
    let late = serve::enter_late(&world.ctx, &case.helper, &arrived, &left).await;
    assert_eq!(refused(late), Refusal::TooLateForKeys);
    let one_by_one = serve::check_in(&world.ctx, &case.helper, &arrived).await;
    assert_eq!(refused(one_by_one), Refusal::TooLateForKeys);
    assert_eq!(case.now().await.state, State::Claimed);
}

async fn a_late_entry_sent_again_returns_the_first_answer(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let (arrived, left) = kept(&case).await;
    world.pass(DAY);
    let first = serve::enter_late(&world.ctx, &case.helper, &arrived, &left).await.expect("a late entry");
    world.pass(9 * DAY);
    let again = serve::enter_late(&world.ctx, &case.helper, &arrived, &left).await.expect("the same");
    assert_eq!(first, again);
}

async fn a_time_that_has_not_come_or_lies_before_the_yes_is_wrong(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    for at in [world.now().plus(1), world.now().plus(-1)] {
        let key = Some(case.keys().await.arrive_key);
        let it = AtTheDoor { at: Some(at), ..case.at_the_door(key) };
        assert_eq!(wrong_field(serve::check_in(&world.ctx, &case.helper, &it).await), "at");
        let late = serve::enter_late(&world.ctx, &case.helper, &it, &it).await;
        assert_eq!(wrong_field(late), "arrived_at", "as the form calls it");
    }
}

async fn somebody_without_a_place_learns_nothing_of_a_late_entry(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let (arrived, left) = kept(&case).await;
    world.pass(9 * DAY);
    let other = world.helper(&case.town, Helper::default()).await;
    not_found("a late entry", serve::enter_late(&world.ctx, &other, &arrived, &left).await);
    let nothing = AtTheDoor { op: op(&world), order_id: OrderId(world.ctx.id()), ..arrived };
    not_found("a late entry", serve::enter_late(&world.ctx, &other, &nothing, &nothing).await);
}
