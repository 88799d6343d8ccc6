//! Who said yes and did not come, and who left without saying so: nothing waits for ever.

use backend::flow::no_show::{accept_excuse, report_no_show, state_excuse};
use backend::flow::serve;
use backend::testing::{Case, Helper, World, both_databases, op};
use backend::{Result, flow, view};
use domain::Refusal;
use domain::assignment::AssignmentState;
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::form::{AtTheDoor, Chosen, Command};
use domain::id::{OrderId, PersonId};
use domain::member::Viewer;
use domain::order::{Outcome, State};
use domain::time::{DAY, HOUR, MINUTE, Timestamp, Window};
use domain::view::InboxFilter;

use crate::{not_found, refused, wrong_field};

both_databases!(
    somebody_who_did_not_come_makes_room_in_the_pool,
    a_named_helper_who_did_not_come_brings_the_order_back_to_the_desk,
    it_is_said_half_an_hour_after_the_time_and_by_her_after_the_window,
    what_is_dispatched_after_its_time_can_be_accepted,
    strangers_helpers_and_the_helper_himself_do_not_say_it,
    it_is_not_said_of_somebody_who_came,
    when_the_others_have_left_the_order_is_reported,
    after_the_window_the_other_one_is_still_waited_for,
    after_the_window_the_desk_has_it_back_when_nobody_is_waited_for,
    another_time_asks_everybody_anew_once_one_of_two_was_missed,
    who_did_not_come_has_no_place_and_reads_no_door,
    who_did_not_come_says_why_within_a_week,
    after_a_week_it_is_too_late_to_say_why,
    a_colleague_takes_the_excuse_and_not_who_said_it,
    an_excuse_stands_on_the_list_of_those_who_may_take_it,
    an_excuse_that_nobody_took_leaves_the_list_after_thirty_days,
    when_its_time_is_over_no_pool_is_opened,
    the_excuse_waits_while_others_are_asked,
    who_did_not_come_reads_nothing_that_others_say,
    what_was_unsafe_stays_so_when_another_did_not_come,
    after_half_a_year_nobody_reads_of_it,
    it_is_said_once,
);

async fn say(case: &Case, who: &Viewer, helper: PersonId) -> Result<flow::move_order::Moved> {
    report_no_show(&case.world.ctx, who, op(&case.world), case.order, helper).await
}

/// Accepted, and half an hour past the time.
async fn awaited(world: &World) -> Case {
    let case = Case::in_state(world, State::Claimed).await;
    world.pass(3 * HOUR + 30 * MINUTE);
    case
}

async fn state_of(case: &Case, helper: PersonId) -> AssignmentState {
    let page = view::order::order_page(&case.world.ctx, &case.dispatcher, case.order).await.expect("a page");
    page.helpers.iter().find(|it| it.person_id == helper).expect("a part").state
}

async fn somebody_who_did_not_come_makes_room_in_the_pool(world: World) {
    let case = awaited(&world).await;
    let other = world.helper(&case.town, Helper::default()).await;
    say(&case, &case.second, case.helper.id).await.expect("noted");
    assert_eq!(case.now().await.state, State::Offered);
    assert_eq!(state_of(&case, case.helper.id).await, AssignmentState::NoShow);
    for (who, key) in [(&case.helper, "missed"), (&case.resident, "no_show"), (&case.dispatcher, "no_show")] {
        assert!(case.told(who).await.contains(&key.to_owned()), "{key}");
    }
    assert_eq!(refused(case.accept(&case.helper).await), Refusal::NoOffer);
    case.accept(&other).await.expect("a yes");
    assert_eq!(case.now().await.state, State::Claimed);
    assert_eq!(case.wallet(&case.helper).await, (0, 0, 0), "it costs nothing");
    world.check().await;
}

