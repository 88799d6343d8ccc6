//! 改时间: who agrees on another time, and what becomes of those who were asked for the old one.

use backend::testing::{Case, World, both_databases, op};
use backend::view;
use domain::Refusal;
use domain::assignment::Ineligible;
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::form::{Chosen, Command, Intent};
use domain::member::Viewer;
use domain::order::{Action, State};
use domain::time::{DAY, HOUR, MINUTE, Window};

use crate::{refused, wrong_field};

both_databases!(
    she_chooses_another_time_before_somebody_comes,
    whoever_was_asked_for_the_old_time_is_asked_anew,
    once_one_of_two_has_said_yes_she_asks_the_desk,
    the_desk_keeps_who_comes_when_they_can,
    the_desk_lets_go_who_cannot_come_then,
    who_has_something_else_then_is_not_kept,
    the_same_intention_changes_the_time_once,
    a_form_that_comes_again_a_minute_later_is_the_same,
    a_colleague_who_does_it_hears_of_the_new_time,
);

/// Three hours, so many days from now.
fn in_days(world: &World, days: i64) -> Chosen {
    let start = world.now().plus(days * DAY);
    let window = Window { start, end: start.plus(3 * HOUR) };
    Chosen { window, agreed: Some(window.end) }
}

fn to(to: Chosen, helpers_agree: bool) -> Command {
    Command::Reschedule { to, helpers_agree }
}

async fn may(case: &Case, who: &Viewer) -> bool {
    let page = view::order::order_page(&case.world.ctx, who, case.order).await.expect("a page");
    page.actions.contains(&Action::Reschedule)
}

async fn she_chooses_another_time_before_somebody_comes(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    let before = case.now().await;
    assert!(may(&case, &case.resident).await);
    case.run(&case.resident, to(in_days(&world, 4), false)).await.expect("another time");
    let order = case.now().await;
    assert_eq!((order.state, order.window()), (State::ToDispatch, in_days(&world, 4).window));
    assert_eq!(order.due_at, before.due_at, "the desk has no more time for it");
    assert_eq!(order.promise_at, order.window_end, "the day she chose lies beyond the promise");
    assert_eq!(case.told(&case.dispatcher).await, ["rescheduled"], "who has it in hand");
    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("a page");
    let line = page.timeline.last().expect("a line");
    let said = line.reason.as_deref().and_then(Window::parse);
    assert_eq!((line.kind, said), (EventKind::Rescheduled, Some(order.window())));
}

async fn whoever_was_asked_for_the_old_time_is_asked_anew(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    case.run(&case.resident, to(in_days(&world, 2), false)).await.expect("another time");
    assert_eq!(case.now().await.state, State::ToDispatch);
    assert!(case.accept(&case.helper).await.is_err(), "to a time that is none any more");
    assert_eq!(case.told(&case.helper).await, ["stood_down", "asked"], "at the same moment");
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered anew");
    case.accept(&case.helper).await.expect("a yes");
    assert_eq!(case.now().await.window(), in_days(&world, 2).window);
}

async fn once_one_of_two_has_said_yes_she_asks_the_desk(world: World) {
    let case = Case::with(&world, |it| it.required = 2).await;
    case.bring_to(State::Offered).await;
    case.accept(&case.helper).await.expect("a yes");
    let no = refused(case.run(&case.resident, to(in_days(&world, 2), false)).await);
    assert_eq!(no, Refusal::NotNow { state: State::Claimed });
    assert!(!may(&case, &case.resident).await, "nor is it drawn");
    // all are asked anew: nobody may think that somebody is kept
    let kept = case.run(&case.dispatcher, to(in_days(&world, 2), true)).await;
    assert_eq!(wrong_field(kept), "helpers_agree");
    case.run(&case.dispatcher, to(in_days(&world, 2), false)).await.expect("the desk has rung them");
    assert_eq!(case.now().await.state, State::ToDispatch);
    assert_eq!(case.told(&case.helper).await, ["stood_down"]);
}

async fn the_desk_keeps_who_comes_when_they_can(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    assert!(!may(&case, &case.resident).await && may(&case, &case.dispatcher).await);
    let hers = case.run(&case.resident, to(in_days(&world, 2), true)).await;
    assert_eq!(refused(hers), Refusal::NotNow { state: State::Claimed });
    case.run(&case.dispatcher, to(in_days(&world, 2), true)).await.expect("they come then");
    let order = case.now().await;
    assert_eq!((order.state, order.due_at), (State::Claimed, Some(order.window_start)));
    for who in [&case.helper, &case.resident] {
        assert!(case.told(who).await.contains(&"rescheduled".to_owned()));
    }
    world.pass(2 * DAY);
    case.check_in(&case.helper).await.expect("the keys of before are right");
}

async fn the_desk_lets_go_who_cannot_come_then(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    case.run(&case.dispatcher, to(in_days(&world, 2), false)).await.expect("somebody else");
    assert_eq!(case.now().await.state, State::ToDispatch);
    assert_eq!(case.told(&case.helper).await.last().map(String::as_str), Some("stood_down"));
    let other = world.helper(&case.town, backend::testing::Helper::default()).await;
    case.dispatch(Mode::Direct, Some(other.id)).await.expect("offered");
    case.accept(&other).await.expect("a yes");
}

async fn who_has_something_else_then_is_not_kept(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let second = case.about(case.place().await);
    second.run(&case.resident, to(in_days(&world, 2), false)).await.expect("another day");
    second.bring_to(State::Claimed).await;
    let no = refused(case.run(&case.dispatcher, to(in_days(&world, 2), true)).await);
    assert_eq!(no, Refusal::Ineligible { why: Ineligible::Overlap });
    assert_ne!(case.now().await.window(), in_days(&world, 2).window, "nothing has changed");
}

async fn the_same_intention_changes_the_time_once(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    let command = to(in_days(&world, 1), false);
    let intent = Intent { op: op(&world), order_id: case.order, version: None, command };
    let once = async || backend::flow::move_order::move_order(&world.ctx, &case.resident, &intent).await;
    let first = once().await.expect("another time");
    assert_eq!(once().await.expect("the first answer"), first);
    assert_eq!(case.now().await.version, first.version);
}

async fn a_form_that_comes_again_a_minute_later_is_the_same(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    let op = op(&world);
    let soon = async || {
        let window = Window { start: world.now(), end: world.now().plus(DAY) };
        let command = to(Chosen { window, agreed: None }, false);
        let intent = Intent { op, order_id: case.order, version: None, command };
        backend::flow::move_order::move_order(&world.ctx, &case.resident, &intent).await
    };
    let first = soon().await.expect("another time");
    world.pass(MINUTE);
    assert_eq!(soon().await.expect("the first answer"), first);
}

async fn a_colleague_who_does_it_hears_of_the_new_time(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    case.run(&case.dispatcher, Command::TakeOn).await.expect("done by staff");
    case.run(&case.second, to(in_days(&world, 2), false)).await.expect("another time");
    assert_eq!(case.now().await.state, State::Claimed, "it stays with them");
    assert_eq!(case.told(&case.dispatcher).await.last().map(String::as_str), Some("rescheduled"));
    case.run(&case.dispatcher, to(in_days(&world, 3), false)).await.expect("another time");
    let told = case.told(&case.dispatcher).await;
    assert_eq!(told.iter().filter(|key| *key == "rescheduled").count(), 1, "not of what they did");
}
