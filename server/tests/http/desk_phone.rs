//! 代客下单, as browsers without a script use it.

use backend::store;
use backend::testing::Case;

use crate::app::TestApp;
use crate::scriptless::{cookie, get, send};

/// What stands in a one-line field, seen or hidden.
fn value(page: &str, name: &str) -> String {
    let name = format!(" name=\"{name}\"");
    let tag = page.split('<').find(|tag| tag.contains(&name)).expect("the field");
    tag.split(" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

/// Her number and her door.
async fn known(app: &TestApp, case: &Case) -> (String, String) {
    let mut tx = app.ctx().db.read().await.expect("a transaction");
    let her = store::people::find(&mut tx, case.resident.id).await.expect("a query").expect("her");
    (her.phone.expect("a number"), her.door.expect("a door"))
}

#[tokio::test]
async fn a_known_number_fills_in_what_was_not_typed() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let (phone, door) = known(&app, &case).await;
    let (item, area) = (case.item.id.to_string(), case.town.building.to_string());
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    let fresh = get(&app, "/desk/new", &desk).await.expect(200).text;
    assert!(fresh.contains("查一下") && !fresh.contains("现在下单"), "{fresh}");
    let look = async |phone: &str, more: &[(&str, &str)]| {
        let form = [("do", "phone"), ("look", "yes"), ("contact_phone", phone), ("details", "要快一点")];
        let form: Vec<_> = form.into_iter().chain(more.iter().copied()).collect();
        send(&app, "/desk/new", &desk, &form).await
    };

    let page = look(&phone, &[("item_id", item.as_str())]).await.expect(200).text;
    assert!(page.contains("登记过的号码") && page.contains("要快一点"), "{page}");
    assert!(page.contains("现在下单，48 小时内办好"), "{page}");
    assert_eq!((value(&page, "contact_name"), value(&page, "door")), ("王秀英".to_owned(), door.clone()));
    assert!(page.contains(&format!("value=\"{area}\" selected")), "her building: {page}");
    assert_eq!(value(&page, "contact_phone"), phone);

    // somebody else's number after all: what the first one brought goes with it
    let brought = [
        ("contact_name", "王秀英"),
        ("area_id", area.as_str()),
        ("door", door.as_str()),
        ("found_contact_name", "王秀英"),
        ("found_area_id", area.as_str()),
        ("found_door", door.as_str()),
    ];
    let page = look("13700000001", &brought).await.expect(200).text;
    assert!(page.contains("新的号码，请问姓名和住址") && !page.contains("王秀英"), "{page}");
    assert_eq!(value(&page, "door"), "");
    assert!(!page.contains(&format!("value=\"{area}\" selected")));

    // and what somebody typed stays
    let page = look(&phone, &[("contact_name", "她女儿")]).await.expect(200).text;
    assert_eq!((value(&page, "contact_name"), value(&page, "door")), ("她女儿".to_owned(), door));
    let page = look("1370000", &[("contact_name", "她女儿")]).await.expect(422).text;
    assert_eq!(value(&page, "contact_name"), "她女儿");
    assert_eq!(value(&page, "contact_phone"), "1370000");

    // without a number it is about the item alone
    let page = look("", &[("item_id", item.as_str())]).await.expect(200).text;
    assert!(page.contains("现在下单，48 小时内办好") && !page.contains("号码，"), "{page}");
    // and a neighbour looks nobody up
    let neighbour = cookie(&app, &case.helper, "resident").await;
    let form = [("do", "phone"), ("look", "yes"), ("contact_phone", phone.as_str())];
    let page = send(&app, "/desk/new", &neighbour, &form).await.expect(404).text;
    assert!(!page.contains("王秀英"), "{page}");
}

#[tokio::test]
async fn the_question_of_an_item_is_asked_before_the_order_is_placed() {
    let app = TestApp::new().await;
    let question = "总阀关得上吗？";
    let case = Case::with(&app.world, |it| it.question_zh = Some(question.to_owned())).await;
    let (item, area) = (case.item.id.to_string(), case.town.building.to_string());
    let other = app.world.item(&case.town, |_| {}).await.id.to_string();
    let desk = cookie(&app, &case.dispatcher, "staff").await;
    let place = async |asked: &str, answer: &str| {
        let form = [
            ("do", "phone"),
            ("item_id", item.as_str()),
            ("asked", asked),
            ("answer", answer),
            ("area_id", area.as_str()),
            ("door", "3单元202"),
            ("contact_name", "张素珍"),
            ("contact_phone", "13700000001"),
            ("channel", "phone"),
            ("consent", "yes"),
        ];
        send(&app, "/desk/new", &desk, &form).await
    };
    assert!(!get(&app, "/desk/new", &desk).await.expect(200).text.contains(question));
    for asked in ["", other.as_str()] {
        let page = place(asked, "").await.expect(422).text;
        assert!(page.contains(question) && page.contains("下单前先问这一句"), "{page}");
        assert_eq!(value(&page, "asked"), item);
        assert_eq!(value(&page, "door"), "3单元202", "what was typed is there");
    }
    for answer in ["", "关不上"] {
        let placed = place(&item, answer).await.expect(303);
        let page = get(&app, placed.header("location"), &desk).await.expect(200).text;
        assert_eq!(page.contains("关不上"), !answer.is_empty(), "{page}");
    }
}
