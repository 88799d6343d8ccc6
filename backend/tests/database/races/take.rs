//! Placing, taking, withdrawing, merging: many at once.

use backend::testing::{Case, Helper, World, both_databases};
use backend::{Error, flow, view};
use domain::Refusal;
use domain::assignment::Ineligible;
use domain::dispatch::Mode;
use domain::form::Command;
use domain::order::State;
use domain::time::{DAY, HOUR, Timestamp};

use super::{Boxed, at_once};

both_databases!(
    of_fifty_who_say_yes_at_once_one_takes_the_only_place,
    of_fifty_who_say_yes_at_once_three_take_three_places,
    one_person_takes_three_orders_even_when_all_are_taken_at_once,
    a_yes_and_a_withdrawal_at_once_leave_one_of_the_two,
    a_yes_and_the_end_of_the_offer_at_once_leave_one_of_the_two,
    two_orders_at_once_do_not_merge_into_each_other,
    orders_placed_at_once_have_different_numbers,
);

async fn fifty_for(world: World, places: i32) {
    let case = Case::with(&world, |it| it.required = places).await;
    let helpers = world.helpers(&case.town, 50).await;
    case.bring_to(State::Offered).await;
    let answers = at_once(helpers.into_iter().map(|who| {
        let case = case.clone();
        async move { case.accept(&who).await }
    }))
    .await;
    let won = answers.iter().filter(|it| it.is_ok()).count();
    assert_eq!(i32::try_from(won), Ok(places));
    for lost in answers.into_iter().filter_map(Result::err) {
        assert!(matches!(lost, Error::Refused(Refusal::AlreadyFull)), "{lost:?}");
    }
    assert_eq!(case.now().await.state, State::Claimed);
}

async fn of_fifty_who_say_yes_at_once_one_takes_the_only_place(world: World) {
    fifty_for(world, 1).await;
}

async fn of_fifty_who_say_yes_at_once_three_take_three_places(world: World) {
    fifty_for(world, 3).await;
}

async fn one_person_takes_three_orders_even_when_all_are_taken_at_once(world: World) {
    let case = Case::placed(&world).await;
    let mut orders = Vec::new();
    for _ in 0..10 {
        let mut it = case.new_order();
        it.window.end = it.window.start.plus(DAY);
        let placed = flow::place_order::place_order(&world.ctx, &case.resident, &it).await.expect("an order");
        let order = case.about(placed.id);
        order.bring_to(State::Offered).await;
        orders.push(order);
    }
    let answers = at_once(orders.into_iter().map(|it| async move { it.accept(&it.helper).await })).await;
    assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 3);
    for lost in answers.into_iter().filter_map(Result::err) {
        let cap = Refusal::Ineligible { why: Ineligible::CapReached };
        assert!(matches!(&lost, Error::Refused(why) if *why == cap), "{lost:?}");
    }
}

async fn a_yes_and_a_withdrawal_at_once_leave_one_of_the_two(world: World) {
    let all = Case::placed(&world).await;
    for _ in 0..10 {
        let case = all.about(all.place().await);
        case.bring_to(State::Offered).await;
        let (yes, no) = (case.clone(), case.clone());
        let both: [Boxed<bool>; 2] = [
            Box::pin(async move { yes.accept(&yes.helper).await.is_ok() }),
            Box::pin(async move { no.run(&no.resident, Command::Cancel { reason: None }).await.is_ok() }),
        ];
        at_once(both).await;
        assert_eq!(case.now().await.state, State::Cancelled, "either way it is withdrawn");
        let visits = view::volunteer::my_visits(&world.ctx, &case.helper).await.expect("a list");
        assert!(visits.is_empty(), "and nobody waits for a visit that is none");
    }
}

async fn a_yes_and_the_end_of_the_offer_at_once_leave_one_of_the_two(world: World) {
    let all = Case::placed(&world).await;
    for _ in 0..8 {
        let case = all.about(all.place().await);
        case.bring_to(State::ToDispatch).await;
        // nobody is asked more than three times a day
        let helper = world.helper(&case.town, Helper::default()).await;
        case.dispatch(Mode::Direct, Some(helper.id)).await.expect("offered");
        // the clock strikes while the answer is on its way
        let (yes, clock) = (case.clone(), world.clone());
        let both: [Boxed<()>; 2] = [
            Box::pin(async move { drop(yes.accept(&helper).await) }),
            Box::pin(async move {
                clock.pass(2 * HOUR);
                flow::lapse::tick(&clock.ctx).await.expect("a tick");
            }),
        ];
        at_once(both).await;
        let state = case.now().await.state;
        assert!(matches!(state, State::Claimed | State::ToDispatch), "{state}");
        case.run(&case.dispatcher, Command::Cancel { reason: None }).await.expect("withdrawn");
        world.clock.set(Timestamp(world.now().0 - 2 * HOUR));
    }
}

async fn two_orders_at_once_do_not_merge_into_each_other(world: World) {
    let all = Case::placed(&world).await;
    for _ in 0..5 {
        let pair = [all.about(all.place().await), all.about(all.place().await)];
        let numbers = [pair[1].no(pair[1].order).await, pair[0].no(pair[0].order).await];
        let answers =
            at_once(pair.clone().into_iter().zip(numbers).map(|(case, into)| async move {
                case.run(&case.dispatcher, Command::Merge { into }).await
            }))
            .await;
        assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 1);
        for lost in answers.into_iter().filter_map(Result::err) {
            assert!(matches!(lost, Error::Refused(Refusal::CannotMerge)), "{lost:?}");
        }
    }
}

async fn orders_placed_at_once_have_different_numbers(world: World) {
    let case = Case::placed(&world).await;
    let placed = at_once((0..20).map(|_| {
        let case = case.clone();
        async move { case.no(case.place().await).await }
    }))
    .await;
    let different: std::collections::BTreeSet<_> = placed.iter().collect();
    assert_eq!(different.len(), 20);
}
