//! Between the levels: what a street gives back is the community's again.

use backend::flow::move_order::take_in_hand;
use backend::testing::{Case, World, both_databases, op};
use backend::view;
use domain::Refusal;
use domain::area::Level;
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::form::Command;
use domain::member::{Role, Viewer};
use domain::order::{Action, State};
use domain::time::HOUR;
use domain::view::InboxFilter;

use crate::{not_found, refused};

both_databases!(
    what_is_given_back_is_dispatched_by_the_community,
    she_reads_what_comes_with_it,
    an_appeal_is_given_back_as_well,
    what_the_district_holds_goes_home_and_not_to_the_street,
    what_a_street_took_up_it_can_still_give_back,
    whoever_takes_it_up_has_it_in_hand,
    nobody_gives_back_what_they_do_not_hold,
);

fn give_back() -> Command {
    Command::GiveBack { words: "区里派了升降车，周三到".to_owned() }
}

async fn todo(case: &Case, who: &Viewer) -> usize {
    let inbox = view::desk::inbox(&case.world.ctx, who, InboxFilter::Todo, None).await;
    inbox.expect("an inbox").rows.len()
}

async fn what_is_given_back_is_dispatched_by_the_community(world: World) {
    let case = Case::in_state(&world, State::Escalated).await;
    assert_eq!((todo(&case, &case.coordinator).await, todo(&case, &case.dispatcher).await), (1, 0));
    case.run(&case.coordinator, give_back()).await.expect("given back");
    let order = case.now().await;
    assert_eq!((order.state, order.level), (State::ToDispatch, Level::Community));
    assert_eq!((order.holder_id, order.owner_id), (case.town.community, None));
    assert_eq!((todo(&case, &case.coordinator).await, todo(&case, &case.dispatcher).await), (0, 1));

    let page = view::order::order_page(&world.ctx, &case.coordinator, case.order).await.expect("a page");
    assert!(!page.actions.contains(&Action::Dispatch), "the street looks on: {:?}", page.actions);
    let street = Case { dispatcher: case.coordinator.clone(), ..case.clone() };
    not_found("a dispatch by the street", street.dispatch(Mode::Pool, None).await);
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    let order = case.now().await;
    assert_eq!((order.state, order.owner_id), (State::Offered, Some(case.dispatcher.id)));
}

async fn she_reads_what_comes_with_it(world: World) {
    let case = Case::in_state(&world, State::Escalated).await;
    case.run(&case.coordinator, give_back()).await.expect("given back");
    assert!(case.told(&case.resident).await.contains(&"given_back".to_owned()));
    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("her page");
    let line = page.timeline.iter().find(|it| it.kind == EventKind::GivenBack).expect("a line");
    assert_eq!(line.note.as_deref(), Some("区里派了升降车，周三到"));
    assert!(!page.actions.contains(&Action::GiveBack));
}

async fn an_appeal_is_given_back_as_well(world: World) {
    let case = Case::in_state(&world, State::Rejected).await;
    case.run(&case.resident, Command::Appeal { words: "还是漏".into() }).await.expect("an appeal");
    case.run(&case.coordinator, give_back()).await.expect("given back");
    let order = case.now().await;
    assert_eq!((order.state, order.holder_id), (State::ToDispatch, case.town.community));
    case.dispatch(Mode::Pool, None).await.expect("offered");
}

async fn what_the_district_holds_goes_home_and_not_to_the_street(world: World) {
    let case = Case::in_state(&world, State::Escalated).await;
    let (town, up) = (case.town, Command::Escalate { reason: "要区里协调".into() });
    case.run(&case.coordinator, up).await.expect("handed up");
    assert_eq!(case.now().await.holder_id, town.district);
    not_found("the street", case.run(&case.coordinator, give_back()).await);
    let district = world.staff("徐静", Role::Coordinator, town.district, town.neighbour_building).await;
    case.run(&district, give_back()).await.expect("given back");
    assert_eq!((case.now().await.holder_id, case.now().await.level), (town.community, Level::Community));
    // and from above the one that holds it
    let other = case.about(case.place().await);
    other.bring_to(State::Escalated).await;
    other.run(&district, give_back()).await.expect("given back");
    assert_eq!(other.now().await.holder_id, town.community);
}

async fn what_a_street_took_up_it_can_still_give_back(world: World) {
    let case = Case::in_state(&world, State::Escalated).await;
    case.run(&case.coordinator, Command::TakeUp).await.expect("taken up");
    world.pass(HOUR);
    case.run(&case.coordinator, give_back()).await.expect("given back");
    let order = case.now().await;
    assert_eq!((order.state, order.level), (State::ToDispatch, Level::Community));
    assert_eq!((order.holder_id, order.owner_id), (case.town.community, None));
    assert_eq!(order.entered_at, world.now());
    assert_eq!((todo(&case, &case.coordinator).await, todo(&case, &case.dispatcher).await), (0, 1));
    let told = case.told(&case.resident).await;
    assert_eq!(told.iter().filter(|key| *key == "given_back").count(), 1);
    for (who, said) in [(&case.dispatcher, 1), (&case.second, 1), (&case.coordinator, 0)] {
        let told = case.told(who).await;
        assert_eq!(told.iter().filter(|key| *key == "yours_again").count(), said, "{}", who.name);
    }
    let page = view::order::order_page(&world.ctx, &case.second, case.order).await.expect("a page");
    let line = page.timeline.iter().find(|it| it.kind == EventKind::GivenBack).expect("a line");
    assert_eq!((line.note.as_deref(), line.to_state), (Some("区里派了升降车，周三到"), State::ToDispatch));
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
}

async fn whoever_takes_it_up_has_it_in_hand(world: World) {
    let case = Case::in_state(&world, State::Escalated).await;
    let town = case.town;
    let other = world.staff("徐静", Role::Coordinator, town.street, town.neighbour_building).await;
    take_in_hand(&world.ctx, &other, op(&world), case.order).await.expect("in hand");
    case.run(&case.coordinator, Command::TakeUp).await.expect("taken up");
    assert_eq!(case.now().await.owner_id, Some(case.coordinator.id));
}

async fn nobody_gives_back_what_they_do_not_hold(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    let no = Refusal::NotNow { state: State::ToDispatch };
    assert_eq!(refused(case.run(&case.dispatcher, give_back()).await), no, "their own");
    assert_eq!(refused(case.run(&case.coordinator, give_back()).await), no, "not handed up");
    case.run(&case.dispatcher, Command::Escalate { reason: "要街道协调".into() }).await.expect("handed up");
    not_found("the community", case.run(&case.dispatcher, give_back()).await);
    let desk =
        view::desk::desk_order(&world.ctx, &case.coordinator, case.order).await.expect("the street's page");
    assert!(desk.page.actions.contains(&Action::GiveBack));
    case.run(&case.coordinator, Command::TakeUp).await.expect("taken up");
    not_found("the community", case.run(&case.dispatcher, give_back()).await);
    let town = case.town;
    let district = world.staff("徐静", Role::Coordinator, town.district, town.neighbour_building).await;
    assert_eq!(refused(case.run(&district, give_back()).await), no, "over the head of the street");
}
