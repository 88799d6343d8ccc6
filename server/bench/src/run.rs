//! The rounds: in each of them every limit and every figure of ours, one after the other, so that
//! whatever else the machine does meets both.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use http_body_util::Full;
use hyper::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use hyper::{Request, StatusCode};

use crate::child::{self, Server};
use crate::crowd::{self, Crowd, Sizes};
use crate::disk::Disk;
use crate::load::{Connection, Measured, Sent, Until, load, median};
use crate::report::{Machine, Results};
use crate::{Asked, Failure, bare, visit};

/// Acceptances and returns of a round: each needs an offer, or a session, of its own.
const ONCE: usize = 500;
/// Residents who read pages.
const READERS: usize = 64;
/// Starts of the server of which the median is told.
const STARTS: usize = 5;

/// Everything, and whether the budget of the first visit holds.
pub async fn run(asked: &Asked) -> Result<bool, Failure> {
    let (program, site) = (asked.linli()?, asked.site()?);
    let beside = || std::env::current_exe().ok()?.ancestors().nth(2).map(Path::to_owned);
    let parent = asked.folder.clone().or_else(beside).ok_or("no folder above this program")?;
    let folder = tempfile::Builder::new().prefix("bench-data-").tempdir_in(&parent)?;
    let data = folder.path().join("data");
    std::fs::create_dir(&data)?;
    let rounds = usize::from(asked.rounds);
    // one round more than is counted: it warms caches and sessions
    let once = (rounds + 1) * ONCE;
    eprintln!("• filling {} residents and {once} offers", asked.residents);
    let sizes = Sizes { offers: once, readers: READERS, returning: once };
    let crowd = crowd::gather(child::linli(&program, &data, &site)?, &data, asked.residents, sizes).await?;
    let database = data.join("linli.db");
    let orders_before = crowd::orders(&database)?;

    eprintln!("• starting {STARTS} times");
    let start = || {
        let mut command = child::linli(&program, &data, &site)?;
        command.arg("serve");
        Server::start(command).map_err(|error| child::with_log(error, &data))
    };
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let server = start()?;
        first_answer(server.addr).await?;
        starts.push(server.started.elapsed().as_secs_f64() * 1_000.0);
        server.stop()?;
    }
    let server = start()?;
    first_answer(server.addr).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let idle = server.memory()?;
    let files = visit::first(server.addr, "/").await?;

    let limits = folder.path().join("bare.db");
    bare::fill(&limits)?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("bare").arg(&limits);
    let stage = Stage {
        asked,
        crowd: &crowd,
        ours: server.addr,
        bare: Server::start(command)?,
        accepted: Cell::new(0),
        returned: Cell::new(0),
    };
    let mut disk = Disk::new(folder.path())?;
    eprintln!("• warming up");
    stage.round(&mut disk).await?;
    let mut all = Vec::new();
    for round in 1..=rounds {
        eprintln!("• round {round} of {rounds}");
        all.push(stage.round(&mut disk).await?);
    }
    let peak = server.peak_memory()?;
    drop(stage);
    server.stop()?;
    let results = Results {
        machine: Machine { cores: std::thread::available_parallelism().map_or(0, usize::from) },
        residents: asked.residents,
        connections: asked.connections,
        rounds,
        seconds: asked.seconds,
        orders: (orders_before, crowd::orders(&database)?),
        figures: medians(all),
        idle,
        peak,
        start: median(starts),
        files,
    };
    if asked.json {
        println!("{:#}", results.json())
    } else {
        results.print()
    }
    Ok(results.within_budget())
}

/// A page, not only a sign of life.
async fn first_answer(addr: SocketAddr) -> Result<(), Failure> {
    let answer = Connection::open(addr).await?.send(Request::get("/").body(Full::default())?).await?;
    if answer.status == StatusCode::OK {
        Ok(())
    } else {
        Err(format!("the first page is answered with {}", answer.status).into())
    }
}

/// What was found under each name, in each round.
type Found = BTreeMap<&'static str, Measured>;

/// The figures in the middle of all rounds; answers are added up.
fn medians(rounds: Vec<Found>) -> Found {
    let mut by_name = BTreeMap::<_, Vec<Measured>>::new();
    for (name, measured) in rounds.into_iter().flatten() {
        by_name.entry(name).or_default().push(measured);
    }
    let of = |all: Vec<Measured>| {
        let middle = |part: fn(&Measured) -> f64| median(all.iter().map(part).collect());
        let mut others = BTreeMap::new();
        for (status, count) in all.iter().flat_map(|it| &it.others) {
            *others.entry(*status).or_insert(0) += count;
        }
        Measured {
            rate: middle(|it| it.rate),
            p50: middle(|it| it.p50),
            p99: middle(|it| it.p99),
            answered: all.iter().map(|it| it.answered).sum(),
            bytes: all.last().map_or(0, |it| it.bytes),
            others,
        }
    };
    by_name.into_iter().map(|(name, all)| (name, of(all))).collect()
}

/// What the rounds are played on.
struct Stage<'a> {
    asked: &'a Asked,
    crowd: &'a Crowd,
    ours: SocketAddr,
    bare: Server,
    /// Offers that were accepted in the rounds before.
    accepted: Cell<usize>,
    /// Sessions that were used in the rounds before.
    returned: Cell<usize>,
}

