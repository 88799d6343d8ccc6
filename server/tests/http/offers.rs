//! `/offers` and the visit: yes, no, handing back, in, out, hours and points.

use backend::flow::place_order::place_order;
use domain::form::NewOrder;
use domain::order::State;
use domain::time::{DAY, MINUTE, Window};
use reqwest::Method;
use reqwest::header::COOKIE;
use serde_json::json;

use crate::app::{TestApp, read};

#[tokio::test]
async fn the_whole_story_over_the_api() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Offered).await;
    let (her, helper) = (app.as_neighbour(&case.resident).await, app.as_neighbour(&case.helper).await);
    let (order, offer) = (format!("/orders/{}", case.order), format!("/offers/{}", case.order));

    let offers = helper.get("/offers").await.expect(200);
    assert_eq!(offers.body.as_array().expect("offers").len(), 1);
    let shown = helper.get(&offer).await.expect(200);
    for private in ["2单元301", "王秀英", "想找人说说话"] {
        assert!(!shown.text.contains(private), "{private} is shown before acceptance");
    }
    helper.poke(&format!("{offer}/acceptance")).await.expect(201);
    let opened = helper.get(&order).await.expect(200);
    assert_eq!(opened.body["words"]["door"], "2单元301");
    assert!(opened.body["keys"].is_null(), "the keys are hers");

    let keys = her.get(&order).await.expect(200).body["keys"].clone();
    helper.post(&format!("{order}/check-in"), json!({ "key": keys["arrive"] })).await.expect(200);
    app.world.pass(50 * MINUTE);
    let done =
        helper.post(&format!("{order}/check-out"), json!({ "key": keys["leave"], "outcome": "done" })).await;
    assert_eq!(done.expect(200).body["state"], "confirmed");
    assert!(helper.get("/me/hours").await.expect(200).body["minutes"].as_i64().expect("minutes") > 0);
    let points = helper.get("/me/points").await.expect(200);
    assert_eq!(points.body["available"], 0);
    assert!(points.body["pending"].as_i64().expect("points") > 0);
    app.world.pass(8 * DAY);
    app.world.tick().await;
    // a week later the token is as old, and the points are there
    let helper = app.as_neighbour(&case.helper).await;
    assert!(helper.get("/me/points").await.expect(200).body["available"].as_i64().expect("points") > 0);
    app.world.check().await;
}

#[tokio::test]
async fn a_wrong_key_is_counted_and_told() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Claimed).await;
    let helper = app.as_neighbour(&case.helper).await;
    let right = case.keys().await.arrive_key;
    let wrong = if right == "0000" { "0001" } else { "0000" };
    let path = format!("/orders/{}/check-in", case.order);
    helper.post(&path, json!({ "key": wrong })).await.expect_problem(422, "wrong_key");
    helper.post(&path, json!({ "key": "12" })).await.expect_problem(422, "please_check");
    helper.post(&path, json!({})).await.expect_problem(422, "please_check");
    helper.post(&path, json!({ "key": right })).await.expect(200);
}

#[tokio::test]
async fn a_no_costs_nothing_and_a_place_can_be_handed_back() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Claimed).await;
    let helper = app.as_neighbour(&case.helper).await;
    let path = format!("/orders/{}/assignment", case.order);
    helper.delete(&path, json!({ "reason": " " })).await.expect_problem(422, "please_check");
    helper.delete(&path, json!({ "reason": "发烧了" })).await.expect(204);
    assert_eq!(case.now().await.state, State::Offered);
    let other = app.world.helper(&case.town, Default::default()).await;
    let other = app.as_neighbour(&other).await;
    other.poke(&format!("/offers/{}/decline", case.order)).await.expect(204);
    assert_eq!(other.get("/offers").await.expect(200).body, json!([]));
}

#[tokio::test]
async fn whoever_comes_too_late_is_shown_what_else_there_is() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Offered).await;
    let second = case.about(case.place().await);
    second.bring_to(State::Offered).await;
    let late = app.world.helper(&case.town, Default::default()).await;
    case.accept(&case.helper).await.expect("a yes");
    let late = app.as_neighbour(&late).await;
    let refused =
        late.poke(&format!("/offers/{}/acceptance", case.order)).await.expect_problem(409, "already_full");
    assert_eq!(refused.body["others"][0]["order_id"], second.order.to_string());
}

#[tokio::test]
async fn as_soon_as_possible_says_by_when_it_is_promised() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Offered).await;
    let cookie = format!("linli={}", app.token(case.helper.id, "resident", "").await);
    let page = || read(app.request(Method::GET, "/offers").header(COOKIE, &cookie));
    let agreed = page().await.expect(200).text;
    assert!(agreed.contains("13:00–16:00") && !agreed.contains("答应居民"), "{agreed}");

    let now = app.world.now();
    let soon = NewOrder { window: Window { start: now, end: now.plus(DAY) }, ..case.new_order() };
    let placed = place_order(app.ctx(), &case.resident, &soon).await.expect("an order");
    case.about(placed.id).bring_to(State::Offered).await;
    let both = page().await.expect(200).text;
    assert!(both.contains("尽快，答应居民 11 月 25 日 10:00 前办好"), "{both}");
    let helper = app.as_neighbour(&case.helper).await;
    let shown = helper.get(&format!("/offers/{}", placed.id)).await.expect(200).body;
    assert_eq!(shown["offer"]["promise_at"], case.about(placed.id).now().await.promise_at.0);
}
