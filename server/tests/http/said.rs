//! What pages say of times and people.

use backend::testing::Case;
use domain::order::State;
use domain::time::DAY;

use crate::app::TestApp;
use crate::scriptless::{cookie, get, order};

async fn page(app: &TestApp, path: &str, cookie: &str) -> String {
    get(app, path, cookie).await.expect(200).text
}

/// As if she had said "as soon as possible".
async fn as_soon_as_possible(app: &TestApp) {
    let soon = format!("update orders set window_end = window_start + {}", domain::time::SOON);
    app.world.raw(&soon).await.expect("an update");
}

async fn name(app: &TestApp, case: &Case) -> String {
    let mut tx = app.ctx().db.read().await.expect("a transaction");
    let helper = backend::store::people::find(&mut tx, case.helper.id).await.expect("a query");
    helper.expect("somebody").name
}

#[tokio::test]
async fn she_reads_first_who_comes_and_when() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Claimed).await;
    let hers = cookie(&app, &case.resident, "resident").await;
    let helps = cookie(&app, &case.helper, "resident").await;
    let path = format!("/orders/{}", case.order);
    let name = name(&app, &case).await;
    let read = page(&app, &path, &hers).await;
    assert!(read.contains(&format!("{name}接了单，")) && read.contains(" 上门，请准备好敲门码"), "{read}");
    let read = page(&app, &path, &helps).await;
    assert!(!read.contains("接了单，") && read.contains(" 上门。"), "{read}");
    as_soon_as_possible(&app).await;
    let read = page(&app, &path, &hers).await;
    assert!(read.contains(&format!("{name}接了单，会尽快上门，")), "{read}");
    assert!(page(&app, &path, &helps).await.contains("接下来：尽快上门。"));
}

#[tokio::test]
async fn whoever_goes_reads_when_they_are_expected() {
    let app = TestApp::new().await;
    let placed = app.world.now();
    let case = app.case().await;
    case.bring_to(State::Claimed).await;
    let placed = app::words::moment_in(app::Locale::zh_CN, placed);
    let order = case.now().await;
    let clock = |at| {
        let (_, minute) = app::words::local_calendar().local(at);
        format!("{}:{:02}", minute / 60, minute % 60)
    };
    let expected = format!("{}–{}", clock(order.window_start), clock(order.window_end));
    let helps = cookie(&app, &case.helper, "resident").await;
    let read = page(&app, "/offers", &helps).await;
    assert!(read.contains(&expected) && !read.contains(&placed), "{read}");
    // when something was ordered is said to be that
    let hers = cookie(&app, &case.resident, "resident").await;
    let read = page(&app, "/orders", &hers).await;
    assert!(read.contains(&format!("{placed} 点的单")), "{read}");
    as_soon_as_possible(&app).await;
    assert!(page(&app, "/offers", &helps).await.contains("尽快，答应居民 "));
}

#[tokio::test]
async fn hours_of_another_year_say_which() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Confirmed).await;
    let helps = cookie(&app, &case.helper, "resident").await;
    assert!(!page(&app, "/wallet", &helps).await.contains(" 年 "));
    app.world.pass(366 * DAY);
    // a session holds no year: this is another one
    let helps = cookie(&app, &case.helper, "resident").await;
    let read = page(&app, "/wallet", &helps).await;
    assert!(read.contains(" 年 ") && read.contains(" 月 "), "{read}");
}

#[tokio::test]
async fn a_strangers_phone_is_needed_and_as_soon_as_possible_has_no_time_of_day() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let path = format!("/menu/{}", case.item.id);
    let hers = cookie(&app, &case.resident, "resident").await;
    let phone = |page: &str| {
        let tag = page.split('<').find(|tag| tag.contains("id=\"field-contact_phone\"")).expect("the field");
        (page.contains("验证码发到这里"), tag.contains(" required"))
    };
    assert_eq!(phone(&page(&app, &path, "").await), (true, true));
    let read = page(&app, &path, &hers).await;
    assert_eq!(phone(&read), (false, false));
    assert!(read.contains("另选了日子的话，什么时间"), "{read}");
    // whatever stands there
    let form = [("door", "3单元202"), ("day", "soon"), ("part", "evening"), ("contact_name", "张素珍")];
    let placed = order(&app, &case, &path, &hers, &form).await.expect(303);
    let read = page(&app, placed.header("location"), &hers).await;
    assert!(read.contains("<dd>尽快"), "{read}");
}
