//! 没办好: objections, and what becomes of minutes and points.

use backend::testing::{Case, Helper, World, both_databases};
use backend::view;
use domain::Refusal;
use domain::dispatch::Mode;
use domain::form::Command;
use domain::member::Viewer;
use domain::order::{Action, Basis, Outcome, State};
use domain::time::{DAY, HOUR, MINUTE};

use crate::refused;

both_databases!(
    who_dispatched_is_offered_no_finding,
    an_objection_is_heard_for_seven_days,
    points_do_not_settle_while_an_objection_is_open,
    the_one_who_dispatched_does_not_decide,
    nor_does_who_dispatched_it_in_an_earlier_round,
    an_objection_found_wrong_leaves_the_award_as_it_was,
    a_service_found_done_before_it_was_confirmed_is_credited_then,
    a_service_found_not_done_is_taken_back_line_by_line,
    a_service_found_not_done_before_it_was_credited_takes_nothing_back,
    what_is_done_again_is_a_new_round_and_the_first_one_is_taken_back,
    an_objection_can_go_up_a_level,
);

fn finding() -> String {
    "已核实".to_owned()
}

fn objection() -> Command {
    Command::Dispute { words: "没修好".to_owned() }
}

async fn an_objection_is_heard_for_seven_days(world: World) {
    let case = Case::in_state(&world, State::Confirmed).await;
    let late = case.about(case.place().await);
    late.bring_to(State::Confirmed).await;
    world.pass(7 * DAY - (3 * HOUR + 50 * MINUTE));
    case.run(&case.resident, objection()).await.expect("on the last moment of the seventh day");
    assert!(case.told(&case.helper).await.contains(&"disputed".to_owned()));
    world.pass(3 * HOUR + 50 * MINUTE + 1);
    assert_eq!(refused(late.run(&case.resident, objection()).await), Refusal::TooLate);
}

async fn points_do_not_settle_while_an_objection_is_open(world: World) {
    let case = Case::in_state(&world, State::Disputed).await;
    world.pass(30 * DAY);
    world.tick().await;
    assert_eq!((case.now().await.state, case.wallet(&case.helper).await), (State::Disputed, (60, 0, 60)));
}

async fn the_one_who_dispatched_does_not_decide(world: World) {
    let case = Case::in_state(&world, State::Disputed).await;
    for command in [Command::Uphold { finding: finding() }, Command::CloseNotDone { finding: finding() }] {
        assert_eq!(refused(case.run(&case.dispatcher, command).await), Refusal::SamePersonDecides);
    }
}

async fn nor_does_who_dispatched_it_in_an_earlier_round(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    let other = world.helper(&case.town, Helper::default()).await;
    case.dispatch(Mode::Direct, Some(other.id)).await.expect("offered");
    case.decline(&other).await.expect("a no");
    let again = Case { dispatcher: case.second.clone(), ..case.clone() };
    again.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("by a colleague");
    case.accept(&case.helper).await.expect("a yes");
    case.check_in(&case.helper).await.expect("at the door");
    case.leave_without_key(&case.helper, Outcome::Done).await.expect("reported");
    case.run(&case.resident, objection()).await.expect("an objection");
    for who in [&case.dispatcher, &case.second] {
        let no = case.run(who, Command::Uphold { finding: finding() }).await;
        assert_eq!(refused(no), Refusal::SamePersonDecides);
    }
}

async fn an_objection_found_wrong_leaves_the_award_as_it_was(world: World) {
    let case = Case::in_state(&world, State::Disputed).await;
    case.run(&case.second, Command::Uphold { finding: finding() }).await.expect("decided");
    assert_eq!((case.now().await.state, case.wallet(&case.helper).await), (State::Confirmed, (60, 0, 60)));
    world.pass(7 * DAY);
    world.tick().await;
    assert_eq!((case.now().await.state, case.wallet(&case.helper).await), (State::Closed, (0, 60, 60)));
}

