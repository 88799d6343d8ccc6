//! Figures, what they are measured against, and what they should be.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::load::Measured;
use crate::visit::File;

/// Bytes of the first visit that must not be passed.
const BUDGET: usize = 450_000;
/// The best of the peers' pages, creates and takes, a second (measured on 2026-11-22).
const PEER_PAGE: f64 = 177.0;
const PEER_CREATE: f64 = 128.0;
const PEER_TAKE: f64 = 225.0;

/// What everything was measured on.
#[derive(Debug)]
pub struct Machine {
    /// Of generator and server together.
    pub cores: usize,
}

/// Everything that was found.
#[derive(Debug)]
pub struct Results {
    /// The machine.
    pub machine: Machine,
    /// Of the demo community.
    pub residents: u32,
    /// Kept connections.
    pub connections: usize,
    /// Rounds.
    pub rounds: usize,
    /// Seconds of a measurement in a round.
    pub seconds: f64,
    /// In the database before and after the load.
    pub orders: (i64, i64),
    /// Medians of the rounds.
    pub figures: BTreeMap<&'static str, Measured>,
    /// Memory before the load, in bytes.
    pub idle: u64,
    /// The most memory under the load, in bytes.
    pub peak: u64,
    /// Start to first page, in milliseconds.
    pub start: f64,
    /// Of the first visit.
    pub files: Vec<File>,
}

/// What a ratio, or where there is none the figure, should be.
#[derive(Debug, Clone, Copy)]
enum Target {
    /// The first is the target, the second the moonshot.
    AtLeast(f64, f64),
    AtMost(f64, f64),
}

impl Target {
    fn sign(self, value: f64) -> &'static str {
        let (met, moon) = match self {
            Self::AtLeast(target, moon) => (value >= target, value >= moon),
            Self::AtMost(target, moon) => (value <= target, value <= moon),
        };
        match (met, moon) {
            (_, true) => "★",
            (true, false) => "✓",
            (false, false) => "✗",
        }
    }

    fn words(self) -> String {
        match self {
            Self::AtLeast(target, moon) => format!("≥ {target} ({moon})"),
            Self::AtMost(target, moon) => format!("≤ {target} ({moon})"),
        }
    }
}

/// A line of the table.
struct Line {
    figure: &'static str,
    measured: f64,
    unit: &'static str,
    /// Where it is a load.
    load: Option<Measured>,
    /// By what it is divided, and that limit.
    against: Option<(&'static str, f64)>,
    target: Option<Target>,
}

impl Line {
    fn ratio(&self) -> Option<f64> {
        self.against.filter(|(_, limit)| *limit > 0.0).map(|(_, limit)| self.measured / limit)
    }

    fn sign(&self) -> Option<&'static str> {
        self.target.map(|target| target.sign(self.ratio().unwrap_or(self.measured)))
    }
}

impl Results {
    /// Whether the first visit is as light as it has to be.
    pub fn within_budget(&self) -> bool {
        self.visit() <= BUDGET
    }

    fn visit(&self) -> usize {
        self.files.iter().map(|file| file.bytes).sum()
    }

    fn rate(&self, name: &str) -> f64 {
        self.figures.get(name).map_or(0.0, |it| it.rate)
    }

    fn lines(&self) -> Vec<Line> {
        use Target::{AtLeast, AtMost};
        let load = |figure, name: &str, against: Option<(&'static str, f64)>, target| Line {
            figure,
            measured: self.rate(name),
            unit: "/s",
            load: self.figures.get(name).filter(|it| it.answered > 0).cloned(),
            against,
            target,
        };
        let plain = |figure, measured, unit, target| Line {
            figure,
            measured,
            unit,
            load: None,
            against: None,
            target,
        };
        let insert = ("durable insert", self.rate("insert"));
        let row = ("bare one-row page", self.rate("bare_row"));
        let list = ("bare list of 50", self.rate("bare_list"));
        let (page, create, take) = (
            ("best peer's page", PEER_PAGE),
            ("best peer's create", PEER_CREATE),
            ("best peer's take", PEER_TAKE),
        );
        let half = Some(AtLeast(0.5, 0.8));
        let peers = Some(AtLeast(15.0, 30.0));
        let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        vec![
            load("limit: 4 KiB write + fdatasync, one thread", "sync", None, None),
            load(
                "limit: durable one-row insert (rusqlite, WAL, FULL, one thread)",
                "insert",
                Some(("4 KiB fdatasync", self.rate("sync"))),
                None,
            ),
            load("  the same, 32 rows a commit", "insert_32", Some(insert), None),
            load("limit: Axum + sqlx, one-row page", "bare_row", None, None),
            load("limit: Axum + sqlx + Leptos SSR, list of 50", "bare_list", Some(row), None),
            load("place order, JSON API", "place", Some(insert), Some(AtLeast(0.5, 1.0))),
            load("", "place", Some(create), Some(AtLeast(25.0, 50.0))),
            load("accept, JSON API", "accept", Some(insert), Some(AtLeast(0.4, 1.0))),
            load("", "accept", Some(take), peers),
            load("first page, a stranger", "stranger", Some(list), None),
            load("home, signed in", "home", Some(list), half),
            load("", "home", Some(row), None),
            load("", "home", Some(page), peers),
            load("  the same, brotli", "home_br", Some(list), None),
            load("  the same, first use of the session in a minute", "returning", Some(list), None),
            load("order page, signed in", "order_page", Some(list), half),
            load("", "order_page", Some(row), None),
            load("", "order_page", Some(page), peers),
            plain("memory, idle", mib(self.idle), "MiB", Some(AtMost(100.0, 40.0))),
            plain("memory, peak under the load", mib(self.peak), "MiB", Some(AtMost(300.0, 120.0))),
            plain(
                "start on the existing database to the first page",
                self.start,
                "ms",
                Some(AtMost(300.0, 100.0)),
            ),
            plain(
                "first visit of the first page, all files",
                self.visit() as f64 / 1_000.0,
                "kB",
                Some(AtMost(BUDGET as f64 / 1_000.0, 180.0)),
            ),
        ]
    }

