//! A question that nobody answers, as browsers without a script use it, and by the API.

use domain::order::{State, TRY_APART};
use domain::time::DAY;
use serde_json::json;

use crate::app::{Answer, TestApp};
use crate::scriptless::{cookie, get, send};

async fn open(app: &TestApp, path: &str, cookie: &str) -> Answer {
    get(app, path, cookie).await.expect(200)
}

#[tokio::test]
async fn the_desk_notes_calls_and_she_takes_up_again_what_lapsed() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::NeedInfo).await;
    let (desk, path) =
        (cookie(&app, &case.dispatcher, "staff").await, format!("/desk/orders/{}", case.order));
    assert!(open(&app, &path, &desk).await.text.contains("已打过 0 次"));
    let long = "啊".repeat(501);
    let refused = send(&app, &path, &desk, &[("do", "tried"), ("words", long.as_str())]).await.expect(422);
    assert!(refused.text.contains(&long), "what was typed is there");
    // two in a row are one, and the page says from when on the next one counts
    for words in ["没人接", ""] {
        send(&app, &path, &desk, &[("do", "tried"), ("words", words)]).await.expect(303);
        let page = open(&app, &path, &desk).await.text;
        assert!(page.contains("已打过 1 次") && page.contains("14:00 以后再打，才算下一次"), "{page}");
    }
    app.world.pass(TRY_APART);
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    send(&app, &path, &desk, &[("do", "tried"), ("words", "")]).await.expect(303);
    let page = open(&app, &path, &desk).await.text;
    assert!(page.contains("已打过 2 次") && !page.contains("才算下一次"), "{page}");

    app.world.pass(5 * DAY);
    app.world.tick().await;
    assert_eq!(case.now().await.state, State::Cancelled);
    let (her, path) = (cookie(&app, &case.resident, "resident").await, format!("/orders/{}", case.order));
    let told = open(&app, "/messages", &her).await;
    assert!(told.text.contains("14 天内点一下就接着办") && told.text.contains(&format!("href=\"{path}\"")));
    let page = open(&app, &path, &her).await;
    assert!(page.text.contains("value=\"reopen\"") && page.text.contains("没人接"), "{}", page.text);
    send(&app, &path, &her, &[("do", "reopen"), ("action", "reopen"), ("words", "")]).await.expect(303);
    assert_eq!(case.now().await.state, State::ToDispatch);
    assert!(!open(&app, &path, &her).await.text.contains("value=\"reopen\""));
}

#[tokio::test]
async fn while_it_waits_nobody_reads_a_promise_that_is_over() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let (her, desk) =
        (cookie(&app, &case.resident, "resident").await, cookie(&app, &case.dispatcher, "staff").await);
    let (hers, desks) = (format!("/orders/{}", case.order), format!("/desk/orders/{}", case.order));
    let page = open(&app, &hers, &her).await.text;
    assert!(page.contains("承诺 ") && !page.contains("顺延"), "{page}");
    case.bring_to(State::NeedInfo).await;
    let page = open(&app, &hers, &her).await.text;
    assert!(page.contains("等您回答的时候，承诺的时间顺延") && page.contains("前回答"), "{page}");
    assert!(!page.contains("承诺 "), "{page}");
    let page = open(&app, &desks, &desk).await.text;
    assert!(page.contains("等居民回答，承诺的时间顺延") && page.contains("等居民回答，到 "), "{page}");
    assert!(!page.contains("前有回音"), "the question lapses then, nobody answers: {page}");
}

#[tokio::test]
async fn a_program_is_told_until_when_it_can_be_taken_up_again() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::NeedInfo).await;
    for _ in 0..2 {
        app.world.pass(TRY_APART);
        let desk = cookie(&app, &case.dispatcher, "staff").await;
        send(&app, &format!("/desk/orders/{}", case.order), &desk, &[("do", "tried")]).await.expect(303);
    }
    app.world.pass(5 * DAY);
    app.world.tick().await;
    let (her, path) = (app.as_neighbour(&case.resident).await, format!("/orders/{}", case.order));
    let order = her.get(&path).await.expect(200);
    assert_eq!(order.body["due_at"], json!(app.world.now().plus(14 * DAY).0));
    let offered = order.body["actions"].as_array().expect("actions");
    assert!(offered.contains(&json!("reopen")), "{}", order.text);
    let again = json!({ "action": "reopen", "words": "三楼" });
    let moved = her.post(&format!("{path}/commands"), again.clone()).await.expect(200);
    assert_eq!(moved.body["state"], "to_dispatch");
    her.post(&format!("{path}/commands"), again).await.expect_problem(409, "not_now");
}
