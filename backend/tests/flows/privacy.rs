//! Who may read the name, the door, the phone and the keys, and when.

use backend::testing::{Case, Helper, World, both_databases};
use backend::view;
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::form::Command;
use domain::id::PersonId;
use domain::member::{Role, Viewer};
use domain::order::State;
use domain::time::{DAY, HOUR};
use domain::view::OrderPage;

both_databases!(
    the_desk_rings_who_said_yes_and_nobody_else_does,
    somebody_who_was_asked_sees_the_estate_and_nothing_more,
    details_open_with_the_yes_and_close_a_day_after_the_confirmation,
    somebody_who_handed_back_reads_them_no_more,
    each_opening_is_noted_once,
    an_opening_noted_late_still_says_where_the_order_stands,
    only_she_who_opens_the_door_and_the_desk_see_the_keys,
    a_member_of_staff_who_helps_does_not_see_the_keys,
    the_resident_sees_who_comes_and_not_who_was_asked,
    the_auditor_and_the_system_administrator_open_no_order,
    who_has_accepted_reads_what_was_asked_and_answered,
);

async fn page(case: &Case, who: &Viewer) -> OrderPage {
    view::order::order_page(&case.world.ctx, who, case.order).await.expect("a page")
}

async fn somebody_who_was_asked_sees_the_estate_and_nothing_more(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    case.dispatch(domain::dispatch::Mode::Direct, Some(case.helper.id)).await.expect("offered");
    let offer = view::volunteer::offer(&world.ctx, &case.helper, case.order).await.expect("an offer");
    assert_eq!(offer.public_note.as_deref(), Some("轻活"));
    let page = page(&case, &case.helper).await;
    assert!(page.words.is_none() && page.building.is_none() && page.keys.is_none());
    let sent = serde_json::to_string(&(page, offer)).expect("JSON");
    for secret in ["301", "王秀英", "说说话"] {
        assert!(!sent.contains(secret), "{secret}");
    }
    for id in [case.town.building.0, case.resident.id.0] {
        assert!(!sent.contains(&id.to_string()), "an id leads to the door as well");
    }
}

async fn details_open_with_the_yes_and_close_a_day_after_the_confirmation(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let open = page(&case, &case.helper).await;
    assert_eq!(open.words.expect("the words").door, "2单元301");
    assert!(open.building.is_some());
    let next = case.about(case.place().await);
    world.pass(HOUR * 12);
    next.bring_to(State::ToDispatch).await;
    case.check_in(&case.helper).await.expect("at the door");
    case.check_out(&case.helper).await.expect("gone");
    world.pass(DAY - 1);
    assert!(page(&case, &case.helper).await.words.is_some());
    world.pass(1);
    assert!(page(&case, &case.helper).await.words.is_none());
    assert!(page(&case, &case.resident).await.words.is_some(), "they stay hers");
}

async fn somebody_who_handed_back_reads_them_no_more(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    case.release(&case.helper).await.expect("handed back");
    let page = page(&case, &case.helper).await;
    assert!(page.words.is_none() && page.building.is_none());
}

async fn openings(case: &Case) -> usize {
    let page = page(case, &case.second).await;
    page.timeline.iter().filter(|it| it.kind == EventKind::DetailsOpened).count()
}

