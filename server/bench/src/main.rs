//! MEASURES. What the server can do, beside what the machine can do, in one run: see `docs/BENCH.md`.
//!
//! | File | What it holds |
//! |---|---|
//! | [`crowd`] | a filled data folder, and people with sessions in it |
//! | [`disk`] | the bare limits of the file system and of SQLite |
//! | [`bare`] | a server that only reads and renders: the limit of the framework |
//! | [`child`] | servers as child processes: start, memory, end |
//! | [`load`] | so many kept connections, one request after the other on each |
//! | [`visit`] | what a first visit transfers |
//! | [`run`] | the rounds |
//! | [`report`] | figures, ratios, targets |
//!
//! A bench is for a person who reads it: whatever goes wrong on the way ends it with its reason.

mod bare;
mod child;
mod crowd;
mod disk;
mod load;
mod report;
mod run;
mod visit;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;

/// Anything that ends the bench.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What is measured, and how long.
#[derive(Debug, Clone, clap::Parser)]
#[command(about = "The figures of docs/BENCH.md, as ratios. Moves only its own temporary folder.")]
pub struct Asked {
    /// The release binary  [default: linli beside this program]
    #[arg(long, value_name = "FILE")]
    linli: Option<PathBuf>,
    /// The built site  [default: site beside this program's folder]
    #[arg(long, value_name = "FOLDER")]
    site: Option<PathBuf>,
    /// Where the temporary data folder is made: on the file system that is to be measured
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// How many people live in the demo community
    #[arg(long, default_value_t = 2_000)]
    residents: u32,
    /// Rounds; the figures are medians of them
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=100))]
    rounds: u16,
    /// Seconds of each measurement in each round
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// Kept connections, each with one request under way
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// Print JSON instead of the table
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    part: Option<Part>,
}

#[derive(Debug, Clone, clap::Subcommand)]
enum Part {
    /// The bare server, as a child of the bench
    #[command(hide = true)]
    Bare {
        /// Its database
        database: PathBuf,
    },
}

impl Asked {
    /// How long one measurement of a round takes.
    fn time(&self) -> Duration {
        Duration::from_secs_f64(self.seconds.clamp(0.1, 600.0))
    }

    fn linli(&self) -> Result<PathBuf, Failure> {
        let beside = || Ok::<_, Failure>(std::env::current_exe()?.with_file_name("linli"));
        let file = self.linli.clone().map_or_else(beside, Ok)?;
        if file.is_file() {
            Ok(file)
        } else {
            Err(format!("{} is missing: make build", file.display()).into())
        }
    }

    fn site(&self) -> Result<PathBuf, Failure> {
        let program = std::env::current_exe()?;
        let beside = || program.ancestors().nth(2).map(|target| target.join("site"));
        let site = self.site.clone().or_else(beside).ok_or("no folder above this program")?;
        if site.is_dir() {
            Ok(site)
        } else {
            Err(format!("{} is missing: make build", site.display()).into())
        }
    }
}

fn main() -> ExitCode {
    let asked = Asked::parse();
    let result = match &asked.part {
        // as many threads as the real server has
        Some(Part::Bare { database }) => {
            runtime(true).and_then(|it| it.block_on(bare::serve(database))).map(|()| true)
        }
        // one thread sends: what it does not use is left to the server, which shares the cores
        None => runtime(false).and_then(|it| it.block_on(run::run(&asked))),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("✗ {error}");
            ExitCode::FAILURE
        }
    }
}

fn runtime(many: bool) -> Result<tokio::runtime::Runtime, Failure> {
    let mut builder = if many {
        tokio::runtime::Builder::new_multi_thread()
    } else {
        tokio::runtime::Builder::new_current_thread()
    };
    Ok(builder.enable_all().build()?)
}
