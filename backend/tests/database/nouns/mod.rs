//! The stores, noun by noun: what is written is found again, and the same in both databases.

pub mod people;
pub mod places;

use backend::db::Tx;
use backend::flow;
use backend::store;
use backend::store::events::Unanswered;
use backend::testing::{Case, World, both_databases, op};
use domain::calendar::DayKind;
use domain::form::Complaint;
use domain::id::{ComplaintId, MessageId};
use domain::order::{State, Tries};
use domain::time::{DAY, MINUTE, Timestamp};

both_databases!(
    an_intention_is_kept_with_its_answer,
    the_outbox_gives_again_what_did_not_go_out,
    working_days_are_written_and_read,
    a_lease_is_given_back,
    limits_count_by_window_and_are_forgotten,
    messages_are_unread_until_they_are_read,
    events_are_listed_from_a_moment_on,
    a_complaint_is_answered_once,
    pictures_have_a_place_or_are_forgotten,
);

async fn begin(world: &World) -> Tx {
    world.ctx.db.begin().await.expect("a transaction")
}

async fn commit(tx: Tx) {
    tx.commit().await.expect("a commit");
}

async fn an_intention_is_kept_with_its_answer(world: World) {
    intentions(&Case::placed(&world).await).await;
}

pub async fn intentions(case: &Case) {
    let (mut tx, who, id) = (begin(&case.world).await, case.resident.id, op(&case.world));
    let now = case.world.now();
    assert!(store::ops::claim(&mut tx, who, id, "verb", "mark", now).await.expect("an answer"));
    assert!(!store::ops::claim(&mut tx, who, id, "verb", "mark", now).await.expect("an answer"));
    store::ops::answer(&mut tx, who, id, "1").await.expect("kept");
    let kept = ("verb".to_owned(), "mark".to_owned(), "1".to_owned());
    assert_eq!(store::ops::find(&mut tx, who, id).await.expect("a query"), Some(kept));
    store::ops::forget(&mut tx, who, id).await.expect("forgotten");
    assert_eq!(store::ops::find(&mut tx, who, id).await.expect("a query"), None);
    commit(tx).await;
}

async fn the_outbox_gives_again_what_did_not_go_out(world: World) {
    outbox(&world).await;
}

pub async fn outbox(world: &World) {
    let (mut tx, now) = (begin(world).await, world.now().plus(9 * DAY));
    let id = MessageId(world.ctx.id());
    store::outbox::push(&mut tx, id, "sms", "{\"code\":\"1\"}", now).await.expect("pushed");
    let claim = async |tx: &mut Tx, at: Timestamp| {
        store::outbox::claim(tx, at, at.plus(MINUTE), 20)
            .await
            .expect("a claim")
            .into_iter()
            .find(|it| it.0 == id)
    };
    assert_eq!(claim(&mut tx, now).await.map(|it| it.3), Some(1));
    assert_eq!(claim(&mut tx, now).await, None, "another worker finds nothing");
    assert_eq!(
        claim(&mut tx, now.plus(MINUTE)).await.map(|it| it.3),
        Some(2),
        "a worker that died is replaced"
    );
    store::outbox::failed(&mut tx, id, "no", Some(now.plus(DAY)), now).await.expect("noted");
    assert_eq!(claim(&mut tx, now.plus(2 * MINUTE)).await, None);
    assert!(claim(&mut tx, now.plus(DAY)).await.is_some());
    store::outbox::failed(&mut tx, id, "never", None, now).await.expect("given up");
    assert_eq!(claim(&mut tx, now.plus(9 * DAY)).await, None);
    store::outbox::done(&mut tx, id, now).await.expect("done");
    commit(tx).await;
}

async fn working_days_are_written_and_read(world: World) {
    working_days(&world).await;
}

pub async fn working_days(world: &World) {
    for kind in [DayKind::Rest, DayKind::Work] {
        world.ctx.set_workday("2026-11-28", kind, Some("调休")).await.expect("set");
    }
    let saturday = domain::calendar::Day::parse("2026-11-28").expect("a day");
    assert!(world.ctx.calendar().is_workday(saturday));
}

async fn a_lease_is_given_back(world: World) {
    lease(&world).await;
}

