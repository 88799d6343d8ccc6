//! The desk: asking back, refusing, merging, waiting, handing on, withdrawing.

use backend::flow::move_order;
use backend::flow::urge::urge;
use backend::testing::{Case, Helper, World, both_databases, op};
use backend::{Error, view};
use domain::Refusal;
use domain::area::Level;
use domain::form::{Command, Intent, NewOrder};
use domain::member::{Role, Viewer};
use domain::order::{Action, State};
use domain::time::{DAY, HOUR, MINUTE};
use domain::view::InboxFilter;

use crate::{not_found, refused};

both_databases!(
    the_promise_waits_while_the_resident_is_asked,
    a_refusal_names_its_alternative_and_an_appeal_goes_to_the_street,
    an_appeal_after_seven_days_is_too_late,
    an_escalated_order_has_no_owner_and_the_old_desk_only_reads,
    a_duplicate_follows_the_other_order,
    what_an_order_is_merged_into_is_looked_at_first,
    who_follows_an_order_hears_how_it_goes_on,
    an_order_merges_into_nothing_that_is_over_elsewhere_or_itself,
    an_order_on_hold_releases_its_helpers_and_comes_back_by_itself,
    an_order_is_held_twice_at_most,
    an_order_sent_outside_comes_back_done_or_not,
    an_order_withdrawn_after_somebody_accepted_thanks_and_releases_them,
    a_helper_on_the_way_is_thanked_for_a_withdrawal_in_the_last_two_hours,
    what_nobody_could_do_is_said_to_be_unmet,
    an_order_is_urged_once_a_period,
    an_order_in_hand_changes_hands_and_a_filed_one_does_not,
    a_decision_on_an_old_page_is_stale,
    words_are_added_until_the_order_is_over,
    the_inbox_counts_what_its_filters_show,
);

fn text() -> String {
    "因为".to_owned()
}

async fn the_promise_waits_while_the_resident_is_asked(world: World) {
    let case = Case::in_state(&world, State::NeedInfo).await;
    let before = case.now().await;
    world.pass(5 * HOUR + 7);
    case.run(&case.resident, Command::Answer { words: "三楼".into() }).await.expect("an answer");
    let after = case.now().await;
    assert_eq!(after.state, State::ToDispatch);
    assert_eq!(after.promise_at, before.promise_at.plus(5 * HOUR + 7));
    assert_eq!(after.paused_at, None);
}

async fn a_refusal_names_its_alternative_and_an_appeal_goes_to_the_street(world: World) {
    let case = Case::in_state(&world, State::Rejected).await;
    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("a page");
    assert!(page.timeline.iter().any(|it| it.reason.as_deref() == Some("alternative")));
    assert!(page.actions.contains(&Action::Appeal));
    world.pass(7 * DAY);
    case.run(&case.resident, Command::Appeal { words: text() }).await.expect("an appeal");
    let order = case.now().await;
    assert_eq!(
        (order.state, order.level, order.holder_id),
        (State::Escalated, Level::Street, case.town.street)
    );
    case.run(&case.coordinator, Command::TakeUp).await.expect("taken up");
    assert_eq!(case.now().await.state, State::ToDispatch);
}

async fn an_appeal_after_seven_days_is_too_late(world: World) {
    let case = Case::in_state(&world, State::Rejected).await;
    world.pass(7 * DAY + 1);
    assert_eq!(refused(case.run(&case.resident, Command::Appeal { words: text() }).await), Refusal::TooLate);
}

