//! 改时间 and visits that are late, as browsers without a script use them, and by the API.

use backend::testing::Case;
use domain::dispatch::Mode;
use domain::form::{Chosen, Command};
use domain::order::State;
use domain::time::{DAY, HOUR, MINUTE, Window};
use serde_json::json;

use crate::app::TestApp;
use crate::scriptless::{cookie, get, send};

/// The local day so many days from now.
fn day(app: &TestApp, days: i64) -> String {
    app.ctx().calendar().local(app.world.now().plus(days * DAY)).0.to_string()
}

#[tokio::test]
async fn she_changes_the_time_by_a_form_and_a_day_that_is_over_comes_back() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let (her, path) = (cookie(&app, &case.resident, "resident").await, format!("/orders/{}", case.order));
    let drawn = get(&app, &path, &her).await.expect(200).text;
    assert!(drawn.contains("value=\"reschedule\"") && drawn.contains("还没人接单"), "{drawn}");
    let change = async |day: &str, part: &str| {
        let form = [("do", "reschedule"), ("action", "reschedule"), ("day", day), ("part", part)];
        send(&app, &path, &her, &form).await
    };
    let refused = change(&day(&app, -1), "evening").await.expect(422).text;
    assert!(refused.contains("field-error"), "{refused}");
    assert!(refused.contains("value=\"evening\" checked"), "what was chosen is chosen: {refused}");
    for nothing in ["", "never"] {
        change(nothing, "any").await.expect(422);
    }
    // beyond the days to choose from at a glance: it stays the one that is chosen
    let far = day(&app, 20);
    change(&far, "afternoon").await.expect(303);
    let drawn = get(&app, &path, &her).await.expect(200).text;
    assert!(drawn.contains("时间改成 12 月 13 日") && drawn.contains("13:30–17:30"), "{drawn}");
    assert!(drawn.contains(&format!("value=\"{far}\" selected")), "{drawn}");
    assert!(drawn.contains("value=\"afternoon\" checked"), "{drawn}");

    // any time ends with the evening, and is not the evening
    change(&far, "any").await.expect(303);
    let drawn = get(&app, &path, &her).await.expect(200).text;
    assert!(drawn.contains("value=\"any\" checked"), "{drawn}");

    case.bring_to(State::Claimed).await;
    let drawn = get(&app, &path, &her).await.expect(200).text;
    assert!(!drawn.contains("value=\"reschedule\"") && drawn.contains("要改时间，请打社区电话"), "{drawn}");
    change(&day(&app, 2), "any").await.expect(409);
}

#[tokio::test]
async fn the_desk_says_whether_who_comes_was_asked() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Claimed).await;
    let (desk, path) =
        (cookie(&app, &case.dispatcher, "staff").await, format!("/desk/orders/{}", case.order));
    let drawn = get(&app, &path, &desk).await.expect(200).text;
    assert!(drawn.contains("name=\"helpers_agree\"") && drawn.contains("先和居民说好"), "{drawn}");
    let tomorrow = day(&app, 1);
    let form = [("do", "reschedule"), ("action", "reschedule"), ("day", &tomorrow), ("part", "morning")];
    let kept: Vec<_> = form.into_iter().chain([("helpers_agree", "yes")]).collect();
    send(&app, &path, &desk, &kept).await.expect(303);
    assert_eq!(case.now().await.state, State::Claimed);
    let told = get(&app, "/messages", &cookie(&app, &case.helper, "resident").await).await.expect(200).text;
    assert!(told.contains("陪伴改了时间"), "{told}");
    send(&app, &path, &desk, &form).await.expect(303);
    assert_eq!(case.now().await.state, State::ToDispatch);
}

/// The order is asked for another time than the one that stands on a page somebody still has open.
async fn asked_anew(app: &TestApp) -> (Case, Window) {
    let case = app.case().await;
    case.bring_to(State::Offered).await;
    let read = case.now().await.window();
    let start = app.world.now().plus(2 * DAY);
    let window = Window { start, end: start.plus(3 * HOUR) };
    let to = Chosen { window, agreed: Some(window.end) };
    case.run(&case.resident, Command::Reschedule { to, helpers_agree: false }).await.expect("another time");
    case.dispatch(Mode::Pool, None).await.expect("open to all");
    (case, read)
}

