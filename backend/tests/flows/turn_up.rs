//! Who was said not to have come and has both keys: taken back while nobody else has the place.

use backend::flow::move_order::Moved;
use backend::flow::{no_show, serve};
use backend::testing::{Case, Helper, World, both_databases, op};
use backend::{Result, view};
use domain::Refusal;
use domain::assignment::AssignmentState;
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::form::{AtTheDoor, Chosen, Command};
use domain::member::Viewer;
use domain::order::{Action, State};
use domain::time::{DAY, HOUR, MINUTE, Window};
use domain::view::DoorKeys;

use crate::{refused, wrong_field};

both_databases!(
    both_keys_take_a_no_show_back,
    who_was_asked_instead_is_thanked,
    once_somebody_else_has_the_place_it_stays_theirs,
    once_others_were_asked_anew_the_keys_are_too_late,
    what_staff_took_on_is_not_taken_from_them,
    a_wrong_key_takes_nothing_back_and_is_counted,
    without_the_second_key_nothing_is_taken_back,
    two_days_after_the_window_it_is_over,
    at_a_visit_that_has_begun_nothing_moves,
    an_entry_sent_again_is_paid_once,
    once_another_time_is_agreed_the_keys_are_too_late,
    what_was_said_to_excuse_it_is_gone_with_it,
    of_two_who_were_missed_none_is_offered_what_is_refused,
);

/// Accepted, missed half an hour into the window, and the keys that were read out inside.
async fn missed(world: &World, mode: Mode) -> (Case, DoorKeys) {
    let case = Case::in_state(world, State::ToDispatch).await;
    case.dispatch(mode, Some(case.helper.id).filter(|_| mode == Mode::Direct)).await.expect("offered");
    case.accept(&case.helper).await.expect("a yes");
    let keys = case.keys().await;
    world.pass(3 * HOUR + 50 * MINUTE);
    miss(&case, &case.helper).await;
    (case, keys)
}

async fn miss(case: &Case, who: &Viewer) {
    let said =
        no_show::report_no_show(&case.world.ctx, &case.dispatcher, op(&case.world), case.order, who.id);
    said.await.expect("noted");
}

/// Forty-five minutes from the beginning of the window on.
async fn visit(case: &Case, keys: &DoorKeys) -> (AtTheDoor, AtTheDoor) {
    let start = case.now().await.window_start;
    let arrived = AtTheDoor { at: Some(start), ..case.at_the_door(Some(keys.arrive_key.clone())) };
    let at = Some(start.plus(45 * MINUTE));
    (arrived, AtTheDoor { at, ..case.at_the_door(Some(keys.leave_key.clone())) })
}

async fn enter(case: &Case, who: &Viewer, keys: &DoorKeys) -> Result<Moved> {
    let (arrived, left) = visit(case, keys).await;
    serve::enter_late(&case.world.ctx, who, &arrived, &left).await
}

async fn standing(case: &Case, who: &Viewer) -> AssignmentState {
    let page = view::order::order_page(&case.world.ctx, &case.dispatcher, case.order).await.expect("a page");
    page.helpers.iter().find(|it| it.person_id == who.id).expect("a part").state
}

