//! The real binary, killed under load and started again: every acknowledged write is there, and
//! `linli check` finds nothing. `LINLI_KILL_ROUNDS` says how often.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backend::ctx::{SystemChance, SystemClock};
use backend::db::Db;
use backend::store;
use backend::testing::{Case, Helper, Kind, World};
use domain::id::OrderId;
use domain::time::Timestamp;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::app::{DESK, NEIGHBOUR, TestApp, new_order};

/// The states of the story, in order.
const STORY: &[&str] = &["submitted", "to_dispatch", "offered", "claimed", "in_service", "confirmed"];
/// Residents who order at the same time, each with a helper.
const ACTORS: usize = 8;

/// A running server.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub base: String,
}

impl Server {
    /// Starts one on a data folder and waits until it listens.
    pub fn start(data: &Path) -> Self {
        Self::logging(data, "error", Stdio::inherit())
    }

    /// The same, with what it logs going elsewhere.
    pub fn logging(data: &Path, filter: &str, log: Stdio) -> Self {
        let site = data.join("site");
        std::fs::create_dir_all(site.join("pkg")).expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_linli"))
            .arg("serve")
            .env("LINLI_ADDR", "127.0.0.1:0")
            .env("LINLI_DATA", data)
            .env("LINLI_SITE", site)
            .env("LINLI_SMS", format!("file:{}", data.join("sms.jsonl").display()))
            .env("LINLI_LOG", filter)
            .env_remove("LINLI_DATABASE_URL")
            .stderr(log)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let base = line.trim().rsplit(' ').next().expect("an address").to_owned();
        assert!(base.starts_with("http://"), "the server says {line:?}");
        Self { child, base }
    }

    /// SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it ends");
    }

    /// SIGTERM; its exit code.
    pub fn ask_to_stop(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
        self.child.wait().expect("it ends").code()
    }
}

/// Who does what, with tokens.
struct Actor {
    resident: String,
    helper: String,
    desk: String,
    order: Value,
}

/// What the server has said is so.
type Acknowledged = Arc<Mutex<Vec<(OrderId, usize)>>>;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let rounds: usize = std::env::var("LINLI_KILL_ROUNDS").ok().and_then(|it| it.parse().ok()).unwrap_or(50);
    let data = tempfile::tempdir().expect("a temp folder");
    let actors = Arc::new(prepare(data.path()).await);
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let mut total = 0;
    for round in 0..rounds {
        let server = Server::start(data.path());
        let acknowledged = Acknowledged::default();
        let running: Vec<_> = (0..ACTORS)
            .map(|actor| {
                let (actors, client) = (actors.clone(), client.clone());
                let (base, acknowledged) = (server.base.clone(), acknowledged.clone());
                tokio::spawn(async move { act(&client, &base, &actors[actor], &acknowledged).await })
            })
            .collect();
        let nanos = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock").subsec_nanos();
        tokio::time::sleep(Duration::from_millis(u64::from(150 + nanos % 350))).await;
        server.kill();
        for actor in running {
            actor.await.expect("an actor");
        }
        let acknowledged = acknowledged.lock().expect("no actor panicked").clone();
        total += acknowledged.len();
        all_there(data.path(), &acknowledged, round).await;
    }
    assert!(total > rounds, "{total} acknowledged writes in {rounds} rounds are no load");
    println!("{rounds} kills, {total} acknowledged writes, all there");
    let check =
        Command::new(env!("CARGO_BIN_EXE_linli")).arg("check").env("LINLI_DATA", data.path()).output();
    let check = check.expect("the check runs");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
}

/// A town with residents, helpers and a desk, copied to where the binary looks for it.
async fn prepare(data: &Path) -> Vec<Actor> {
    let app = TestApp::on(World::new(Kind::Sqlite).await, false).await;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock").as_millis();
    app.world.clock.set(Timestamp(i64::try_from(now).expect("a time")));
    let case = Case::placed(&app.world).await;
    let desk = app.token(case.dispatcher.id, "api", DESK).await;
    let mut actors = Vec::new();
    for _ in 0..ACTORS {
        let resident = app.world.resident("王秀英", case.town.building).await;
        let helper = app.world.helper(&case.town, Helper::default()).await;
        actors.push(Actor {
            resident: app.token(resident.id, "api", NEIGHBOUR).await,
            helper: app.token(helper.id, "api", NEIGHBOUR).await,
            desk: desk.clone(),
            order: new_order(&case),
        });
    }
    let copied = app.ctx().db.copy_into(&data.join("linli.db").to_string_lossy()).await;
    assert!(copied.expect("a copy"), "SQLite is copied");
    actors
}

