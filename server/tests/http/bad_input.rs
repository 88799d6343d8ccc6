//! Missing, too long, of the wrong type, foreign, out of order: every call is told so in words, and
//! nothing falls over.

use domain::order::State;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{Answer, Caller, TestApp, new_order, read};

#[track_caller]
fn told(answer: &Answer, what: &str) {
    let status = answer.status.as_u16();
    assert!((400..500).contains(&status), "{what}: {status} {}", answer.text);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{what}: {}", answer.text);
    let title = answer.body["title"].as_str().unwrap_or_default();
    assert!(!title.is_ascii(), "{what} is not told in Chinese: {}", answer.text);
}

/// Every call that takes a body, with one that is right as far as its shape goes.
fn calls(order: &str, order_body: &Value) -> Vec<(Method, String, Value)> {
    let post = |path: String, body: Value| (Method::POST, path, body);
    vec![
        post("/codes".into(), json!({ "phone": "13800000001" })),
        post("/tokens".into(), json!({ "with": "code", "phone": "13800000001", "code": "123456" })),
        post("/tokens".into(), json!({ "with": "card", "card": "1234567890" })),
        post(
            "/tokens".into(),
            json!({ "with": "password", "phone": "13800000001", "password": "x", "totp": "123456" }),
        ),
        post("/orders".into(), order_body.clone()),
        post(format!("/orders/{order}/commands"), json!({ "action": "answer", "words": "好" })),
        post(format!("/orders/{order}/notes"), json!({ "words": "好" })),
        post(format!("/orders/{order}/dispatch"), json!({ "mode": "pool" })),
        post(format!("/orders/{order}/check-in"), json!({ "key": "1234" })),
        post(format!("/orders/{order}/check-out"), json!({ "key": "1234" })),
        (Method::DELETE, format!("/orders/{order}/assignment"), json!({ "reason": "病了" })),
    ]
}

async fn send(who: &Caller<'_>, method: &Method, path: &str, body: &Value) -> Answer {
    read(who.request(method.clone(), path).json(body)).await
}

#[tokio::test]
async fn a_body_that_is_none_is_refused_everywhere() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let her = app.speaks(&case.resident, "orders serve me desk").await;
    for (method, path, _) in calls(&case.order.to_string(), &new_order(&case)) {
        for raw in ["", "{", "[]", "null", "7", "\"text\"", "{\"a\":1}", "{}x", "\u{0}"] {
            let request =
                her.request(method.clone(), &path).header("content-type", "application/json").body(raw);
            told(&read(request).await, &format!("{method} {path} {raw:?}"));
        }
        let form = her.request(method.clone(), &path).form(&[("phone", "13800000001")]);
        told(&read(form).await, &format!("{method} {path} as a form"));
    }
}

#[tokio::test]
async fn each_field_may_be_missing_too_long_or_of_another_type() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let her = app.speaks(&case.resident, "orders serve me desk").await;
    let long = "长".repeat(2_000);
    for (method, path, right) in calls(&case.order.to_string(), &new_order(&case)) {
        for field in right.as_object().expect("an object").keys() {
            for wrong in [json!(null), json!(7), json!(-1.5), json!(true), json!([]), json!({}), json!(long)]
            {
                let mut body = right.clone();
                body[field] = wrong.clone();
                let answer = send(&her, &method, &path, &body).await;
                // some fields may be left out, and then the rest decides; never a fault, never silence
                if !answer.status.is_success() {
                    told(&answer, &format!("{method} {path} {field}: {wrong}"));
                }
            }
            let mut body = right.clone();
            body.as_object_mut().expect("an object").remove(field);
            let answer = send(&her, &method, &path, &body).await;
            assert!(answer.status.as_u16() < 500, "{method} {path} without {field}: {}", answer.text);
        }
        let mut body = right.clone();
        body["surplus"] = json!("x");
        told(&send(&her, &method, &path, &body).await, &format!("{method} {path} with a surplus field"));
    }
}

#[tokio::test]
async fn what_is_too_long_or_unknown_names_its_field() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let her = app.as_neighbour(&case.resident).await;
    for (field, wrong, problem) in [
        ("door", json!("门".repeat(41)), "too_long"),
        ("details", json!("字".repeat(501)), "too_long"),
        ("contact_name", json!(""), "missing"),
        ("contact_phone", json!("12345"), "malformed"),
        ("day", json!("明天"), "malformed"),
        ("day", json!("2020-01-01"), "past"),
        ("day", json!("2099-01-01"), "out_of_range"),
        ("channel", json!("pigeon"), "unknown_choice"),
        ("channel", json!("family"), "unknown_choice"),
        ("item_id", json!("7"), "malformed"),
        ("area_id", json!("7"), "malformed"),
    ] {
        let mut body = new_order(&case);
        body[field] = wrong;
        let answer = her.post("/orders", body).await.expect(422);
        let errors = answer.body["errors"].as_array().expect("errors");
        let found = errors
            .iter()
            .find(|it| it["field"] == field)
            .unwrap_or_else(|| panic!("{field}: {}", answer.text));
        assert_eq!(found["problem"], problem, "{}", answer.text);
        assert!(found["message"].as_str().is_some_and(|it| !it.is_empty()));
    }
}

