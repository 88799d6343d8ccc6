//! Forms, as browsers without a script send them.

use backend::testing::Case;
use domain::menu::Skill;
use domain::order::State;

use crate::app::{Answer, TestApp};
use crate::scriptless::{cookie, get, order, send};

/// An order for whoever rings from a number.
async fn ordered(app: &TestApp, case: &Case, path: &str, cookie: &str, phone: &str, channel: &str) -> Answer {
    let form = [
        ("door", "3单元202"),
        ("contact_name", "张素珍"),
        ("contact_phone", phone),
        ("channel", channel),
        ("consent", "yes"),
    ];
    order(app, case, path, cookie, &form).await
}

#[tokio::test]
async fn a_landline_is_rung_back_and_gets_no_code() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    let placed = ordered(&app, &case, "/desk/new", &desk, "(0813) 223 4567 转 12", "phone").await.expect(303);
    let page = get(&app, placed.header("location"), &desk).await.expect(200).text;
    assert!(page.contains("href=\"tel:08132234567,12\"") && page.contains("0813-2234567-12"), "{page}");

    let menu = format!("/menu/{}", case.item.id);
    let stranger = ordered(&app, &case, &menu, "", "0813-2234567", "").await.expect(422);
    assert!(stranger.text.contains("座机收不到验证码"), "{}", stranger.text);
    assert!(stranger.text.contains("value=\"0813-2234567\""), "what was typed is there");
    let codes = app.world.raw("update sign_in_codes set tries_left = tries_left").await.expect("a count");
    assert_eq!(codes, 0, "no code was made");
    send(&app, "/sign-in", "", &[("do", "code"), ("phone", "0813-2234567")]).await.expect(422);
    // who is known may leave it as well
    let hers = cookie(&app, &case.resident, "resident").await;
    ordered(&app, &case, &menu, &hers, "2234567", "").await.expect(303);
}

#[tokio::test]
async fn the_desk_and_the_emergency_services_are_one_tap_away() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let hers = cookie(&app, &case.resident, "resident").await;
    let (order, form) = (format!("/orders/{}", case.order), format!("/menu/{}", case.item.id));
    for path in ["/", "/how", &order] {
        let page = get(&app, path, &hers).await.expect(200).text;
        assert!(!page.contains("0813"), "{path}: nobody has said it yet");
    }
    let mut tx = app.ctx().db.begin().await.expect("a transaction");
    let said = backend::store::areas::set_phone(&mut tx, case.town.community, "0813-9990101").await;
    said.expect("said");
    tx.commit().await.expect("a commit");
    app.ctx().tree.forget();
    for path in ["/", "/how", &order] {
        let page = get(&app, path, &hers).await.expect(200).text;
        assert!(page.contains("href=\"tel:08139990101\""), "{path}: {page}");
    }
    for path in ["/", &form] {
        let page = get(&app, path, "").await.expect(200).text;
        for number in ["120", "119", "110"] {
            assert!(page.contains(&format!("<a href=\"tel:{number}\">")), "{path}: {page}");
        }
    }
}

#[tokio::test]
async fn the_first_field_that_is_wrong_has_the_focus_and_no_other() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let hers = cookie(&app, &case.resident, "resident").await;
    let path = format!("/menu/{}", case.item.id);
    let fresh = get(&app, &path, &hers).await.expect(200).text;
    assert!(!fresh.contains(" autofocus"), "a page that was simply opened is read from its top");
    let form = [("door", ""), ("contact_name", "张素珍"), ("contact_phone", "223")];
    let page = order(&app, &case, &path, &hers, &form).await.expect(422).text;
    assert_eq!(page.matches("class=\"field-error\"").count(), 2, "{page}");
    let focused: Vec<_> = page.split('<').filter(|tag| tag.contains(" autofocus")).collect();
    assert!(focused.len() == 1 && focused[0].contains("id=\"field-door\""), "{focused:?}");

    // a question with boxes to tick takes it as a whole
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    let form = [
        ("door", "3单元202"),
        ("contact_name", "张素珍"),
        ("contact_phone", "2234567"),
        ("channel", "phone"),
    ];
    let page = order(&app, &case, "/desk/new", &desk, &form).await.expect(422).text;
    let focused: Vec<_> = page.split('<').filter(|tag| tag.contains(" autofocus")).collect();
    assert!(focused.len() == 1 && focused[0].contains("id=\"choice-consent\""), "{focused:?}");
}

