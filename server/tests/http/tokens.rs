//! `/codes`, `/tokens`, `/me`: signing in and out.

use backend::{password, store};
use domain::time::{DAY, MINUTE};
use reqwest::Method;
use serde_json::json;

use crate::app::{DESK, TestApp, read};

#[tokio::test]
async fn a_resident_signs_in_with_the_code_on_her_phone_and_out_again() {
    let app = TestApp::new().await;
    app.anybody().post("/codes", json!({ "phone": "138 0000 0001" })).await.expect(202);
    let code = app.world.last_code().await;
    let body = json!({ "with": "code", "phone": "13800000001", "code": code, "name": "王秀英" });
    let opened = app.anybody().post("/tokens", body).await.expect(201);
    assert_eq!(opened.body["scopes"], json!(["orders", "serve", "me"]));
    assert!(!opened.text.contains("desk"));

    let me = app.with_token(opened.body["token"].as_str().expect("a token"));
    let account = me.get("/me").await.expect(200);
    assert_eq!(account.body["name"], "王秀英");
    assert_eq!(account.body["phone"], "138****0001");
    me.delete("/tokens/current", json!({})).await.expect(204);
    me.get("/me").await.expect_problem(401, "sign_in_needed");
}

#[tokio::test]
async fn a_code_is_sent_once_a_minute_and_the_answer_says_when_again() {
    let app = TestApp::new().await;
    let ask = || async { app.anybody().post("/codes", json!({ "phone": "13800000002" })).await };
    ask().await.expect(202);
    let refused = ask().await.expect_problem(429, "too_many");
    assert_eq!(refused.header("retry-after"), "60");
    app.world.pass(MINUTE);
    ask().await.expect(202);
}

#[tokio::test]
async fn a_code_is_tried_five_times() {
    let app = TestApp::new().await;
    app.anybody().post("/codes", json!({ "phone": "13800000003" })).await.expect(202);
    let right = app.world.last_code().await;
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let with = |code: &str| json!({ "with": "code", "phone": "13800000003", "code": code });
    for _ in 0..4 {
        app.anybody().post("/tokens", with(wrong)).await.expect_problem(422, "wrong_code");
    }
    app.anybody().post("/tokens", with(wrong)).await.expect_problem(422, "code_over");
    app.anybody().post("/tokens", with(&right)).await.expect_problem(422, "code_over");
}

#[tokio::test]
async fn sixty_tries_in_five_minutes_come_from_one_address_and_nobody_else_is_shut_out() {
    let app = TestApp::new().await;
    // a number each: one alone would be closed after five
    let numbers = std::cell::Cell::new(13_900_000_000_u64);
    let from = async |address: &str| {
        numbers.set(numbers.get() + 1);
        let phone = numbers.get().to_string();
        let wrong = json!({ "with": "password", "phone": phone, "password": "nonsense", "totp": "123456" });
        let request = app.anybody().request(Method::POST, "/tokens").header("x-forwarded-for", address);
        read(request.json(&wrong)).await
    };
    for _ in 0..60 {
        from("198.51.100.7").await.expect_problem(422, "wrong_credentials");
    }
    let refused = from("198.51.100.7").await.expect_problem(429, "too_many");
    let wait: i64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=300).contains(&wait), "{wait}");
    // what a client writes into the header itself stands before what the proxy adds
    from("203.0.113.1, 198.51.100.7").await.expect_problem(429, "too_many");
    from("198.51.100.8").await.expect_problem(422, "wrong_credentials");

    let form = [("do", "phone"), ("phone", "13800000005")];
    let request = app.request(Method::POST, "/sign-in").header("x-forwarded-for", "198.51.100.7");
    let page = read(request.header("sec-fetch-site", "same-origin").form(&form)).await.expect(429);
    assert!(page.text.contains("13800000005"), "what was typed is still there");

    app.world.pass(wait * 1_000);
    from("198.51.100.7").await.expect_problem(422, "wrong_credentials");
}

#[tokio::test]
async fn a_code_does_not_open_the_desk() {
    let app = TestApp::new().await;
    for scope in ["desk", "staff", "everything"] {
        let body = json!({ "with": "code", "phone": "13800000004", "code": "123456", "scopes": [scope] });
        app.anybody().post("/tokens", body).await.expect_problem(422, "please_check");
    }
}

#[tokio::test]
async fn unknown_numbers_and_wrong_passwords_are_refused_alike() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let secret = password::totp_secret(app.ctx());
    let hash = password::hash(app.ctx(), "correct horse battery").await.expect("a hash");
    let mut tx = app.ctx().db.begin().await.expect("a transaction");
    store::staff::set(&mut tx, case.dispatcher.id, &hash, &secret, app.world.now()).await.expect("set");
    let known = store::people::find(&mut tx, case.dispatcher.id).await.expect("a query").expect("a person");
    tx.commit().await.expect("a commit");
    let known = known.phone.expect("a number");
    let from = async |address: &str, phone: &str, password: &str, totp: &str| {
        let body = json!({ "with": "password", "phone": phone, "password": password, "totp": totp });
        let request = app.anybody().request(Method::POST, "/tokens").header("x-forwarded-for", address);
        read(request.json(&body)).await
    };
    let mut told = Vec::new();
    for phone in [known.as_str(), "13999999999"] {
        let mut answers = Vec::new();
        for (status, key) in [(422, "wrong_credentials"); 5].into_iter().chain([(429, "locked")]) {
            let answer = from("198.51.100.7", phone, "nonsense", "123456").await.expect_problem(status, key);
            answers.push((answer.header("retry-after").to_owned(), answer.text));
        }
        assert_eq!(answers[5].0, "900");
        told.push(answers);
    }
    assert_eq!(told[0], told[1]);
    let totp = password::totp_now(&secret, app.world.now()).expect("six digits");
    let right = "correct horse battery";
    from("198.51.100.7", &known, right, &totp).await.expect_problem(429, "locked");
    from("198.51.100.8", &known, right, &totp).await.expect(201);
}

#[tokio::test]
async fn a_token_is_good_for_its_scopes_only() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let orders = app.speaks(&case.resident, "orders").await;
    orders.get("/orders").await.expect(200);
    orders.get("/me").await.expect_problem(403, "scope_missing");
    orders.get("/offers").await.expect_problem(403, "scope_missing");
    // staff without the scope of the desk is nobody special
    let few = app.speaks(&case.dispatcher, "orders me").await;
    few.get(&format!("/orders/{}", case.order)).await.expect_problem(404, "not_found");
    few.get("/inbox").await.expect_problem(403, "scope_missing");
}

#[tokio::test]
async fn a_token_ends_and_a_cookie_is_no_token() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let cookie = app.token(case.resident.id, "resident", "").await;
    app.with_token(&cookie).get("/orders").await.expect_problem(401, "sign_in_needed");
    let token = app.token(case.resident.id, "api", DESK).await;
    app.with_token(&token).get("/orders").await.expect(200);
    app.world.pass(91 * DAY);
    app.with_token(&token).get("/orders").await.expect_problem(401, "sign_in_needed");
    app.with_token("nonsense").get("/orders").await.expect_problem(401, "sign_in_needed");
}

#[tokio::test]
async fn an_api_token_in_a_cookie_opens_no_page() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let token = app.token(case.resident.id, "api", "me").await;
    let live = app.request(reqwest::Method::GET, "/live").header("cookie", format!("linli={token}"));
    assert_eq!(live.send().await.expect("an answer").status().as_u16(), 401);
}