async fn a_named_helper_who_did_not_come_brings_the_order_back_to_the_desk(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    case.accept(&case.helper).await.expect("a yes");
    world.pass(4 * HOUR);
    say(&case, &case.dispatcher, case.helper.id).await.expect("noted");
    assert_eq!(case.now().await.state, State::ToDispatch, "nobody else had been asked");
    world.check().await;
}

async fn it_is_said_half_an_hour_after_the_time_and_by_her_after_the_window(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let order = case.now().await;
    let at = |at: Timestamp| world.pass(at.since(world.now()));
    let overdue = async |who: &Viewer| {
        let page = view::order::order_page(&world.ctx, who, case.order).await.expect("a page");
        page.helpers.iter().any(|it| it.overdue)
    };
    let half_past = order.window_start.plus(30 * MINUTE);
    at(half_past.plus(-1));
    assert_eq!(
        refused(say(&case, &case.dispatcher, case.helper.id).await),
        Refusal::NotYet { from: half_past }
    );
    assert!(!overdue(&case.dispatcher).await);
    at(half_past);
    assert!(overdue(&case.dispatcher).await, "the desk has its button");
    assert!(!overdue(&case.resident).await);
    let early = refused(say(&case, &case.resident, case.helper.id).await);
    assert_eq!(early, Refusal::NotYet { from: order.window_end });
    at(order.window_end);
    assert!(overdue(&case.resident).await);
    say(&case, &case.resident, case.helper.id).await.expect("noted");
    assert_eq!(case.now().await.state, State::ToDispatch, "the window is over: a new one is asked for");
}

async fn what_is_dispatched_after_its_time_can_be_accepted(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let other = world.helper(&case.town, Helper::default()).await;
    let order = case.now().await;
    // the next morning
    world.pass(order.window_end.since(world.now()) + 18 * HOUR);
    say(&case, &case.resident, case.helper.id).await.expect("noted");
    let page = view::desk::desk_order(&world.ctx, &case.dispatcher, case.order).await.expect("a page");
    assert!(page.time_over);
    assert!(page.candidates.iter().any(|it| it.person_id == other.id), "somebody can be asked");
    case.dispatch(Mode::Direct, Some(other.id)).await.expect("offered");
    assert!(case.now().await.window().is_soon());
    case.accept(&other).await.expect("a yes");
    assert_eq!(case.now().await.state, State::Claimed);
    world.check().await;
}

async fn strangers_helpers_and_the_helper_himself_do_not_say_it(world: World) {
    let case = awaited(&world).await;
    let other = world.helper(&case.town, Helper::default()).await;
    not_found("another volunteer", say(&case, &other, case.helper.id).await);
    not_found("the helper himself", say(&case, &case.helper, case.helper.id).await);
    not_found("the street", say(&case, &case.coordinator, case.helper.id).await);
    not_found("of nobody", say(&case, &case.dispatcher, other.id).await);
}

async fn it_is_not_said_of_somebody_who_came(world: World) {
    let case = awaited(&world).await;
    case.check_in(&case.helper).await.expect("at the door");
    let no = refused(say(&case, &case.dispatcher, case.helper.id).await);
    assert_eq!(no, Refusal::NotNow { state: State::InService });
}

async fn when_the_others_have_left_the_order_is_reported(world: World) {
    let (case, other) = Case::of_two(&world).await;
    world.pass(4 * HOUR);
    case.check_in(&case.helper).await.expect("at the door");
    world.pass(30 * MINUTE);
    case.check_out(&case.helper).await.expect("gone");
    assert_eq!(case.now().await.state, State::InService, "the other one is awaited");
    say(&case, &case.dispatcher, other.id).await.expect("noted");
    assert_eq!(case.now().await.state, State::Confirmed, "the one who came has two right keys");
    assert_eq!((case.wallet(&case.helper).await.2, case.wallet(&other).await.2), (30, 0));
    world.check().await;
}

