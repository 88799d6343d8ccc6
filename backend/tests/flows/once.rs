//! One intention, one effect, however often it is sent.

use backend::flow::complain::complain;
use backend::flow::place_order::place_order;
use backend::flow::{accept_offer, account, demand, edit_menu, move_order, report_in, stewards};
use backend::testing::{Case, World, both_databases, op};
use domain::Refusal;
use domain::form::{
    Command, Complaint, DemandForm, Intent, NewOrder, NewOrderForm, ReportIn, Stewarding, Times,
};
use domain::id::ClientOpId;
use domain::member::Role;
use domain::order::State;
use domain::quiet::QuietHours;
use domain::time::{DAY, MINUTE};
use tokio::task::JoinSet;

use crate::{not_found, refused};

both_databases!(
    an_order_sent_again_is_the_same_order,
    an_order_sent_twenty_times_at_once_is_one_order,
    an_order_that_waited_without_signal_is_the_same_order_a_day_later,
    other_content_under_the_same_id_is_refused,
    another_verb_under_the_same_id_is_refused,
    the_same_id_of_another_person_is_another_intention,
    a_yes_sent_twenty_times_at_once_takes_one_place,
    a_confirmation_sent_twenty_times_at_once_pays_once,
    what_was_refused_may_be_sent_again,
    the_first_answer_stays_when_the_order_has_moved_on,
    what_changes_no_order_is_done_once_as_well,
    a_complaint_sent_twenty_times_at_once_has_one_receipt,
);

async fn an_order_sent_again_is_the_same_order(world: World) {
    let case = Case::placed(&world).await;
    let it = case.new_order();
    let first = place_order(&world.ctx, &case.resident, &it).await.expect("an order");
    for _ in 0..20 {
        assert_eq!(place_order(&world.ctx, &case.resident, &it).await.expect("the same"), first);
    }
    world.pass(30 * DAY);
    assert_eq!(place_order(&world.ctx, &case.resident, &it).await.expect("the same"), first);
    assert_eq!(
        place_order(&world.second_server().await, &case.resident, &it).await.expect("the same"),
        first
    );
    let mine = backend::view::home::my_orders(&world.ctx, &case.resident, None, 50).await.expect("a list");
    assert_eq!(mine.len(), 2);
}

async fn an_order_sent_twenty_times_at_once_is_one_order(world: World) {
    let case = Case::placed(&world).await;
    let it = case.new_order();
    let mut sent = JoinSet::new();
    for _ in 0..20 {
        let (ctx, who, it) = (world.ctx.clone(), case.resident.clone(), it.clone());
        sent.spawn(async move { place_order(&ctx, &who, &it).await.expect("an order") });
    }
    let answers = sent.join_all().await;
    assert!(answers.iter().all(|it| *it == answers[0]));
    let mine = backend::view::home::my_orders(&world.ctx, &case.resident, None, 50).await.expect("a list");
    assert_eq!(mine.len(), 2);
}

async fn an_order_that_waited_without_signal_is_the_same_order_a_day_later(world: World) {
    let case = Case::placed(&world).await;
    for day in ["soon", "2026-11-23"] {
        let form = NewOrderForm {
            client_op_id: op(&world).to_string(),
            item_id: case.item.id.to_string(),
            area_id: case.town.building.to_string(),
            door: "1".into(),
            day: day.into(),
            contact_name: "王".into(),
            ..NewOrderForm::default()
        };
        // the page reads "now" anew each time the form is sent
        let parse = || form.parse(world.now(), &world.ctx.calendar()).expect("a good form");
        let first = place_order(&world.ctx, &case.resident, &parse()).await.expect("an order");
        world.pass(7 * MINUTE);
        assert_eq!(
            place_order(&world.ctx, &case.resident, &parse()).await.expect("the same"),
            first,
            "{day}"
        );
    }
}

