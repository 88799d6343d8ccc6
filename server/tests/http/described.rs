//! `/openapi.json`: what it says of a call is what the call does.

use domain::member::Viewer;
use domain::order::{Action, State};
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{Answer, Caller, TestApp, new_order, read};

async fn description(app: &TestApp) -> Value {
    read(app.request(Method::GET, "/api/v1/openapi.json")).await.expect(200).body
}

/// The words that a command takes.
fn commands(doc: &Value) -> Vec<&str> {
    let action = &doc["components"]["schemas"]["Command"]["properties"]["action"];
    action["enum"].as_array().expect("words").iter().filter_map(Value::as_str).collect()
}

#[tokio::test]
async fn a_command_lists_the_words_that_are_taken_and_no_other() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let (doc, desk) = (description(&app).await, app.as_desk(&case.dispatcher).await);
    for action in Action::ALL {
        let body = json!({ "action": action.word() });
        let answer = desk.post(&format!("/orders/{}/commands", case.order), body).await;
        let errors = answer.body["errors"].as_array();
        let unknown = errors.is_some_and(|all| all.iter().any(|it| it["field"] == "action"));
        assert_eq!(commands(&doc).contains(&action.word()), !unknown, "{action}: {}", answer.text);
    }
}

#[tokio::test]
async fn whoever_is_told_of_an_action_finds_a_call_for_it() {
    let app = TestApp::new().await;
    let doc = description(&app).await;
    let case = app.case().await;
    let visit = vec!["check_in", "report", "report_failed", "report_late"];
    for state in [State::Submitted, State::ToDispatch, State::Claimed, State::InService, State::Reported] {
        let case = case.about(case.place().await);
        case.bring_to(state).await;
        for (who, calls) in [
            (app.as_neighbour(&case.resident).await, Vec::new()),
            (app.as_neighbour(&case.helper).await, visit.clone()),
            (app.as_desk(&case.dispatcher).await, vec!["dispatch"]),
        ] {
            let order = who.get(&format!("/orders/{}", case.order)).await;
            for action in order.body["actions"].as_array().into_iter().flatten() {
                let word = action.as_str().expect("a word");
                assert!(commands(&doc).contains(&word) || calls.contains(&word), "{state}: {word}");
            }
        }
        // the next visit of the same helper is on another day
        app.world.pass(domain::time::DAY);
    }
}

#[tokio::test]
async fn the_bounds_of_a_page_are_those_that_are_kept() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let doc = description(&app).await;
    let parameters = doc["paths"]["/orders"]["get"]["parameters"].as_array().expect("parameters");
    let limit = &parameters.iter().find(|it| it["name"] == "limit").expect("a limit")["schema"];
    let bound = |name: &str| limit[name].as_f64().unwrap_or_else(|| panic!("no {name}: {limit}"));
    let her = app.as_neighbour(&case.resident).await;
    for (limit, status) in [
        (bound("minimum") - 1.0, 422),
        (bound("minimum"), 200),
        (bound("default"), 200),
        (bound("maximum"), 200),
        (bound("maximum") + 1.0, 422),
    ] {
        her.get(&format!("/orders?limit={limit}")).await.expect(status);
    }
    for _ in 0..20 {
        case.place().await;
    }
    let page = her.get("/orders").await.expect(200);
    let lines = page.body["orders"].as_array().expect("orders").len();
    assert_eq!(lines.to_string(), bound("default").to_string());
}

/// What is null may be null, and what is promised is there.
#[track_caller]
fn fits(doc: &Value, schema: &str, answer: &Value) {
    let schema = &doc["components"]["schemas"][schema];
    for (name, value) in answer.as_object().expect("an object") {
        let property = &schema["properties"][name];
        assert!(!property.is_null(), "{name} is not described");
        assert!(!value.is_null() || may_be_null(property), "{name} is null, and described as {property}");
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        assert!(answer.get(name).is_some(), "{name} is promised, and is not in {answer}");
    }
}

fn may_be_null(schema: &Value) -> bool {
    let null = |it: &Value| it.as_str() == Some("null");
    null(&schema["type"])
        || schema["type"].as_array().is_some_and(|all| all.iter().any(null))
        || schema["oneOf"].as_array().is_some_and(|all| all.iter().any(may_be_null))
}

#[tokio::test]
async fn what_may_be_null_or_missing_is_described_so() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let doc = description(&app).await;
    let (her, desk) = (app.as_neighbour(&case.resident).await, app.as_desk(&case.dispatcher).await);
    let order = her.get(&format!("/orders/{}", case.order)).await.expect(200).body;
    assert!(order["outcome"].is_null() && order["mine"].is_null() && order["rating"].is_null());
    fits(&doc, "Order", &order);
    fits(&doc, "TimelineLine", &order["timeline"][0]);
    fits(&doc, "Item", &order["item"]);
    let orders = her.get("/orders").await.expect(200).body;
    fits(&doc, "OrderList", &orders);
    fits(&doc, "OrderLine", &orders["orders"][0]);
    let inbox = desk.get("/inbox").await.expect(200).body;
    fits(&doc, "Inbox", &inbox);
    fits(&doc, "InboxLine", &inbox["orders"][0]);
    fits(&doc, "Account", &her.get("/me").await.expect(200).body);
    fits(&doc, "Building", &app.anybody().get("/buildings").await.expect(200).body[0]);
    let words = doc["components"]["schemas"]["Order"]["properties"]["outcome"]["enum"].as_array();
    assert!(words.is_some_and(|words| words.contains(&Value::Null)), "null is one of its words");
}