async fn both_keys_take_a_no_show_back(world: World) {
    let (case, keys) = missed(&world, Mode::Direct).await;
    assert_eq!(case.now().await.state, State::ToDispatch);
    enter(&case, &case.helper, &keys).await.expect("a late entry");
    assert_eq!(case.now().await.state, State::Confirmed);
    assert_eq!(
        (case.wallet(&case.helper).await.2, standing(&case, &case.helper).await),
        (45, AssignmentState::Verified)
    );
    for (who, key) in
        [(&case.helper, "excused"), (&case.resident, "turned_up"), (&case.dispatcher, "turned_up")]
    {
        assert!(case.told(who).await.contains(&key.to_owned()), "{key}");
    }
    let page = view::order::order_page(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    let taken_back = page.timeline.iter().find(|it| it.kind == EventKind::TurnedUp).expect("a line");
    assert_eq!((taken_back.to_state, taken_back.late), (State::Claimed, true));
    assert!(page.helpers.iter().all(|it| it.late_entry && it.missed_at.is_none()));
}

async fn who_was_asked_instead_is_thanked(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    case.dispatch(Mode::Waves, None).await.expect("offered");
    case.accept(&case.helper).await.expect("a yes");
    let (keys, third) = (case.keys().await, world.helper(&case.town, Helper::default()).await);
    world.pass(3 * HOUR + 50 * MINUTE);
    miss(&case, &case.helper).await;
    assert_eq!(standing(&case, &third).await, AssignmentState::Offered);
    enter(&case, &case.helper, &keys).await.expect("a late entry");
    assert_eq!(standing(&case, &third).await, AssignmentState::Withdrawn);
    assert!(case.told(&third).await.contains(&"place_taken".to_owned()));
    assert_eq!(refused(case.accept(&third).await), Refusal::NotNow { state: State::Confirmed });
}

async fn once_somebody_else_has_the_place_it_stays_theirs(world: World) {
    let (case, keys) = missed(&world, Mode::Pool).await;
    let other = world.helper(&case.town, Helper::default()).await;
    case.accept(&other).await.expect("a yes");
    let before = case.now().await;
    assert_eq!(refused(enter(&case, &case.helper, &keys).await), Refusal::WentOn);
    assert_eq!(case.now().await, before);
    let parts = (standing(&case, &case.helper).await, standing(&case, &other).await);
    assert_eq!(parts, (AssignmentState::NoShow, AssignmentState::Accepted));
}

async fn once_others_were_asked_anew_the_keys_are_too_late(world: World) {
    let (case, keys) = missed(&world, Mode::Direct).await;
    let other = world.helper(&case.town, Helper::default()).await;
    case.dispatch(Mode::Direct, Some(other.id)).await.expect("offered");
    assert_eq!(case.now().await.round, 2);
    assert_eq!(refused(enter(&case, &case.helper, &keys).await), Refusal::WentOn);
    case.accept(&other).await.expect("a yes");
    assert_eq!(refused(enter(&case, &case.helper, &keys).await), Refusal::WentOn);
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0));
}

async fn what_staff_took_on_is_not_taken_from_them(world: World) {
    let (case, keys) = missed(&world, Mode::Direct).await;
    for command in [domain::form::Command::TakeOn, domain::form::Command::PutBack] {
        case.run(&case.dispatcher, command).await.expect("a step");
        assert_eq!(refused(enter(&case, &case.helper, &keys).await), Refusal::WentOn);
    }
}

async fn a_wrong_key_takes_nothing_back_and_is_counted(world: World) {
    let (case, keys) = missed(&world, Mode::Direct).await;
    let other = |right: &str| if right == "0000" { "0001" } else { "0000" }.to_owned();
    let first = DoorKeys { arrive_key: other(&keys.arrive_key), ..keys.clone() };
    let second = DoorKeys { leave_key: other(&keys.leave_key), ..keys.clone() };
    for (wrong, tries_left) in [(&first, 4), (&second, 3)] {
        assert_eq!(refused(enter(&case, &case.helper, wrong).await), Refusal::WrongKey { tries_left });
        assert_eq!(standing(&case, &case.helper).await, AssignmentState::NoShow);
        assert_eq!(case.now().await.state, State::ToDispatch);
    }
    enter(&case, &case.helper, &keys).await.expect("the right ones");
}

async fn without_the_second_key_nothing_is_taken_back(world: World) {
    let (case, keys) = missed(&world, Mode::Direct).await;
    let (arrived, left) = visit(&case, &keys).await;
    let early = AtTheDoor { at: Some(world.now().plus(-DAY)), ..case.at_the_door(None) };
    for (came, went, field) in [(&early, &left, "arrived_at"), (&arrived, &early, "left_at")] {
        let none = serve::enter_late(&world.ctx, &case.helper, came, went).await;
        assert_eq!(wrong_field(none), field, "as the form calls it");
    }
    let left = AtTheDoor { key: None, words: Some("老人睡着了".to_owned()), ..left };
    let none = serve::enter_late(&world.ctx, &case.helper, &arrived, &left).await;
    assert_eq!(wrong_field(none), "leave_key");
    assert_eq!(standing(&case, &case.helper).await, AssignmentState::NoShow);
}

