//! Browsers signed in: what their cookie is, when it is replaced, and where it ends.

use backend::flow::sign_in;
use backend::testing::Case;
use backend::{password, store};
use reqwest::Method;
use reqwest::header::{COOKIE, ORIGIN, SET_COOKIE, USER_AGENT};

use crate::app::{Answer, TestApp, read};

async fn send(app: &TestApp, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
    let request = app.request(Method::POST, path).header(ORIGIN, &app.base).header(COOKIE, cookie);
    let request = request.header(USER_AGENT, "Mozilla/5.0 (Linux; Android 13; V2244A) Mobile");
    read(request.form(form)).await
}

async fn get(app: &TestApp, path: &str, cookie: &str) -> Answer {
    read(app.request(Method::GET, path).header(COOKIE, cookie)).await
}

/// The session cookies that an answer brings, each as it is sent back, and with its attributes.
fn cookies(answer: &Answer) -> Vec<(String, String)> {
    let all = answer.headers.get_all(SET_COOKIE).iter().map(|it| it.to_str().expect("text").to_owned());
    all.filter(|it| it.starts_with("linli="))
        .map(|it| (it.split(';').next().expect("a pair").to_owned(), it))
        .collect()
}

/// Signs in with a card from the desk, from a browser that has this cookie.
async fn enter(app: &TestApp, case: &Case, cookie: &str) -> String {
    let card =
        sign_in::issue_card(app.ctx(), &case.dispatcher, case.resident.id, true).await.expect("a card");
    let answer = send(app, "/sign-in", cookie, &[("do", "card"), ("card", &card)]).await.expect(303);
    let (cookie, line) = cookies(&answer).pop().expect("a session");
    assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
    cookie
}

async fn is_signed_in(app: &TestApp, cookie: &str) -> bool {
    get(app, "/account/sessions", cookie).await.text.contains("正在用的这一台")
}

#[tokio::test]
async fn somebody_ends_their_session_on_another_device() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let (lost, here) = (enter(&app, &case, "").await, enter(&app, &case, "").await);
    let page = get(&app, "/account/sessions", &here).await.expect(200).text;
    assert_eq!((page.matches("安卓手机").count(), page.matches("正在用的这一台").count()), (2, 1), "{page}");
    let id = page.split("name=\"session_id\" value=\"").nth(1).and_then(|it| it.split('"').next());
    let form = [("do", "end"), ("session_id", id.expect("the other one"))];
    let stranger = format!("linli={}", app.token(case.helper.id, "resident", "").await);
    send(&app, "/account/sessions", &stranger, &form).await.expect(404);
    assert!(is_signed_in(&app, &lost).await, "only their own");
    let answer = send(&app, "/account/sessions", &here, &form).await.expect(303);
    assert_eq!(answer.header("location"), "/account/sessions?done=signed_out");
    assert!(!is_signed_in(&app, &lost).await && is_signed_in(&app, &here).await);

    let third = enter(&app, &case, "").await;
    send(&app, "/account/sessions", &here, &[("do", "others")]).await.expect(303);
    assert!(!is_signed_in(&app, &third).await && is_signed_in(&app, &here).await);
    let form = [("do", "end"), ("session_id", "7")];
    send(&app, "/account/sessions", &here, &form).await.expect(404);
    get(&app, "/account/sessions", "").await.expect(401);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_this_browser_had() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let first = enter(&app, &case, "").await;
    let second = enter(&app, &case, &first).await;
    assert_ne!(first, second);
    assert!(!is_signed_in(&app, &first).await && is_signed_in(&app, &second).await);
}

/// Reports in: another role.
async fn join(app: &TestApp, cookie: &str) -> Answer {
    let op = app.ctx().id().to_string();
    let form = [("do", "join"), ("client_op_id", &op), ("skills", "repair")];
    send(app, "/times", cookie, &form).await.expect(303)
}

#[tokio::test]
async fn another_role_replaces_the_cookie_and_the_old_one_is_dead() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let old = enter(&app, &case, "").await;
    assert!(cookies(&get(&app, "/account", &old).await).is_empty(), "nothing has changed yet");
    let answer = join(&app, &old).await;
    assert!(cookies(&answer).is_empty());

    let (new, line) = cookies(&get(&app, "/account", &old).await).pop().expect("another cookie");
    assert!(line.contains("HttpOnly") && line.contains("Max-Age=77"), "as long as the session: {line}");
    assert!(is_signed_in(&app, &old).await, "what the page asked for at the same time is answered");
    assert!(is_signed_in(&app, &new).await);
    assert!(!is_signed_in(&app, &old).await, "the old one is dead");
    assert!(cookies(&get(&app, "/account", &new).await).is_empty(), "once is enough");
}

#[tokio::test]
async fn signing_out_wins_over_a_new_cookie() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let old = enter(&app, &case, "").await;
    join(&app, &old).await;
    let answer = send(&app, "/account", &old, &[("do", "sign_out")]).await.expect(303);
    let brought = cookies(&answer);
    assert_eq!(brought.last().expect("cleared").0, "linli=", "{brought:?}");
    assert!(!is_signed_in(&app, &old).await);
    for (cookie, _) in brought {
        assert!(!is_signed_in(&app, &cookie).await);
    }
}

#[tokio::test]
async fn the_cookie_of_staff_is_for_requests_of_this_site_only() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let secret = password::totp_secret(app.ctx());
    let hash = password::hash(app.ctx(), "correct horse battery").await.expect("a hash");
    let mut tx = app.ctx().db.begin().await.expect("a transaction");
    store::staff::set(&mut tx, case.dispatcher.id, &hash, &secret, app.world.now()).await.expect("set");
    let who = store::people::find(&mut tx, case.dispatcher.id).await.expect("a query").expect("a person");
    tx.commit().await.expect("a commit");
    let totp = password::totp_now(&secret, app.world.now()).expect("six digits");
    let phone = who.phone.expect("a number");
    let form = [("phone", &*phone), ("password", "correct horse battery"), ("totp", &totp)];
    let answer = send(&app, "/sign-in/staff", "", &form).await.expect(303);
    let (cookie, line) = cookies(&answer).pop().expect("a session");
    assert!(line.contains("SameSite=Strict") && line.contains("Max-Age=28800"), "{line}");
    assert!(get(&app, "/account/sessions", &cookie).await.text.contains("安卓手机 · "));
}