#[tokio::test]
async fn a_yes_is_to_the_time_that_was_read() {
    let app = TestApp::new().await;
    let (case, read) = asked_anew(&app).await;
    let (theirs, path) = (cookie(&app, &case.helper, "resident").await, format!("/offers/{}", case.order));
    let yes = async |window: Window| {
        send(&app, &path, &theirs, &[("do", "accept"), ("window", &window.to_string())]).await
    };
    let page = yes(read).await.expect(409).text;
    let now = case.now().await.window();
    assert!(page.contains("这单的时间改了") && page.contains(&format!("value=\"{now}\"")), "{page}");
    yes(now).await.expect(303);
    assert_eq!(case.now().await.state, State::Claimed);
}

#[tokio::test]
async fn a_program_says_yes_to_the_time_it_has_read() {
    let app = TestApp::new().await;
    let (case, read) = asked_anew(&app).await;
    let helper = app.as_neighbour(&case.helper).await;
    let yes = format!("/offers/{}/acceptance", case.order);
    helper.post(&format!("{yes}?window=soon"), json!({})).await.expect_problem(422, "please_check");
    helper.post(&format!("{yes}?window={read}"), json!({})).await.expect_problem(409, "other_time");
    helper.post(&format!("{yes}?window={}", case.now().await.window()), json!({})).await.expect(201);
}

#[tokio::test]
async fn a_program_changes_the_time() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let (her, path) = (app.as_neighbour(&case.resident).await, format!("/orders/{}", case.order));
    let order = her.get(&path).await.expect(200);
    assert!(order.body["actions"].as_array().expect("actions").contains(&json!("reschedule")));
    let commands = format!("{path}/commands");
    let wrong = json!({ "action": "reschedule" });
    her.post(&commands, wrong).await.expect_problem(422, "please_check");
    let change = json!({ "action": "reschedule", "day": day(&app, 2), "part": "evening" });
    her.post(&commands, change).await.expect(200);
    let evening =
        app.ctx().calendar().at(app.ctx().calendar().local(app.world.now().plus(2 * DAY)).0, 18 * 60);
    assert_eq!(her.get(&path).await.expect(200).body["window_start"], json!(evening.0));
}

#[tokio::test]
async fn a_visit_that_is_late_is_said_to_her_and_to_the_desk() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Claimed).await;
    let (desk, her) =
        (cookie(&app, &case.dispatcher, "staff").await, cookie(&app, &case.resident, "resident").await);
    let (late, lines) = ("约的时间过了，还没到", format!("href=\"/desk/orders/{}\"", case.order));
    assert!(!get(&app, "/desk", &desk).await.expect(200).text.contains(&lines));
    app.world.pass(3 * HOUR + 30 * MINUTE);
    // the one of before has ended: nobody was at the desk for so long
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    let list = get(&app, "/desk", &desk).await.expect(200).text;
    assert!(list.contains(&lines) && list.contains(late), "{list}");
    let page = get(&app, &format!("/desk/orders/{}", case.order), &desk).await.expect(200).text;
    assert!(page.contains("还没到。请打电话问一问"), "{page}");
    let hers = format!("/orders/{}", case.order);
    let his = cookie(&app, &case.helper, "resident").await;
    let page = get(&app, &hers, &his).await.expect(200).text;
    assert!(page.contains("到了就在下面输敲门码") && !page.contains("请打电话问一问"), "{page}");
    assert!(!get(&app, &hers, &her).await.expect(200).text.contains("人还没到"), "it is not over yet");
    app.world.pass(3 * HOUR);
    let page = get(&app, &hers, &her).await.expect(200).text;
    assert!(page.contains("约的时间过了，人还没到") && page.contains("人没来"), "{page}");
}

#[tokio::test]
async fn what_was_said_last_stands_above_what_the_desk_can_do() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::NeedInfo).await;
    case.run(&case.resident, Command::Answer { words: "厨房的水管".to_owned() }).await.expect("an answer");
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    let page = get(&app, &format!("/desk/orders/{}", case.order), &desk).await.expect(200).text;
    let (said, moves) =
        (page.find("厨房的水管").expect("it is there"), page.find("不予受理").expect("a way"));
    assert!(page.contains("刚才说的") && said < moves, "{page}");
    case.run(&case.dispatcher, Command::TakeOn).await.expect("taken on");
    let page = get(&app, &format!("/desk/orders/{}", case.order), &desk).await.expect(200).text;
    assert!(!page.contains("刚才说的"), "it has gone on since: {page}");
}
