//! Saying yes, saying no, handing back.

use backend::testing::{Case, Helper, World, both_databases};
use backend::{flow, view};
use domain::Refusal;
use domain::assignment::{AssignmentState, Ineligible};
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::member::Viewer;
use domain::menu::Skill;
use domain::order::State;
use domain::time::{DAY, HOUR};

use crate::{not_found, refused};

both_databases!(
    with_the_last_place_everybody_else_is_thanked,
    who_comes_too_late_is_told_so_and_shown_others,
    saying_yes_twice_is_one_place,
    an_answer_after_the_end_of_the_offer_is_too_late,
    one_person_takes_three_orders_and_no_more,
    two_appointments_at_the_same_time_cannot_both_be_kept,
    nobody_takes_an_order_for_themselves_or_their_household,
    a_decline_is_seen_by_the_desk_and_by_nobody_else,
    a_decline_costs_nothing,
    a_decline_of_the_pool_hides_the_order_from_that_person_only,
    the_pool_shows_only_what_somebody_can_do,
    the_pool_shows_ones_own_building_first,
    handing_back_offers_the_place_in_the_pool_again,
    handing_back_a_direct_order_brings_it_back_to_the_desk,
    handing_back_after_the_window_leaves_the_others_awaited,
    nobody_hands_back_once_the_visit_has_begun,
);

async fn with_the_last_place_everybody_else_is_thanked(world: World) {
    let case = Case::placed(&world).await;
    let other = world.helper(&case.town, Helper::default()).await;
    case.bring_to(State::ToDispatch).await;
    case.dispatch(Mode::Waves, None).await.expect("offered");
    case.accept(&case.helper).await.expect("a yes");
    assert_eq!(case.told(&other).await, ["asked", "place_taken"]);
    assert_eq!(refused(case.accept(&other).await), Refusal::AlreadyFull);
}

async fn who_comes_too_late_is_told_so_and_shown_others(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let another = case.about(case.place().await);
    another.bring_to(State::Offered).await;
    let late = world.helper(&case.town, Helper::default()).await;
    assert_eq!(refused(case.accept(&late).await), Refusal::AlreadyFull);
    let offers = view::volunteer::offers(&world.ctx, &late, 3).await.expect("a list").offers;
    assert_eq!(offers.iter().map(|it| it.order_id).collect::<Vec<_>>(), [another.order]);
    not_found("the taken one", view::volunteer::offer(&world.ctx, &late, case.order).await);
}

async fn saying_yes_twice_is_one_place(world: World) {
    let case = Case::with(&world, |it| it.required = 2).await;
    case.bring_to(State::Offered).await;
    let first = case.accept(&case.helper).await.expect("a yes");
    let again = case.accept(&case.helper).await.expect("the same yes");
    assert_eq!(first.assignment_id, again.assignment_id);
    assert_eq!(case.now().await.state, State::Offered, "one place is free");
}

async fn an_answer_after_the_end_of_the_offer_is_too_late(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    world.pass(2 * HOUR);
    assert_eq!(refused(case.accept(&case.helper).await), Refusal::OfferOver, "the clock has not come by yet");
}

async fn one_person_takes_three_orders_and_no_more(world: World) {
    let case = Case::placed(&world).await;
    for _ in 0..3 {
        // windows of a whole day leave room for each other
        let mut it = case.new_order();
        it.window.end = it.window.start.plus(DAY);
        let next = place(&case, &it).await;
        next.bring_to(State::Claimed).await;
    }
    let mut it = case.new_order();
    it.window.end = it.window.start.plus(DAY);
    let fourth = place(&case, &it).await;
    fourth.bring_to(State::Offered).await;
    let no = refused(fourth.accept(&case.helper).await);
    assert_eq!(no, Refusal::Ineligible { why: Ineligible::CapReached });
}

async fn place(case: &Case, it: &domain::form::NewOrder) -> Case {
    let placed = backend::flow::place_order::place_order(&case.world.ctx, &case.resident, it).await;
    case.about(placed.expect("an order").id)
}

async fn two_appointments_at_the_same_time_cannot_both_be_kept(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let same_time = case.about(case.place().await);
    same_time.bring_to(State::Offered).await;
    let no = refused(same_time.accept(&case.helper).await);
    assert_eq!(no, Refusal::Ineligible { why: Ineligible::Overlap });
}

async fn nobody_takes_an_order_for_themselves_or_their_household(world: World) {
    let mut case = Case::placed(&world).await;
    case.resident = case.helper.clone();
    let own = case.about(case.place().await);
    own.bring_to(State::Offered).await;
    let no = refused(own.accept(&case.helper).await);
    assert_eq!(no, Refusal::Ineligible { why: Ineligible::OwnService });
    assert!(view::volunteer::offers(&world.ctx, &case.helper, 9).await.expect("a list").offers.is_empty());

    let daughter = world.helper(&case.town, Helper::default()).await;
    let (mother, child) = (case.literal(case.helper.id.0), case.literal(daughter.id.0));
    let one_door = format!(
        "update people set household_id = (select household_id from people where id = {mother}) where id = {child}"
    );
    world.raw(&one_door).await.expect("one household");
    let no = refused(own.accept(&daughter).await);
    assert_eq!(no, Refusal::Ineligible { why: Ineligible::SameHousehold });
}