async fn an_escalated_order_has_no_owner_and_the_old_desk_only_reads(world: World) {
    let case = Case::in_state(&world, State::Escalated).await;
    assert_eq!(case.now().await.owner_id, None, "the street says who has it in hand");
    let page = view::order::order_page(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    assert!(page.words.is_some() && page.actions.is_empty());
    not_found("an act", case.run(&case.dispatcher, Command::TakeUp).await);
    case.run(&case.coordinator, Command::TakeUp).await.expect("taken up");
    assert_eq!(case.now().await.owner_id, Some(case.coordinator.id));
    let todo =
        view::desk::inbox(&world.ctx, &case.coordinator, InboxFilter::Todo, None).await.expect("an inbox");
    assert_eq!(todo.rows.iter().map(|it| it.id).collect::<Vec<_>>(), [case.order]);
}

async fn a_duplicate_follows_the_other_order(world: World) {
    let case = Case::placed(&world).await;
    let main = case.place().await;
    let it = view::desk::desk_order(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    assert_eq!(it.similar.iter().map(|it| it.id).collect::<Vec<_>>(), [main], "the desk is told");
    let into = case.no(main).await;
    case.run(&case.dispatcher, Command::Merge { into: into.clone() }).await.expect("merged");
    let page = view::order::order_page(&world.ctx, &case.resident, case.order).await.expect("a page");
    assert_eq!((page.order.state, page.merged_no), (State::Merged, Some(into)));
}

async fn what_an_order_is_merged_into_is_looked_at_first(world: World) {
    let case = Case::placed(&world).await;
    let main = case.about(case.place().await);
    let (no, own) = (case.no(main.order).await, case.no(case.order).await);
    let shown = async |who: &Viewer, no: &str| {
        view::desk::main_order(&world.ctx, who, case.order, no).await.expect("an answer").map(|it| it.id)
    };
    assert_eq!(shown(&case.dispatcher, &format!(" {no} ")).await, Some(main.order));
    for nothing in [own.as_str(), "none", ""] {
        assert_eq!(shown(&case.dispatcher, nothing).await, None, "{nothing}");
    }
    let next_door =
        world.staff("周强", Role::Dispatcher, case.town.neighbour, case.town.neighbour_building).await;
    for who in [&case.resident, &case.helper, &case.coordinator, &next_door] {
        assert_eq!(shown(who, &no).await, None, "{} merges nothing here", who.name);
    }
    main.bring_to(State::Cancelled).await;
    assert_eq!(shown(&case.dispatcher, &no).await, None, "it is over");
    assert_eq!(case.now().await.state, State::Submitted, "looking changes nothing");
}

async fn who_follows_an_order_hears_how_it_goes_on(world: World) {
    let case = Case::placed(&world).await;
    let main = case.about(case.place().await);
    let (first, last) = (main.no(case.order).await, main.no(main.order).await);
    let other = Case { resident: world.resident("赵大爷", case.town.building).await, ..case.clone() };
    let other = other.about(other.place().await);
    // the second follows the first, and the first the main one
    case.run(&case.dispatcher, Command::Admit { public_note: None }).await.expect("taken on");
    other.run(&other.dispatcher, Command::Merge { into: first }).await.expect("merged");
    case.run(&case.dispatcher, Command::Merge { into: last }).await.expect("merged");
    main.bring_to(State::Confirmed).await;
    let news = other.told(&other.resident).await;
    assert!(news.iter().filter(|key| *key == "main_moved").count() >= 3, "{news:?}");
    assert!(!news.iter().any(|key| key == "please_confirm"), "it is not theirs to confirm: {news:?}");
    let page = view::order::order_page(&world.ctx, &other.resident, other.order).await.expect("a page");
    assert_eq!(page.merged_state, Some(State::Confirmed));
}

async fn an_order_merges_into_nothing_that_is_over_elsewhere_or_itself(world: World) {
    let case = Case::placed(&world).await;
    let over = case.about(case.place().await);
    over.bring_to(State::Cancelled).await;
    let neighbour = world.resident("邻", case.town.neighbour_building).await;
    let it = NewOrder { area_id: case.town.neighbour_building, ..case.new_order() };
    let placed =
        backend::flow::place_order::place_order(&world.ctx, &neighbour, &it).await.expect("an order");
    for into in [case.no(over.order).await, case.no(case.order).await, placed.no, "none".to_owned()] {
        let no = refused(case.run(&case.dispatcher, Command::Merge { into: into.clone() }).await);
        assert_eq!(no, Refusal::CannotMerge, "{into}");
    }
}

async fn an_order_on_hold_releases_its_helpers_and_comes_back_by_itself(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let (promise, until) = (case.now().await.promise_at, world.now().plus(2 * DAY));
    case.run(&case.dispatcher, Command::Hold { reason: text(), until }).await.expect("on hold");
    assert_eq!(case.told(&case.helper).await, ["stood_down"]);
    not_found("the keys", case.check_in(&case.helper).await);
    world.pass(2 * DAY - 1);
    world.tick().await;
    assert_eq!(case.now().await.state, State::OnHold);
    world.pass(1);
    world.tick().await;
    let order = case.now().await;
    assert_eq!((order.state, order.promise_at), (State::ToDispatch, promise.plus(2 * DAY)));
}

async fn an_order_is_held_twice_at_most(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    let hold = |days| Command::Hold { reason: text(), until: world.now().plus(days * DAY) };
    assert_eq!(refused(case.run(&case.dispatcher, hold(31)).await), Refusal::HeldEnough);
    for _ in 0..2 {
        case.run(&case.dispatcher, hold(30)).await.expect("on hold");
        case.run(&case.dispatcher, Command::Resume).await.expect("back");
    }
    assert_eq!(refused(case.run(&case.dispatcher, hold(1)).await), Refusal::HeldEnough);
}

async fn an_order_sent_outside_comes_back_done_or_not(world: World) {
    let case = Case::in_state(&world, State::Referred).await;
    let promise = case.now().await.promise_at;
    world.pass(DAY);
    case.run(&case.dispatcher, Command::ReferDone { words: "12345 已办".into() }).await.expect("answered");
    let order = case.now().await;
    assert_eq!((order.state, order.promise_at), (State::Reported, promise.plus(DAY)));
    case.run(&case.resident, Command::Confirm { rating: None, words: None }).await.expect("confirmed");
    let back = case.about(case.place().await);
    back.bring_to(State::Referred).await;
    back.run(&case.dispatcher, Command::ReferBack { words: text() }).await.expect("answered");
    assert_eq!(back.now().await.state, State::ToDispatch);
}

async fn an_order_withdrawn_after_somebody_accepted_thanks_and_releases_them(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    case.run(&case.resident, Command::Cancel { reason: Some("儿子来了".into()) }).await.expect("withdrawn");
    assert_eq!(case.now().await.state, State::Cancelled);
    assert_eq!(case.told(&case.helper).await, ["stood_down"]);
    assert_eq!(view::volunteer::my_visits(&world.ctx, &case.helper).await.expect("a list"), []);
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0), "three hours before, nobody is on the way");
    let page = view::order::order_page(&world.ctx, &case.helper, case.order).await.expect("a page");
    assert!(page.words.is_none(), "and her door is closed again");
    let next = case.about(case.place().await);
    next.bring_to(State::Claimed).await;
}