async fn after_the_window_the_other_one_is_still_waited_for(world: World) {
    let (case, other) = Case::of_two(&world).await;
    let (keys, start) = (case.keys().await, case.now().await.window_start);
    world.pass(6 * HOUR + MINUTE);
    say(&case, &case.dispatcher, other.id).await.expect("noted");
    assert_eq!(case.now().await.state, State::Claimed, "the other one may have been inside");
    let arrived = AtTheDoor { at: Some(start), ..case.at_the_door(Some(keys.arrive_key)) };
    let left = AtTheDoor { at: Some(start.plus(30 * MINUTE)), ..case.at_the_door(Some(keys.leave_key)) };
    serve::enter_late(&world.ctx, &case.helper, &arrived, &left).await.expect("a late entry");
    assert_eq!(case.now().await.state, State::Confirmed);
    assert_eq!((case.wallet(&case.helper).await.2, case.wallet(&other).await.2), (30, 0));
    world.check().await;
}

async fn after_the_window_the_desk_has_it_back_when_nobody_is_waited_for(world: World) {
    let (case, other) = Case::of_two(&world).await;
    world.pass(6 * HOUR + MINUTE);
    for who in [&other, &case.helper] {
        assert_eq!(case.now().await.state, State::Claimed);
        say(&case, &case.dispatcher, who.id).await.expect("noted");
    }
    assert_eq!(case.now().await.state, State::ToDispatch);
    world.check().await;
}

async fn another_time_asks_everybody_anew_once_one_of_two_was_missed(world: World) {
    let (case, other) = Case::of_two(&world).await;
    world.pass(6 * HOUR + MINUTE);
    say(&case, &case.dispatcher, other.id).await.expect("noted");
    let start = world.now().plus(DAY);
    let window = Window { start, end: start.plus(3 * HOUR) };
    let to = Chosen { window, agreed: Some(window.end) };
    let again =
        async |helpers_agree| case.run(&case.dispatcher, Command::Reschedule { to, helpers_agree }).await;
    assert_eq!(wrong_field(again(true).await), "helpers_agree");
    again(false).await.expect("another time");
    assert_eq!(case.now().await.state, State::ToDispatch);
    assert!(case.told(&case.helper).await.contains(&"stood_down".to_owned()));
    world.check().await;
}

async fn who_did_not_come_has_no_place_and_reads_no_door(world: World) {
    let case = awaited(&world).await;
    say(&case, &case.dispatcher, case.helper.id).await.expect("noted");
    let page = view::order::order_page(&world.ctx, &case.helper, case.order).await.expect("a page");
    assert!(page.words.is_none() && page.building.is_none() && page.helpers.is_empty());
    assert_eq!(page.mine.map(|it| it.state), Some(AssignmentState::NoShow));
    not_found(
        "keys of who has no place",
        serve::check_in(&world.ctx, &case.helper, &case.at_the_door(None)).await,
    );
}

async fn who_did_not_come_says_why_within_a_week(world: World) {
    let case = awaited(&world).await;
    let excuse = async |who: &Viewer| state_excuse(&world.ctx, who, op(&world), case.order, "孩子发烧").await;
    not_found("before anybody said so", excuse(&case.helper).await);
    say(&case, &case.dispatcher, case.helper.id).await.expect("noted");
    not_found("somebody else", excuse(&case.resident).await);
    world.pass(7 * DAY);
    excuse(&case.helper).await.expect("said");
    assert_eq!(refused(excuse(&case.helper).await), Refusal::AlreadyStated);
    let line = async |who: &Viewer| {
        let page = view::order::order_page(&world.ctx, who, case.order).await.expect("a page");
        (
            page.helpers.iter().any(|it| it.excuse.is_some()),
            page.timeline.iter().any(|it| it.note.as_deref() == Some("孩子发烧")),
        )
    };
    assert_eq!(line(&case.dispatcher).await, (true, true));
    assert_eq!(line(&case.resident).await, (false, false), "it is the desk's to read");
}

