//! What is private never gets into the log: names, numbers, doors, codes, tokens, words.

use std::process::Stdio;

use backend::testing::{Case, Kind, World};
use reqwest::Method;
use serde_json::{Value, json};

use crate::kill::Server;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_private_is_logged_even_when_everything_is() {
    let data = tempfile::tempdir().expect("a temp folder");
    let world = World::new(Kind::Sqlite).await;
    let case = Case::placed(&world).await;
    world.ctx.db.copy_into(&data.path().join("linli.db").to_string_lossy()).await.expect("a copy");
    let log = data.path().join("log");
    let file = std::fs::File::create(&log).expect("a file");
    let server = Server::logging(data.path(), "debug", Stdio::from(file));
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let send = |method: Method, path: &str, token: &str, body: Value| {
        let request = client.request(method, format!("{}{path}", server.base)).bearer_auth(token);
        let request = request.header("idempotency-key", world.ctx.id().to_string()).json(&body).send();
        async move { request.await.expect("an answer").text().await.expect("a body") }
    };

    let (phone, name, door, words) = ("13712345678", "欧阳金丝雀", "9单元909", "只有她知道的事");
    send(Method::POST, "/api/v1/codes", "", json!({ "phone": phone })).await;
    let code = code_of(data.path()).await;
    let wrong = if code == "271828" { "271829" } else { "271828" };
    let with = |code: &str| json!({ "with": "code", "phone": phone, "code": code, "name": name });
    send(Method::POST, "/api/v1/tokens", "", with(wrong)).await;
    let opened = send(Method::POST, "/api/v1/tokens", "", with(&code)).await;
    let opened: Value = serde_json::from_str(&opened).expect("a token");
    let token = opened["token"].as_str().expect("a token");
    let order = json!({
        "item_id": case.item.id, "area_id": case.town.building, "door": door, "details": words,
        "contact_name": name, "contact_phone": phone,
    });
    assert!(send(Method::POST, "/api/v1/orders", token, order).await.contains("\"no\""));
    for path in
        [format!("/api/v1/orders?cursor={phone}"), format!("/nowhere/{phone}?name={name}&token={token}")]
    {
        send(Method::GET, &path, token, json!({ "details": words })).await;
    }
    let broken = client.post(format!("{}/api/v1/orders", server.base)).bearer_auth(token).body(words);
    broken.header("content-type", "application/json").send().await.expect("an answer");
    assert_eq!(server.ask_to_stop(), Some(0));

    let logged = std::fs::read_to_string(&log).expect("a log");
    assert!(logged.contains("/api/v1/orders"), "the log is at work: {logged}");
    for private in [phone, name, door, words, token, &code, wrong] {
        assert!(!logged.contains(private), "{private} is in the log");
    }
}

/// The code in the first message that goes out.
async fn code_of(data: &std::path::Path) -> String {
    for _ in 0..100 {
        let sent = std::fs::read_to_string(data.join("sms.jsonl")).unwrap_or_default();
        if let Some(message) = sent.lines().next().and_then(|line| serde_json::from_str::<Value>(line).ok()) {
            return message["code"].as_str().expect("a code").to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no message was sent");
}
