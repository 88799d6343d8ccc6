//! Missing and forbidden look the same, for foreigners of every kind and everything they can try.

use backend::flow::dispatch_order::dispatch_order;
use backend::flow::{accept_offer, contact_try, move_order, serve, sign_in, urge};
use backend::testing::{Case, Helper, World, both_databases, op};
use backend::view;
use domain::dispatch::Mode;
use domain::form::{Chosen, Command, Dispatch};
use domain::id::OrderId;
use domain::member::{Role, Viewer};
use domain::order::{RejectReason, State};
use domain::time::{DAY, Window};

use crate::not_found;

both_databases!(
    to_foreigners_of_every_kind_the_order_does_not_exist,
    a_volunteer_of_the_neighbours_cannot_take_it_from_the_pool,
    a_resident_cannot_do_what_the_desk_does,
    the_desk_of_another_community_issues_no_card_and_verifies_nobody,
    lists_hold_nothing_of_others,
);

/// Everybody who has no business with the order.
async fn foreigners(world: &World, case: &Case) -> Vec<(&'static str, Viewer)> {
    let town = &case.town;
    let at = town.neighbour_building;
    let neighbours = Helper { building: Some(at), ..Helper::default() };
    vec![
        ("another resident of the building", world.resident("邻", town.building).await),
        ("a volunteer of the neighbours", world.helper(town, neighbours).await),
        ("the neighbours' desk", world.staff("甲", Role::Dispatcher, town.neighbour, at).await),
        ("another street", world.staff("乙", Role::Coordinator, town.other_street, at).await),
        ("an administrator", world.staff("丙", Role::CommunityAdmin, town.community, at).await),
        ("an auditor", world.staff("丁", Role::Auditor, town.district, at).await),
        ("a system administrator", world.staff("戊", Role::SystemAdmin, town.district, at).await),
        ("a dispatcher on a resident's session", world.viewer(case.second.id, false).await),
    ]
}

fn commands(now: domain::time::Timestamp, into: &str) -> Vec<Command> {
    let (text, until) = (|| "因为".to_owned(), now.plus(DAY));
    vec![
        Command::Admit { public_note: None },
        Command::AskBack { question: text() },
        Command::Answer { words: text() },
        Command::Reopen { words: None },
        Command::Reject { reason: RejectReason::Other, explanation: text(), alternative: text() },
        Command::Appeal { words: text() },
        Command::Merge { into: into.to_owned() },
        Command::TakeOn,
        Command::Finish { words: text() },
        Command::PutBack,
        Command::Reschedule {
            to: Chosen { window: Window { start: now, end: until }, agreed: Some(until) },
            helpers_agree: true,
        },
        Command::Hold { reason: text(), until },
        Command::Resume,
        Command::Escalate { reason: text() },
        Command::TakeUp,
        Command::GiveBack { words: text() },
        Command::Refer { party: text(), until },
        Command::ReferDone { words: text() },
        Command::ReferBack { words: text() },
        Command::GiveUp { words: text() },
        Command::Cancel { reason: None },
        Command::Confirm { rating: None, words: None },
        Command::Dispute { words: text() },
        Command::Redo { words: text() },
        Command::Uphold { finding: text() },
        Command::CloseNotDone { finding: text() },
    ]
}

/// Everything that can be tried on an order by its id, as if it were found.
async fn try_everything(case: &Case, who: &str, viewer: &Viewer) {
    let (ctx, world, id) = (&case.world.ctx, &case.world, case.order);
    let label = |what: &str| format!("{what} for {who}");
    let no = case.no_or_none().await;
    for command in commands(world.now(), &no) {
        not_found(&label(&format!("{command:?}")), case.run(viewer, command).await);
    }
    not_found(&label("the page"), view::order::order_page(ctx, viewer, id).await);
    not_found(&label("the desk's page"), view::desk::desk_order(ctx, viewer, id).await);
    not_found(&label("an offer"), view::volunteer::offer(ctx, viewer, id).await);
    for mode in [Mode::Pool, Mode::Direct, Mode::Waves] {
        let person_id = Some(case.helper.id);
        let it = Dispatch { op: op(world), order_id: id, version: None, mode, person_id, public_note: None };
        not_found(&label("a dispatch"), dispatch_order(ctx, viewer, &it).await);
    }
    not_found(&label("a yes"), case.accept(viewer).await);
    not_found(&label("a no"), case.decline(viewer).await);
    not_found(&label("handing back"), case.release(viewer).await);
    let door = || case.at_the_door(Some("1234".to_owned()));
    not_found(&label("a check-in"), serve::check_in(ctx, viewer, &door()).await);
    not_found(&label("a check-out"), serve::check_out(ctx, viewer, &door()).await);
    not_found(&label("a late entry"), serve::enter_late(ctx, viewer, &door(), &door()).await);
    not_found(&label("urging"), urge::urge(ctx, viewer, op(world), id).await);
    not_found(&label("words"), move_order::add_words(ctx, viewer, op(world), id, "嗨", &[]).await);
    not_found(&label("taking it in hand"), move_order::take_in_hand(ctx, viewer, op(world), id).await);
    not_found(&label("a call"), contact_try::contact_tried(ctx, viewer, op(world), id, None).await);
}