async fn two_days_after_the_window_it_is_over(world: World) {
    let (case, keys) = missed(&world, Mode::Direct).await;
    world.pass(case.now().await.window_end.plus(2 * DAY + 1).since(world.now()));
    assert_eq!(refused(enter(&case, &case.helper, &keys).await), Refusal::TooLateForKeys);
    assert_eq!(standing(&case, &case.helper).await, AssignmentState::NoShow);
}

async fn at_a_visit_that_has_begun_nothing_moves(world: World) {
    let (case, other) = Case::of_two(&world).await;
    let keys = case.keys().await;
    world.pass(4 * HOUR);
    case.check_in(&case.helper).await.expect("at the door");
    miss(&case, &other).await;
    enter(&case, &other, &keys).await.expect("a late entry");
    assert_eq!(case.now().await.state, State::InService, "the one at the door is still there");
    world.pass(30 * MINUTE);
    case.check_out(&case.helper).await.expect("gone");
    assert_eq!(case.now().await.state, State::Confirmed);
    assert_eq!((case.wallet(&case.helper).await.2, case.wallet(&other).await.2), (30, 45));
}

async fn an_entry_sent_again_is_paid_once(world: World) {
    let (case, keys) = missed(&world, Mode::Direct).await;
    let (arrived, left) = visit(&case, &keys).await;
    let send = async || serve::enter_late(&world.ctx, &case.helper, &arrived, &left).await;
    assert_eq!(send().await.expect("a late entry"), send().await.expect("the first answer"));
    let told = case.told(&case.resident).await;
    assert_eq!(told.iter().filter(|key| *key == "turned_up").count(), 1);
    assert_eq!(case.wallet(&case.helper).await.2, 45);
}

async fn offered(case: &Case, who: &Viewer) -> bool {
    let page = view::order::order_page(&case.world.ctx, who, case.order).await.expect("a page");
    page.actions.contains(&Action::TurnUp)
}

async fn once_another_time_is_agreed_the_keys_are_too_late(world: World) {
    let (case, keys) = missed(&world, Mode::Direct).await;
    assert!(offered(&case, &case.helper).await);
    let start = world.now().plus(5 * DAY);
    let window = Window { start, end: start.plus(3 * HOUR) };
    let to = Chosen { window, agreed: Some(window.end) };
    case.run(&case.dispatcher, Command::Reschedule { to, helpers_agree: false }).await.expect("another time");
    assert!(!offered(&case, &case.helper).await);
    assert_eq!(refused(enter(&case, &case.helper, &keys).await), Refusal::WentOn);
    assert_eq!(case.now().await.window(), window, "what was agreed stays");
}

async fn what_was_said_to_excuse_it_is_gone_with_it(world: World) {
    let (case, keys) = missed(&world, Mode::Direct).await;
    let said = no_show::state_excuse(&world.ctx, &case.helper, op(&world), case.order, "我妈住院了").await;
    said.expect("said");
    let excuse = async |who: &Viewer| {
        let page = view::order::order_page(&world.ctx, who, case.order).await.expect("a page");
        page.helpers.into_iter().find_map(|it| it.excuse)
    };
    assert!(excuse(&case.dispatcher).await.is_some() && excuse(&case.resident).await.is_none());
    enter(&case, &case.helper, &keys).await.expect("a late entry");
    assert_eq!((excuse(&case.dispatcher).await, excuse(&case.resident).await), (None, None));
}

async fn of_two_who_were_missed_none_is_offered_what_is_refused(world: World) {
    let (case, other) = Case::of_two(&world).await;
    let keys = case.keys().await;
    world.pass(3 * HOUR + 50 * MINUTE);
    miss(&case, &other).await;
    assert!(offered(&case, &other).await, "one place is free, and it was theirs");
    miss(&case, &case.helper).await;
    for who in [&case.helper, &other] {
        assert!(!offered(&case, who).await);
        assert_eq!(refused(enter(&case, who, &keys).await), Refusal::WentOn);
    }
}