async fn a_helper_on_the_way_is_thanked_for_a_withdrawal_in_the_last_two_hours(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    world.pass(HOUR + MINUTE);
    case.run(&case.resident, Command::Cancel { reason: None }).await.expect("withdrawn");
    assert_eq!(case.wallet(&case.helper).await, (0, 1, 0), "白跑一趟");
    let desk = case.about(case.place().await);
    desk.bring_to(State::Claimed).await;
    world.pass(HOUR + MINUTE);
    desk.run(&case.dispatcher, Command::Cancel { reason: None }).await.expect("withdrawn");
    assert_eq!(case.wallet(&case.helper).await, (0, 2, 0), "whoever withdraws it");
}

async fn what_nobody_could_do_is_said_to_be_unmet(world: World) {
    let case = Case::in_state(&world, State::Offered).await;
    case.run(&case.dispatcher, Command::GiveUp { words: text() }).await.expect("given up");
    assert_eq!(case.now().await.state, State::Unmet);
    assert!(case.told(&case.resident).await.contains(&"given_up".to_owned()));
    assert_eq!(refused(case.accept(&case.helper).await), Refusal::NotNow { state: State::Unmet });
}

async fn an_order_is_urged_once_a_period(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    let press = || urge(&world.ctx, &case.resident, op(&world), case.order);
    press().await.expect("urged");
    assert!(case.told(&case.dispatcher).await.contains(&"urged".to_owned()));
    let again_at = world.now().plus(48 * HOUR);
    world.pass(48 * HOUR - 1);
    assert_eq!(refused(press().await), Refusal::AlreadyUrged { again_at });
    world.pass(1);
    press().await.expect("a period later");
    not_found("the desk", urge(&world.ctx, &case.dispatcher, op(&world), case.order).await);
    assert_eq!(case.told(&case.dispatcher).await.len(), 2);
}

