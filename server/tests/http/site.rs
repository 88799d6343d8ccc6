//! Files of the site, health, and the description of the API.

use reqwest::Method;

use crate::app::{TestApp, read};

#[tokio::test]
async fn alive_and_ready() {
    let app = TestApp::new().await;
    read(app.request(Method::GET, "/healthz")).await.expect(200);
    read(app.request(Method::GET, "/readyz")).await.expect(200);
    app.world.ctx.db.close().await;
    read(app.request(Method::GET, "/healthz")).await.expect(200);
    read(app.request(Method::GET, "/readyz")).await.expect(503);
}

#[tokio::test]
async fn files_come_compressed_when_a_compressed_copy_lies_beside() {
    let app = TestApp::new().await;
    let plain = read(app.request(Method::GET, "/pkg/linli.css")).await.expect(200);
    assert!(plain.text.starts_with("body{}"));
    let response = app.request(Method::GET, "/pkg/linli.css").header("accept-encoding", "gzip, br");
    let response = response.send().await.expect("an answer");
    assert_eq!(response.headers()["content-encoding"], "br");
    assert_eq!(response.bytes().await.expect("a body").as_ref(), b"not really brotli");
    let robots = read(app.request(Method::GET, "/robots.txt")).await.expect(200);
    assert!(robots.text.contains("Disallow: /orders"));
    for path in ["/pkg/../linli.db", "/pkg/%2e%2e/%2e%2e/etc/passwd", "/pkg/", "/.git/config"] {
        assert_ne!(read(app.request(Method::GET, path)).await.status.as_u16(), 200, "{path}");
    }
}

#[tokio::test]
async fn the_description_names_every_route_and_what_each_takes() {
    let app = TestApp::new().await;
    let doc = read(app.request(Method::GET, "/api/v1/openapi.json")).await.expect(200).body;
    assert!(doc["openapi"].as_str().expect("a version").starts_with("3.1"));
    let paths = doc["paths"].as_object().expect("paths");
    assert_eq!(paths.len(), 24, "{:?}", paths.keys());
    let text = doc.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().expect("a name");
        assert!(doc["components"]["schemas"].get(name).is_some(), "{name} is described nowhere");
    }
    // every described call is there, and wants a token where it says so
    for (path, methods) in paths {
        for (method, call) in methods.as_object().expect("methods") {
            let method: Method = method.to_uppercase().parse().expect("a method");
            let path = format!("/api/v1{}", path.replace("{id}", &app.ctx().id().to_string()));
            let request =
                app.request(method.clone(), &path).header("idempotency-key", app.ctx().id().to_string());
            let request = if method == Method::GET { request } else { request.json(&serde_json::json!({})) };
            let answer = read(request).await;
            assert_ne!(answer.status.as_u16(), 405, "{method} {path}");
            assert!(answer.status.as_u16() < 500, "{method} {path}: {}", answer.text);
            if call.get("security").is_some() && method == Method::GET {
                assert_eq!(answer.status.as_u16(), 401, "{method} {path}: {}", answer.text);
            }
        }
    }
}

#[tokio::test]
async fn what_is_under_way_is_finished_when_the_server_stops() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let her = app.as_neighbour(&case.resident).await;
    let under_way: Vec<_> = (0..20)
        .map(|_| {
            tokio::spawn(her.request(Method::POST, "/orders").json(&crate::app::new_order(&case)).send())
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    app.stop();
    let mut placed = 0;
    for request in under_way {
        // whoever was not let in any more may come again; nobody is answered with a fault
        if let Ok(response) = request.await.expect("a task") {
            assert_eq!(response.status().as_u16(), 201);
            placed += 1;
        }
    }
    let mine =
        backend::view::home::my_orders(app.ctx(), &case.resident, None, 100).await.expect("her orders");
    assert!(mine.len() > placed, "each answer is an order, besides the first");
}