pub async fn lease(world: &World) {
    let (mut tx, now) = (begin(world).await, world.now());
    let until = now.plus(MINUTE);
    assert!(store::leases::take(&mut tx, "work", "a", now, until).await.expect("an answer"));
    assert!(store::leases::take(&mut tx, "work", "a", now, until).await.expect("an answer"), "renewed");
    assert!(!store::leases::take(&mut tx, "work", "b", now, until).await.expect("an answer"));
    store::leases::drop(&mut tx, "work", "b").await.expect("not theirs");
    assert!(!store::leases::take(&mut tx, "work", "b", now, until).await.expect("an answer"));
    store::leases::drop(&mut tx, "work", "a").await.expect("given back");
    assert!(store::leases::take(&mut tx, "work", "b", now, until).await.expect("an answer"));
    commit(tx).await;
}

async fn limits_count_by_window_and_are_forgotten(world: World) {
    limits(&world).await;
}

pub async fn limits(world: &World) {
    let (mut tx, now) = (begin(world).await, Timestamp(world.now().0 / MINUTE * MINUTE));
    let at = |ms| now.plus(ms);
    for (ms, count) in [(0, 1), (MINUTE - 1, 2), (MINUTE, 1)] {
        assert_eq!(store::limits::count(&mut tx, "x", MINUTE, at(ms)).await.expect("a count"), count);
    }
    for (name, newest) in [("x", Some(at(MINUTE))), ("y", None)] {
        assert_eq!(store::limits::latest(&mut tx, name).await.expect("a query"), newest);
    }
    store::limits::lock(&mut tx, "x").await.expect("locked");
    store::limits::forget(&mut tx, at(MINUTE)).await.expect("forgotten");
    assert_eq!(store::limits::count(&mut tx, "x", MINUTE, at(0)).await.expect("a count"), 1);
    assert_eq!(store::limits::count(&mut tx, "x", MINUTE, at(MINUTE)).await.expect("a count"), 2);
    commit(tx).await;
}

async fn messages_are_unread_until_they_are_read(world: World) {
    messages(&Case::placed(&world).await).await;
}

pub async fn messages(case: &Case) {
    let (world, who) = (&case.world, case.second.id);
    let mut tx = begin(world).await;
    for order in [Some(case.order), None] {
        let id = MessageId(world.ctx.id());
        store::messages::insert(&mut tx, id, who, "asked", order, world.now()).await.expect("a message");
    }
    assert_eq!(store::messages::unread(&mut tx, who).await.expect("a count"), 2);
    let newest = store::messages::newest(&mut tx, who, 2).await.expect("a list");
    assert!(newest.iter().all(|it| !it.read));
    assert_eq!(newest.iter().filter(|it| it.no.is_some()).count(), 1);
    store::messages::mark_read(&mut tx, who, world.now()).await.expect("read");
    assert_eq!(store::messages::unread(&mut tx, who).await.expect("a count"), 0);
    commit(tx).await;
}

async fn events_are_listed_from_a_moment_on(world: World) {
    events(&Case::placed(&world).await).await;
}

pub async fn events(case: &Case) {
    let order = case.about(case.place().await);
    order.bring_to(State::ToDispatch).await;
    let mut tx = case.world.ctx.db.read().await.expect("a transaction");
    let last = store::events::last(&mut tx).await.expect("a moment");
    let timeline = store::events::timeline(&mut tx, order.order).await.expect("a timeline");
    assert_eq!(timeline.last().map(|it| it.at), Some(last));
    let from = store::events::from(&mut tx, last, 99).await.expect("a list");
    assert_eq!(from.last(), Some(&(last, order.order)));
    assert!(store::events::from(&mut tx, last.plus(1), 99).await.expect("a list").is_empty());
    let none = Unanswered { tries: Tries::default(), call_needed: false, reminded_at: None };
    assert_eq!(store::events::since_question(&mut tx, order.order).await.expect("a count"), none);
    let open = store::order_lists::unanswered(&mut tx, case.world.now(), 99).await.expect("a list");
    assert!(!open.contains(&order.order), "it was asked nothing");
    assert!(!store::events::opened_by(&mut tx, order.order, case.helper.id).await.expect("an answer"));
    assert!(!store::events::visit_stated_by(&mut tx, order.order, case.helper.id).await.expect("an answer"));
    assert!(!store::events::dispatched_by(&mut tx, order.order, case.helper.id).await.expect("an answer"));
}