/// One story after the other, until the server is gone.
async fn act(client: &reqwest::Client, base: &str, actor: &Actor, acknowledged: &Acknowledged) {
    while story(client, base, actor, acknowledged).await.is_ok() {}
}

async fn story(
    client: &reqwest::Client,
    base: &str,
    it: &Actor,
    acknowledged: &Acknowledged,
) -> reqwest::Result<()> {
    let id = uuid::Uuid::from_u128(u128::from_le_bytes(SystemChance.bytes()));
    let send = |token: &str, method: Method, path: String, key: uuid::Uuid, body: Value| {
        let request = client.request(method, format!("{base}/api/v1{path}")).bearer_auth(token);
        request.header("idempotency-key", key.to_string()).json(&body).send()
    };
    let note = |step: usize| acknowledged.lock().expect("no actor panicked").push((OrderId(id), step));
    let fresh = || uuid::Uuid::from_u128(u128::from_le_bytes(SystemChance.bytes()));
    let order = format!("/orders/{id}");
    let placed = send(&it.resident, Method::POST, "/orders".into(), id, it.order.clone()).await?;
    if placed.status() != StatusCode::CREATED {
        // too many in a minute: the story goes on a little later
        tokio::time::sleep(Duration::from_millis(20)).await;
        return Ok(());
    }
    note(0);
    let steps: [(&str, String, Value, usize); 3] = [
        (&it.desk, format!("{order}/commands"), json!({ "action": "admit" }), 1),
        (&it.desk, format!("{order}/dispatch"), json!({ "mode": "pool" }), 2),
        (&it.helper, format!("/offers/{id}/acceptance"), json!({}), 3),
    ];
    for (token, path, body, step) in steps {
        if !send(token, Method::POST, path, fresh(), body).await?.status().is_success() {
            return Ok(());
        }
        note(step);
    }
    let page: Value =
        send(&it.resident, Method::GET, order.clone(), fresh(), json!({})).await?.json().await?;
    for (path, key, step) in [("check-in", "arrive", 4), ("check-out", "leave", 5)] {
        let body = json!({ "key": page["keys"][key] });
        if !send(&it.helper, Method::POST, format!("{order}/{path}"), fresh(), body)
            .await?
            .status()
            .is_success()
        {
            return Ok(());
        }
        note(step);
    }
    Ok(())
}

/// Opens the database as the killed server left it.
async fn all_there(data: &Path, acknowledged: &[(OrderId, usize)], round: usize) {
    let db =
        Db::open(&format!("sqlite:{}", data.join("linli.db").display())).await.expect("the database opens");
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").expect("the zone list is bundled");
    let ctx = backend::Ctx::new(db, Arc::new(SystemClock), Arc::new(SystemChance), zone);
    let findings = backend::flow::check::check(&ctx).await.expect("the check runs");
    assert!(findings.is_empty(), "round {round}: {findings:?}");
    let mut tx = ctx.db.read().await.expect("a transaction");
    for (id, step) in acknowledged {
        let order = store::orders::find(&mut tx, *id).await.expect("a query");
        let order = order.unwrap_or_else(|| panic!("round {round}: an acknowledged order is gone"));
        let stands = STORY.iter().position(|word| *word == order.state.word());
        assert!(stands >= Some(*step), "round {round}: {} was {}, is {}", id, STORY[*step], order.state);
    }
    drop(tx);
    ctx.db.close().await;
}

/// Sixteen bytes of chance.
trait Bytes {
    fn bytes(&self) -> [u8; 16];
}

impl Bytes for SystemChance {
    fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        backend::ctx::Chance::fill(self, &mut bytes);
        bytes
    }
}
