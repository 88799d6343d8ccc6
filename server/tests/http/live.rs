//! `GET /live`: whoever looks hears of what concerns them, and of nothing else.

use std::time::Duration;

use domain::dispatch::Mode;
use domain::member::{Role, Viewer};
use domain::order::State;
use futures::StreamExt as _;
use reqwest::Method;

use crate::app::TestApp;

/// An open page.
struct Page {
    body: futures::stream::BoxStream<'static, reqwest::Result<axum::body::Bytes>>,
    text: String,
}

impl Page {
    async fn open(app: &TestApp, who: &Viewer, last: Option<i64>) -> Self {
        let kind = if who.staff_session { "staff" } else { "resident" };
        let token = app.token(who.id, kind, "").await;
        let mut request = app.request(Method::GET, "/live").header("cookie", format!("linli={token}"));
        if let Some(last) = last {
            request = request.header("last-event-id", last.to_string());
        }
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut page = Self { body: response.bytes_stream().boxed(), text: String::new() };
        page.until("retry: 3000\n\n").await;
        page
    }

    /// Reads until the text holds this; fails after five seconds.
    async fn until(&mut self, wanted: &str) {
        while !self.text.contains(wanted) {
            let piece = tokio::time::timeout(Duration::from_secs(5), self.body.next()).await;
            let piece = piece.unwrap_or_else(|_| panic!("{wanted:?} was not heard, but {:?}", self.text));
            self.text += &String::from_utf8_lossy(&piece.expect("the feed is open").expect("a piece"));
        }
    }

    /// Whether anything about orders was heard within a moment.
    async fn hears_nothing(mut self) {
        let piece = tokio::time::timeout(Duration::from_millis(300), self.body.next()).await;
        assert!(piece.is_err(), "heard {piece:?}");
        assert!(!self.text.contains("event: order"), "{}", self.text);
    }
}

#[tokio::test]
async fn the_resident_the_desk_and_the_pool_hear_and_nobody_else() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let town = case.town;
    let far_helper = app
        .world
        .helper(&town, backend::testing::Helper { building: Some(town.far_building), ..Default::default() })
        .await;
    let far_desk = app.world.staff("周强", Role::Dispatcher, town.neighbour, town.neighbour_building).await;
    let other = app.world.resident("陌生人", town.building).await;
    app.world.pass(domain::time::MINUTE);

    let mut hers = Page::open(&app, &case.resident, None).await;
    let mut desk = Page::open(&app, &case.dispatcher, None).await;
    let mut street = Page::open(&app, &case.coordinator, None).await;
    let mut helper = Page::open(&app, &case.helper, None).await;
    let quiet = [
        Page::open(&app, &far_helper, None).await,
        Page::open(&app, &far_desk, None).await,
        Page::open(&app, &other, None).await,
    ];
    case.bring_to(State::Offered).await;
    let order = case.order.to_string();
    for page in [&mut hers, &mut desk, &mut street, &mut helper] {
        page.until(&order).await;
        assert!(page.text.contains("event: order"), "{}", page.text);
        for private in ["2单元", "王秀英", "想找"] {
            assert!(!page.text.contains(private), "{}", page.text);
        }
    }
    for page in quiet {
        page.hears_nothing().await;
    }
}

#[tokio::test]
async fn somebody_asked_by_name_hears_and_the_others_do_not() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::ToDispatch).await;
    let other = app.world.helper(&case.town, Default::default()).await;
    app.world.pass(domain::time::MINUTE);
    let mut asked = Page::open(&app, &case.helper, None).await;
    let not_asked = Page::open(&app, &other, None).await;
    case.dispatch(Mode::Direct, Some(case.helper.id)).await.expect("a dispatch");
    asked.until(&case.order.to_string()).await;
    not_asked.hears_nothing().await;
}

#[tokio::test]
async fn whoever_comes_back_hears_what_was_missed() {
    let app = TestApp::new().await;
    let case = app.case().await;
    app.world.pass(domain::time::MINUTE);
    let page = Page::open(&app, &case.resident, None).await;
    let mark = page.text.rsplit("id: ").next().and_then(|rest| rest.lines().next()?.parse::<i64>().ok());
    drop(page);
    case.bring_to(State::Offered).await;
    app.world.pass(domain::time::DAY);
    let back = Page::open(&app, &case.resident, Some(mark.expect("a mark"))).await;
    assert!(back.text.matches("event: order").count() >= 2, "{}", back.text);
    // after so much that it is not worth telling, the page reads everything anew
    let long_ago = Page::open(&app, &case.resident, Some(-1)).await;
    assert!(long_ago.text.contains("event: "), "{}", long_ago.text);
}

#[tokio::test]
async fn the_feed_ends_with_the_server() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let mut page = Page::open(&app, &case.resident, None).await;
    app.stop();
    let end =
        tokio::time::timeout(Duration::from_secs(5), async { while page.body.next().await.is_some() {} })
            .await;
    assert!(end.is_ok(), "the feed is still open");
}