async fn after_a_week_it_is_too_late_to_say_why(world: World) {
    let case = awaited(&world).await;
    say(&case, &case.dispatcher, case.helper.id).await.expect("noted");
    world.pass(7 * DAY + 1);
    let late = state_excuse(&world.ctx, &case.helper, op(&world), case.order, "孩子发烧").await;
    assert_eq!(refused(late), Refusal::TooLate);
}

async fn a_colleague_takes_the_excuse_and_not_who_said_it(world: World) {
    let case = awaited(&world).await;
    let take =
        async |who: &Viewer| accept_excuse(&world.ctx, who, op(&world), case.order, case.helper.id).await;
    say(&case, &case.dispatcher, case.helper.id).await.expect("noted");
    not_found("before a word was said", take(&case.second).await);
    state_excuse(&world.ctx, &case.helper, op(&world), case.order, "孩子发烧").await.expect("said");
    assert_eq!(refused(take(&case.dispatcher).await), Refusal::SamePersonDecides);
    not_found("the resident", take(&case.resident).await);
    take(&case.second).await.expect("taken");
    assert_eq!(state_of(&case, case.helper.id).await, AssignmentState::Excused);
    assert!(case.told(&case.helper).await.contains(&"excused".to_owned()));
    not_found("taken twice", take(&case.second).await);
}

/// What waits for somebody at their desk, as the words that were said.
async fn waits(case: &Case, who: &Viewer, filter: InboxFilter) -> Vec<(OrderId, String)> {
    let page = view::desk::inbox(&case.world.ctx, who, filter, None).await.expect("an inbox");
    page.excuses.into_iter().map(|it| (it.order_id, it.words)).collect()
}

async fn an_excuse_stands_on_the_list_of_those_who_may_take_it(world: World) {
    let case = awaited(&world).await;
    say(&case, &case.dispatcher, case.helper.id).await.expect("noted");
    assert!(waits(&case, &case.second, InboxFilter::Todo).await.is_empty(), "nothing was said yet");
    state_excuse(&world.ctx, &case.helper, op(&world), case.order, "孩子发烧").await.expect("said");
    assert_eq!(waits(&case, &case.second, InboxFilter::Todo).await, [(case.order, "孩子发烧".to_owned())]);
    for filter in [InboxFilter::Running, InboxFilter::Waiting, InboxFilter::Late, InboxFilter::Done] {
        assert!(waits(&case, &case.second, filter).await.is_empty(), "{filter}");
    }
    for who in [&case.dispatcher, &case.coordinator] {
        assert!(waits(&case, who, InboxFilter::Todo).await.is_empty(), "{} cannot take it", who.name);
    }
    accept_excuse(&world.ctx, &case.second, op(&world), case.order, case.helper.id).await.expect("taken");
    assert!(waits(&case, &case.second, InboxFilter::Todo).await.is_empty());
}

async fn an_excuse_that_nobody_took_leaves_the_list_after_thirty_days(world: World) {
    let case = awaited(&world).await;
    say(&case, &case.dispatcher, case.helper.id).await.expect("noted");
    state_excuse(&world.ctx, &case.helper, op(&world), case.order, "孩子发烧").await.expect("said");
    world.pass(30 * DAY);
    assert_eq!(waits(&case, &case.second, InboxFilter::Todo).await.len(), 1);
    world.pass(1);
    assert!(waits(&case, &case.second, InboxFilter::Todo).await.is_empty());
}

async fn when_its_time_is_over_no_pool_is_opened(world: World) {
    let case = Case::in_state(&world, State::ToDispatch).await;
    case.dispatch(Mode::Waves, None).await.expect("offered");
    case.accept(&case.helper).await.expect("a yes");
    let third = world.helper(&case.town, Helper::default()).await;
    let order = case.now().await;
    world.pass(order.window_start.plus(30 * MINUTE).since(world.now()));
    say(&case, &case.dispatcher, case.helper.id).await.expect("noted");
    assert_eq!(case.now().await.state, State::Offered, "a third is asked while the time lasts");
    world.pass(order.window_end.since(world.now()));
    world.tick().await;
    assert_eq!(case.now().await.state, State::ToDispatch, "the desk agrees on another time");
    assert_eq!(refused(case.accept(&third).await), Refusal::NotNow { state: State::ToDispatch });
}

