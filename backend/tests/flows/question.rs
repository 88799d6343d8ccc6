//! A question that nobody answers: reminders, calls, the lapse, and taking up again what lapsed.

use backend::flow::contact_try::contact_tried;
use backend::flow::move_order::{Moved, move_order};
use backend::testing::{Case, World, both_databases, op};
use backend::{Result, view};
use domain::Refusal;
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::form::{Command, Intent};
use domain::member::Viewer;
use domain::order::{Action, State, TRY_APART};
use domain::time::{DAY, HOUR};
use domain::view::{InboxFilter, OrderPage};

use crate::{not_found, refused};

both_databases!(
    without_two_tries_nothing_lapses_and_the_desk_is_told_once,
    after_two_tries_a_question_lapses_on_the_fifth_day,
    two_notes_close_together_are_one_try,
    a_call_after_that_leaves_her_a_working_day,
    a_try_counts_for_its_question_alone,
    the_desk_alone_notes_a_call_and_each_once,
    she_reads_that_the_desk_called_and_still_answers,
    she_is_reminded_after_a_day_and_after_three,
    what_lapsed_is_taken_up_again_once,
    after_fourteen_days_it_is_too_late,
    nobody_else_takes_it_up_and_what_she_withdrew_stays_withdrawn,
);

async fn tried(case: &Case, who: &Viewer) -> Result<Moved> {
    contact_tried(&case.world.ctx, who, op(&case.world), case.order, None).await
}

fn reopen() -> Command {
    Command::Reopen { words: None }
}

async fn page(case: &Case, who: &Viewer) -> OrderPage {
    view::order::order_page(&case.world.ctx, who, case.order).await.expect("a page")
}

async fn told(case: &Case, who: &Viewer, key: &str) -> usize {
    case.told(who).await.iter().filter(|it| *it == key).count()
}

/// Twice, by two people, as far apart as it takes.
async fn tried_twice(case: &Case) {
    tried(case, &case.dispatcher).await.expect("noted");
    case.world.pass(TRY_APART);
    tried(case, &case.second).await.expect("noted");
}

/// Asked, called twice, and not answered.
async fn lapsed(world: &World) -> Case {
    let case = Case::in_state(world, State::NeedInfo).await;
    world.pass(DAY);
    tried_twice(&case).await;
    world.pass(4 * DAY - TRY_APART);
    world.tick().await;
    assert_eq!(case.now().await.state, State::Cancelled);
    case
}

async fn without_two_tries_nothing_lapses_and_the_desk_is_told_once(world: World) {
    let case = Case::in_state(&world, State::NeedInfo).await;
    let late = async || {
        let inbox = view::desk::inbox(&world.ctx, &case.dispatcher, InboxFilter::Late, None).await;
        inbox.expect("an inbox").rows.len()
    };
    // a Saturday
    world.pass(5 * DAY);
    world.tick().await;
    world.tick().await;
    let order = case.now().await;
    // the end of the Monday after
    let monday = world.now().plus(2 * DAY + 7 * HOUR + HOUR / 2);
    assert_eq!((order.state, order.due_at), (State::NeedInfo, Some(monday)));
    assert_eq!(told(&case, &case.dispatcher, "call_needed").await, 1);
    assert_eq!(late().await, 0);
    tried(&case, &case.dispatcher).await.expect("noted");
    world.pass(9 * DAY);
    world.tick().await;
    assert_eq!(case.now().await.state, State::NeedInfo, "one is not two");
    assert_eq!((told(&case, &case.dispatcher, "call_needed").await, late().await), (1, 1));
    let needed = |page: OrderPage| page.timeline.iter().any(|it| it.kind == EventKind::CallNeeded);
    assert!(needed(page(&case, &case.dispatcher).await), "the desk reads it");
    assert!(!needed(page(&case, &case.resident).await), "she need not");
}

