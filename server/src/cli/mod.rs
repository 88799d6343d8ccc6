//! The operator's commands, one file each. They end with 0 when all is well, 1 when something is
//! not, 2 when they were called wrongly.

mod backup;
mod check;
mod demo;
mod import;
mod lock;
mod private;
mod progress;
mod restore;
mod serve;

use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use backend::Ctx;
use backend::ctx::{SystemChance, SystemClock};
use backend::db::Db;
use backend::photo::Photos;
use clap::{Parser, Subcommand};

use crate::config::{Settings, WrongSetting};
use crate::{api, telemetry};

/// 邻里 Linli: residents order, the community dispatches, neighbours help.
#[derive(Parser)]
#[command(name = "linli", version, propagate_version = true, arg_required_else_help = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server: pages, API and workers. Brings the database up to date first
    Serve,
    /// Fill an empty database with a made-up community, and print accounts to try it with
    Demo(demo::Asked),
    /// Read a community's own Excel or CSV files; all of them, or nothing when a row is wrong
    #[command(after_help = import::ENDS)]
    Import(import::Asked),
    /// Bring the database's tables up to date, and stop
    Migrate,
    /// Write a copy of the database into a new file, with the pictures in a folder beside it, and check
    /// both
    Backup {
        /// The new file; it must not exist
        path: PathBuf,
    },
    /// Put a copy and its pictures back in their place; the server must not run
    Restore {
        /// A file made by `linli backup`
        path: PathBuf,
        /// Also when there is a database already; it is kept beside, under another name
        #[arg(long)]
        force: bool,
    },
    /// Look for anything that must not be: ledgers that do not add up, broken files and references
    Check,
    /// Print the description of the JSON API (OpenAPI 3.1)
    Openapi,
}

/// Why a command did not do what it was asked.
type Failure = Box<dyn std::error::Error + Send + Sync>;
/// How a command ended.
type Ended = Result<ExitCode, Failure>;

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    let line = Line::parse();
    telemetry::start();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&error.into()),
    };
    match runtime.block_on(obey(line)) {
        Ok(code) => code,
        Err(failure) => complain(&failure),
    }
}

async fn obey(line: Line) -> Ended {
    let settings = line.settings;
    settings.check()?;
    match line.command {
        Command::Serve => serve::serve(&settings).await,
        Command::Demo(asked) => demo::demo(&settings, asked).await,
        Command::Import(asked) => import::import(&settings, asked).await,
        Command::Migrate => {
            let ctx = open(&settings).await?;
            ctx.db.migrate().await?;
            ctx.db.close().await;
            Ok(ExitCode::SUCCESS)
        }
        Command::Backup { path } => backup::backup(&settings, &path).await,
        Command::Restore { path, force } => restore::restore(&settings, &path, force).await,
        Command::Check => check::check(&settings).await,
        Command::Openapi => {
            print(&api::openapi().to_pretty_json()?)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Prints a text that others read on. Who has seen enough may be gone before its end, as `head` is: that is
/// no fault.
fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// The sentence and what lies behind it, without a word that may be secret.
fn complain(failure: &Failure) -> ExitCode {
    let mut sentence = failure.to_string();
    let mut behind = failure.source();
    while let Some(error) = behind {
        sentence = format!("{sentence}: {error}");
        behind = error.source();
    }
    eprintln!("linli: {sentence}");
    if failure.is::<WrongSetting>() { ExitCode::from(2) } else { ExitCode::FAILURE }
}

/// Opens the database of the settings; makes it and the data folder when they are missing.
async fn open(settings: &Settings) -> Result<Ctx, Failure> {
    make_folder(settings)?;
    if let Some(file) = settings.database_file() {
        private::file_if_missing(&file)
            .map_err(|error| format!("the database {} cannot be made: {error}", file.display()))?;
    }
    context(settings, &settings.database_url()).await
}

/// Makes the data folder when it is missing.
fn make_folder(settings: &Settings) -> Result<(), Failure> {
    if let Some(folder) = settings.database_file().as_deref().and_then(std::path::Path::parent) {
        private::folder(folder)
            .map_err(|error| format!("the data folder {} cannot be made: {error}", folder.display()))?;
    }
    Ok(())
}

/// The same, but only when there is one: a command that reads makes no new database.
async fn open_existing(settings: &Settings) -> Result<Ctx, Failure> {
    if let Some(file) = settings.database_file().filter(|file| !file.exists()) {
        return Err(format!("there is no database at {}", file.display()).into());
    }
    context(settings, &settings.database_url()).await
}

/// A place of pictures; it is made when it is missing.
fn place(folder: &std::path::Path) -> Result<Photos, Failure> {
    let place = Photos::in_folder(folder);
    place.map_err(|error| format!("no pictures can be kept in {}: {error}", folder.display()).into())
}

async fn context(settings: &Settings, url: &str) -> Result<Ctx, Failure> {
    let db = Db::open(url).await?;
    Ok(Ctx::new(db, Arc::new(SystemClock), Arc::new(SystemChance), settings.zone()?))
}