    fn settings(&self) -> String {
        format!(
            "{} cores, shared by generator and server · loopback, {} kept connections · {} residents, {} orders at the \
             start, {} at the end · medians of {} rounds, {} s each (accept and first use: 500 requests each)",
            self.machine.cores,
            self.connections,
            self.residents,
            self.orders.0,
            self.orders.1,
            self.rounds,
            self.seconds,
        )
    }

    /// The table.
    pub fn print(&self) {
        println!("\n{}\n", self.settings());
        println!(
            "{:<66}{:>11}      {:>8}{:>8}{:>9}   {:<30}{:>8}  target (moonshot)",
            "figure", "measured", "p50 ms", "p99 ms", "answered", "against", "ratio"
        );
        for line in self.lines() {
            let (p50, p99, answered) = match &line.load {
                Some(it) if !line.figure.is_empty() => {
                    (format!("{:.2}", it.p50), format!("{:.2}", it.p99), it.answered.to_string())
                }
                _ => Default::default(),
            };
            let measured = if line.figure.is_empty() { String::new() } else { number(line.measured) };
            let unit = if line.figure.is_empty() { "" } else { line.unit };
            let against = line.against.map(|(name, limit)| format!("÷ {name} {}", number(limit)));
            let ratio = line.ratio().map(number).unwrap_or_default();
            let target = line.target.map(Target::words).unwrap_or_default();
            let text = format!(
                "{:<66}{measured:>11} {unit:<4} {p50:>8}{p99:>8}{answered:>9}   {:<30}{ratio:>8}  {} {target}",
                line.figure,
                against.unwrap_or_default(),
                line.sign().unwrap_or(" "),
            );
            println!("{}", text.trim_end());
        }
        println!("\nfirst visit, as transferred:");
        for file in &self.files {
            println!("  {:>9} bytes  {:<5} {}", file.bytes, file.encoding, file.path);
        }
        println!("\n{}", self.pages());
        for (name, it) in self.figures.iter().filter(|(_, it)| !it.others.is_empty()) {
            println!(
                "✗ {name}: answered otherwise (status → how often): {:?}; its figure counts only what succeeded",
                it.others
            );
        }
        if !self.within_budget() {
            println!("✗ the first visit passes its budget of {BUDGET} bytes");
        }
    }

    fn pages(&self) -> String {
        let size = |name: &str| self.figures.get(name).map_or(0, |it| it.bytes);
        format!(
            "bytes of a page: bare row {}, bare list {}, home {} ({} in brotli), order page {}",
            size("bare_row"),
            size("bare_list"),
            size("home"),
            size("home_br"),
            size("order_page"),
        )
    }

    /// The same as JSON.
    pub fn json(&self) -> Value {
        let mut name = "";
        let lines = self.lines();
        let figures: Vec<Value> = lines
            .iter()
            .map(|line| {
                if !line.figure.is_empty() {
                    name = line.figure.trim();
                }
                let load = line.load.as_ref();
                json!({
                    "figure": name, "measured": line.measured, "unit": line.unit,
                    "p50_ms": load.map(|it| it.p50), "p99_ms": load.map(|it| it.p99),
                    "answered": load.map(|it| it.answered), "otherwise": load.map(|it| &it.others),
                    "against": line.against.map(|it| it.0), "limit": line.against.map(|it| it.1),
                    "ratio": line.ratio(), "target": line.target.map(Target::words), "sign": line.sign(),
                })
            })
            .collect();
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|it| json!({ "path": it.path, "bytes": it.bytes, "encoding": it.encoding }))
            .collect();
        json!({
            "settings": {
                "cores": self.machine.cores, "generator": "on the same cores",
                "connections": self.connections, "residents": self.residents, "rounds": self.rounds,
                "seconds": self.seconds, "orders_before": self.orders.0, "orders_after": self.orders.1,
            },
            "figures": figures, "first_visit": files, "within_budget": self.within_budget(),
        })
    }
}

/// As many digits as tell something.
fn number(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}