async fn a_service_found_done_before_it_was_confirmed_is_credited_then(world: World) {
    let case = Case::in_state(&world, State::Reported).await;
    case.run(&case.resident, objection()).await.expect("an objection");
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0));
    case.run(&case.second, Command::Uphold { finding: finding() }).await.expect("decided");
    assert_eq!((case.now().await.state, case.now().await.basis), (State::Confirmed, Some(Basis::CallBack)));
    assert_eq!(case.wallet(&case.helper).await, (60, 0, 60));
}

async fn a_service_found_not_done_is_taken_back_line_by_line(world: World) {
    let case = Case::in_state(&world, State::Disputed).await;
    world.pass(MINUTE);
    case.run(&case.second, Command::CloseNotDone { finding: finding() }).await.expect("decided");
    assert_eq!(case.now().await.state, State::Closed);
    assert_eq!((case.wallet(&case.helper).await, case.issued().await), ((0, 0, 0), 0));
    let it = view::wallet::wallet(&world.ctx, &case.helper).await.expect("a wallet");
    let minutes: Vec<_> = it.hours.iter().map(|it| it.minutes).collect();
    let points: Vec<_> = it.points.iter().map(|it| it.amount).collect();
    assert_eq!((minutes, points), (vec![-60, 60], vec![-60, 60]), "nothing is erased");
    assert!(case.told(&case.helper).await.contains(&"reversed".to_owned()));
}

async fn a_service_found_not_done_before_it_was_credited_takes_nothing_back(world: World) {
    let case = Case::in_state(&world, State::Reported).await;
    case.run(&case.resident, objection()).await.expect("an objection");
    case.run(&case.second, Command::CloseNotDone { finding: finding() }).await.expect("decided");
    assert_eq!((case.wallet(&case.helper).await, case.issued().await), ((0, 0, 0), 0));
}

async fn what_is_done_again_is_a_new_round_and_the_first_one_is_taken_back(world: World) {
    let case = Case::in_state(&world, State::Disputed).await;
    case.run(&case.dispatcher, Command::Redo { words: "带上4分管".into() }).await.expect("agreed");
    let order = case.now().await;
    assert_eq!((order.state, order.round, order.basis), (State::ToDispatch, 2, None));
    let other = world.helper(&case.town, Helper::default()).await;
    world.pass(HOUR);
    case.dispatch(Mode::Direct, Some(other.id)).await.expect("offered");
    case.accept(&other).await.expect("a yes");
    for who in [&case.resident, &other] {
        let page = view::order::order_page(&world.ctx, who, case.order).await.expect("a page");
        let agreed = page.timeline.iter().any(|it| it.note.as_deref() == Some("带上4分管"));
        assert!(agreed, "{} reads what is to be done otherwise", who.name);
    }
    case.check_in(&other).await.expect("at the door");
    world.pass(40 * MINUTE);
    case.check_out(&other).await.expect("gone");
    assert_eq!(case.now().await.state, State::Confirmed);
    world.pass(7 * DAY);
    world.tick().await;
    assert_eq!(case.now().await.state, State::Closed);
    assert_eq!(case.wallet(&other).await, (0, 40, 40));
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0), "and no point is left hanging");
}

async fn an_objection_can_go_up_a_level(world: World) {
    let case = Case::in_state(&world, State::Disputed).await;
    case.run(&case.dispatcher, Command::Escalate { reason: finding() }).await.expect("handed up");
    assert_eq!((case.now().await.state, case.now().await.round), (State::Escalated, 2));
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0));
}

async fn who_dispatched_is_offered_no_finding(world: World) {
    let case = Case::in_state(&world, State::Disputed).await;
    let offered = async |who: &Viewer| {
        let page = view::order::order_page(&world.ctx, who, case.order).await.expect("a page");
        (page.actions.contains(&Action::Uphold), page.actions.contains(&Action::Redo))
    };
    assert_eq!(offered(&case.dispatcher).await, (false, true));
    assert_eq!(offered(&case.second).await, (true, true));
}
