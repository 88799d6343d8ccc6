//! Who was noted as not having come, as a browser without a script shows it to them.

use backend::flow::no_show::report_no_show;
use backend::testing::{Helper, op};
use domain::order::State;
use domain::time::{HOUR, MINUTE};

use crate::app::TestApp;
use crate::scriptless::{cookie, get, send};

#[tokio::test]
async fn who_was_there_enters_both_keys_where_it_says_that_they_did_not_come() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Claimed).await;
    let keys = case.keys().await;
    // thirteen o'clock and fifty minutes
    app.world.pass(3 * HOUR + 50 * MINUTE);
    let noted = report_no_show(app.ctx(), &case.dispatcher, op(&app.world), case.order, case.helper.id).await;
    noted.expect("noted");
    let (mine, path) = (cookie(&app, &case.helper, "resident").await, format!("/orders/{}", case.order));
    let page = get(&app, &path, &mine).await.expect(200).text;
    assert!(page.contains("补填两个敲门码") && page.contains("value=\"later\""), "{page}");
    let day = app.ctx().calendar().local(app.world.now()).0.to_string();
    assert!(page.contains(&format!("value=\"{day}\"")), "{page}");
    let later = async |leave_key: &str| {
        let form = [
            ("do", "later"),
            ("day", day.as_str()),
            ("arrived_at", "13:00"),
            ("key", keys.arrive_key.as_str()),
            ("left_at", "13:45"),
            ("leave_key", leave_key),
        ];
        send(&app, &path, &mine, &form).await
    };
    let refused = later("").await.expect(422).text;
    assert!(refused.contains("field-error") && refused.contains("value=\"13:45\""), "{refused}");
    later(&keys.leave_key).await.expect(303);
    assert_eq!(case.now().await.state, State::Confirmed);
    assert_eq!(case.wallet(&case.helper).await.2, 45);
}

#[tokio::test]
async fn once_somebody_else_goes_it_says_what_to_do_instead() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::Claimed).await;
    let other = app.world.helper(&case.town, Helper::default()).await;
    app.world.pass(3 * HOUR + 50 * MINUTE);
    let noted = report_no_show(app.ctx(), &case.dispatcher, op(&app.world), case.order, case.helper.id).await;
    noted.expect("noted");
    case.accept(&other).await.expect("a yes");
    let mine = cookie(&app, &case.helper, "resident").await;
    let page = get(&app, &format!("/orders/{}", case.order), &mine).await.expect(200).text;
    assert!(page.contains("现在补填不了敲门码了") && !page.contains("value=\"later\""), "{page}");
}