/// The kinds of events somebody sees in the timeline.
async fn timeline(case: &Case, who: &Viewer) -> Vec<EventKind> {
    let page = view::order::order_page(&case.world.ctx, who, case.order).await.expect("a page");
    page.timeline.iter().map(|it| it.kind).collect()
}

async fn a_decline_is_seen_by_the_desk_and_by_nobody_else(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    world.helper(&case.town, Helper::default()).await;
    case.dispatch(Mode::Waves, None).await.expect("offered");
    let told_before = case.told(&case.resident).await;
    let seen_before = timeline(&case, &case.resident).await;
    let mut live = world.ctx.db.live();
    case.decline(&case.helper).await.expect("a no");
    assert_eq!(case.told(&case.resident).await, told_before);
    assert_eq!(timeline(&case, &case.resident).await, seen_before);
    assert!(timeline(&case, &case.dispatcher).await.contains(&EventKind::Declined));
    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("a page");
    assert!(page.helpers.is_empty());
    while let Ok(notice) = live.try_recv() {
        assert!(!notice.people.contains(&case.resident.id), "her page does not even blink");
    }
}

async fn a_decline_costs_nothing(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    case.decline(&case.helper).await.expect("a no");
    case.decline(&case.helper).await.expect("and again");
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0));
    case.dispatch(Mode::Pool, None).await.expect("offered");
    case.accept(&case.helper).await.expect("may say yes in the next round");
}

async fn a_decline_of_the_pool_hides_the_order_from_that_person_only(world: World) {
    let case = Case::in_state(&world, State::Offered).await;
    let other = world.helper(&case.town, Helper::default()).await;
    case.decline(&case.helper).await.expect("a no");
    let sees = async |who| view::volunteer::offers(&world.ctx, who, 9).await.expect("a list").offers.len();
    assert_eq!((sees(&case.helper).await, sees(&other).await), (0, 1));
    assert_eq!(refused(case.accept(&case.helper).await), Refusal::NoOffer);
    assert_eq!(case.now().await.state, State::Offered, "the pool goes on");
    case.accept(&other).await.expect("a yes");
}

async fn the_pool_shows_only_what_somebody_can_do(world: World) {
    let case = Case::with(&world, |it| it.skill = Some(Skill::Repair)).await;
    let able = world.helper(&case.town, Helper { skills: vec![Skill::Repair], ..Helper::default() }).await;
    case.bring_to(State::Offered).await;
    let sees = async |who| view::volunteer::offers(&world.ctx, who, 9).await.expect("a list").offers.len();
    assert_eq!((sees(&case.helper).await, sees(&able).await), (0, 1));
    not_found("what one cannot do", view::volunteer::offer(&world.ctx, &case.helper, case.order).await);
}

async fn the_pool_shows_ones_own_building_first(world: World) {
    let case = Case::in_state(&world, State::Offered).await;
    let it = domain::form::NewOrder { area_id: case.town.other_building, ..case.new_order() };
    let placed = flow::place_order::place_order(&world.ctx, &case.resident, &it).await;
    let far = case.about(placed.expect("an order of the other estate").id);
    far.bring_to(State::Offered).await;
    let at_home = |building| Helper { building: Some(building), ..Helper::default() };
    let first = async |who: &Viewer| {
        view::volunteer::offers(&world.ctx, who, 9).await.expect("a list").offers[0].order_id
    };
    let here = world.helper(&case.town, at_home(case.town.building)).await;
    let there = world.helper(&case.town, at_home(case.town.other_building)).await;
    assert_eq!((first(&here).await, first(&there).await), (case.order, far.order));
}

async fn handing_back_offers_the_place_in_the_pool_again(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let other = world.helper(&case.town, Helper::default()).await;
    case.release(&case.helper).await.expect("handed back");
    let order = case.now().await;
    assert_eq!((order.state, order.failed_rounds), (State::Offered, 0));
    assert!(case.told(&case.dispatcher).await.contains(&"released".to_owned()));
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0));
    case.accept(&other).await.expect("a yes");
    assert_eq!(case.now().await.state, State::Claimed);
}

async fn handing_back_a_direct_order_brings_it_back_to_the_desk(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    case.accept(&case.helper).await.expect("a yes");
    case.release(&case.helper).await.expect("handed back");
    assert_eq!(case.now().await.state, State::ToDispatch, "nobody else had been asked");
}

async fn handing_back_after_the_window_leaves_the_others_awaited(world: World) {
    let case = Case::with(&world, |it| it.required = 2).await;
    let other = world.helper(&case.town, Helper::default()).await;
    case.bring_to(State::Offered).await;
    case.accept(&case.helper).await.expect("a yes");
    case.accept(&other).await.expect("a yes");
    world.pass(6 * HOUR);
    case.release(&case.helper).await.expect("handed back");
    assert_eq!(case.now().await.state, State::Claimed, "the other one may have been inside");
    case.release(&other).await.expect("handed back");
    assert_eq!(case.now().await.state, State::ToDispatch, "a new window is asked for");
    let page = view::order::order_page(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    assert!(page.helpers.iter().all(|it| !it.state.holds_place()), "nobody waits for nothing");
    assert!(page.helpers.iter().any(|it| it.state == AssignmentState::Released));
}

async fn nobody_hands_back_once_the_visit_has_begun(world: World) {
    let case = Case::in_state(&world, State::InService).await;
    assert_eq!(refused(case.release(&case.helper).await), Refusal::NotNow { state: State::InService });
}