async fn after_two_tries_a_question_lapses_on_the_fifth_day(world: World) {
    let case = Case::in_state(&world, State::NeedInfo).await;
    world.pass(DAY);
    tried_twice(&case).await;
    world.pass(4 * DAY - TRY_APART - 1);
    world.tick().await;
    assert_eq!(case.now().await.state, State::NeedInfo);
    world.pass(1);
    world.tick().await;
    let order = case.now().await;
    assert_eq!((order.state, order.due_at), (State::Cancelled, Some(world.now().plus(14 * DAY))));
    assert_eq!(told(&case, &case.resident, "question_lapsed").await, 1);
    assert_eq!(told(&case, &case.dispatcher, "call_needed").await, 0);
}

async fn two_notes_close_together_are_one_try(world: World) {
    let case = Case::in_state(&world, State::NeedInfo).await;
    world.pass(DAY);
    for (who, later) in [(&case.dispatcher, 5_000), (&case.second, TRY_APART - 5_001), (&case.second, 1)] {
        tried(&case, who).await.expect("noted");
        world.pass(later);
    }
    let notes = page(&case, &case.resident).await.timeline;
    assert_eq!(notes.iter().filter(|it| it.kind == EventKind::ContactTried).count(), 3, "each is kept");
    world.pass(4 * DAY - TRY_APART);
    world.tick().await;
    assert_eq!(case.now().await.state, State::NeedInfo);
    assert_eq!(told(&case, &case.dispatcher, "call_needed").await, 1);
    tried(&case, &case.dispatcher).await.expect("noted");
    world.pass(9 * DAY);
    world.tick().await;
    assert_eq!(case.now().await.state, State::Cancelled, "and what came too soon is in nobody's way");
}

async fn a_call_after_that_leaves_her_a_working_day(world: World) {
    let case = Case::in_state(&world, State::NeedInfo).await;
    world.pass(5 * DAY);
    world.tick().await;
    // Monday
    world.pass(2 * DAY);
    tried_twice(&case).await;
    world.pass(DAY - 1);
    world.tick().await;
    assert_eq!(case.now().await.state, State::NeedInfo);
    world.pass(1);
    world.tick().await;
    assert_eq!(case.now().await.state, State::Cancelled);
}

async fn a_try_counts_for_its_question_alone(world: World) {
    let case = Case::in_state(&world, State::NeedInfo).await;
    tried_twice(&case).await;
    case.run(&case.resident, Command::Answer { words: "三楼".into() }).await.expect("an answer");
    case.run(&case.dispatcher, Command::AskBack { question: "几号门".into() }).await.expect("asked");
    world.pass(5 * DAY);
    world.tick().await;
    assert_eq!(case.now().await.state, State::NeedInfo);
    assert_eq!(told(&case, &case.dispatcher, "call_needed").await, 1);
}

async fn the_desk_alone_notes_a_call_and_each_once(world: World) {
    let case = Case::in_state(&world, State::NeedInfo).await;
    not_found("she herself", tried(&case, &case.resident).await);
    not_found("the street", tried(&case, &case.coordinator).await);
    let once = op(&world);
    for _ in 0..2 {
        contact_tried(&world.ctx, &case.dispatcher, once, case.order, None).await.expect("noted");
    }
    let calls = page(&case, &case.dispatcher).await.timeline;
    assert_eq!(calls.iter().filter(|it| it.kind == EventKind::ContactTried).count(), 1);
    case.run(&case.resident, Command::Answer { words: "三楼".into() }).await.expect("an answer");
    let no = refused(tried(&case, &case.dispatcher).await);
    assert_eq!(no, Refusal::NotNow { state: State::ToDispatch });
}

async fn she_reads_that_the_desk_called_and_still_answers(world: World) {
    let case = Case::in_state(&world, State::NeedInfo).await;
    let seen = page(&case, &case.resident).await.order.version;
    let note = Some("没人接");
    contact_tried(&world.ctx, &case.dispatcher, op(&world), case.order, note).await.expect("noted");
    let hers = page(&case, &case.resident).await;
    let line = hers.timeline.iter().find(|it| it.kind == EventKind::ContactTried).expect("a line");
    assert_eq!((line.note.as_deref(), line.actor.as_deref()), (note, Some("李雪梅")));
    let command = Command::Answer { words: "三楼".into() };
    let intent = Intent { op: op(&world), order_id: case.order, version: Some(seen), command };
    move_order(&world.ctx, &case.resident, &intent).await.expect("what she was writing meanwhile");
}

