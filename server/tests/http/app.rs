//! A real server, and people who speak to it.

use std::path::Path;

use app::web::{AppState, Serving};
use backend::flow::sign_in::RESIDENT_MAX;
use backend::store::sessions::{self, NewSession};
use backend::testing::{Case, Kind, World};
use backend::{Ctx, hash};
use domain::id::{PersonId, SessionId};
use domain::member::Viewer;
use leptos::prelude::LeptosOptions;
use reqwest::{Method, RequestBuilder, StatusCode, header};
use serde_json::Value;
use server::stop::{self, Stopper};

/// The scopes of a resident who also helps.
pub const NEIGHBOUR: &str = "orders serve me";
/// The scopes of the desk.
pub const DESK: &str = "orders desk me staff";

/// A server on a loopback port.
pub struct TestApp {
    /// Its database, clock and chance.
    pub world: World,
    /// `http://127.0.0.1:PORT`.
    pub base: String,
    /// Follows no redirects and keeps no cookies.
    pub client: reqwest::Client,
    stopper: Stopper,
    _site: tempfile::TempDir,
}

/// Somebody with a bearer token, or nobody.
pub struct Caller<'a> {
    app: &'a TestApp,
    token: Option<String>,
}

/// An answer, read.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: header::HeaderMap,
    /// Its body; null when it is no JSON.
    pub body: Value,
    /// Its body as it came.
    pub text: String,
}

impl TestApp {
    /// On a SQLite file.
    pub async fn new() -> Self {
        Self::on(World::new(Kind::Sqlite).await, false).await
    }

    /// On an existing world; `https` as if people came that way.
    pub async fn on(world: World, https: bool) -> Self {
        let site = tempfile::tempdir().expect("a temp folder");
        fill(site.path());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let addr = listener.local_addr().expect("an address");
        let leptos = LeptosOptions::builder()
            .output_name("linli")
            .site_root(site.path().to_string_lossy().into_owned())
            .site_pkg_dir("pkg")
            .hash_files(false)
            .build();
        let state =
            AppState::new(Serving { leptos, ctx: world.ctx.clone(), secure_cookies: https, proxies: 1 });
        let (stopper, stop) = stop::stopper();
        tokio::spawn(server::accept::serve(listener, server::build(state, stop.clone()), stop));
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("a client");
        Self { world, base: format!("http://{addr}"), client, stopper, _site: site }
    }

    /// What flows take.
    pub fn ctx(&self) -> &Ctx {
        &self.world.ctx
    }

    /// An order and everybody around it.
    pub async fn case(&self) -> Case {
        Case::placed(&self.world).await
    }

    /// Nobody.
    pub fn anybody(&self) -> Caller<'_> {
        Caller { app: self, token: None }
    }

    /// Somebody, with a token of these scopes.
    pub async fn speaks(&self, who: &Viewer, scopes: &str) -> Caller<'_> {
        Caller { app: self, token: Some(self.token(who.id, "api", scopes).await) }
    }

    /// A resident or helper.
    pub async fn as_neighbour(&self, who: &Viewer) -> Caller<'_> {
        self.speaks(who, NEIGHBOUR).await
    }

    /// Staff.
    pub async fn as_desk(&self, who: &Viewer) -> Caller<'_> {
        self.speaks(who, DESK).await
    }

    /// With a token of one's own.
    pub fn with_token(&self, token: &str) -> Caller<'_> {
        Caller { app: self, token: Some(token.to_owned()) }
    }

    /// A session as a sign-in would open it.
    pub async fn token(&self, person_id: PersonId, kind: &str, scopes: &str) -> String {
        let token = self.ctx().token();
        let session = NewSession {
            id: SessionId(self.ctx().id()),
            token_hash: &hash::sha256(token.as_bytes()),
            person_id,
            kind,
            scopes,
            device: domain::member::Device::Computer,
            expires_at: self.ctx().now().plus(RESIDENT_MAX),
        };
        let mut tx = self.ctx().db.begin().await.expect("a transaction");
        sessions::insert(&mut tx, &session, self.ctx().now()).await.expect("a session");
        tx.commit().await.expect("a commit");
        token
    }

    /// A bare request.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    /// Tells it to stop.
    pub fn stop(&self) {
        self.stopper.stop();
    }
}

impl Caller<'_> {
    /// A request below `/api/v1` with a fresh idempotency key where something is changed.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.app.request(method.clone(), &format!("/api/v1{path}"));
        if method != Method::GET {
            request = request.header("idempotency-key", self.app.ctx().id().to_string());
        }
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        read(self.request(Method::GET, path)).await
    }

    /// Sends JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        read(self.request(Method::POST, path).json(&body)).await
    }

    /// Sends nothing.
    pub async fn poke(&self, path: &str) -> Answer {
        read(self.request(Method::POST, path)).await
    }

    /// Deletes, with JSON.
    pub async fn delete(&self, path: &str, body: Value) -> Answer {
        read(self.request(Method::DELETE, path).json(&body)).await
    }
}

impl Answer {
    /// Fails with the whole answer unless it has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{} {}", self.text, self.header("x-request-id"));
        self
    }

    /// Fails unless it is a problem document of this kind.
    #[track_caller]
    pub fn expect_problem(self, status: u16, key: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.text);
        assert_eq!(answer.body["type"], format!("urn:linli:problem:{key}"), "{}", answer.text);
        assert_eq!(answer.body["status"], status, "{}", answer.text);
        assert!(answer.body["title"].as_str().is_some_and(|title| !title.is_empty()), "{}", answer.text);
        answer
    }

    /// A header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Sends and reads whole.
pub async fn read(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("the server answers");
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await.expect("a whole body");
    Answer { status, headers, body: serde_json::from_str(&text).unwrap_or_default(), text }
}

/// A body for a new order of the case's item.
pub fn new_order(case: &Case) -> Value {
    serde_json::json!({
        "item_id": case.item.id, "area_id": case.town.building, "door": "2单元301", "day": "soon",
        "details": "水管漏水", "contact_name": "王秀英",
    })
}

fn fill(site: &Path) {
    std::fs::create_dir(site.join("pkg")).expect("a folder");
    std::fs::write(site.join("pkg/linli.css"), "body{}".repeat(100)).expect("a file");
    std::fs::write(site.join("pkg/linli.css.br"), "not really brotli").expect("a file");
    std::fs::write(site.join("favicon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("a file");
}
