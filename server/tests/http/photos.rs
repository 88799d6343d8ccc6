//! Pictures: sent with a form as a browser sends them, and shown to whoever may see the door.

use backend::flow::photos;
use backend::testing::{Case, picture};
use backend::view;
use domain::id::{OrderId, PhotoId};
use domain::member::Viewer;
use domain::order::State;
use reqwest::header::{CONTENT_TYPE, COOKIE, ETAG, IF_NONE_MATCH, LOCATION, ORIGIN};
use reqwest::{Method, RequestBuilder};

use crate::app::{Answer, TestApp, read};

/// A form with files, as a browser writes it.
#[derive(Default)]
struct Form(Vec<u8>);

impl Form {
    fn field(mut self, name: &str, value: &str) -> Self {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        self.0.extend(part.into_bytes());
        self
    }

    fn file(mut self, content: &[u8]) -> Self {
        let head = "--x\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"照片.jpg\"\r\n\
                    Content-Type: image/jpeg\r\n\r\n";
        self.0.extend(head.bytes());
        self.0.extend(content);
        self.0.extend(b"\r\n");
        self
    }

    fn files(self, count: usize) -> Self {
        (0..count).fold(self, |form, _| form.file(&picture::jpeg()))
    }

    fn end(mut self) -> Vec<u8> {
        self.0.extend(b"--x--\r\n");
        self.0
    }
}

/// The order form, filled in.
fn order(app: &TestApp, case: &Case) -> Form {
    order_for(app, case, "厨房水管漏水")
}

fn order_for(app: &TestApp, case: &Case, details: &str) -> Form {
    let fields = [
        ("do", "order"),
        ("client_op_id", &app.ctx().id().to_string()),
        ("item_id", &case.item.id.to_string()),
        ("area_id", &case.town.building.to_string()),
        ("door", "2单元301"),
        ("day", "soon"),
        ("part", "any"),
        ("details", details),
        ("contact_name", "王秀英"),
    ];
    fields.into_iter().fold(Form::default(), |form, (name, value)| form.field(name, value))
}

async fn cookie(app: &TestApp, who: &Viewer) -> String {
    format!("linli={}", app.token(who.id, "resident", "").await)
}

