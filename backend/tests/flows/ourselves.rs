//! What staff do themselves: their own items, and what nobody else was found for.

use backend::testing::{Case, Helper, World, both_databases};
use backend::view;
use domain::Refusal;
use domain::assignment::Ineligible;
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::form::Command;
use domain::menu::Doer;
use domain::order::{Action, Outcome, State};
use domain::time::DAY;
use domain::view::InboxFilter;

use crate::{not_found, refused};

both_databases!(
    staff_do_their_own_items_and_she_confirms_them,
    an_item_of_staff_is_offered_to_nobody,
    what_nobody_takes_staff_take_on_and_can_give_back,
    the_keys_of_a_helper_who_is_stood_down_open_nothing_for_staff,
    what_a_volunteer_took_is_not_finished_by_the_desk,
);

fn done() -> Command {
    Command::Finish { words: "证明开好了，在窗口".to_owned() }
}

async fn staff_do_their_own_items_and_she_confirms_them(world: World) {
    let case = Case::with(&world, |it| it.doer = Doer::Staff).await;
    case.bring_to(State::ToDispatch).await;
    case.run(&case.dispatcher, Command::TakeOn).await.expect("taken on");
    let order = case.now().await;
    assert_eq!((order.state, order.owner_id), (State::Claimed, Some(case.dispatcher.id)));
    assert!(case.told(&case.resident).await.contains(&"taken_on".to_owned()));
    for (filter, count) in [(InboxFilter::Todo, 1), (InboxFilter::Running, 0)] {
        let inbox = view::desk::inbox(&world.ctx, &case.dispatcher, filter, None).await.expect("an inbox");
        assert_eq!(inbox.rows.len(), count, "what staff do waits for the desk, not for helpers");
        assert_eq!((inbox.counts.todo, inbox.counts.running), (1, 0));
    }
    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("her page");
    assert!(page.keys.is_none(), "nobody is awaited at the door");
    assert!(page.owner.is_some(), "she knows who it is");
    assert!(!page.actions.contains(&Action::Finish));

    // whoever sits at the desk may say so: the first may be ill
    case.run(&case.second, done()).await.expect("done");
    let order = case.now().await;
    assert_eq!((order.state, order.outcome), (State::Reported, Some(Outcome::Done)));
    assert!(case.told(&case.resident).await.contains(&"please_confirm".to_owned()));
    let call_back = Command::Confirm { rating: None, words: None };
    assert_eq!(refused(case.run(&case.second, call_back).await), Refusal::OwnOrder);
    case.run(&case.resident, Command::Confirm { rating: Some(5), words: None }).await.expect("confirmed");
    assert_eq!(case.issued().await, 0, "no points for what is one's work");

    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("her page");
    let said = page.timeline.iter().find(|it| it.kind == EventKind::Reported).expect("a line");
    assert_eq!(said.note.as_deref(), Some("证明开好了，在窗口"), "she reads what was done");
    assert!(page.timeline.iter().any(|it| it.kind == EventKind::TakenOn));
    world.check().await;
}

async fn an_item_of_staff_is_offered_to_nobody(world: World) {
    let case = Case::with(&world, |it| it.doer = Doer::Staff).await;
    case.bring_to(State::ToDispatch).await;
    for (mode, person) in [(Mode::Pool, None), (Mode::Waves, None), (Mode::Direct, Some(case.helper.id))] {
        let no = refused(case.dispatch(mode, person).await);
        assert_eq!(no, Refusal::Ineligible { why: Ineligible::StaffOnly }, "{mode}");
    }
    assert_eq!(case.now().await.state, State::ToDispatch);
    let desk =
        view::desk::desk_order(&world.ctx, &case.dispatcher, case.order).await.expect("the desk's page");
    assert!(desk.page.actions.contains(&Action::TakeOn) && !desk.page.actions.contains(&Action::Dispatch));
    assert!(desk.candidates.is_empty());
}

async fn what_nobody_takes_staff_take_on_and_can_give_back(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    case.decline(&case.helper).await.expect("a no");
    assert_eq!(case.now().await.state, State::ToDispatch);
    case.run(&case.dispatcher, Command::TakeOn).await.expect("taken on");
    assert_eq!(refused(case.accept(&case.helper).await), Refusal::AlreadyFull);
    let other = world.helper(&case.town, Helper::default()).await;
    not_found("another volunteer", case.accept(&other).await);
    case.run(&case.dispatcher, Command::PutBack).await.expect("given back");
    assert_eq!(case.now().await.state, State::ToDispatch);
    case.dispatch(Mode::Pool, None).await.expect("offered");
    case.accept(&case.helper).await.expect("a yes");
    assert_eq!(case.now().await.state, State::Claimed);
    world.check().await;
}

async fn the_keys_of_a_helper_who_is_stood_down_open_nothing_for_staff(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let page =
        async || view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("her page");
    assert!(page().await.keys.is_some());
    let hold = Command::Hold { reason: "等配件".to_owned(), until: world.now().plus(DAY) };
    case.run(&case.dispatcher, hold).await.expect("on hold");
    case.run(&case.dispatcher, Command::Resume).await.expect("back");
    case.run(&case.dispatcher, Command::TakeOn).await.expect("taken on");
    assert!(page().await.keys.is_none(), "nobody comes who would ask for one");
    world.check().await;
}

async fn what_a_volunteer_took_is_not_finished_by_the_desk(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let page =
        view::desk::desk_order(&world.ctx, &case.dispatcher, case.order).await.expect("the desk's page");
    for action in [Action::Finish, Action::Vacate] {
        assert!(!page.page.actions.contains(&action), "{action}");
    }
    for command in [done(), Command::PutBack] {
        let no = refused(case.run(&case.dispatcher, command).await);
        assert_eq!(no, Refusal::NotNow { state: State::Claimed });
    }
}
