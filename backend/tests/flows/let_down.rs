//! Two late hand-backs or no-shows in thirty days: for thirty more the desk asks by name.

use backend::flow::{no_show, place_order};
use backend::testing::{Case, Helper, World, both_databases, op};
use backend::view;
use domain::Refusal;
use domain::assignment::Ineligible;
use domain::dispatch::{Mode, Reason};
use domain::event::EventKind;
use domain::form::{Command, NewOrder};
use domain::member::Viewer;
use domain::order::State;
use domain::time::{DAY, HOUR, MINUTE, Window};

use crate::refused;

both_databases!(
    after_two_the_pool_is_closed_and_the_desk_asks_by_name,
    no_wave_asks_them_and_the_desk_reads_why,
    after_thirty_days_it_is_over,
    what_is_excused_or_taken_back_at_once_or_early_does_not_count,
    it_is_told_with_the_second_one_and_read_by_the_desk,
);

const NO: Refusal = Refusal::Ineligible { why: Ineligible::NeedsApproval };

async fn miss(case: &Case) {
    let (ctx, helper) = (&case.world.ctx, case.helper.id);
    let said = no_show::report_no_show(ctx, &case.dispatcher, op(&case.world), case.order, helper).await;
    said.expect("noted");
}

/// Another of her orders, brought to a state.
async fn another(case: &Case, state: State) -> Case {
    let it = case.about(case.place().await);
    it.bring_to(state).await;
    it
}

/// Missed once, and handed back once at the last moment.
async fn let_down_twice(world: &World) -> Case {
    let case = Case::in_state(world, State::Claimed).await;
    world.pass(3 * HOUR + 30 * MINUTE);
    miss(&case).await;
    let second = another(&case, State::Claimed).await;
    assert_eq!(told(&case, &case.helper).await, 0, "once is nothing");
    world.pass(HOUR);
    second.release(&case.helper).await.expect("handed back");
    assert_eq!(told(&case, &case.helper).await, 1);
    case
}

async fn told(case: &Case, who: &Viewer) -> usize {
    case.told(who).await.iter().filter(|key| *key == "approval_needed").count()
}

async fn after_two_the_pool_is_closed_and_the_desk_asks_by_name(world: World) {
    let case = let_down_twice(&world).await;
    let third = another(&case, State::Offered).await;
    assert_eq!(refused(third.accept(&case.helper).await), NO);
    let listed = async || {
        let list = view::volunteer::offers(&world.ctx, &case.helper, 9).await.expect("a list");
        (list.offers.len(), list.approval_until.is_some())
    };
    assert_eq!(listed().await, (0, true), "what is refused is not offered");
    third.run(&case.dispatcher, Command::TakeBack).await.expect("taken back");
    third.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("asked by name");
    assert_eq!(listed().await, (1, true));
    third.accept(&case.helper).await.expect("a yes");
    assert_eq!(third.now().await.state, State::Claimed);
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0), "no points are lost");
}

async fn no_wave_asks_them_and_the_desk_reads_why(world: World) {
    let case = let_down_twice(&world).await;
    let other = world.helper(&case.town, Helper::default()).await;
    let third = another(&case, State::ToDispatch).await;
    let page = view::desk::desk_order(&world.ctx, &case.dispatcher, third.order).await.expect("a page");
    let listed: Vec<_> = page.candidates.iter().map(|it| it.person_id).collect();
    assert_eq!(listed, [other.id, case.helper.id]);
    assert!(page.candidates[1].reasons.contains(&Reason::NeedsApproval));
    let asked = case.told(&case.helper).await.iter().filter(|key| *key == "asked").count();
    third.dispatch(Mode::Waves, None).await.expect("offered");
    assert!(case.told(&other).await.contains(&"asked".to_owned()));
    let again = case.told(&case.helper).await.iter().filter(|key| *key == "asked").count();
    assert_eq!(again, asked, "they are left alone");
}

async fn after_thirty_days_it_is_over(world: World) {
    let case = let_down_twice(&world).await;
    world.pass(30 * DAY - 1);
    let third = another(&case, State::Offered).await;
    assert_eq!(refused(third.accept(&case.helper).await), NO);
    world.pass(1);
    third.accept(&case.helper).await.expect("a yes");
}

async fn what_is_excused_or_taken_back_at_once_or_early_does_not_count(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    world.pass(3 * HOUR + 30 * MINUTE);
    miss(&case).await;
    let (ctx, helper) = (&world.ctx, case.helper.id);
    no_show::state_excuse(ctx, &case.helper, op(&world), case.order, "孩子发烧").await.expect("said");
    no_show::accept_excuse(ctx, &case.second, op(&world), case.order, helper).await.expect("taken");
    let at_once = another(&case, State::Claimed).await;
    world.pass(30 * MINUTE);
    at_once.release(&case.helper).await.expect("handed back");
    let start = world.now().plus(30 * HOUR);
    let window = Window { start, end: start.plus(3 * HOUR) };
    let order = NewOrder { window, ..case.new_order() };
    let placed = place_order::place_order(ctx, &case.resident, &order).await.expect("an order");
    let early = case.about(placed.id);
    early.bring_to(State::Claimed).await;
    world.pass(5 * HOUR);
    early.release(&case.helper).await.expect("handed back");
    // and one that counts is one
    let late = another(&case, State::Claimed).await;
    world.pass(HOUR);
    late.release(&case.helper).await.expect("handed back");
    assert_eq!(told(&case, &case.helper).await, 0);
    another(&case, State::Claimed).await;
}

async fn it_is_told_with_the_second_one_and_read_by_the_desk(world: World) {
    let case = let_down_twice(&world).await;
    let third = another(&case, State::ToDispatch).await;
    third.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("asked by name");
    third.accept(&case.helper).await.expect("a yes");
    world.pass(HOUR);
    third.release(&case.helper).await.expect("handed back");
    assert_eq!(told(&case, &case.helper).await, 1, "they know it already");
    for (who, reads) in [(&case.resident, None), (&case.dispatcher, Some("late".to_owned()))] {
        let page = view::order::order_page(&world.ctx, who, third.order).await.expect("a page");
        let released = page.timeline.into_iter().find(|it| it.kind == EventKind::Released);
        assert_eq!(released.expect("a line").reason, reads);
    }
}