async fn an_order_in_hand_changes_hands_and_a_filed_one_does_not(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    let take = |order| move_order::take_in_hand(&world.ctx, &case.second, op(&world), order);
    take(case.order).await.expect("taken");
    assert_eq!(case.now().await.owner_id, Some(case.second.id));
    for (who, has_it) in [(&case.second, true), (&case.dispatcher, false)] {
        let page = view::desk::desk_order(&world.ctx, who, case.order).await.expect("a page");
        assert_eq!(page.in_hand, has_it, "{}", who.name);
    }
    assert!(case.told(&case.resident).await.contains(&"handed_over".to_owned()));
    let filed = case.about(case.place().await);
    filed.bring_to(State::Closed).await;
    assert_eq!(refused(take(filed.order).await), Refusal::NotNow { state: State::Closed });
}

async fn a_decision_on_an_old_page_is_stale(world: World) {
    let case = Case::placed(&world).await;
    let seen = Some(case.now().await.version);
    case.run(&case.second, Command::Admit { public_note: None }).await.expect("admitted");
    let command = Command::AskBack { question: text() };
    let intent = Intent { op: op(&world), order_id: case.order, version: seen, command };
    let late = move_order::move_order(&world.ctx, &case.dispatcher, &intent).await;
    assert!(matches!(late, Err(Error::Stale { current: 2, state: State::ToDispatch })), "{late:?}");
}

async fn words_are_added_until_the_order_is_over(world: World) {
    let case = Case::placed(&world).await;
    let add = |order| move_order::add_words(&world.ctx, &case.resident, op(&world), order, "还有一件事", &[]);
    add(case.order).await.expect("added");
    let page = view::order::order_page(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    assert!(page.timeline.iter().any(|it| it.note.as_deref() == Some("还有一件事")));
    let over = case.about(case.place().await);
    over.bring_to(State::Cancelled).await;
    assert_eq!(refused(add(over.order).await), Refusal::NotNow { state: State::Cancelled });
}

async fn the_inbox_counts_what_its_filters_show(world: World) {
    let case = Case::placed(&world).await;
    world.helper(&case.town, Helper::default()).await;
    for state in [State::NeedInfo, State::ToDispatch, State::Offered, State::OnHold, State::Cancelled] {
        case.about(case.place().await).bring_to(state).await;
    }
    world.pass(3 * DAY - 1);
    let page =
        async |filter| view::desk::inbox(&world.ctx, &case.dispatcher, filter, None).await.expect("an inbox");
    let counts = page(InboxFilter::Todo).await.counts;
    for (filter, count) in [
        (InboxFilter::Todo, counts.todo),
        (InboxFilter::Running, counts.running),
        (InboxFilter::Waiting, counts.waiting),
        (InboxFilter::Late, counts.late),
    ] {
        assert_eq!(i64::try_from(page(filter).await.rows.len()), Ok(count), "{filter}");
    }
    assert_eq!((counts.todo, counts.running, counts.waiting), (2, 1, 2));
    assert_eq!(counts.late, 3, "whose promise waits is not late");
    assert_eq!(page(InboxFilter::Done).await.rows.len(), 1);
}
