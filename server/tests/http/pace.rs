//! How often somebody may ask: 60 changes a minute a person, 300 answers in five minutes an address.

use backend::flow::pace::{self, QUERIES, QUERY_WINDOW, WRITES};
use backend::testing::{Kind, World};
use domain::time::MINUTE;
use reqwest::Method;
use reqwest::header::{COOKIE, ORIGIN};

use crate::app::{Answer, TestApp, read};

async fn from(app: &TestApp, path: &str, address: &str, cookie: &str) -> Answer {
    let request = app.request(Method::GET, path).header("x-forwarded-for", address);
    read(request.header(COOKIE, cookie)).await
}

async fn rename(app: &TestApp, cookie: &str, name: &str) -> Answer {
    let form = [("do", "profile"), ("name", name), ("door", "1-101"), ("area_id", "none")];
    let request = app.request(Method::POST, "/account").header(ORIGIN, &app.base).header(COOKIE, cookie);
    read(request.header("x-forwarded-for", "203.0.113.9").form(&form)).await
}

fn seconds(answer: &Answer) -> i64 {
    answer.header("retry-after").parse().expect("seconds")
}

#[tokio::test]
async fn an_address_reads_three_hundred_times_and_nobody_else_is_stopped_by_it() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let cookie = format!("linli={}", app.token(case.resident.id, "resident", "").await);
    let paths = ["/how", "/api/v1/menu", "/menu"];
    for (nth, path) in (0..QUERIES).zip(paths.iter().cycle()) {
        let status = from(&app, path, "203.0.113.9", "").await.status;
        assert_eq!(status.as_u16(), 200, "the {}th", nth + 1);
    }
    let page = from(&app, "/how", "203.0.113.9", "").await.expect(429);
    assert!(page.text.contains("请歇一会儿再看") && (1..=300).contains(&seconds(&page)), "{}", page.text);
    let api = from(&app, "/api/v1/menu", "203.0.113.9", "").await.expect_problem(429, "too_many");
    assert_eq!(seconds(&api), seconds(&page));
    from(&app, "/how", "203.0.113.10", "").await.expect(200);
    from(&app, "/how", "203.0.113.9", &cookie).await.expect(200);
    from(&app, "/sign-in", "203.0.113.9", "").await.expect(200);
    from(&app, "/healthz", "203.0.113.9", "").await.expect(200);
    from(&app, "/pkg/linli.css", "203.0.113.9", "").await.expect(200);
    // on the machine itself addresses say nothing
    read(app.request(Method::GET, "/how")).await.expect(200);
    app.world.pass(QUERY_WINDOW);
    from(&app, "/how", "203.0.113.9", "").await.expect(200);
}

#[tokio::test]
async fn sixty_changes_a_minute_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let cookie = format!("linli={}", app.token(case.resident.id, "resident", "").await);
    for nth in 1..=WRITES {
        // refused for another reason, and counted all the same
        assert_eq!(rename(&app, &cookie, "王秀英").await.status.as_u16(), 422, "the {nth}th");
    }
    let answer = rename(&app, &cookie, "王秀英奶奶").await.expect(429);
    assert!(answer.text.contains("王秀英奶奶"), "what was typed is there");
    assert!((1..=60).contains(&seconds(&answer)));
    from(&app, "/account", "203.0.113.9", &cookie).await.expect(200);
    let program = app.as_neighbour(&case.resident).await;
    let urge = || program.request(Method::POST, &format!("/orders/{}/urges", case.order));
    read(urge().header("x-forwarded-for", "203.0.113.9")).await.expect_problem(429, "too_many");
    read(urge()).await.expect(200);
    let other = format!("linli={}", app.token(case.helper.id, "resident", "").await);
    assert_eq!(rename(&app, &other, "张志强").await.status.as_u16(), 422);
    app.world.pass(MINUTE);
    assert_eq!(rename(&app, &cookie, "王秀英").await.status.as_u16(), 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_forgets_nothing_and_servers_tell_each_other() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let world = World::new(kind).await;
        let address = "203.0.113.9".parse().expect("an address");
        for _ in 0..QUERIES {
            pace::query(&world.ctx, address).expect("within the limit");
        }
        assert_eq!(pace::write_down(&world.ctx).await.expect("written"), 1);
        assert_eq!(pace::write_down(&world.ctx).await.expect("nothing new"), 0);
        let second = world.second_server().await;
        pace::query(&second, address).expect("it does not know yet");
        pace::write_down(&second).await.expect("written and learnt");
        pace::query(&second, address).expect_err("now it does");
        let third = world.second_server().await;
        pace::recall(&third).await.expect("learnt");
        pace::query(&third, address).expect_err("as after a restart");
        world.pass(QUERY_WINDOW);
        let fourth = world.second_server().await;
        pace::recall(&fourth).await.expect("nothing to learn");
        pace::query(&fourth, address).expect("another window");
    }
}
