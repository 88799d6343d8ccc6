//! The desk's inbox, page by page, while orders come and go.

use backend::flow::place_order::place_order;
use backend::flow::urge::urge;
use backend::testing::{Case, World, both_databases, op};
use backend::{store, view};
use domain::form::{Command, NewOrder};
use domain::id::OrderId;
use domain::menu::Urgency;
use domain::order::{Outcome, State};
use domain::time::{DAY, HOUR, MINUTE, SOON, Window};
use domain::view::{InboxFilter, InboxRow};

use crate::wrong_field;

both_databases!(
    each_filter_is_whole_page_by_page,
    what_comes_and_goes_between_two_pages_loses_and_doubles_no_other_line,
    a_page_behind_nothing_of_ours_is_none,
    a_visit_that_is_late_waits_for_the_desk,
    whoever_may_come_at_any_hour_is_late_when_it_is_over,
);

/// So many lines behind a line, or from the beginning.
async fn page(case: &Case, filter: InboxFilter, after: Option<&InboxRow>, limit: i64) -> Vec<InboxRow> {
    let (holder, now) = (case.town.community, case.world.now());
    let after = after.map(|row| row.key(filter));
    let mut tx = case.world.ctx.db.read().await.expect("a transaction");
    store::inbox::page(&mut tx, holder, filter, now, after, limit).await.expect("an inbox")
}

fn ids(rows: &[InboxRow]) -> Vec<OrderId> {
    rows.iter().map(|row| row.id).collect()
}

async fn each_filter_is_whole_page_by_page(world: World) {
    let case = Case::placed(&world).await;
    let urged = [case.order, case.place().await];
    // three at a time: they share their clocks, and only the ids tell them apart
    for state in [State::ToDispatch, State::Offered, State::NeedInfo, State::OnHold, State::Cancelled] {
        world.pass(MINUTE);
        for _ in 0..3 {
            case.about(case.place().await).bring_to(state).await;
        }
    }
    for order in urged {
        urge(&world.ctx, &case.resident, op(&world), order).await.expect("urged");
    }
    world.pass(3 * DAY);
    for filter in InboxFilter::ALL {
        let whole = page(&case, *filter, None, 100).await;
        assert!(whole.len() >= 3, "{filter}: {}", whole.len());
        let mut paged: Vec<InboxRow> = Vec::new();
        while paged.len() < whole.len() {
            let more = page(&case, *filter, paged.last(), 2).await;
            assert!(!more.is_empty(), "{filter} ends after {} of {}", paged.len(), whole.len());
            paged.extend(more);
        }
        assert_eq!(ids(&paged), ids(&whole), "{filter}");
        assert!(page(&case, *filter, paged.last(), 2).await.is_empty(), "{filter}");
    }
    let first = page(&case, InboxFilter::Todo, None, 2).await;
    assert!(urged.iter().all(|order| ids(&first).contains(order)), "urged first");
}

async fn what_comes_and_goes_between_two_pages_loses_and_doubles_no_other_line(world: World) {
    let case = Case::placed(&world).await;
    for _ in 0..6 {
        case.place().await;
    }
    let todo = InboxFilter::Todo;
    let whole = ids(&page(&case, todo, None, 100).await);
    assert_eq!(whole.len(), 7);

    let first = page(&case, todo, None, 3).await;
    let gone = case.about(first[0].id);
    gone.run(&case.resident, Command::Cancel { reason: None }).await.expect("withdrawn");
    let second = page(&case, todo, first.last(), 3).await;
    assert_eq!(ids(&second), whole[3..6].to_vec(), "one line less before them");

    let soon = world.item(&case.town, |it| it.urgency = Urgency::U1).await;
    let it = NewOrder { item_id: soon.id, ..case.new_order() };
    let come = place_order(&world.ctx, &case.resident, &it).await.expect("an order");
    assert_eq!(ids(&page(&case, todo, None, 1).await), [come.id], "it stands before all others");
    let third = page(&case, todo, second.last(), 3).await;
    assert_eq!(ids(&third), whole[6..].to_vec(), "and one line more");
}

async fn a_page_behind_nothing_of_ours_is_none(world: World) {
    let case = Case::placed(&world).await;
    let whole = page(&case, InboxFilter::Todo, None, 100).await;
    let key = whole[0].key(InboxFilter::Todo).to_string();
    let ask = async |after: &str| {
        view::desk::inbox(&world.ctx, &case.dispatcher, InboxFilter::Todo, Some(after)).await
    };
    assert!(ask(&key).await.expect("the end").rows.is_empty());
    for foreign in ["", "0", "30", "next", &key[1..]] {
        assert_eq!(wrong_field(ask(foreign).await), "after", "{foreign}");
    }
}

/// What is to be done, as the list and its count say it; the rule of the domain says the same of each line.
async fn todo(case: &Case) -> Vec<OrderId> {
    let inbox = view::desk::inbox(&case.world.ctx, &case.dispatcher, InboxFilter::Todo, None).await;
    let inbox = inbox.expect("an inbox");
    assert_eq!(inbox.counts.todo, i64::try_from(inbox.rows.len()).expect("a few"));
    let running = page(case, InboxFilter::Running, None, 100).await;
    let late: Vec<_> = running.iter().filter(|row| row.is_visit_late(case.world.now())).collect();
    assert_eq!(late.len(), inbox.rows.len());
    ids(&inbox.rows)
}

async fn a_visit_that_is_late_waits_for_the_desk(world: World) {
    let case = Case::in_state(&world, State::Claimed).await;
    let order = case.now().await;
    // in three hours, for three hours
    world.pass(order.window_start.since(world.now()) + 30 * MINUTE - 1);
    assert_eq!(todo(&case).await, []);
    let page = async |who| view::order::order_page(&world.ctx, who, case.order).await.expect("a page");
    assert!(!page(&case.dispatcher).await.visit_late);
    world.pass(1);
    assert_eq!(todo(&case).await, [case.order], "half an hour after it should have begun");
    assert!(page(&case.dispatcher).await.visit_late);
    assert!(!page(&case.resident).await.visit_late, "she was promised three hours");
    case.check_in(&case.helper).await.expect("the first key");
    assert_eq!(todo(&case).await, []);
    world.pass(3 * HOUR - 1);
    assert_eq!(todo(&case).await, []);
    world.pass(1);
    assert_eq!(todo(&case).await, [case.order], "half an hour after it should have ended");
    for who in [&case.dispatcher, &case.resident] {
        assert!(page(who).await.visit_late);
    }
    case.leave_without_key(&case.helper, Outcome::Done).await.expect("a report");
    assert_eq!(todo(&case).await, []);
}

async fn whoever_may_come_at_any_hour_is_late_when_it_is_over(world: World) {
    let case = Case::placed(&world).await;
    case.run(&case.resident, Command::Cancel { reason: None }).await.expect("withdrawn");
    let soon = Window { start: world.now(), end: world.now().plus(SOON) };
    let order = NewOrder { window: soon, ..case.new_order() };
    let placed = place_order(&world.ctx, &case.resident, &order).await.expect("an order");
    let case = case.about(placed.id);
    case.bring_to(State::Claimed).await;
    world.pass(SOON - 1);
    assert_eq!(todo(&case).await, []);
    world.pass(1);
    assert_eq!(todo(&case).await, [case.order]);
}
