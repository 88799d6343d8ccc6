//! When a volunteer can be asked: the page as a browser without a script uses it, and `/me/times`.

use reqwest::Method;
use reqwest::header::{COOKIE, ORIGIN};
use serde_json::{Value, json};

use crate::app::{Answer, TestApp, read};

/// What stands in a field of the page.
fn field(page: &Answer, name: &str) -> Option<String> {
    let name = format!("name=\"{name}\"");
    let mut tags = page.text.split("<input").filter_map(|it| it.split('>').next());
    let tag = tags.find(|it| it.contains(&name))?;
    tag.split("value=\"").nth(1)?.split('"').next().map(str::to_owned)
}

fn night(page: &Answer) -> (String, String) {
    (field(page, "quiet_start").expect("a field"), field(page, "quiet_end").expect("a field"))
}

#[tokio::test]
async fn own_quiet_hours_are_kept_and_shown_again() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let cookie = format!("linli={}", app.token(case.helper.id, "resident", "").await);
    let open = || read(app.request(Method::GET, "/times").header(COOKIE, &cookie));
    let set = |start: &str, end: &str| {
        let op = app.ctx().id().to_string();
        let form = [
            ("do", "times"),
            ("client_op_id", &op),
            ("slots", "6-morning"),
            ("quiet_start", start),
            ("quiet_end", end),
        ];
        let request = app.request(Method::POST, "/times").header(ORIGIN, &app.base).header(COOKIE, &cookie);
        read(request.form(&form))
    };
    assert_eq!(night(&open().await.expect(200)), ("21:00".to_owned(), "08:00".to_owned()));
    let kept = set("22:30", "600").await.expect(303);
    assert_eq!(kept.header("location"), "/times?done=saved");
    assert_eq!(night(&open().await.expect(200)), ("22:30".to_owned(), "06:00".to_owned()));

    let refused = set("10点半", "07:00").await.expect(422);
    assert_eq!(night(&refused), ("10点半".to_owned(), "07:00".to_owned()), "what was typed is there");
    assert!(refused.text.contains("field-error"), "{}", refused.text);
    assert_eq!(night(&open().await.expect(200)), ("22:30".to_owned(), "06:00".to_owned()));
}

#[tokio::test]
async fn programs_read_and_set_them_too() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let helper = app.as_neighbour(&case.helper).await;
    let set = |body: Value| read(helper.request(Method::PUT, "/me/times").json(&body));
    let first = helper.get("/me/times").await.expect(200).body;
    assert_eq!((&first["quiet_start"], &first["quiet_end"]), (&json!("21:00"), &json!("08:00")));
    let mut mine = json!({
        "slots": ["6-morning", "7-evening"], "weekend_only": true, "urgent_opt_in": true, "paused": false,
        "quiet_start": "23:00", "quiet_end": "0630",
    });
    set(mine.clone()).await.expect(204);
    mine["quiet_end"] = json!("06:30");
    assert_eq!(helper.get("/me/times").await.expect(200).body, mine);
    set(mine.clone()).await.expect(204);
    assert_eq!(helper.get("/me/times").await.expect(200).body, mine, "as it was given");
    mine["quiet_end"] = json!("25:00");
    let refused = set(mine).await.expect_problem(422, "please_check");
    assert_eq!(refused.body["errors"][0]["field"], "quiet_end");
    set(json!({ "quiet_start": "23:00" })).await.expect_problem(422, "wrong_shape");
    let resident = app.as_neighbour(&case.resident).await;
    resident.get("/me/times").await.expect_problem(404, "not_found");
    let reader = app.speaks(&case.helper, "me").await;
    reader.get("/me/times").await.expect_problem(403, "scope_missing");
}
