//! What every answer carries, and what is refused before anything looks at it.

use reqwest::Method;
use reqwest::header::{COOKIE, HOST, ORIGIN};

use crate::app::{TestApp, read};
use backend::testing::{Kind, World};

/// Routes of every kind, also such as are not there.
const PATHS: &[&str] = &[
    "/",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/live",
    "/photos/7",
    "/photos/7/small",
    "/nowhere",
    "/pkg/linli.css",
    "/pkg/nothing.css",
    "/favicon.svg",
    "/api/v1/menu",
    "/api/v1/openapi.json",
    "/api/v1/nowhere",
    "/api/v1/orders",
];

#[tokio::test]
async fn every_answer_tells_browsers_what_they_may_do() {
    let app = TestApp::on(World::new(Kind::Sqlite).await, true).await;
    for path in PATHS {
        let answer = read(app.request(Method::GET, path)).await;
        for (name, part) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("content-security-policy", "object-src 'none'"),
            ("permissions-policy", "geolocation=()"),
            ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        ] {
            assert!(answer.header(name).contains(part), "{path}: {name} is {:?}", answer.header(name));
        }
        assert!(!answer.header("content-security-policy").contains("unsafe-inline"), "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
        assert_eq!(answer.header("x-request-id").len(), 32, "{path}");
        let kind = answer.header("content-type");
        assert!(!kind.starts_with("text/") || kind.contains("charset=utf-8"), "{path}: {kind}");
    }
    let plain = TestApp::new().await;
    assert_eq!(read(plain.request(Method::GET, "/")).await.header("strict-transport-security"), "");
}

#[tokio::test]
async fn private_answers_are_kept_nowhere_and_files_are() {
    let app = TestApp::new().await;
    for path in ["/", "/orders", "/api/v1/menu", "/api/v1/me"] {
        assert_eq!(read(app.request(Method::GET, path)).await.header("cache-control"), "no-store", "{path}");
    }
    assert_eq!(
        read(app.request(Method::GET, "/favicon.svg")).await.header("cache-control"),
        "public, max-age=86400"
    );
    assert_eq!(read(app.request(Method::GET, "/pkg/nothing.css")).await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn nothing_of_another_site_changes_anything() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let cookie = format!("linli={}", app.token(case.resident.id, "resident", "").await);
    let here = app.base.trim_start_matches("http://").to_owned();
    let sent = |headers: Vec<(&'static str, String)>, method: Method, path: &'static str| {
        let mut request = app.request(method, path).header(COOKIE, &cookie).header(HOST, &here);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        read(request.form(&[("do", "name"), ("name", "x")]))
    };
    for path in [
        "/account",
        "/orders/7",
        "/sign-in",
        "/desk/menu",
        "/desk/complaints",
        "/prefs",
        "/complaints",
        "/api/fn/anything",
        "/nowhere",
    ] {
        for foreign in [
            vec![],
            vec![(ORIGIN.as_str(), "null".to_owned())],
            vec![(ORIGIN.as_str(), "https://evil.example".to_owned())],
            vec![(ORIGIN.as_str(), format!("http://sub.{here}"))],
            vec![("sec-fetch-site", "cross-site".to_owned())],
            vec![("sec-fetch-site", "same-site".to_owned())],
        ] {
            for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
                let answer = sent(foreign.clone(), method.clone(), path).await;
                assert_eq!(answer.status.as_u16(), 403, "{method} {path} {foreign:?}");
            }
        }
        for ours in [(ORIGIN.as_str(), app.base.clone()), ("sec-fetch-site", "same-origin".to_owned())] {
            let answer = sent(vec![ours.clone()], Method::POST, path).await;
            assert_ne!(answer.status.as_u16(), 403, "{path} {ours:?}");
        }
    }
    // programs say nothing of where they are, and a cookie means nothing on the API
    let request =
        app.request(Method::POST, "/api/v1/codes").json(&serde_json::json!({ "phone": "13800000009" }));
    read(request).await.expect(202);
    let request = app.request(Method::POST, "/api/v1/codes").header(ORIGIN, "https://evil.example");
    read(request.json(&serde_json::json!({ "phone": "13800000008" })))
        .await
        .expect_problem(403, "other_site");
    let request = app.request(Method::GET, "/api/v1/orders").header(COOKIE, &cookie);
    read(request).await.expect_problem(401, "sign_in_needed");
}

#[tokio::test]
async fn what_is_too_large_is_refused_at_its_exact_size() {
    let app = TestApp::new().await;
    let uri = |length: usize| format!("/api/v1/nowhere?{}", "x".repeat(length - "/api/v1/nowhere?".len()));
    read(app.request(Method::GET, &uri(8 * 1024))).await.expect_problem(404, "not_found");
    read(app.request(Method::GET, &uri(8 * 1024 + 1))).await.expect_problem(414, "address_too_long");
    let body = |length: usize| {
        app.request(Method::POST, "/api/v1/codes")
            .header("content-type", "application/json")
            .body("x".repeat(length))
    };
    read(body(256 * 1024)).await.expect_problem(400, "malformed_json");
    read(body(256 * 1024 + 1)).await.expect_problem(413, "body_too_large");
    let header = app.request(Method::GET, "/api/v1/menu").header("x-long", "x".repeat(17 * 1024));
    read(header).await.expect_problem(431, "headers_too_large");
    // without a length it is counted as it comes
    let stream = reqwest::Body::wrap_stream(futures::stream::iter(
        (0..4).map(|_| Ok::<_, std::io::Error>("x".repeat(100_000))),
    ));
    let request =
        app.request(Method::POST, "/api/v1/codes").header("content-type", "application/json").body(stream);
    read(request).await.expect_problem(413, "body_too_large");
    let form = app
        .request(Method::POST, "/complaints")
        .header(ORIGIN, &app.base)
        .form(&[("words", "x".repeat(300_000))]);
    assert_eq!(read(form).await.status.as_u16(), 413);
}

#[tokio::test]
async fn who_does_not_end_their_headers_is_let_go() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let app = TestApp::new().await;
    let mut slow =
        tokio::net::TcpStream::connect(app.base.trim_start_matches("http://")).await.expect("a connection");
    slow.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.expect("a write");
    let began = std::time::Instant::now();
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(std::time::Duration::from_secs(15), slow.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the connection is still open after 15 s");
    assert!(began.elapsed().as_secs() >= 9);
}

#[tokio::test]
async fn what_pages_read_answers_with_an_honest_status() {
    let app = TestApp::new().await;
    let case = app.case().await;
    let cookie = format!("linli={}", app.token(case.resident.id, "resident", "").await);
    let ask = |path: &'static str, cookie: String, fields: Vec<(&'static str, String)>| {
        let request = app.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        read(request.header(COOKIE, cookie).form(&fields))
    };
    let (one, id) = ("/api/fn/orders/one", |id: String| vec![("id", id)]);
    ask(one, cookie.clone(), id(case.order.to_string())).await.expect(200);
    ask(one, String::new(), id(case.order.to_string())).await.expect(401);
    ask(one, cookie.clone(), id(app.ctx().id().to_string())).await.expect(404);
    ask(one, cookie.clone(), id("seven".to_owned())).await.expect(404);
    ask(one, cookie.clone(), Vec::new()).await.expect(404);
    app.world.ctx.db.close().await;
    ask(one, cookie, id(case.order.to_string())).await.expect(500);
}
