//! The switches of the bar, pressed in the middle of a form by browsers without a script.

use backend::testing::{Case, picture};
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, COOKIE, ORIGIN, REFERER};

use crate::app::{Answer, TestApp, read};
use crate::scriptless::{cookie, get, order, send};

/// A page about one form: that form, and the switches that are pressed with it.
fn is_about_one_form(page: &str) -> bool {
    page.matches("id=\"main-form\"").count() == 1 && page.matches(" form=\"main-form\"").count() == 3
}

fn value_is(page: &str, name: &str, value: &str) -> bool {
    let (name, value) = (format!(" name=\"{name}\""), format!(" value=\"{value}\""));
    page.split('<').any(|tag| tag.contains(&name) && tag.contains(&value))
}

async fn orders(app: &TestApp) -> u64 {
    app.world.raw("update orders set version = version").await.expect("a count")
}

/// The order form half filled in, and a switch.
async fn switched(app: &TestApp, case: &Case, cookie: &str, more: &[(&str, &str)]) -> Answer {
    let form = [("door", "3单元202"), ("day", "soon"), ("part", "evening"), ("details", "水表旁边<渗水>")];
    let form: Vec<_> = form.into_iter().chain(more.iter().copied()).collect();
    order(app, case, &format!("/menu/{}", case.item.id), cookie, &form).await
}

#[tokio::test]
async fn a_form_keeps_its_words_in_another_language_and_in_large_letters() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let before = orders(&app).await;
    let hers = cookie(&app, &case.resident, "resident").await;
    let answer = switched(&app, &case, &format!("{hers}; lang=zh-CN"), &[("prefs", "en")]).await.expect(200);
    assert!(answer.header("set-cookie").starts_with("lang=en; Path=/"), "{}", answer.header("set-cookie"));
    let page = answer.text;
    assert!(page.contains("<html lang=\"en\"") && page.contains("水表旁边&lt;渗水>"), "{page}");
    assert!(value_is(&page, "door", "3单元202") && page.contains("value=\"evening\" checked"), "{page}");
    assert!(page.contains(&format!("value=\"{}\" selected", case.town.building)), "{page}");
    assert!(!page.contains("class=\"notice\""), "nothing was refused: {page}");
    assert!(is_about_one_form(&page), "and it can be switched again: {page}");

    let answer = switched(&app, &case, "", &[("prefs", "elder")]).await.expect(200);
    assert!(answer.header("set-cookie").starts_with("mode=elder; Path=/"));
    assert!(
        answer.text.contains("data-mode=\"elder\"") && answer.text.contains("水表旁边"),
        "{}",
        answer.text
    );
    assert_eq!(orders(&app).await, before, "a switch places nothing");
    // what is no choice is no switch
    let more = [("prefs", "red"), ("contact_name", "王秀英")];
    switched(&app, &case, &hers, &more).await.expect(303);
}

#[tokio::test]
async fn whoever_waits_for_a_code_still_waits_for_it() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let her = [("contact_name", "张素珍"), ("contact_phone", "13700000002")];
    let page = switched(&app, &case, "", &her).await.expect(200).text;
    assert!(value_is(&page, "shown", "code_sent"), "{page}");
    let more = [("shown", "code_sent"), ("code", "135790"), ("prefs", "elder")];
    let page = switched(&app, &case, "", &[her.as_slice(), &more].concat()).await.expect(200).text;
    assert!(page.contains("name=\"code\"") && !page.contains("135790"), "no code is written into a page");
    assert!(value_is(&page, "contact_phone", "13700000002"), "{page}");

    let form = [("do", "enter"), ("phone", "13700000002"), ("code", "135790"), ("name", "张素珍")];
    let form: Vec<_> = form.into_iter().chain([("prefs", "en")]).collect();
    let page = send(&app, "/sign-in?next=/orders", "", &form).await.expect(200).text;
    assert!(page.contains("name=\"code\"") && !page.contains("135790"), "{page}");
    assert!(value_is(&page, "phone", "13700000002") && value_is(&page, "name", "张素珍"), "{page}");
    assert!(page.contains("action=\"/sign-in?next=/orders\""), "and goes on where it was going: {page}");

    // nothing is typed yet: with a script it is the form below that comes with the switch
    let form = [("do", "code"), ("phone", "13700000002"), ("shown", "code_sent"), ("prefs", "en")];
    let page = send(&app, "/sign-in", "", &form).await.expect(200).text;
    assert!(page.contains("name=\"code\"") && page.matches("value=\"code_sent\"").count() == 1, "{page}");

    let form = [("do", "staff"), ("phone", "13700000003"), ("password", "geheim-1"), ("totp", "246801")];
    let form: Vec<_> = form.into_iter().chain([("prefs", "en")]).collect();
    let page = send(&app, "/sign-in/staff", "", &form).await.expect(200).text;
    assert!(value_is(&page, "phone", "13700000003"), "{page}");
    assert!(!page.contains("geheim-1") && !page.contains("246801"), "{page}");
}