#[tokio::test]
async fn foreign_and_malformed_ids_are_unknown_alike() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let stranger = app.world.resident("陌生人", case.town.far_building).await;
    let stranger = app.speaks(&stranger, "orders serve me desk").await;
    for id in [
        case.order.to_string(),
        app.ctx().id().to_string(),
        "7".into(),
        "%00".into(),
        "%2e%2e%2f".into(),
        "'".into(),
    ] {
        for (method, path, body) in calls(&id, &new_order(&case)) {
            if path.starts_with("/orders/") {
                let answer = send(&stranger, &method, &path, &body).await;
                assert_eq!(answer.status.as_u16(), 404, "{method} {path}: {}", answer.text);
            }
        }
        for path in [format!("/orders/{id}"), format!("/offers/{id}"), format!("/orders/{id}/candidates")] {
            told(&stranger.get(&path).await.expect(404), &path);
        }
        for path in [format!("/offers/{id}/acceptance"), format!("/orders/{id}/urges")] {
            told(&stranger.poke(&path).await.expect(404), &path);
        }
    }
}

#[tokio::test]
async fn a_foreign_item_or_building_makes_no_order() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let her = app.as_neighbour(&case.resident).await;
    for (field, id, status) in [
        ("item_id", app.ctx().id(), 404),
        ("area_id", app.ctx().id(), 404),
        ("area_id", case.town.far_building.0, 422),
    ] {
        let mut body = new_order(&case);
        body[field] = json!(id);
        her.post("/orders", body).await.expect(status);
    }
}

#[tokio::test]
async fn an_order_for_another_or_for_more_than_a_building_names_the_field() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let (her, desk) = (app.as_neighbour(&case.resident).await, app.as_desk(&case.dispatcher).await);
    for (who, field, id) in [
        (&her, "area_id", case.town.estate.0),
        (&her, "area_id", case.town.community.0),
        (&her, "beneficiary_id", case.helper.id.0),
        // without a way it came in it would be an order of her own
        (&desk, "beneficiary_id", case.resident.id.0),
    ] {
        let mut body = new_order(&case);
        body[field] = json!(id);
        let no = who.post("/orders", body).await.expect_problem(422, "please_check");
        assert_eq!(no.body["errors"][0]["field"], field, "{}", no.text);
        assert_eq!(no.body["errors"][0]["problem"], "unknown_choice", "{}", no.text);
    }
    let mut body = new_order(&case);
    body["beneficiary_id"] = json!(case.resident.id);
    (body["channel"], body["consent"]) = (json!("desk"), json!(true));
    desk.post("/orders", body).await.expect(201);
}

#[tokio::test]
async fn out_of_order_is_refused_with_the_state() {
    let app = TestApp::new().await;
    for state in [State::Submitted, State::Rejected, State::Claimed, State::Confirmed] {
        let app = TestApp::new().await;
        let case = app.case().await;
        case.bring_to(state).await;
        let desk = app.as_desk(&case.dispatcher).await;
        let path = format!("/orders/{}/commands", case.order);
        for action in [
            "resume",
            "take_up",
            "uphold",
            "refer_done",
            "check_in",
            "fill",
            "close",
            "auto_confirm",
            "place",
        ] {
            let body = json!({ "action": action, "words": "好" });
            let answer = desk.post(&path, body).await;
            assert!(matches!(answer.status.as_u16(), 404 | 409 | 422), "{state} {action}: {}", answer.text);
            told(&answer, action);
        }
        assert_eq!(case.now().await.state, state);
        app.world.check().await;
    }
    app.anybody().get("/nowhere").await.expect_problem(404, "not_found");
    app.anybody().post("/menu", json!({})).await.expect_problem(405, "method_not_allowed");
}

#[tokio::test]
async fn a_key_that_is_missing_or_malformed_is_refused() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let token = app.token(case.resident.id, "api", "orders").await;
    for key in [None, Some("7"), Some(""), Some("not-a-uuid")] {
        let mut request =
            app.request(Method::POST, "/api/v1/orders").bearer_auth(&token).json(&new_order(&case));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        told(&read(request).await.expect_problem(400, "key_missing"), "a key");
    }
    let her = app.with_token(&token);
    let request =
        her.request(Method::POST, &format!("/orders/{}/commands", case.order)).header("if-match", "\"x\"");
    told(&read(request.json(&json!({ "action": "cancel" }))).await.expect(400), "a version");
}
