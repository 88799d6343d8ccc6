//! Visits and their confirmation: many at once.

use backend::flow::serve;
use backend::testing::{Case, Helper, World, both_databases, op};
use backend::{Error, flow, store, view};
use domain::Refusal;
use domain::form::{AtTheDoor, Command};
use domain::order::{Outcome, State};
use domain::time::{DAY, HOUR, MINUTE};

use super::{Boxed, at_once};

both_databases!(
    two_confirmations_at_once_pay_once,
    a_confirmation_and_an_objection_at_once_follow_each_other,
    a_confirmation_and_the_clock_at_once_pay_once,
    the_last_two_helpers_who_leave_at_once_report_once,
    two_clocks_at_once_move_each_order_once,
    visits_confirmed_at_once_never_pass_eight_hours_a_day,
    visits_of_many_helpers_are_confirmed_at_once_without_waiting_for_each_other_for_ever,
    wrong_keys_at_once_are_counted_one_by_one,
    a_page_opened_twenty_times_at_once_is_noted_once,
    of_two_no_shows_at_once_one_tells_that_they_are_two,
);

async fn two_confirmations_at_once_pay_once(world: World) {
    let case = Case::in_state(&world, State::Reported).await;
    let done = Command::Confirm { rating: None, words: None };
    let answers = at_once([&case.resident, &case.second].into_iter().cycle().take(20).map(|who| {
        let (case, who, done) = (case.clone(), who.clone(), done.clone());
        async move { case.run(&who, done).await }
    }))
    .await;
    assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 1);
    assert_eq!(case.wallet(&case.helper).await, (60, 0, 60));
}

async fn a_confirmation_and_an_objection_at_once_follow_each_other(world: World) {
    let all = Case::placed(&world).await;
    for _ in 0..5 {
        let case = all.about(all.place().await);
        case.bring_to(State::Reported).await;
        let (pending, ..) = case.wallet(&case.helper).await;
        let (yes, no) = (case.clone(), case.clone());
        let both: [Boxed<bool>; 2] = [
            Box::pin(async move {
                yes.run(&yes.resident, Command::Confirm { rating: None, words: None }).await.is_ok()
            }),
            Box::pin(
                async move { no.run(&no.resident, Command::Dispute { words: "没".into() }).await.is_ok() },
            ),
        ];
        let won = at_once(both).await.into_iter().filter(|ok| *ok).count();
        assert_eq!(case.now().await.state, State::Disputed, "an objection is possible before and after");
        let earned = case.wallet(&case.helper).await.0 - pending;
        assert_eq!(earned > 0, won == 2, "credited if and only if it was confirmed first");
        world.pass(DAY);
    }
}

async fn a_confirmation_and_the_clock_at_once_pay_once(world: World) {
    let case = Case::in_state(&world, State::Reported).await;
    world.pass(72 * HOUR);
    let (yes, clock) = (case.clone(), world.clone());
    let both: [Boxed<()>; 2] = [
        Box::pin(async move {
            drop(yes.run(&yes.resident, Command::Confirm { rating: None, words: None }).await);
        }),
        Box::pin(async move {
            flow::settle::tick(&clock.ctx).await.expect("a tick");
        }),
    ];
    at_once(both).await;
    assert_eq!(case.now().await.state, State::Confirmed);
    let (pending, _, minutes) = case.wallet(&case.helper).await;
    assert!(matches!((pending, minutes), (60, 60) | (30, 30)), "{pending} {minutes}");
}

async fn the_last_two_helpers_who_leave_at_once_report_once(world: World) {
    let case = Case::with(&world, |it| it.required = 4).await;
    let helpers = world.helpers(&case.town, 4).await;
    case.bring_to(State::Offered).await;
    for who in &helpers {
        case.accept(who).await.expect("a yes");
    }
    for who in &helpers {
        case.check_in(who).await.expect("at the door");
    }
    world.pass(40 * MINUTE);
    let key = case.keys().await.leave_key;
    let answers = at_once(helpers.clone().into_iter().map(|who| {
        let it = case.at_the_door(Some(key.clone()));
        let ctx = world.ctx.clone();
        async move { serve::check_out(&ctx, &who, &it).await.is_ok() }
    }))
    .await;
    assert!(answers.into_iter().all(|ok| ok));
    assert_eq!(case.now().await.state, State::Confirmed);
    for who in &helpers {
        assert_eq!(case.wallet(who).await, (40, 0, 40));
    }
}

async fn two_clocks_at_once_move_each_order_once(world: World) {
    let all = Case::placed(&world).await;
    for _ in 0..4 {
        all.about(all.place().await).bring_to(State::Confirmed).await;
    }
    world.pass(8 * DAY);
    let servers = [world.ctx.clone(), world.second_server().await];
    let moved =
        at_once(servers.map(|ctx| async move { flow::settle::tick(&ctx).await.expect("a tick") })).await;
    assert_eq!(moved.iter().sum::<usize>(), 4);
    assert_eq!(all.wallet(&all.helper).await, (0, 240, 240));
}

