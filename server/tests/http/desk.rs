//! `/inbox`, `/candidates`, `/dispatch`: the desk.

use backend::flow::no_show;
use backend::testing::op;
use domain::form::Command;
use domain::id::OrderId;
use domain::member::Role;
use domain::order::State;
use domain::time::{DAY, HOUR};
use reqwest::Method;
use reqwest::header::{COOKIE, ORIGIN};
use serde_json::json;

use crate::app::{Answer, TestApp, read};
use crate::scriptless;

/// The orders of a page of `/inbox`.
fn listed(inbox: &Answer) -> Vec<OrderId> {
    let lines = inbox.body["orders"].as_array().expect("lines").iter();
    lines.map(|line| line["id"].as_str().expect("an id").parse().expect("an id")).collect()
}

#[tokio::test]
async fn the_desk_sees_ranks_and_dispatches() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let desk = app.as_desk(&case.dispatcher).await;
    let inbox = desk.get("/inbox").await.expect(200);
    assert_eq!(inbox.body["todo"], 1);
    assert_eq!(inbox.body["orders"][0]["id"], case.order.to_string());
    let order = format!("/orders/{}", case.order);
    desk.post(&format!("{order}/commands"), json!({ "action": "admit" })).await.expect(200);
    let candidates = desk.get(&format!("{order}/candidates")).await.expect(200);
    let first = &candidates.body[0];
    assert_eq!(first["person_id"], case.helper.id.to_string());
    assert!(!first["reasons"].as_array().expect("reasons").is_empty(), "{}", candidates.text);
    let direct = json!({ "mode": "direct", "person_id": first["person_id"], "public_note": "带上手电" });
    desk.post(&format!("{order}/dispatch"), direct).await.expect(200);
    assert_eq!(case.now().await.state, State::Offered);
    let offers = app.as_neighbour(&case.helper).await.get("/offers").await.expect(200);
    assert_eq!(offers.body[0]["asked"], true);
}

#[tokio::test]
async fn another_desk_knows_nothing_of_it() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let town = case.town;
    let other = app.world.staff("周强", Role::Dispatcher, town.neighbour, town.neighbour_building).await;
    let other = app.as_desk(&other).await;
    let order = format!("/orders/{}", case.order);
    other.get(&order).await.expect_problem(404, "not_found");
    other.get(&format!("{order}/candidates")).await.expect_problem(404, "not_found");
    other
        .post(&format!("{order}/dispatch"), json!({ "mode": "pool" }))
        .await
        .expect_problem(404, "not_found");
    other
        .post(&format!("{order}/commands"), json!({ "action": "admit" }))
        .await
        .expect_problem(404, "not_found");
    assert_eq!(other.get("/inbox").await.expect(200).body["orders"], json!([]));
    let resident = app.speaks(&case.resident, "desk").await;
    resident.get("/inbox").await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_desk_orders_for_somebody_who_calls() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let mut body = crate::app::new_order(&case);
    body["channel"] = json!("phone");
    body["contact_phone"] = json!("13700000001");
    let desk = app.as_desk(&case.dispatcher).await;
    desk.post("/orders", body.clone()).await.expect_problem(422, "please_check");
    body["consent"] = json!(true);
    desk.post("/orders", body.clone()).await.expect(201);
    // a neighbour does not order for others
    app.as_neighbour(&case.helper).await.post("/orders", body).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_next_page_of_the_inbox_begins_behind_the_last_line_of_this_one() {
    let app = TestApp::new().await;
    let case = app.case().await;
    for _ in 0..32 {
        case.place().await;
    }
    let desk = app.as_desk(&case.dispatcher).await;
    let cookie = format!("linli={}", app.token(case.dispatcher.id, "staff", "").await);
    let look = async |path: &str| read(app.request(Method::GET, path).header(COOKIE, &cookie)).await;
    let first = desk.get("/inbox").await.expect(200);
    let next = first.body["next"].as_str().expect("there is more").to_owned();
    let drawn = look("/desk").await.expect(200);
    let link = drawn.text.split("after=").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(link, Some(next.as_str()), "a link, for those without the script");

    // what stood first is gone when the second page is asked for
    let gone = listed(&first)[0];
    let withdraw = Command::Cancel { reason: None };
    case.about(gone).run(&case.resident, withdraw).await.expect("withdrawn");
    let second = desk.get(&format!("/inbox?after={next}")).await.expect(200);
    let rest = listed(&second);
    assert_eq!((listed(&first).len(), rest.len()), (30, 3));
    assert!(rest.iter().all(|order| !listed(&first).contains(order)), "{}", second.text);
    assert!(second.body.get("next").is_none(), "it is the last");
    let drawn = look(&format!("/desk?show=todo&after={next}")).await.expect(200);
    assert!(rest.iter().all(|order| drawn.text.contains(&format!("/desk/orders/{order}"))));
    assert!(!drawn.text.contains(&format!("/desk/orders/{}", listed(&first)[29])));

    for foreign in ["", "0", "30", "next"] {
        let no = desk.get(&format!("/inbox?after={foreign}")).await.expect_problem(422, "please_check");
        assert_eq!(no.body["errors"][0]["field"], "after", "{foreign}");
    }
    look("/desk?after=30").await.expect(404);
}