#[tokio::test]
async fn a_card_is_issued_after_one_question() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    let person = case.resident.id.to_string();
    let list = get(&app, "/desk/people", &desk).await.expect(200).text;
    assert!(list.contains("给王秀英发一张登录卡？"), "{list}");
    let form = [("do", "card"), ("person_id", person.as_str())];
    let asked = send(&app, "/desk/people", &desk, &form).await.expect(422).text;
    assert!(asked.contains("请先当面核对是本人") && !asked.contains("登录卡号"), "{asked}");
    let sheets = asked.split("<details ").skip(1).filter_map(|it| it.split('>').next());
    assert_eq!(sheets.filter(|tag| tag.contains("open")).count(), 1, "where the question is");
    let form = [("do", "card"), ("person_id", person.as_str()), ("seen", "yes")];
    let issued = send(&app, "/desk/people", &desk, &form).await.expect(200).text;
    assert!(issued.contains("王秀英的登录卡号"), "{issued}");

    // who reads the list and issues none is not asked
    let street = cookie(&app, &case.coordinator, "staff").await;
    let list = get(&app, "/desk/people", &street).await.expect(200).text;
    assert!(list.contains("王秀英") && !list.contains("发登录卡"), "{list}");
    send(&app, "/desk/people", &street, &form).await.expect(404);
}

#[tokio::test]
async fn the_desk_reads_of_somebody_else_why_they_cannot_go() {
    let app = TestApp::new().await;
    let case = Case::with(&app.world, |it| it.skill = Some(Skill::Law)).await;
    case.bring_to(State::ToDispatch).await;
    let (path, person) = (format!("/desk/orders/{}", case.order), case.helper.id.to_string());
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    let form = [("do", "dispatch"), ("mode", "direct"), ("person_id", person.as_str())];
    let page = send(&app, &path, &desk, &form).await.expect(409).text;
    assert!(page.contains("TA 的报到里还没有") && !page.contains("您的报到里还没有"), "{page}");
    // the helper reads of themselves
    case.dispatch(domain::dispatch::Mode::Pool, None).await.expect("open to all");
    let theirs = cookie(&app, &case.helper, "resident").await;
    let page = send(&app, &format!("/offers/{}", case.order), &theirs, &[("do", "accept")]).await;
    assert!(page.expect(409).text.contains("您的报到里还没有"));
}

#[tokio::test]
async fn how_a_visit_went_is_still_chosen_after_a_wrong_key() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::InService).await;
    let right = case.keys().await.leave_key;
    let wrong = if right == "0000" { "0001" } else { "0000" };
    let (theirs, path) = (cookie(&app, &case.helper, "resident").await, format!("/orders/{}", case.order));
    let form = [("do", "check_out"), ("key", wrong), ("outcome", "unsafe"), ("words", "楼道堆满了")];
    let page = send(&app, &path, &theirs, &form).await.expect(422).text;
    assert!(page.contains("value=\"unsafe\" selected") && page.contains("楼道堆满了"), "{page}");
}

#[tokio::test]
async fn what_is_written_for_helpers_goes_with_a_name_and_stays_after_the_yes() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::ToDispatch).await;
    let (path, person) = (format!("/desk/orders/{}", case.order), case.helper.id.to_string());
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    let form = [("do", "dispatch"), ("person_id", person.as_str()), ("public_note", "带4分管")];
    send(&app, &path, &desk, &form).await.expect(303);
    let theirs = cookie(&app, &case.helper, "resident").await;
    let offer = format!("/offers/{}", case.order);
    assert!(get(&app, &offer, &theirs).await.expect(200).text.contains("带4分管"));
    send(&app, &offer, &theirs, &[("do", "accept")]).await.expect(303);
    let visit = get(&app, &format!("/orders/{}", case.order), &theirs).await.expect(200).text;
    assert!(visit.contains("带4分管"));
}