#[tokio::test]
async fn pictures_that_were_chosen_are_kept() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let field = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
    };
    let head = "--x\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"1.jpg\"\r\n\
                Content-Type: image/jpeg\r\n\r\n";
    let body = [
        field("do", "order"),
        field("details", "水表旁边渗水"),
        field("prefs", "en"),
        head.as_bytes().to_vec(),
        picture::jpeg(),
        b"\r\n--x--\r\n".to_vec(),
    ];
    let request = app
        .request(Method::POST, &format!("/menu/{}", case.item.id))
        .header(ORIGIN, &app.base)
        .header(COOKIE, cookie(&app, &case.resident, "resident").await)
        .header(CONTENT_TYPE, "multipart/form-data; boundary=x");
    let page = read(request.body(body.concat())).await.expect(200).text;
    assert!(page.contains("水表旁边渗水") && page.contains("lang=\"en\""), "{page}");
    assert_eq!(page.matches("name=\"photo\"").count(), 1, "{page}");
}

#[tokio::test]
async fn pages_about_one_form_have_it_whoever_opens_them() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let (order, item) = (format!("/menu/{}", case.item.id), format!("/desk/menu/{}", case.item.id));
    let hers = cookie(&app, &case.resident, "resident").await;
    let helps = cookie(&app, &case.helper, "resident").await;
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    for who in ["", &hers, &helps, &desk] {
        for path in [
            &order,
            &item,
            "/menu/nothing",
            "/sign-in",
            "/sign-in/staff",
            "/account",
            "/complaints",
            "/complaints?receipt=T123456789",
            "/times",
            "/desk/new",
            "/desk/menu/new",
        ] {
            let page = get(&app, path, who).await.text;
            assert!(is_about_one_form(&page), "{path}: {page}");
        }
    }
    // others are about more than one: their switches have forms of their own
    for path in ["/", "/menu", "/orders", &format!("/orders/{}", case.order)] {
        let page = get(&app, path, &hers).await.expect(200).text;
        assert!(!page.contains("form=\"main-form\"") && page.contains("action=\"/prefs\""), "{path}: {page}");
    }
    let form = [("prefs", "elder")];
    let request = app.request(Method::POST, "/prefs").header(ORIGIN, &app.base).form(&form);
    let answer = read(request.header(REFERER, format!("{}/orders?show=all", app.base))).await.expect(303);
    assert_eq!(answer.header("location"), "/orders?show=all");
    assert!(answer.header("set-cookie").starts_with("mode=elder; Path=/"));
}

#[tokio::test]
async fn the_desk_keeps_what_a_number_has_brought() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    let form = [
        ("do", "phone"),
        ("shown", "new"),
        ("contact_phone", "13700000004"),
        ("details", "灯不亮"),
        ("consent", "yes"),
        ("prefs", "elder"),
    ];
    let page = send(&app, "/desk/new", &desk, &form).await.expect(200).text;
    assert!(page.contains("新的号码，请问姓名和住址") && page.contains("灯不亮"), "{page}");
    assert!(value_is(&page, "contact_phone", "13700000004"), "{page}");
    // Enter looks up who calls, as before: the first button of the form is no switch
    let first = page.split('<').find(|tag| tag.contains(" form=\"main-form\"")).expect("a button");
    assert!(first.contains("name=\"look\""), "{first}");
}