async fn other_content_under_the_same_id_is_refused(world: World) {
    let case = Case::placed(&world).await;
    let it = case.new_order();
    place_order(&world.ctx, &case.resident, &it).await.expect("an order");
    let other = NewOrder { details: "另一件事".into(), ..it };
    assert_eq!(refused(place_order(&world.ctx, &case.resident, &other).await), Refusal::OtherBody);
}

async fn another_verb_under_the_same_id_is_refused(world: World) {
    let case = Case::placed(&world).await;
    let it = case.new_order();
    place_order(&world.ctx, &case.resident, &it).await.expect("an order");
    let again = move_order::add_words(&world.ctx, &case.resident, it.op, case.order, "嗨", &[]).await;
    assert_eq!(refused(again), Refusal::OtherBody);
}

async fn the_same_id_of_another_person_is_another_intention(world: World) {
    let case = Case::placed(&world).await;
    let it = case.new_order();
    place_order(&world.ctx, &case.resident, &it).await.expect("an order");
    not_found("her order", place_order(&world.ctx, &case.helper, &it).await);
    let words = |who| move_order::add_words(&world.ctx, who, it.op, case.order, "嗨", &[]);
    words(&case.dispatcher).await.expect("the dispatcher's own intention");
}

async fn a_yes_sent_twenty_times_at_once_takes_one_place(world: World) {
    let case = Case::with(&world, |it| it.required = 3).await;
    case.bring_to(State::Offered).await;
    let op = op(&world);
    let mut sent = JoinSet::new();
    for _ in 0..20 {
        let case = case.clone();
        sent.spawn(async move {
            accept_offer::accept_offer(&case.world.ctx, &case.helper, op, case.order, None)
                .await
                .expect("a yes")
        });
    }
    let answers = sent.join_all().await;
    assert!(answers.iter().all(|it| *it == answers[0]));
    assert_eq!(case.told(&case.resident).await.iter().filter(|key| *key == "accepted").count(), 1);
}

async fn a_confirmation_sent_twenty_times_at_once_pays_once(world: World) {
    let case = Case::in_state(&world, State::Reported).await;
    let command = Command::Confirm { rating: Some(5), words: None };
    let intent =
        Intent { op: op(&world), order_id: case.order, version: Some(case.now().await.version), command };
    let mut sent = JoinSet::new();
    for _ in 0..20 {
        let (case, intent) = (case.clone(), intent.clone());
        sent.spawn(async move {
            move_order::move_order(&case.world.ctx, &case.resident, &intent).await.expect("confirmed")
        });
    }
    let answers = sent.join_all().await;
    assert!(answers.iter().all(|it| *it == answers[0]));
    assert_eq!(case.wallet(&case.helper).await, (60, 0, 60));
}

async fn what_was_refused_may_be_sent_again(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    let op = op(&world);
    let yes = || accept_offer::accept_offer(&world.ctx, &case.helper, op, case.order, None);
    not_found("nothing was offered yet", yes().await);
    case.dispatch(domain::dispatch::Mode::Pool, None).await.expect("offered");
    yes().await.expect("now it is");
}

async fn the_first_answer_stays_when_the_order_has_moved_on(world: World) {
    let case = Case::placed(&world).await;
    let command = Command::Admit { public_note: None };
    let intent = Intent { op: op(&world), order_id: case.order, version: Some(1), command };
    let first = move_order::move_order(&world.ctx, &case.dispatcher, &intent).await.expect("admitted");
    case.run(&case.resident, Command::Cancel { reason: None }).await.expect("withdrawn");
    let again = move_order::move_order(&world.ctx, &case.dispatcher, &intent).await.expect("the same");
    assert_eq!(first, again);
}