async fn she_is_reminded_after_a_day_and_after_three(world: World) {
    let case = Case::in_state(&world, State::NeedInfo).await;
    let reminded = async |ms: i64| {
        world.pass(ms);
        world.tick().await;
        world.tick().await;
        told(&case, &case.resident, "question_reminder").await
    };
    assert_eq!(reminded(DAY - 1).await, 0);
    assert_eq!(reminded(1).await, 1);
    assert_eq!(reminded(2 * DAY - 1).await, 1);
    assert_eq!(reminded(1).await, 2);
    assert_eq!(reminded(9 * DAY).await, 2);
    // when nothing ran on the first day, the second reminder is the only one
    let late = case.about(case.place().await);
    late.bring_to(State::NeedInfo).await;
    assert_eq!(reminded(4 * DAY).await, 3);
    assert_eq!(late.now().await.state, State::NeedInfo);
    let answered = case.about(case.place().await);
    answered.bring_to(State::NeedInfo).await;
    answered.run(&case.resident, Command::Answer { words: "三楼".into() }).await.expect("an answer");
    assert_eq!(reminded(DAY).await, 3);
}

async fn what_lapsed_is_taken_up_again_once(world: World) {
    let case = lapsed(&world).await;
    assert!(page(&case, &case.resident).await.actions.contains(&Action::Reopen));
    assert!(!page(&case, &case.dispatcher).await.actions.contains(&Action::Reopen));
    world.pass(DAY);
    let words = Some("三楼".to_owned());
    case.run(&case.resident, Command::Reopen { words }).await.expect("taken up");
    let order = case.now().await;
    assert_eq!((order.state, order.promise_at), (State::ToDispatch, world.now().plus(48 * HOUR)));
    assert_eq!((order.window_start, order.window_end), (world.now(), world.now().plus(DAY)));
    assert_eq!(told(&case, &case.dispatcher, "reopened").await, 1);
    let todo = view::desk::inbox(&world.ctx, &case.second, InboxFilter::Todo, None).await;
    assert_eq!(todo.expect("an inbox").rows.iter().map(|it| it.id).collect::<Vec<_>>(), [case.order]);
    let twice = case.run(&case.resident, reopen()).await;
    assert_eq!(refused(twice), Refusal::NotNow { state: State::ToDispatch });

    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    case.accept(&case.helper).await.expect("a yes");
    let said = page(&case, &case.helper).await.timeline;
    let said = said.iter().find(|it| it.kind == EventKind::Reopened).expect("a line");
    assert_eq!(said.note.as_deref(), Some("三楼"), "it is an answer");
}

async fn after_fourteen_days_it_is_too_late(world: World) {
    let case = lapsed(&world).await;
    world.pass(14 * DAY);
    assert!(page(&case, &case.resident).await.actions.contains(&Action::Reopen));
    world.pass(1);
    assert!(!page(&case, &case.resident).await.actions.contains(&Action::Reopen));
    assert_eq!(refused(case.run(&case.resident, reopen()).await), Refusal::TooLate);
}

async fn nobody_else_takes_it_up_and_what_she_withdrew_stays_withdrawn(world: World) {
    let case = lapsed(&world).await;
    let no = Refusal::NotNow { state: State::Cancelled };
    for staff in [&case.dispatcher, &case.coordinator] {
        assert_eq!(refused(case.run(staff, reopen()).await), no);
    }
    let neighbour = world.resident("邻", case.town.building).await;
    not_found("a neighbour", case.run(&neighbour, reopen()).await);
    let own = case.about(case.place().await);
    own.bring_to(State::Cancelled).await;
    assert_eq!(refused(own.run(&case.resident, reopen()).await), no);
    assert!(!page(&own, &case.resident).await.actions.contains(&Action::Reopen));
}