impl Stage<'_> {
    async fn round(&self, disk: &mut Disk) -> Result<Found, Failure> {
        let time = self.asked.time();
        let rate = |rate: f64| Measured { rate, ..Measured::default() };
        let mut found = Found::new();
        found.insert("sync", rate(disk.syncs(time / 4)?));
        found.insert("insert", rate(disk.inserts(time / 2, 1)?));
        found.insert("insert_32", rate(disk.inserts(time / 4, 32)?));
        let page =
            |path: &'static str, rows: usize| move |n: usize| get(&format!("{path}{}", n % rows + 1), "");
        found.insert("bare_row", self.bare(&page("/row/", 10_000)).await?);
        found.insert("bare_list", self.bare(&page("/list/", 9_000)).await?);
        let crowd = self.crowd;
        let reader = |n: usize| &crowd.readers[n % crowd.readers.len()];
        let signed_in = |path: String, n: usize| {
            let mut request = get(&path, "")?;
            request.headers_mut().insert(COOKIE, format!("linli={}", reader(n).cookie).parse()?);
            Ok(request)
        };
        // what each session writes once a minute is written before the clock runs
        self.count(READERS, StatusCode::OK, &|n| signed_in("/".to_owned(), n)).await?;
        found.insert("stranger", self.time(StatusCode::OK, &|_| get("/", "")).await?);
        found.insert("home", self.time(StatusCode::OK, &|n| signed_in("/".to_owned(), n)).await?);
        let compressed = |n| {
            let mut request: Sent = signed_in("/".to_owned(), n)?;
            request.headers_mut().insert(ACCEPT_ENCODING, "br".parse()?);
            Ok(request)
        };
        found.insert("home_br", self.time(StatusCode::OK, &compressed).await?);
        let order = |n: usize| signed_in(format!("/orders/{}", reader(n).order), n);
        found.insert("order_page", self.time(StatusCode::OK, &order).await?);
        found.insert("returning", self.returning().await?);
        found.insert("place", self.place().await?);
        found.insert("accept", self.accept().await?);
        Ok(found)
    }

    async fn bare(&self, make: &dyn Fn(usize) -> Result<Sent, Failure>) -> Result<Measured, Failure> {
        let until = Until::Time(self.asked.time());
        load(self.bare.addr, self.asked.connections, until, StatusCode::OK, make).await
    }

    async fn time(
        &self,
        expected: StatusCode,
        make: &dyn Fn(usize) -> Result<Sent, Failure>,
    ) -> Result<Measured, Failure> {
        load(self.ours, self.asked.connections, Until::Time(self.asked.time()), expected, make).await
    }

    async fn count(
        &self,
        count: usize,
        expected: StatusCode,
        make: &dyn Fn(usize) -> Result<Sent, Failure>,
    ) -> Result<Measured, Failure> {
        load(self.ours, self.asked.connections, Until::Count(count), expected, make).await
    }

    /// The first page of residents who come back after more than a minute.
    async fn returning(&self) -> Result<Measured, Failure> {
        let first = self.returned.replace(self.returned.get() + ONCE);
        let make = |n: usize| {
            let cookie = &self.crowd.returning[(first + n) % self.crowd.returning.len()];
            let mut request = get("/", "")?;
            request.headers_mut().insert(COOKIE, format!("linli={cookie}").parse()?);
            Ok(request)
        };
        self.count(ONCE, StatusCode::OK, &make).await
    }

    async fn place(&self) -> Result<Measured, Failure> {
        let people = &self.crowd.orderers;
        let whoami = |n: usize| get("/api/v1/me", &people[n % people.len()].token);
        self.count(people.len(), StatusCode::OK, &whoami).await?;
        let make = |n: usize| {
            let who = &people[n % people.len()];
            let body = serde_json::json!({
                "item_id": self.crowd.item, "area_id": who.area, "door": who.door, "day": "soon",
                "details": "厨房的水管漏水，柜子下面已经湿了", "contact_name": who.name,
            });
            post("/api/v1/orders", &who.token, body.to_string())
        };
        self.time(StatusCode::CREATED, &make).await
    }

    async fn accept(&self) -> Result<Measured, Failure> {
        let first = self.accepted.replace(self.accepted.get() + ONCE);
        let token = |n: usize| &self.crowd.helpers[(first + n) % self.crowd.helpers.len()];
        self.count(ONCE, StatusCode::OK, &|n| get("/api/v1/me", token(n))).await?;
        let make = |n: usize| {
            let offer = self.crowd.offers[first + n];
            post(&format!("/api/v1/offers/{offer}/acceptance"), token(n), "{}".to_owned())
        };
        self.count(ONCE, StatusCode::CREATED, &make).await
    }
}

/// A page or, with a token, what the API has there.
fn get(path: &str, token: &str) -> Result<Sent, Failure> {
    let mut request = Request::get(path);
    if !token.is_empty() {
        request = request.header(AUTHORIZATION, format!("Bearer {token}"));
    }
    Ok(request.body(Full::default())?)
}

fn post(path: &str, token: &str, body: String) -> Result<Sent, Failure> {
    Ok(Request::post(path)
        .header(AUTHORIZATION, format!("Bearer {token}"))
        .header(CONTENT_TYPE, "application/json")
        .header("idempotency-key", crowd::random_id().to_string())
        .body(Full::from(body))?)
}