async fn to_foreigners_of_every_kind_the_order_does_not_exist(world: World) {
    let case = Case::placed(&world).await;
    let foreigners = foreigners(&world, &case).await;
    let missing = case.about(OrderId(world.ctx.id()));
    for (who, viewer) in &foreigners {
        try_everything(&missing, who, viewer).await;
    }
    for state in
        [State::Submitted, State::Offered, State::Claimed, State::Reported, State::Rejected, State::Closed]
    {
        let there = case.about(case.place().await);
        there.bring_to(state).await;
        let before = there.now().await;
        for (who, viewer) in &foreigners {
            try_everything(&there, who, viewer).await;
        }
        assert_eq!(there.now().await, before, "nothing has happened");
        world.pass(DAY);
    }
}

async fn a_volunteer_of_the_neighbours_cannot_take_it_from_the_pool(world: World) {
    let case = Case::in_state(&world, State::Offered).await;
    let building = Some(case.town.neighbour_building);
    let other = world.helper(&case.town, Helper { building, ..Helper::default() }).await;
    not_found("the pool", case.accept(&other).await);
    assert!(view::volunteer::offers(&world.ctx, &other, 9).await.expect("a list").offers.is_empty());
}

async fn a_resident_cannot_do_what_the_desk_does(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    let it = Dispatch {
        op: op(&world),
        order_id: case.order,
        version: None,
        mode: Mode::Pool,
        person_id: None,
        public_note: None,
    };
    not_found("a dispatch", dispatch_order(&world.ctx, &case.resident, &it).await);
    not_found(
        "taking it in hand",
        move_order::take_in_hand(&world.ctx, &case.resident, op(&world), case.order).await,
    );
    not_found("the desk's page", view::desk::desk_order(&world.ctx, &case.resident, case.order).await);
    not_found(
        "a yes",
        accept_offer::accept_offer(&world.ctx, &case.resident, op(&world), case.order, None).await,
    );
}

async fn the_desk_of_another_community_issues_no_card_and_verifies_nobody(world: World) {
    let case = Case::placed(&world).await;
    let party = world.helper(&case.town, Helper { party: true, ..Helper::default() }).await;
    let town = &case.town;
    let other = world.staff("甲", Role::Dispatcher, town.neighbour, town.neighbour_building).await;
    for who in [&other, &case.resident, &world.viewer(case.dispatcher.id, false).await] {
        not_found("a card", sign_in::issue_card(&world.ctx, who, case.resident.id, true).await);
        not_found("papers", backend::flow::report_in::verify(&world.ctx, who, op(&world), party.id).await);
    }
}

async fn lists_hold_nothing_of_others(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    for (who, viewer) in foreigners(&world, &case).await {
        let mine = view::home::my_orders(&world.ctx, &viewer, None, 9).await.expect("a list");
        assert!(mine.is_empty(), "{who}");
        let visits = view::volunteer::my_visits(&world.ctx, &viewer).await.expect("a list");
        assert!(visits.is_empty(), "{who}");
        let running = domain::view::InboxFilter::Running;
        if let Ok(inbox) = view::desk::inbox(&world.ctx, &viewer, running, None).await {
            assert!(inbox.rows.is_empty(), "{who}");
        }
        if let Ok(people) = backend::flow::report_in::people(&world.ctx, &viewer, "").await {
            assert!(people.iter().all(|it| it.id != case.resident.id) || who == "an administrator", "{who}");
        }
    }
}
