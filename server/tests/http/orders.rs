//! `/orders`: placing, listing, reading, urging, moving.

use domain::order::State;
use domain::time::MINUTE;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{TestApp, new_order, read};

#[tokio::test]
async fn the_same_key_is_the_same_order_and_another_body_is_refused() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let her = app.as_neighbour(&case.resident).await;
    let key = app.ctx().id().to_string();
    let send = |body: Value| {
        let mut request = her.request(Method::POST, "/orders").json(&body).build().expect("a request");
        request.headers_mut().insert("idempotency-key", key.parse().expect("a header"));
        let client = app.client.clone();
        async move { client.execute(request).await.expect("an answer") }
    };
    let first = send(new_order(&case)).await;
    assert_eq!(first.status().as_u16(), 201);
    assert_eq!(first.headers()["location"], format!("/api/v1/orders/{key}"));
    let first = first.text().await.expect("a body");
    let again = send(new_order(&case)).await;
    assert_eq!(again.status().as_u16(), 201);
    assert_eq!(again.text().await.expect("a body"), first);
    let mut other = new_order(&case);
    other["details"] = json!("别的事");
    assert_eq!(send(other).await.status().as_u16(), 422);
}

#[tokio::test]
async fn whoever_knows_the_api_alone_can_place_an_order() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let her = app.as_neighbour(&case.resident).await;
    let items = app.anybody().get("/menu").await.expect(200).body;
    let buildings = app.anybody().get("/buildings").await.expect(200).body;
    let mut order = new_order(&case);
    order["item_id"] = items[0]["id"].clone();
    order["area_id"] = buildings[0]["id"].clone();
    assert!(buildings[0]["name"].is_string() && buildings[0]["estate"].is_string(), "{buildings}");
    her.post("/orders", order).await.expect(201);
}

#[tokio::test]
async fn orders_are_listed_newest_first_in_pages_that_neither_repeat_nor_skip() {
    let app = TestApp::new().await;
    let case = app.case().await;
    for _ in 0..6 {
        app.world.pass(MINUTE);
        case.place().await;
    }
    let her = app.as_neighbour(&case.resident).await;
    let whole = her.get("/orders?limit=100").await.expect(200);
    assert!(whole.body.get("next").is_none());
    let mut paged = Vec::new();
    let mut path = "/orders?limit=3".to_owned();
    loop {
        let page = her.get(&path).await.expect(200);
        paged.extend(page.body["orders"].as_array().expect("orders").clone());
        match page.body["next"].as_str() {
            Some(next) => path = format!("/orders?limit=3&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(paged.len(), 7);
    assert_eq!(Value::from(paged), whole.body["orders"]);
}

#[tokio::test]
async fn a_parameter_that_is_wrong_is_named() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let (her, desk) = (app.as_neighbour(&case.resident).await, app.as_desk(&case.dispatcher).await);
    for limit in [1, 100] {
        her.get(&format!("/orders?limit={limit}")).await.expect(200);
    }
    for (who, path, field, problem) in [
        (&her, "/orders?cursor=foreign", "cursor", "malformed"),
        (&her, "/orders?cursor=", "cursor", "malformed"),
        (&her, "/orders?limit=0", "limit", "out_of_range"),
        (&her, "/orders?limit=101", "limit", "out_of_range"),
        (&her, "/orders?limit=-1", "limit", "out_of_range"),
        (&her, "/orders?limit=many", "limit", "malformed"),
        (&desk, "/inbox?filter=everything", "filter", "unknown_choice"),
    ] {
        let no = who.get(path).await.expect_problem(422, "please_check");
        assert_eq!(
            (&no.body["errors"][0]["field"], &no.body["errors"][0]["problem"]),
            (&json!(field), &json!(problem))
        );
    }
    her.get("/orders?limit=1&limit=2").await.expect_problem(422, "wrong_query");
}

#[tokio::test]
async fn an_order_is_shown_to_its_parties_and_unknown_to_others() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let path = format!("/orders/{}", case.order);
    let hers = app.as_neighbour(&case.resident).await.get(&path).await.expect(200);
    assert_eq!(hers.body["state"], "submitted");
    assert_eq!(hers.header("etag"), "\"1\"");
    assert_eq!(hers.body["words"]["door"], "2单元301");
    app.as_desk(&case.dispatcher).await.get(&path).await.expect(200);
    let missing = app.as_neighbour(&case.helper).await.get(&path).await.expect_problem(404, "not_found");
    let unknown = app.as_neighbour(&case.helper).await.get(&format!("/orders/{}", app.ctx().id())).await;
    assert_eq!(missing.text, unknown.expect(404).text, "forbidden and missing look the same");
    app.anybody().get(&path).await.expect_problem(401, "sign_in_needed");
}

#[tokio::test]
async fn a_decision_on_an_older_version_is_refused_with_the_present_one() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let desk = app.as_desk(&case.dispatcher).await;
    let path = format!("/orders/{}/commands", case.order);
    let admit =
        || desk.request(Method::POST, &path).header("if-match", "\"1\"").json(&json!({ "action": "admit" }));
    let admitted = read(admit()).await.expect(200);
    assert_eq!(admitted.body["state"], "to_dispatch");
    let stale = read(admit()).await.expect_problem(412, "stale");
    assert_eq!(stale.body["current_version"], admitted.body["version"]);
    assert_eq!(stale.body["state"], "to_dispatch");
    assert_eq!(stale.header("etag"), admitted.header("etag"));
    let again = desk.post(&path, json!({ "action": "admit" })).await.expect_problem(409, "not_now");
    assert_eq!(again.body["state"], "to_dispatch");
}

#[tokio::test]
async fn the_resident_asks_answers_urges_and_withdraws() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let (her, desk) = (app.as_neighbour(&case.resident).await, app.as_desk(&case.dispatcher).await);
    let path = format!("/orders/{}", case.order);
    let commands = format!("{path}/commands");
    desk.post(&commands, json!({ "action": "ask_back", "words": "几楼？" })).await.expect(200);
    let asked = her.get(&path).await.expect(200);
    assert_eq!(asked.body["state"], "need_info");
    her.post(&commands, json!({ "action": "answer", "words": "三楼" })).await.expect(200);
    her.poke(&format!("{path}/urges")).await.expect(200);
    let twice = her.poke(&format!("{path}/urges")).await.expect_problem(409, "already_urged");
    assert!(twice.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
    her.post(&format!("{path}/notes"), json!({ "words": "阀门已经关了" })).await.expect(200);
    her.post(&commands, json!({ "action": "cancel" })).await.expect(200);
    assert_eq!(case.now().await.state, State::Cancelled);
    her.post(&commands, json!({ "action": "cancel" })).await.expect_problem(409, "not_now");
}

#[tokio::test]
async fn a_no_is_told_in_the_language_of_the_request() {
    let app = TestApp::new().await;
    let path = format!("/api/v1/orders/{}", app.ctx().id());
    let ask =
        |language: &'static str| read(app.request(Method::GET, &path).header("accept-language", language));
    let (zh, en) = (ask("zh-CN,zh;q=0.9,en;q=0.8").await, ask("en-GB,en;q=0.9").await);
    assert_eq!((zh.header("content-language"), en.header("content-language")), ("zh-CN", "en"));
    assert_ne!(zh.body["title"], en.body["title"]);
    assert!(en.body["title"].as_str().expect("a title").is_ascii(), "{}", en.text);
}