async fn visits_confirmed_at_once_never_pass_eight_hours_a_day(world: World) {
    let all = Case::with(&world, |it| it.planned_minutes = 200).await;
    let mut visits = Vec::new();
    for _ in 0..4 {
        let mut it = all.new_order();
        (it.window.start, it.window.end) = (world.now(), world.now().plus(DAY));
        let placed = flow::place_order::place_order(&world.ctx, &all.resident, &it).await.expect("an order");
        let case = all.about(placed.id);
        case.bring_to(State::Claimed).await;
        case.check_in(&case.helper).await.expect("at the door");
        case.leave_without_key(&case.helper, Outcome::Done).await.expect("a report");
        visits.push(case);
    }
    let done = Command::Confirm { rating: None, words: None };
    let answers = at_once(visits.into_iter().map(|case| {
        let done = done.clone();
        async move { case.run(&case.resident, done).await.map(drop) }
    }))
    .await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    assert_eq!(all.wallet(&all.helper).await, (480, 0, 480));
}

async fn visits_of_many_helpers_are_confirmed_at_once_without_waiting_for_each_other_for_ever(world: World) {
    let all = Case::with(&world, |it| it.required = 5).await;
    let mut helpers = world.helpers(&all.town, 5).await;
    let mut visits = Vec::new();
    for _ in 0..3 {
        let mut it = all.new_order();
        (it.window.start, it.window.end) = (world.now(), world.now().plus(DAY));
        let placed = flow::place_order::place_order(&world.ctx, &all.resident, &it).await.expect("an order");
        let case = all.about(placed.id);
        case.bring_to(State::Offered).await;
        // each order knows them in another order
        helpers.rotate_left(2);
        for who in &helpers {
            case.accept(who).await.expect("a yes");
        }
        for who in &helpers {
            case.check_in(who).await.expect("at the door");
            case.leave_without_key(who, Outcome::Done).await.expect("a report");
        }
        visits.push(case);
    }
    let done = Command::Confirm { rating: None, words: None };
    let answers = at_once(visits.into_iter().map(|case| {
        let done = done.clone();
        async move { case.run(&case.resident, done).await.map(drop) }
    }))
    .await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    assert_eq!(all.issued().await, 15 * 60);
}

async fn wrong_keys_at_once_are_counted_one_by_one(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let right = case.keys().await.arrive_key;
    let wrong = if right == "0000" { "0001" } else { "0000" };
    let answers = at_once((0..20).map(|_| {
        let (ctx, who) = (world.ctx.clone(), case.helper.clone());
        let it = AtTheDoor { op: op(&world), ..case.at_the_door(Some(wrong.to_owned())) };
        async move { serve::check_in(&ctx, &who, &it).await }
    }))
    .await;
    let heard =
        answers.iter().filter(|it| matches!(it, Err(Error::Refused(Refusal::WrongKey { .. })))).count();
    assert_eq!(heard, 4, "the fifth and all after it hear that it is locked");
    assert!(matches!(case.check_in(&case.helper).await, Err(Error::Refused(Refusal::KeyLocked))));
}

async fn a_page_opened_twenty_times_at_once_is_noted_once(world: World) {
    use domain::event::EventKind::DetailsOpened;
    let case = Case::in_state(&world, State::Claimed).await;
    at_once(
        (0..20).map(|_| {
            let case = case.clone();
            async move {
                view::order::order_page(&case.world.ctx, &case.helper, case.order).await.expect("a page")
            }
        }),
    )
    .await;
    let mut tx = world.ctx.db.read().await.expect("a transaction");
    let all = store::events::timeline(&mut tx, case.order).await.expect("a timeline");
    assert_eq!(all.iter().filter(|it| it.kind == DetailsOpened).count(), 1);
}

async fn of_two_no_shows_at_once_one_tells_that_they_are_two(world: World) {
    let all = Case::placed(&world).await;
    for _ in 0..10 {
        let helper = world.helper(&all.town, Helper::default()).await;
        let mut missed = Vec::new();
        for _ in 0..2 {
            let case = Case { helper: helper.clone(), ..all.about(all.place().await) };
            case.bring_to(State::Claimed).await;
            world.pass(3 * HOUR + 30 * MINUTE);
            missed.push(case);
        }
        let said = at_once(missed.into_iter().map(|it| async move {
            let (ctx, who) = (&it.world.ctx, it.helper.id);
            flow::no_show::report_no_show(ctx, &it.dispatcher, op(&it.world), it.order, who).await
        }))
        .await;
        assert!(said.iter().all(Result::is_ok), "{said:?}");
        let told = all.told(&helper).await.iter().filter(|key| *key == "approval_needed").count();
        assert_eq!(told, 1);
        world.pass(DAY);
    }
}