#[tokio::test]
async fn what_waits_for_somebody_outside_is_said_to_stand_still() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let promise = "11 月 25 日 10:00 前办好";
    let page = async |path: &str| {
        // a session of its own each time: staff who are idle are let out
        let cookie = format!("linli={}", app.token(case.dispatcher.id, "staff", "").await);
        read(app.request(Method::GET, path).header(COOKIE, cookie)).await.expect(200).text
    };
    assert!(page("/desk/totals").await.contains(promise));
    case.bring_to(State::OnHold).await;
    app.world.pass(2 * DAY + DAY / 2);
    let held = page("/desk/totals").await;
    assert!(held.contains("计时暂停") && !held.contains(promise), "{held}");
    let waiting = page("/desk?show=waiting").await;
    assert!(waiting.contains("计时暂停 · 11 月 26 日 10:00 前"), "{waiting}");
}

#[tokio::test]
async fn the_street_gives_back_by_a_form_and_says_what_comes_with_it() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Escalated).await;
    let cookie = format!("linli={}", app.token(case.coordinator.id, "staff", "").await);
    let path = format!("/desk/orders/{}", case.order);
    let drawn = read(app.request(Method::GET, &path).header(COOKIE, &cookie)).await.expect(200);
    assert!(drawn.text.contains("value=\"give_back\""), "{}", drawn.text);
    // to take it up is to have it in hand: no second button for that
    assert!(drawn.text.contains("接手以后") && !drawn.text.contains("我来负责"), "{}", drawn.text);
    let send = async |words: &str| {
        let op = app.ctx().id().to_string();
        let form = [("do", "give_back"), ("action", "give_back"), ("client_op_id", &op), ("words", words)];
        let request = app.request(Method::POST, &path).header(ORIGIN, &app.base).header(COOKIE, &cookie);
        read(request.form(&form)).await
    };
    assert!(send("").await.expect(422).text.contains("field-error"));
    send("街道出两个人").await.expect(303);
    assert_eq!(case.now().await.holder_id, case.town.community);
}

#[tokio::test]
async fn what_a_street_holds_is_said_of_the_street_until_it_gives_it_back() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Escalated).await;
    let street = scriptless::cookie(&app, &case.coordinator, "staff").await;
    let hers = scriptless::cookie(&app, &case.resident, "resident").await;
    let (desk, order) = (format!("/desk/orders/{}", case.order), format!("/orders/{}", case.order));
    let waits = scriptless::get(&app, &order, &hers).await.expect(200).text;
    assert!(waits.contains("接下来：street 510104001来接手。"), "{waits}");
    let act = async |action: &str, words: &str| {
        let form = [("do", action), ("action", action), ("words", words)];
        scriptless::send(&app, &desk, &street, &form).await.expect(303);
    };
    act("take_up", "").await;
    act("ask_back", "几号门").await;
    let asked = scriptless::get(&app, &order, &hers).await.expect(200).text;
    assert!(asked.contains("street 510104001想问您"), "{asked}");
    act("answer", "三号").await;
    let drawn = scriptless::get(&app, &desk, &street).await.expect(200).text;
    assert!(drawn.contains("value=\"give_back\"") && !drawn.contains("value=\"take_up\""), "{drawn}");
    act("give_back", "街道出两个人").await;
    assert_eq!(case.now().await.holder_id, case.town.community);
    let told =
        scriptless::get(&app, "/messages", &scriptless::cookie(&app, &case.second, "staff").await).await;
    let told = told.expect(200).text;
    assert!(
        told.contains("上级交回来了，请接着派单：陪伴") && told.contains(&format!("href=\"{desk}\"")),
        "{told}"
    );
}