async fn each_opening_is_noted_once(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let (before, _) = (openings(&case).await, openings(&case).await);
    for _ in 0..2 {
        page(&case, &case.helper).await;
        page(&case, &case.resident).await;
    }
    assert_eq!(openings(&case).await, before + 2, "the helper, and the one who looked before");
    view::desk::desk_order(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    view::desk::desk_order(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    assert_eq!(openings(&case).await, before + 3, "staff as well");
    let seen = page(&case, &case.resident).await;
    assert!(
        seen.timeline.iter().all(|it| it.kind != EventKind::DetailsOpened),
        "that is the desk's business"
    );
}

async fn an_opening_noted_late_still_says_where_the_order_stands(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    // the page was read, the order moved on, and only then the opening is written down
    let stale = page(&case, &case.resident).await.order;
    case.check_in(&case.helper).await.expect("at the door");
    view::order::note_opening(&world.ctx, &case.helper, stale.id, domain::order::Part::Helper)
        .await
        .expect("noted");
    world.check().await;
}

async fn only_she_who_opens_the_door_and_the_desk_see_the_keys(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    assert!(page(&case, &case.resident).await.keys.is_some());
    assert!(page(&case, &case.dispatcher).await.keys.is_some());
    assert!(page(&case, &case.helper).await.keys.is_none());
    world.pass(3 * HOUR);
    case.check_in(&case.helper).await.expect("at the door");
    case.check_out(&case.helper).await.expect("gone");
    assert!(page(&case, &case.resident).await.keys.is_none(), "over");
}

async fn a_member_of_staff_who_helps_does_not_see_the_keys(world: World) {
    let mut case = Case::placed(&world).await;
    let helper = world.helper(&case.town, Helper::default()).await;
    world.grant(helper.id, Role::Dispatcher, case.town.community).await;
    case.helper = world.viewer(helper.id, true).await;
    case.bring_to(State::Claimed).await;
    assert!(page(&case, &case.helper).await.keys.is_none());
}

async fn the_resident_sees_who_comes_and_not_who_was_asked(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    world.helper(&case.town, Helper::default()).await;
    case.dispatch(domain::dispatch::Mode::Waves, None).await.expect("offered");
    assert!(page(&case, &case.resident).await.helpers.is_empty());
    case.accept(&case.helper).await.expect("a yes");
    let seen: Vec<PersonId> =
        page(&case, &case.resident).await.helpers.iter().map(|it| it.person_id).collect();
    assert_eq!(seen, [case.helper.id]);
    assert_eq!(page(&case, &case.dispatcher).await.helpers.len(), 2);
}

async fn the_auditor_and_the_system_administrator_open_no_order(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    for role in [Role::Auditor, Role::SystemAdmin, Role::CommunityAdmin] {
        let who = world.staff("管", role, case.town.street, case.town.neighbour_building).await;
        let found = view::order::order_page(&world.ctx, &who, case.order).await;
        assert!(matches!(found, Err(backend::Error::NotFound)), "{role}");
    }
    case.run(&case.resident, Command::Cancel { reason: None }).await.expect("withdrawn");
}

async fn who_has_accepted_reads_what_was_asked_and_answered(world: World) {
    let case = Case::placed(&world).await;
    case.run(&case.dispatcher, Command::AskBack { question: "阀门关得上吗".into() }).await.expect("asked");
    case.run(&case.resident, Command::Answer { words: "关不严".into() }).await.expect("answered");
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    let notes = async |who| {
        let notes = page(&case, who).await.timeline.into_iter().filter_map(|it| it.note);
        notes.collect::<Vec<_>>()
    };
    assert!(notes(&case.helper).await.is_empty(), "before the yes");
    case.accept(&case.helper).await.expect("a yes");
    assert_eq!(notes(&case.helper).await, ["阀门关得上吗", "关不严"]);
    case.release(&case.helper).await.expect("handed back");
    assert!(!notes(&case.helper).await.contains(&"关不严".to_owned()), "after it");
}

async fn the_desk_rings_who_said_yes_and_nobody_else_does(world: World) {
    let case = Case::in_state(&world, State::Offered).await;
    let page =
        async |who: &Viewer| view::order::order_page(&world.ctx, who, case.order).await.expect("a page");
    let numbers = async |who: &Viewer| {
        let page = page(who).await;
        page.helpers.iter().chain(&page.mine).filter(|it| it.phone.is_some()).count()
    };
    case.accept(&case.helper).await.expect("a yes");
    assert_eq!(numbers(&case.dispatcher).await, 1);
    for who in [&case.resident, &case.helper, &case.coordinator] {
        assert_eq!(numbers(who).await, 0, "{}", who.name);
    }
    case.release(&case.helper).await.expect("handed back");
    assert_eq!(numbers(&case.dispatcher).await, 0, "nobody to ring any more");
}