fn form(app: &TestApp, path: &str, cookie: &str, form: Form) -> RequestBuilder {
    app.request(Method::POST, path)
        .header(ORIGIN, &app.base)
        .header(COOKIE, cookie)
        .header(CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(form.end())
}

async fn send(app: &TestApp, path: &str, cookie: &str, it: Form) -> Answer {
    read(form(app, path, cookie, it)).await
}

async fn get(app: &TestApp, path: &str, cookie: &str) -> Answer {
    let response = app.request(Method::GET, path).header(COOKIE, cookie).send().await.expect("an answer");
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.bytes().await.expect("a whole body");
    Answer { status, headers, body: bytes.len().into(), text: String::from_utf8_lossy(&bytes).into_owned() }
}

/// The order to which a form has led.
#[track_caller]
fn placed(answer: &Answer) -> OrderId {
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
    let to = answer.headers[LOCATION].to_str().expect("an address");
    let id = to.strip_prefix("/orders/").and_then(|rest| rest.split('?').next()).expect("an order");
    id.parse().expect("an id")
}

async fn pictures(app: &TestApp, who: &Viewer, order: OrderId) -> Vec<PhotoId> {
    let page = view::order::order_page(app.ctx(), who, order).await.expect("a page");
    page.photos.into_iter().map(|it| it.id).collect()
}

/// The ids that a page keeps for the next try.
fn kept(page: &str) -> Vec<String> {
    let inputs = page.split("<input").filter(|input| input.contains("name=\"photo\""));
    let value =
        |input: &str| input.split("value=\"").nth(1).and_then(|it| it.split('"').next()).map(str::to_owned);
    inputs.filter_map(value).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_go_with_an_order_and_open_with_the_yes() {
    let app = TestApp::new().await;
    let mut case = app.case().await;
    let hers = cookie(&app, &case.resident).await;
    let path = format!("/menu/{}", case.item.id);
    let answer = send(&app, &path, &hers, order(&app, &case).files(2)).await;
    case.order = placed(&answer);
    let ids = pictures(&app, &case.resident, case.order).await;
    assert_eq!(ids.len(), 2);

    let page = get(&app, &format!("/orders/{}", case.order), &hers).await;
    for id in &ids {
        assert!(page.text.contains(&format!("src=\"/photos/{id}/small\"")), "{}", page.text);
        assert!(page.text.contains(&format!("href=\"/photos/{id}\"")));
    }
    assert!(page.text.contains("alt=\"第 1 张照片：") && page.text.contains("width=\"40\" height=\"20\""));

    let his = cookie(&app, &case.helper).await;
    let foreign = app.world.resident("陌生人", case.town.far_building).await;
    let foreign = cookie(&app, &foreign).await;
    for end in ["", "/small"] {
        let there = format!("/photos/{}{end}", ids[0]);
        let shown = get(&app, &there, &hers).await;
        assert_eq!(shown.status.as_u16(), 200);
        assert_eq!(shown.header("content-type"), "image/jpeg");
        assert_eq!(shown.header("x-content-type-options"), "nosniff");
        assert_eq!(shown.header("content-disposition"), "inline");
        assert!(shown.header("cache-control").starts_with("private"), "{}", shown.header("cache-control"));
        let again = app.request(Method::GET, &there).header(COOKIE, &hers);
        let again = read(again.header(IF_NONE_MATCH, shown.headers[ETAG].clone())).await;
        assert_eq!(again.status.as_u16(), 304);

        // who may not see it is told the same as about a picture that is not there
        let missing = get(&app, &format!("/photos/{}{end}", case.order), &hers).await;
        assert_eq!(missing.status.as_u16(), 404);
        for (who, cookie) in [("foreign", &foreign), ("not yet", &his), ("nobody", &String::new())] {
            let refused = get(&app, &there, cookie).await;
            assert_eq!(refused.status.as_u16(), 404, "{who}");
            assert_eq!(refused.text, missing.text, "{who}");
            let known = app.request(Method::GET, &there).header(COOKIE, cookie);
            let known = read(known.header(IF_NONE_MATCH, shown.headers[ETAG].clone())).await;
            assert_eq!(known.status.as_u16(), 404, "{who} is not told either that it is unchanged");
        }
    }
    case.bring_to(State::Offered).await;
    let there = format!("/photos/{}", ids[0]);
    assert_eq!(get(&app, &there, &his).await.status.as_u16(), 404, "asked, but not yet accepted");
    let offer = get(&app, &format!("/offers/{}", case.order), &his).await;
    assert!(!offer.text.contains("/photos/"), "{}", offer.text);
    case.accept(&case.helper).await.expect("a yes");
    assert_eq!(get(&app, &there, &his).await.status.as_u16(), 200);
    let page = get(&app, &format!("/orders/{}", case.order), &his).await;
    assert!(page.text.contains(&there));
    assert_eq!(get(&app, "/photos/7", &hers).await.status.as_u16(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_too_much_is_kept_as_far_as_it_goes() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let hers = cookie(&app, &case.resident).await;
    let path = format!("/menu/{}", case.item.id);
    let answer = send(&app, &path, &hers, order(&app, &case).files(7)).await.expect(422);
    assert!(answer.text.contains("照片最多 6 张") && answer.text.contains("厨房水管漏水"));
    let kept = kept(&answer.text);
    assert_eq!(kept.len(), 6);
    // she takes one away and sends the form again: the files need not be chosen anew
    let again = kept[..5].iter().fold(order(&app, &case), |form, id| form.field("photo", id));
    let placed = placed(&send(&app, &path, &hers, again).await);
    let ids: Vec<String> =
        pictures(&app, &case.resident, placed).await.iter().map(ToString::to_string).collect();
    assert_eq!(ids, kept[..5]);
    // each has one place
    let twice = order(&app, &case).field("photo", &kept[0]);
    let answer = send(&app, &path, &hers, twice).await.expect(422);
    assert!(answer.text.contains("先前的照片放太久"));
    let nonsense = order(&app, &case).field("photo", "../../linli.db");
    send(&app, &path, &hers, nonsense).await.expect(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_or_no_picture_is_told_so_and_nothing_typed_is_lost() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let hers = cookie(&app, &case.resident).await;
    let path = format!("/menu/{}", case.item.id);
    let too_large = vec![0xFF; 10 * 1024 * 1024 + 1];
    for (file, status, zh, en) in [
        (too_large.as_slice(), 413, "太大了", "too large"),
        (b"I am called photo.jpg", 422, "不是照片", "no photo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", 422, "HEIC", "HEIC"),
    ] {
        for (language, words) in [("zh-CN", zh), ("en", en)] {
            let cookies = format!("{hers}; lang={language}");
            let it = order(&app, &case).files(1).file(file);
            let answer = send(&app, &path, &cookies, it).await.expect(status);
            assert!(answer.text.contains(words), "{words}");
            assert!(answer.text.contains("厨房水管漏水") && answer.text.contains("2单元301"));
            assert_eq!(kept(&answer.text).len(), 1, "the good one is kept");
        }
    }
    let mine = view::home::my_orders(app.ctx(), &case.resident, None, 9).await.expect("a list");
    assert_eq!(mine.len(), 1, "a refused order is no order");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_cannot_be_taken_is_drawn_again_with_what_came() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let hers = cookie(&app, &case.resident).await;
    let path = format!("/menu/{}", case.item.id);
    for (language, cut_off, too_long) in
        [("zh-CN", "没有收全", "太长了"), ("en", "Only a part of it arrived", "Too long")]
    {
        for who in [hers.as_str(), ""] {
            let cookies = format!("{who}; lang={language}");
            // the connection broke off before the end of the form
            let Form(body) = order(&app, &case).field("part", "any");
            let broken = form(&app, &path, &cookies, Form::default()).body(body);
            let answer = read(broken).await.expect(400);
            assert!(answer.text.contains(cut_off), "{}", answer.text);
            assert!(answer.text.contains("厨房水管漏水") && answer.text.contains("2单元301"));
            assert!(!answer.text.contains("name=\"code\""), "no code was sent");
        }
        let cookies = format!("{hers}; lang={language}");
        let long = "长".repeat(3_000);
        let answer = send(&app, &path, &cookies, order_for(&app, &case, &long).files(1)).await.expect(422);
        assert!(answer.text.contains(too_long) && answer.text.contains("2单元301"));
        assert!(answer.text.contains(&long[..8_190]), "what was read of it is there");
        assert_eq!(kept(&answer.text).len(), 1, "the picture is kept");
    }
    let mine = view::home::my_orders(app.ctx(), &case.resident, None, 9).await.expect("a list");
    assert_eq!(mine.len(), 1, "a refused order is no order");
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_survive_the_sign_in_on_the_order_form() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let path = format!("/menu/{}", case.item.id);
    let phone = "13712345678";
    let first = order(&app, &case).field("contact_phone", phone).files(2);
    let answer = send(&app, &path, "", first).await.expect(200);
    let kept = kept(&answer.text);
    assert_eq!(kept.len(), 2, "{}", answer.text);
    let code = app.world.last_code().await;
    let second = kept.iter().fold(order(&app, &case), |form, id| form.field("photo", id));
    let answer = send(&app, &path, "", second.field("contact_phone", phone).field("code", &code)).await;
    let placed = placed(&answer);
    let session = answer.header("set-cookie").split(';').next().expect("a session").to_owned();
    let shown = get(&app, &format!("/photos/{}", kept[0]), &session).await;
    assert_eq!(shown.status.as_u16(), 200);
    let token = session.trim_start_matches("linli=");
    let her = backend::flow::sign_in::viewer(app.ctx(), token).await.expect("an answer").expect("somebody");
    assert_eq!(pictures(&app, &her.viewer, placed).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_and_the_report_take_pictures_and_a_wrong_key_does_not_lose_them() {
    let app = TestApp::new().await;
    let case = app.case().await;
    case.bring_to(State::InService).await;
    let path = format!("/orders/{}", case.order);
    let hers = cookie(&app, &case.resident).await;
    let op = || app.ctx().id().to_string();
    let nothing =
        Form::default().field("do", "add").field("client_op_id", &op()).field("words", "").file(b"");
    send(&app, &path, &hers, nothing).await.expect(422);
    let added = Form::default().field("do", "add").field("client_op_id", &op()).field("words", "").files(1);
    placed(&send(&app, &path, &hers, added).await);

    let his = cookie(&app, &case.helper).await;
    let leave = case.keys().await.leave_key;
    let wrong = if leave == "1234" { "4321" } else { "1234" };
    let report = |key: &str| {
        let form = Form::default().field("do", "check_out").field("client_op_id", &op());
        form.field("key", key).field("outcome", "done")
    };
    let answer = send(&app, &path, &his, report(wrong).files(1)).await.expect(422);
    let kept = kept(&answer.text);
    assert_eq!(kept.len(), 1);
    placed(&send(&app, &path, &his, report(&leave).field("photo", &kept[0])).await);
    assert_eq!(pictures(&app, &case.resident, case.order).await.len(), 2);
    assert_eq!(get(&app, &format!("/photos/{}", kept[0]), &hers).await.status.as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_forms_with_a_field_for_pictures_take_files() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let hers = cookie(&app, &case.resident).await;
    let it = Form::default().field("do", "name").files(1);
    assert_eq!(send(&app, "/account", &hers, it).await.status.as_u16(), 415);
    let large = Form::default().field("do", "name").file(&vec![0; 300_000]);
    assert_eq!(send(&app, "/account", &hers, large).await.status.as_u16(), 413);
    // cut off in the middle, or not what it says
    let path = format!("/menu/{}", case.item.id);
    for body in ["--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nab", "nothing of the kind"] {
        let request = form(&app, &path, &hers, Form::default()).body(body);
        assert_eq!(read(request).await.status.as_u16(), 400);
    }
    // and a form without files is what it was
    let plain = app.request(Method::POST, &path).header(ORIGIN, &app.base).header(COOKIE, &hers);
    let fields = [
        ("client_op_id", app.ctx().id().to_string()),
        ("item_id", case.item.id.to_string()),
        ("area_id", case.town.building.to_string()),
        ("door", "1".to_owned()),
        ("contact_name", "王".to_owned()),
    ];
    placed(&read(plain.form(&fields)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_pictures_in_ten_minutes_and_then_a_word() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let hers = cookie(&app, &case.resident).await;
    for _ in 0..20 {
        let file = std::io::Cursor::new(picture::jpeg());
        photos::take_in(app.ctx(), Some(&case.resident), file).await.expect("a picture");
    }
    let path = format!("/menu/{}", case.item.id);
    let answer = send(&app, &path, &hers, order(&app, &case).files(1)).await.expect(429);
    assert!(answer.text.contains("太频繁了") && answer.text.contains("厨房水管漏水"));
    placed(&send(&app, &path, &hers, order(&app, &case)).await);
}
