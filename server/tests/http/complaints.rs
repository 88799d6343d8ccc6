//! `/complaints` and `/desk/complaints`, as browsers without a script use them.

use backend::flow::complain;
use domain::member::Role;

use crate::app::TestApp;
use crate::scriptless::{cookie, get, send};

#[tokio::test]
async fn a_complaint_is_answered_at_the_desk_and_read_by_its_receipt() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let form = [("do", "complain"), ("about", "楼道灯"), ("words", "报了一周没人修"), ("contact", "")];
    let sent = send(&app, "/complaints", "", &form).await.expect(303);
    let page = sent.header("location").to_owned();
    let receipt = page.strip_prefix("/complaints?receipt=").expect("a receipt").to_owned();
    let waits = get(&app, &page, "").await.expect(200);
    assert!(waits.text.contains(&receipt) && waits.text.contains("最迟答复"), "{}", waits.text);
    assert!(!waits.text.contains("报了一周没人修"), "the number opens nothing but the answer");

    let (district, at) = (case.town.district, case.town.building);
    let district = app.world.staff("徐静", Role::Coordinator, district, at).await;
    let desk = cookie(&app, &district, "staff").await;
    assert!(get(&app, "/account", &desk).await.expect(200).text.contains("href=\"/desk/complaints\""));
    let list = get(&app, "/desk/complaints", &desk).await.expect(200);
    assert!(list.text.contains("报了一周没人修") && list.text.contains(&receipt), "{}", list.text);
    let id = complain::list(app.ctx(), &district).await.expect("a list")[0].id.to_string();
    let form = format!("answer-{id}");
    let reply = |words| [("do", form.as_str()), ("complaint_id", id.as_str()), ("words", words)];
    let empty = send(&app, "/desk/complaints", &desk, &reply("")).await.expect(422);
    assert!(empty.text.contains("field-error"), "{}", empty.text);
    let done = send(&app, "/desk/complaints", &desk, &reply("周三换了新灯")).await.expect(303);
    assert_eq!(done.header("location"), "/desk/complaints?done=answered");
    let second = send(&app, "/desk/complaints", &desk, &reply("不归我们")).await.expect(409);
    assert!(second.text.contains("不归我们"), "what was typed is there");
    for typed in [page.clone(), page.replace("=T", "=t"), page.replace("=T", "=+t+")] {
        assert!(get(&app, &typed, "").await.expect(200).text.contains("周三换了新灯"), "{typed}");
    }
    let unknown = get(&app, "/complaints?receipt=T12", "").await.expect(200);
    assert!(unknown.text.contains("没有找到这个回执号") && unknown.text.contains("value=\"T12\""));
}

#[tokio::test]
async fn the_desks_complaints_are_not_there_for_others() {
    let app = TestApp::new().await;
    let case = app.case().await;
    get(&app, "/desk/complaints", "").await.expect(401);
    for (who, kind) in
        [(&case.resident, "resident"), (&case.dispatcher, "staff"), (&case.coordinator, "staff")]
    {
        let theirs = cookie(&app, who, kind).await;
        get(&app, "/desk/complaints", &theirs).await.expect(404);
        let id = app.ctx().id().to_string();
        let form = [("do", "answer"), ("complaint_id", id.as_str()), ("words", "换好了")];
        send(&app, "/desk/complaints", &theirs, &form).await.expect(404);
        let account = get(&app, "/account", &theirs).await.expect(200);
        assert!(!account.text.contains("/desk/complaints"), "{}", who.name);
    }
}
