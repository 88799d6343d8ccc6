//! `/inbox`, `/candidates`, `/dispatch`: the desk.

use domain::member::Role;
use domain::order::State;
use serde_json::json;

use crate::app::TestApp;

#[tokio::test]
async fn the_desk_sees_ranks_and_dispatches() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let desk = app.as_desk(&case.dispatcher).await;
    let inbox = desk.get("/inbox").await.expect(200);
    assert_eq!(inbox.body["todo"], 1);
    assert_eq!(inbox.body["orders"][0]["id"], case.order.to_string());
    let order = format!("/orders/{}", case.order);
    desk.post(&format!("{order}/commands"), json!({ "action": "admit" })).await.expect(200);
    let candidates = desk.get(&format!("{order}/candidates")).await.expect(200);
    let first = &candidates.body[0];
    assert_eq!(first["person_id"], case.helper.id.to_string());
    assert!(!first["reasons"].as_array().expect("reasons").is_empty(), "{}", candidates.text);
    let direct = json!({ "mode": "direct", "person_id": first["person_id"], "public_note": "带上手电" });
    desk.post(&format!("{order}/dispatch"), direct).await.expect(200);
    assert_eq!(case.now().await.state, State::Offered);
    let offers = app.as_neighbour(&case.helper).await.get("/offers").await.expect(200);
    assert_eq!(offers.body[0]["asked"], true);
}

#[tokio::test]
async fn another_desk_knows_nothing_of_it() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let town = case.town;
    let other = app.world.staff("周强", Role::Dispatcher, town.neighbour, town.neighbour_building).await;
    let other = app.as_desk(&other).await;
    let order = format!("/orders/{}", case.order);
    other.get(&order).await.expect_problem(404, "not_found");
    other.get(&format!("{order}/candidates")).await.expect_problem(404, "not_found");
    other
        .post(&format!("{order}/dispatch"), json!({ "mode": "pool" }))
        .await
        .expect_problem(404, "not_found");
    other
        .post(&format!("{order}/commands"), json!({ "action": "admit" }))
        .await
        .expect_problem(404, "not_found");
    assert_eq!(other.get("/inbox").await.expect(200).body["orders"], json!([]));
    let resident = app.speaks(&case.resident, "desk").await;
    resident.get("/inbox").await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_desk_orders_for_somebody_who_calls() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let mut body = crate::app::new_order(&case);
    body["channel"] = json!("phone");
    body["contact_phone"] = json!("13700000001");
    let desk = app.as_desk(&case.dispatcher).await;
    desk.post("/orders", body.clone()).await.expect_problem(422, "please_check");
    body["consent"] = json!(true);
    desk.post("/orders", body.clone()).await.expect(201);
    // a neighbour does not order for others
    app.as_neighbour(&case.helper).await.post("/orders", body).await.expect_problem(404, "not_found");
}
