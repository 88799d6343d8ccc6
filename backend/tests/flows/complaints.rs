//! Complaints and suggestions: answered once, by whoever answers for everybody, and read by receipt.

use backend::flow::complain::{answer, complain, list, reply};
use backend::store::areas::{self, NewArea};
use backend::testing::{Case, World, both_databases, op};
use backend::view;
use domain::Refusal;
use domain::area::Level;
use domain::form::{Complaint, Reply, ReplyForm};
use domain::id::{AreaId, ComplaintId};
use domain::member::{Role, Viewer};
use domain::time::DAY;
use domain::view::ComplaintLine;
use tokio::task::JoinSet;

use crate::{not_found, refused};

both_databases!(
    who_answers_for_every_community_reads_them_and_nobody_else,
    a_community_that_is_alone_answers_for_itself,
    the_answer_is_read_by_receipt_however_that_was_typed,
    a_second_answer_is_refused,
    the_same_answer_sent_again_is_one_answer,
    many_who_answer_at_once_leave_one_answer,
    who_was_signed_in_is_told,
    what_is_due_first_comes_first_and_what_is_answered_last,
);

/// Sends a complaint; its receipt.
async fn send(world: &World, who: Option<&Viewer>, words: &str) -> String {
    let contact = Some("门卫室".to_owned());
    let it = Complaint { about: "楼道灯".to_owned(), words: words.to_owned(), contact };
    complain(&world.ctx, who, op(world), &it).await.expect("a receipt")
}

fn said(words: &str) -> Reply {
    ReplyForm { words: words.to_owned() }.parse().expect("words")
}

async fn lines(world: &World, who: &Viewer) -> Vec<ComplaintLine> {
    list(&world.ctx, who).await.expect("a list")
}

/// The complaint with this receipt.
async fn line(world: &World, who: &Viewer, receipt: &str) -> ComplaintLine {
    lines(world, who).await.into_iter().find(|it| it.receipt == receipt).expect("it is on the list")
}

/// Somebody who answers for every community of the town.
async fn district(case: &Case, name: &str) -> Viewer {
    case.world.staff(name, Role::Coordinator, case.town.district, case.town.building).await
}

async fn who_answers_for_every_community_reads_them_and_nobody_else(world: World) {
    let case = Case::placed(&world).await;
    let (ctx, town, at) = (&world.ctx, case.town, case.town.building);
    let receipt = send(&world, None, "报了一周没人修").await;
    let district = district(&case, "徐静").await;
    let it = line(&world, &district, &receipt).await;
    assert_eq!((it.about.as_str(), it.words.as_str()), ("楼道灯", "报了一周没人修"));
    assert_eq!((it.contact.as_deref(), it.answer.as_deref()), (Some("门卫室"), None));
    assert!(view::home::me(ctx, &district).await.expect("a page").complaints);
    let others = [
        ("one community of three", world.staff("管", Role::CommunityAdmin, town.community, at).await),
        ("one street of two", case.coordinator.clone()),
        ("an auditor", world.staff("审", Role::Auditor, town.district, at).await),
        ("a system administrator", world.staff("系", Role::SystemAdmin, town.district, at).await),
        ("a dispatcher of everything", world.staff("派", Role::Dispatcher, town.district, at).await),
        ("a resident", case.resident.clone()),
        ("a coordinator on a resident's session", world.viewer(district.id, false).await),
    ];
    for (who, viewer) in &others {
        not_found(who, list(ctx, viewer).await);
        not_found(who, reply(ctx, viewer, op(&world), it.id, &said("换好了")).await);
        assert!(!view::home::me(ctx, viewer).await.expect("a page").complaints, "{who}");
    }
    let none = ComplaintId(ctx.id());
    not_found("no complaint", reply(ctx, &district, op(&world), none, &said("换好了")).await);
    assert_eq!(lines(&world, &district).await, [it], "nothing has happened");
}

async fn a_community_that_is_alone_answers_for_itself(world: World) {
    let community = AreaId(world.ctx.id());
    let area = NewArea {
        id: community,
        parent_id: None,
        level: Level::Community,
        code: "510304001001".to_owned(),
        name: "红苕地社区".to_owned(),
        grid: None,
    };
    let mut tx = world.ctx.db.begin().await.expect("a transaction");
    assert!(areas::insert(&mut tx, &area, world.now()).await.expect("an area"));
    tx.commit().await.expect("a commit");
    let admin = world.staff("曾丽华", Role::CommunityAdmin, community, community).await;
    let dispatcher = world.staff("罗小琴", Role::Dispatcher, community, community).await;
    let receipt = send(&world, None, "报了一周没人修").await;
    let it = line(&world, &admin, &receipt).await;
    not_found("the list", list(&world.ctx, &dispatcher).await);
    reply(&world.ctx, &admin, op(&world), it.id, &said("换好了")).await.expect("answered");
    assert_eq!(line(&world, &admin, &receipt).await.answered_by.as_deref(), Some("曾丽华"));
}