/// Sends `first` twice and `other` under the same id; what has changed in between stays as it is.
async fn once_only<F: Future<Output = backend::Result<()>>>(
    world: &World,
    what: &str,
    first: impl Fn(ClientOpId) -> F,
    other: impl AsyncFn(ClientOpId) -> backend::Result<()>,
) {
    let op = op(world);
    first(op).await.unwrap_or_else(|error| panic!("{what}: {error}"));
    first(op).await.unwrap_or_else(|error| panic!("{what}, again: {error}"));
    assert_eq!(refused(other(op).await), Refusal::OtherBody, "{what}");
}

async fn what_changes_no_order_is_done_once_as_well(world: World) {
    let case = Case::placed(&world).await;
    let (ctx, town, her) = (&world.ctx, &case.town, &case.resident);
    let admin = &world.staff("管", Role::CommunityAdmin, town.community, town.building).await;
    let home = town.building.to_string();
    let home = home.as_str();
    once_only(
        &world,
        "the account",
        |op| account::set_home(ctx, her, op, "王", home, "101"),
        async |op| account::set_home(ctx, her, op, "王", home, "102").await,
    )
    .await;
    let words = |words: &str| DemandForm { words: words.to_owned() }.parse().expect("words");
    let (knives, bikes) = (&words("磨剪刀"), &words("修自行车"));
    once_only(
        &world,
        "a demand",
        |op| demand::demand(ctx, her, op, knives),
        async |op| demand::demand(ctx, her, op, bikes).await,
    )
    .await;
    once_only(
        &world,
        "settling a demand",
        |op| demand::settle(ctx, admin, op, &knives.key),
        async |op| demand::settle(ctx, admin, op, &bikes.key).await,
    )
    .await;
    let item = edit_menu::save(ctx, admin, None, &world.new_item(8)).await.expect("an item");
    once_only(
        &world,
        "closing an item",
        |op| edit_menu::set_open(ctx, admin, op, item, false),
        async |op| edit_menu::set_open(ctx, admin, op, item, true).await,
    )
    .await;
    let report = |claims_party| ReportIn { skills: Vec::new(), claims_party, branch: None };
    let (plain, party) = (&report(false), &report(true));
    once_only(
        &world,
        "the report-in",
        |op| report_in::report_in(ctx, her, op, party),
        async |op| report_in::report_in(ctx, her, op, plain).await,
    )
    .await;
    let quiet = QuietHours::default();
    let times =
        |paused| Times { slots: Vec::new(), weekend_only: false, urgent_opt_in: false, paused, quiet };
    let (off, on) = (&times(true), &times(false));
    once_only(
        &world,
        "times",
        |op| report_in::set_times(ctx, her, op, off),
        async |op| report_in::set_times(ctx, her, op, on).await,
    )
    .await;
    once_only(
        &world,
        "verifying a report-in",
        |op| report_in::verify(ctx, &case.dispatcher, op, her.id),
        async |op| report_in::verify(ctx, &case.dispatcher, op, case.helper.id).await,
    )
    .await;
    let nobody = |role| Stewarding { role, area: town.building, phone: None };
    let (steward, worker) = (&nobody(Role::Steward), &nobody(Role::GridWorker));
    once_only(
        &world,
        "a steward",
        |op| stewards::assign(ctx, admin, op, steward),
        async |op| stewards::assign(ctx, admin, op, worker).await,
    )
    .await;
}

async fn a_complaint_sent_twenty_times_at_once_has_one_receipt(world: World) {
    let it = Complaint { about: "网站".into(), words: "字太小".into(), contact: None };
    let op = op(&world);
    let mut sent = JoinSet::new();
    for _ in 0..20 {
        let (ctx, it) = (world.ctx.clone(), it.clone());
        sent.spawn(async move { complain(&ctx, None, op, &it).await.expect("a receipt") });
    }
    let receipts = sent.join_all().await;
    assert!(receipts.iter().all(|it| *it == receipts[0]), "{receipts:?}");
    let other = Complaint { words: "字太大".into(), ..it };
    assert_eq!(refused(complain(&world.ctx, None, op, &other).await), Refusal::OtherBody);
}