async fn a_complaint_is_answered_once(world: World) {
    complaint(&Case::placed(&world).await).await;
}

pub async fn complaint(case: &Case) {
    let (world, by, now) = (&case.world, case.coordinator.id, case.world.now());
    let it = Complaint { about: "网站".into(), words: "字太小".into(), contact: None };
    let mut tx = begin(world).await;
    let id = op(world);
    for fresh in [true, false] {
        let made = store::complaints::insert(&mut tx, id, "T1", None, &it, world.now()).await;
        assert_eq!(made.expect("an answer"), fresh, "a receipt is given once");
    }
    assert!(store::complaints::find(&mut tx, "T1").await.expect("a query").is_some());
    assert_eq!(store::complaints::first(&mut tx, id).await.expect("a query"), Some(("T1".to_owned(), it)));
    let id = ComplaintId(id.0);
    assert_eq!(store::complaints::person(&mut tx, id).await.expect("a query"), Some(None));
    let none = ComplaintId(world.ctx.id());
    assert_eq!(store::complaints::person(&mut tx, none).await.expect("a query"), None);
    for (words, first) in [("换大了", true), ("不换", false)] {
        let done = store::complaints::answer(&mut tx, id, words, by, now).await;
        assert_eq!(done.expect("an answer"), first, "it is answered once");
    }
    let says = store::complaints::find(&mut tx, "T1").await.expect("a query").expect("the receipt");
    assert_eq!((says.answer.as_deref(), says.answered_at), (Some("换大了"), Some(now)));
    let list = store::complaints::list(&mut tx, 9).await.expect("a list");
    let line = list.iter().find(|line| line.id == id).expect("a line");
    assert_eq!(line.answered_by.as_deref(), Some(case.coordinator.name.as_str()));
    let (message, who) = (MessageId(world.ctx.id()), case.resident.id);
    store::messages::insert_about_complaint(&mut tx, message, who, "complaint_answered", id, now)
        .await
        .expect("a message");
    let told = store::messages::newest(&mut tx, who, 99).await.expect("a list");
    let told = told.iter().find(|it| it.key == "complaint_answered").expect("the message");
    assert_eq!((told.receipt.as_deref(), told.order_id), (Some("T1"), None));
    commit(tx).await;
}

async fn pictures_have_a_place_or_are_forgotten(world: World) {
    photos(&Case::placed(&world).await).await;
}

pub async fn photos(case: &Case) {
    let (ctx, who) = (&case.world.ctx, &case.resident);
    let file = || std::io::Cursor::new(backend::testing::picture::jpeg());
    let kept = flow::photos::take_in(ctx, Some(who), file()).await.expect("a picture");
    let left = flow::photos::take_in(ctx, Some(who), file()).await.expect("a picture");
    let again = flow::photos::again(ctx, Some(who), &[kept.id]).await.expect("it waits");
    let order = case.place().await;
    flow::move_order::add_words(ctx, who, op(&case.world), order, "", &again).await.expect("added");
    let mut tx = ctx.db.read().await.expect("a transaction");
    assert_eq!(store::photos::order_of(&mut tx, kept.id).await.expect("a query"), Some(order));
    assert_eq!(store::photos::order_of(&mut tx, left.id).await.expect("a query"), None);
    let lines = store::photos::of_order(&mut tx, order).await.expect("a list");
    assert_eq!(lines.iter().map(|it| it.id).collect::<Vec<_>>(), [kept.id]);
    drop(tx);
    assert!(flow::check::photos(ctx, &ctx.photos).await.expect("a check").is_empty());
    let elsewhere = backend::photo::Photos::in_memory();
    assert_eq!(flow::check::photos(ctx, &elsewhere).await.expect("a check").len(), 1);
    assert_eq!(flow::check::copy_photos(ctx, &ctx.photos, &elsewhere).await.expect("copied"), 1);
    assert!(flow::check::photos(ctx, &elsewhere).await.expect("a check").is_empty());
    case.world.pass(2 * DAY);
    assert_eq!(flow::photos::tick(ctx).await.expect("a sweep"), 1);
}