#[tokio::test]
async fn what_was_on_hold_comes_back_with_a_message_in_words() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::OnHold).await;
    app.world.pass(3 * DAY);
    app.world.tick().await;
    let cookie = format!("linli={}", app.token(case.dispatcher.id, "staff", "").await);
    let page = read(app.request(Method::GET, "/messages").header(COOKIE, cookie)).await.expect(200);
    assert!(page.text.contains("暂缓的日子到了，接着办：陪伴"), "{}", page.text);
}

#[tokio::test]
async fn what_is_done_again_says_what_is_to_be_done_otherwise() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Disputed).await;
    let desk = scriptless::cookie(&app, &case.dispatcher, "staff").await;
    let path = format!("/desk/orders/{}", case.order);
    let drawn = scriptless::get(&app, &path, &desk).await.expect(200).text;
    assert!(drawn.contains("id=\"redo-words\"") && drawn.contains("确认重办"), "{drawn}");
    let redo = async |words: &str| {
        let form = [("do", "redo"), ("action", "redo"), ("words", words)];
        scriptless::send(&app, &path, &desk, &form).await
    };
    assert!(redo(" ").await.expect(422).text.contains("field-error"));
    assert_eq!(case.now().await.state, State::Disputed);
    redo("换个会修的人去").await.expect(303);
    assert_eq!(case.now().await.state, State::ToDispatch);
    let told = scriptless::get(&app, &path, &desk).await.expect(200).text;
    assert!(told.contains("换个会修的人去"), "{told}");
}

#[tokio::test]
async fn what_cannot_be_taken_apart_is_looked_at_before_it_is_merged() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let main = case.about(case.place().await);
    let no = case.no(main.order).await;
    let desk = scriptless::cookie(&app, &case.dispatcher, "staff").await;
    let path = format!("/desk/orders/{}", case.order);
    let look = format!("{path}?into={no}");
    let page = async |path: &str| scriptless::get(&app, path, &desk).await.expect(200).text;

    let drawn = page(&path).await;
    assert!(drawn.contains(&format!("href=\"{look}\"")), "the likely one is a choice: {drawn}");
    assert!(!drawn.contains("value=\"merge\""), "nothing is merged before it was looked at");
    let wrong = page(&format!("{path}?into=none")).await;
    assert!(wrong.contains("请核对单号") && wrong.contains("value=\"none\""), "{wrong}");
    assert!(!wrong.contains("value=\"merge\""));
    let seen = page(&look).await;
    assert!(seen.contains(&format!("以 {no} 为准")) && seen.contains("value=\"merge\""), "{seen}");
    assert!(seen.contains("不能再拆开") && seen.contains(&format!("/desk/orders/{}", main.order)));

    let form = [("do", "merge"), ("action", "merge"), ("into", no.as_str())];
    scriptless::send(&app, &look, &desk, &form).await.expect(303);
    assert_eq!(case.now().await.state, State::Merged);

    // what it was to follow is over by the time the button is pressed
    let late = case.about(case.place().await);
    main.run(&case.resident, Command::Cancel { reason: None }).await.expect("withdrawn");
    let look = format!("/desk/orders/{}?into={no}", late.order);
    let refused = scriptless::send(&app, &look, &desk, &form).await.expect(409);
    assert!(refused.text.contains("请核对单号") && refused.text.contains(&format!("value=\"{no}\"")));
    assert_eq!(late.now().await.state, State::Submitted);
}

#[tokio::test]
async fn why_somebody_did_not_come_is_a_line_of_the_desk_until_it_is_taken() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Claimed).await;
    app.world.pass(4 * HOUR);
    let (ctx, order, who) = (app.ctx(), case.order, case.helper.id);
    no_show::report_no_show(ctx, &case.dispatcher, op(&app.world), order, who).await.expect("noted");
    no_show::state_excuse(ctx, &case.helper, op(&app.world), order, "孩子发烧").await.expect("said");
    let desk = scriptless::cookie(&app, &case.second, "staff").await;
    let list = async || scriptless::get(&app, "/desk", &desk).await.expect(200).text;
    let (link, line) = (format!("/desk/orders/{order}"), "说了没来的原因");
    let waits = list().await;
    assert!(waits.contains(&format!("href=\"{link}\"")) && waits.contains("孩子发烧"), "{waits}");
    assert!(waits.contains(line));
    let person = who.to_string();
    let form = [("do", "excuse"), ("person_id", person.as_str())];
    scriptless::send(&app, &link, &desk, &form).await.expect(303);
    assert!(!list().await.contains(line));
}
