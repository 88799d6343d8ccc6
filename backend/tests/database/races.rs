//! Many at once. Everybody starts from one barrier; who wins is the database's choice, how many win
//! is not.

use std::future::Future;
use std::sync::Arc;

use backend::flow::serve::{self, AtTheDoor};
use backend::flow::sign_in::{self, Kind};
use backend::testing::{Case, World, both_databases, op};
use backend::{Error, flow, password, store, view};
use domain::Refusal;
use domain::assignment::Ineligible;
use domain::dispatch::Mode;
use domain::form::{Command, StaffSignIn};
use domain::order::{Outcome, State};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

both_databases!(
    of_fifty_who_say_yes_at_once_one_takes_the_only_place,
    of_fifty_who_say_yes_at_once_three_take_three_places,
    one_person_takes_three_orders_even_when_all_are_taken_at_once,
    a_yes_and_a_withdrawal_at_once_leave_one_of_the_two,
    a_yes_and_the_end_of_the_offer_at_once_leave_one_of_the_two,
    two_confirmations_at_once_pay_once,
    a_confirmation_and_an_objection_at_once_follow_each_other,
    a_confirmation_and_the_clock_at_once_pay_once,
    the_last_two_helpers_who_leave_at_once_report_once,
    two_orders_at_once_do_not_merge_into_each_other,
    two_clocks_at_once_move_each_order_once,
    visits_confirmed_at_once_never_pass_eight_hours_a_day,
    visits_of_many_helpers_are_confirmed_at_once_without_waiting_for_each_other_for_ever,
    orders_placed_at_once_have_different_numbers,
    wrong_keys_at_once_are_counted_one_by_one,
    a_page_opened_twenty_times_at_once_is_noted_once,
    a_lease_is_held_by_one,
    a_message_is_claimed_by_one_worker,
    codes_asked_for_at_once_are_sent_once,
    wrong_codes_at_once_are_counted_one_by_one,
    a_card_used_ten_times_at_once_signs_in_once,
    wrong_passwords_at_once_close_the_account,
    the_same_six_digits_at_once_sign_in_once,
);

/// Runs them all, from one barrier; the answers in no order.
async fn at_once<F, T>(all: impl IntoIterator<Item = F>) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let all: Vec<F> = all.into_iter().collect();
    let barrier = Arc::new(Barrier::new(all.len()));
    let mut set = JoinSet::new();
    for one in all {
        let barrier = barrier.clone();
        set.spawn(async move {
            barrier.wait().await;
            one.await
        });
    }
    set.join_all().await
}

/// Either of two, for stories of which the halves differ.
type Boxed<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;

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
        case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
        // the clock strikes while the answer is on its way
        let (yes, clock) = (case.clone(), world.clone());
        let both: [Boxed<()>; 2] = [
            Box::pin(async move { drop(yes.accept(&yes.helper).await) }),
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
        Box::pin(async move { drop(flow::settle::tick(&clock.ctx).await.expect("a tick")) }),
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

async fn a_lease_is_held_by_one(world: World) {
    for _ in 0..5 {
        let now = world.now();
        let taken = at_once((0..10).map(|server| {
            let ctx = world.ctx.clone();
            async move {
                let mut tx = ctx.db.begin().await.expect("a transaction");
                let holder = format!("server {server}");
                let taken = store::leases::take(&mut tx, "clocks", &holder, now, now.plus(MINUTE)).await;
                tx.commit().await.expect("a commit");
                taken.expect("an answer")
            }
        }))
        .await;
        assert_eq!(taken.into_iter().filter(|it| *it).count(), 1);
        // over, to the millisecond
        world.pass(MINUTE);
    }
}

async fn a_message_is_claimed_by_one_worker(world: World) {
    for _ in 0..12 {
        sign_in::request_code(&world.ctx, &world.phone()).await.expect("a code");
    }
    let now = world.now();
    let claimed = at_once((0..6).map(|_| {
        let ctx = world.ctx.clone();
        async move {
            let mut tx = ctx.db.begin().await.expect("a transaction");
            let mine = store::outbox::claim(&mut tx, now, now.plus(MINUTE), 5).await.expect("a claim");
            tx.commit().await.expect("a commit");
            mine.into_iter().map(|(id, ..)| id).collect::<Vec<_>>()
        }
    }))
    .await;
    let all: Vec<_> = claimed.into_iter().flatten().collect();
    let different: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!(all.len(), different.len(), "no message goes out twice");
    assert!(!all.is_empty());
}

async fn codes_asked_for_at_once_are_sent_once(world: World) {
    let phone = world.phone();
    let answers = at_once((0..20).map(|_| {
        let (ctx, phone) = (world.ctx.clone(), phone.clone());
        async move { sign_in::request_code(&ctx, &phone).await }
    }))
    .await;
    assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 1);
    assert!(
        answers.iter().all(|it| matches!(it, Ok(()) | Err(Error::Refused(Refusal::TooMany { .. })))),
        "{answers:?}"
    );
}