/// The answer is one of those that are described at the call.
#[track_caller]
fn described(call: &Value, what: &str, answer: &Answer) {
    let status = answer.status.as_u16().to_string();
    assert!(call["responses"].get(&status).is_some(), "{what}: {status} {}", answer.text);
    if answer.status.is_client_error() {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{what}: {}", answer.text);
        let content = &call["responses"][&status]["content"]["application/problem+json"];
        assert_eq!(content["schema"]["$ref"], "#/components/schemas/Problem", "{what}: {status}");
    }
}

/// What can be wrong with a call, whatever it is about. The tokens are new each time: one of the calls
/// ends them.
async fn wrong_ways(app: &TestApp, her: &Viewer, method: &Method, path: &str, call: &Value) -> Vec<Answer> {
    let few = app.speaks(her, "nothing").await;
    let all = app.token(her.id, "api", "orders serve me desk staff").await;
    let who = app.with_token(&all);
    let send = |who: &Caller<'_>| who.request(method.clone(), path);
    let mut answers = vec![read(send(&app.anybody())).await, read(send(&few)).await];
    if call.get("requestBody").is_some() {
        let json = || send(&who).header("content-type", "application/json");
        answers.push(read(send(&who)).await);
        answers.push(read(json().body("{")).await);
        answers.push(read(json().body("{}")).await);
        answers.push(read(json().body("x".repeat(300_000))).await);
    }
    if call["parameters"].to_string().contains("If-Match") {
        answers.push(read(send(&who).header("if-match", "x").json(&json!({}))).await);
    }
    if *method == Method::GET {
        let wrong = format!("{path}?limit=x&after=x&cursor=x&filter=x");
        answers.push(read(who.request(Method::GET, &wrong)).await);
    } else {
        let keyless = app.request(method.clone(), &format!("/api/v1{path}")).bearer_auth(&all);
        answers.push(read(keyless.json(&json!({}))).await);
    }
    answers
}

#[tokio::test]
async fn each_refusal_is_described_at_its_call() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let doc = description(&app).await;
    for (path, calls) in doc["paths"].as_object().expect("paths") {
        for (method, call) in calls.as_object().expect("calls") {
            assert!(call["responses"].get("429").is_some(), "{method} {path} can be too much");
            let what = format!("{method} {path}");
            let method: Method = method.to_uppercase().parse().expect("a method");
            let path = path.replace("{id}", &app.ctx().id().to_string());
            for answer in wrong_ways(&app, &case.resident, &method, &path, call).await {
                described(call, &what, &answer);
            }
        }
    }
}

#[tokio::test]
async fn what_a_flow_refuses_is_described_at_its_call() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let doc = description(&app).await;
    let call = |method: &str, path: &str| doc["paths"][path][method].clone();
    let (her, desk) = (app.as_neighbour(&case.resident).await, app.as_desk(&case.dispatcher).await);
    let order = format!("/orders/{}", case.order);

    let mut unknown = new_order(&case);
    unknown["item_id"] = json!(app.ctx().id());
    let no = her.post("/orders", unknown).await.expect(404);
    described(&call("post", "/orders"), "an unknown item", &no);
    let closed = app.world.item(&case.town, |it| it.open = false).await;
    let mut over = new_order(&case);
    over["item_id"] = json!(closed.id);
    let no = her.post("/orders", over).await.expect(409);
    described(&call("post", "/orders"), "a closed item", &no);

    described(
        &call("get", "/inbox"),
        "no desk",
        &app.speaks(&case.resident, "desk").await.get("/inbox").await,
    );
    described(&call("get", "/offers"), "no volunteer", &her.get("/offers").await);
    let path = "/orders/{id}/commands";
    let resume = desk.post(&format!("{order}/commands"), json!({ "action": "resume" })).await.expect(409);
    described(&call("post", path), "not now", &resume);
    let old = desk.request(Method::POST, &format!("{order}/commands")).header("if-match", "\"0\"");
    let stale = read(old.json(&json!({ "action": "admit" }))).await.expect(412);
    described(&call("post", path), "an old version", &stale);
    let early = desk.post(&format!("{order}/dispatch"), json!({ "mode": "pool" })).await.expect(409);
    described(&call("post", "/orders/{id}/dispatch"), "too early", &early);
    her.poke(&format!("{order}/urges")).await.expect(200);
    let twice = her.poke(&format!("{order}/urges")).await.expect(409);
    described(&call("post", "/orders/{id}/urges"), "urged twice", &twice);
}