async fn the_answer_is_read_by_receipt_however_that_was_typed(world: World) {
    let case = Case::placed(&world).await;
    let (ctx, came) = (&world.ctx, world.now());
    let receipt = send(&world, None, "报了一周没人修").await;
    let waits = answer(ctx, &receipt).await.expect("found");
    assert_eq!((waits.created_at, waits.due_at()), (came, came.plus(15 * DAY)));
    assert_eq!((waits.answer, waits.answered_at), (None, None));
    world.pass(DAY);
    let district = district(&case, "徐静").await;
    let id = line(&world, &district, &receipt).await.id;
    reply(ctx, &district, op(&world), id, &said("周三换了新灯")).await.expect("answered");
    let (letter, digits) = receipt.split_at(1);
    let (first, rest) = digits.split_at(3);
    let small = letter.to_lowercase();
    for typed in [receipt.clone(), format!("{small}{digits}"), format!(" {small} {first} {rest} ")] {
        let it = answer(ctx, &typed).await.expect("found");
        assert_eq!(it.receipt, receipt, "{typed}");
        assert_eq!((it.answer.as_deref(), it.answered_at), (Some("周三换了新灯"), Some(came.plus(DAY))));
    }
    let other = if receipt == "T000000000" { "T000000001" } else { "T000000000" };
    for unknown in [other, "", "T", "T12", "'; drop table complaints", "楼道灯"] {
        not_found(unknown, answer(ctx, unknown).await);
    }
}

async fn a_second_answer_is_refused(world: World) {
    let case = Case::placed(&world).await;
    let (first, second) = (district(&case, "徐静").await, district(&case, "黄建平").await);
    let receipt = send(&world, None, "报了一周没人修").await;
    let id = line(&world, &first, &receipt).await.id;
    reply(&world.ctx, &first, op(&world), id, &said("周三换了新灯")).await.expect("answered");
    let before = line(&world, &first, &receipt).await;
    world.pass(DAY);
    for who in [&first, &second] {
        let no = refused(reply(&world.ctx, who, op(&world), id, &said("不归我们")).await);
        assert_eq!(no, Refusal::AlreadyAnswered);
    }
    let after = line(&world, &first, &receipt).await;
    assert_eq!(after, before);
    assert_eq!((after.answer.as_deref(), after.answered_by.as_deref()), (Some("周三换了新灯"), Some("徐静")));
}

async fn the_same_answer_sent_again_is_one_answer(world: World) {
    let case = Case::placed(&world).await;
    let district = district(&case, "徐静").await;
    let receipt = send(&world, Some(&case.resident), "报了一周没人修").await;
    let (id, op) = (line(&world, &district, &receipt).await.id, op(&world));
    let answered_at = Some(world.now());
    for _ in 0..3 {
        reply(&world.ctx, &district, op, id, &said("周三换了新灯")).await.expect("answered");
        world.pass(DAY);
    }
    assert_eq!(line(&world, &district, &receipt).await.answered_at, answered_at);
    let told = case.told(&case.resident).await;
    assert_eq!(told.iter().filter(|key| *key == "complaint_answered").count(), 1);
    let other = reply(&world.ctx, &district, op, id, &said("不归我们")).await;
    assert_eq!(refused(other), Refusal::OtherBody);
}

async fn many_who_answer_at_once_leave_one_answer(world: World) {
    let case = Case::placed(&world).await;
    let district = district(&case, "徐静").await;
    let receipt = send(&world, Some(&case.resident), "报了一周没人修").await;
    let id = line(&world, &district, &receipt).await.id;
    let mut sent = JoinSet::new();
    for number in 0..8 {
        let (ctx, who, op) = (world.ctx.clone(), district.clone(), op(&world));
        let it = said(&format!("第{number}个答复"));
        sent.spawn(async move { reply(&ctx, &who, op, id, &it).await });
    }
    let (done, refusals): (Vec<_>, Vec<_>) = sent.join_all().await.into_iter().partition(|it| it.is_ok());
    assert_eq!((done.len(), refusals.len()), (1, 7));
    for no in refusals {
        assert_eq!(refused(no), Refusal::AlreadyAnswered);
    }
    let told = case.told(&case.resident).await;
    assert_eq!(told.iter().filter(|key| *key == "complaint_answered").count(), 1);
}

async fn who_was_signed_in_is_told(world: World) {
    let case = Case::placed(&world).await;
    let district = district(&case, "徐静").await;
    let receipt = send(&world, Some(&case.resident), "报了一周没人修").await;
    let strangers = send(&world, None, "字太小").await;
    for receipt in [&receipt, &strangers] {
        let id = line(&world, &district, receipt).await.id;
        reply(&world.ctx, &district, op(&world), id, &said("周三换了新灯")).await.expect("answered");
    }
    let messages = view::home::inbox(&world.ctx, &case.resident).await.expect("a list");
    let told: Vec<_> = messages.iter().filter(|it| it.key == "complaint_answered").collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].receipt.as_deref(), told[0].order_id), (Some(receipt.as_str()), None));
}

async fn what_is_due_first_comes_first_and_what_is_answered_last(world: World) {
    let case = Case::placed(&world).await;
    let district = district(&case, "徐静").await;
    let mut receipts = Vec::new();
    for words in ["一", "二", "三", "四"] {
        receipts.push(send(&world, None, words).await);
        world.pass(DAY);
    }
    let shown = async || -> Vec<usize> {
        let place = |it: ComplaintLine| receipts.iter().position(|receipt| *receipt == it.receipt);
        lines(&world, &district).await.into_iter().filter_map(place).collect()
    };
    assert_eq!(shown().await, [0, 1, 2, 3]);
    for place in [1, 0] {
        let id = line(&world, &district, &receipts[place]).await.id;
        reply(&world.ctx, &district, op(&world), id, &said("换好了")).await.expect("answered");
        world.pass(DAY);
    }
    assert_eq!(shown().await, [2, 3, 0, 1], "of the answered ones the latest answer is first");
    // six days have passed, and the third came in after two of them: now its fifteen are over
    world.pass(11 * DAY + 1);
    let late: Vec<_> = lines(&world, &district).await.iter().map(|it| it.due_at() < world.now()).collect();
    assert_eq!(late[..2], [true, false]);
}