async fn wrong_codes_at_once_are_counted_one_by_one(world: World) {
    let phone = world.phone();
    sign_in::request_code(&world.ctx, &phone).await.expect("a code");
    let code = world.last_code().await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let answers = at_once((0..20).map(|_| {
        let (ctx, phone) = (world.ctx.clone(), phone.clone());
        async move { sign_in::verify_code(&ctx, &phone, wrong, None, Kind::Resident).await.map(drop) }
    }))
    .await;
    let heard =
        answers.iter().filter(|it| matches!(it, Err(Error::Refused(Refusal::WrongCode { .. })))).count();
    assert_eq!(heard, 4);
    let right = sign_in::verify_code(&world.ctx, &phone, &code, None, Kind::Resident).await;
    assert!(matches!(right.map(drop), Err(Error::Refused(Refusal::CodeOver))));
}

async fn a_card_used_ten_times_at_once_signs_in_once(world: World) {
    let case = Case::placed(&world).await;
    let card = sign_in::issue_card(&world.ctx, &case.dispatcher, case.resident.id).await.expect("a card");
    let answers = at_once((0..10).map(|_| {
        let (ctx, card) = (world.ctx.clone(), card.clone());
        async move { sign_in::use_card(&ctx, &card, Kind::Resident).await.is_ok() }
    }))
    .await;
    assert_eq!(answers.into_iter().filter(|ok| *ok).count(), 1);
}

/// A member of staff who can sign in: number, secret.
async fn staff(world: &World) -> (domain::form::Phone, String) {
    let phone = world.phone();
    let id = world.sign_in(&phone).await.person_id;
    let secret = password::totp_secret(&world.ctx);
    let hash = password::hash(&world.ctx, "right").await.expect("a hash");
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    store::staff::set(&mut tx, id, &hash, &secret, world.now()).await.expect("set");
    tx.commit().await.expect("a commit");
    (phone, secret)
}

async fn wrong_passwords_at_once_close_the_account(world: World) {
    let (phone, secret) = staff(&world).await;
    let totp = password::totp_now(&secret, world.now()).expect("six digits");
    let answers = at_once((0..10).map(|_| {
        let it = StaffSignIn { phone: phone.clone(), password: "wrong".into(), totp: totp.clone() };
        let ctx = world.ctx.clone();
        async move { sign_in::staff(&ctx, &it, Kind::Staff).await.map(drop) }
    }))
    .await;
    let heard =
        answers.iter().filter(|it| matches!(it, Err(Error::Refused(Refusal::WrongCredentials)))).count();
    assert_eq!(heard, 5, "the others hear that it is closed: {answers:?}");
}

async fn the_same_six_digits_at_once_sign_in_once(world: World) {
    let (phone, secret) = staff(&world).await;
    let totp = password::totp_now(&secret, world.now()).expect("six digits");
    let answers = at_once((0..6).map(|_| {
        let it = StaffSignIn { phone: phone.clone(), password: "right".into(), totp: totp.clone() };
        let ctx = world.ctx.clone();
        async move { sign_in::staff(&ctx, &it, Kind::Staff).await.is_ok() }
    }))
    .await;
    assert_eq!(answers.into_iter().filter(|ok| *ok).count(), 1);
}
