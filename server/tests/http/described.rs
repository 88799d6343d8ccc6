//! `/openapi.json`: what it says of a call is what the call does.

use domain::order::{Action, State};
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{TestApp, read};

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