/// Missed in the first round, and somebody else has accepted in the second.
async fn asked_anew(world: &World) -> (Case, Viewer) {
    let case = Case::in_state(world, State::ToDispatch).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("offered");
    case.accept(&case.helper).await.expect("a yes");
    world.pass(4 * HOUR);
    say(&case, &case.dispatcher, case.helper.id).await.expect("noted");
    let other = world.helper(&case.town, Helper::default()).await;
    case.dispatch(Mode::Direct, Some(other.id)).await.expect("offered");
    case.accept(&other).await.expect("a yes");
    (case, other)
}

async fn the_excuse_waits_while_others_are_asked(world: World) {
    let (case, _) = asked_anew(&world).await;
    assert_eq!(case.now().await.round, 2);
    let mine = async || {
        let page = view::order::order_page(&world.ctx, &case.helper, case.order).await.expect("a page");
        page.mine.map(|it| it.state)
    };
    assert_eq!(mine().await, Some(AssignmentState::NoShow));
    state_excuse(&world.ctx, &case.helper, op(&world), case.order, "孩子发烧").await.expect("said");
    accept_excuse(&world.ctx, &case.second, op(&world), case.order, case.helper.id).await.expect("taken");
    assert_eq!(mine().await, Some(AssignmentState::Excused), "the message leads somewhere");
}

async fn who_did_not_come_reads_nothing_that_others_say(world: World) {
    let (case, other) = asked_anew(&world).await;
    case.check_in(&other).await.expect("at the door");
    case.leave_without_key(&other, Outcome::Partly).await.expect("gone");
    let page = view::order::order_page(&world.ctx, &case.helper, case.order).await.expect("a page");
    assert!(page.timeline.iter().all(|it| it.note.is_none()), "{:?}", page.timeline);
    let page = view::order::order_page(&world.ctx, &other, case.order).await.expect("a page");
    assert!(page.timeline.iter().any(|it| it.note.is_some()), "they read their own");
}

async fn what_was_unsafe_stays_so_when_another_did_not_come(world: World) {
    let (case, other) = Case::of_two(&world).await;
    world.pass(4 * HOUR);
    case.check_in(&case.helper).await.expect("at the door");
    case.leave_without_key(&case.helper, Outcome::Unsafe).await.expect("gone");
    say(&case, &case.dispatcher, other.id).await.expect("noted");
    let order = case.now().await;
    assert_eq!((order.state, order.outcome), (State::Reported, Some(Outcome::Unsafe)));
}

async fn after_half_a_year_nobody_reads_of_it(world: World) {
    let (case, _) = asked_anew(&world).await;
    let told = async || {
        let page = view::order::order_page(&world.ctx, &case.second, case.order).await.expect("a page");
        (
            page.helpers.iter().any(|it| it.state == AssignmentState::NoShow),
            page.timeline.iter().any(|it| it.kind == EventKind::NoShow),
        )
    };
    assert_eq!(told().await, (true, true));
    world.pass(180 * DAY + HOUR);
    assert_eq!(told().await, (false, false));
}

async fn it_is_said_once(world: World) {
    let case = awaited(&world).await;
    let op = op(&world);
    let first =
        report_no_show(&world.ctx, &case.dispatcher, op, case.order, case.helper.id).await.expect("noted");
    let again = report_no_show(&world.ctx, &case.dispatcher, op, case.order, case.helper.id)
        .await
        .expect("the first answer");
    assert_eq!(first, again);
    assert_eq!(
        refused(say(&case, &case.dispatcher, case.helper.id).await),
        Refusal::NotNow { state: first.state },
    );
}
