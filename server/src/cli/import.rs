//! `linli import`: a community's own lists.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Ended, open};
use crate::config::Settings;

/// What to read.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// Excel (.xlsx) or CSV files; which list each holds is read off its first row
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
}

/// Reads the files; all of them, or nothing.
pub async fn import(settings: &Settings, asked: Asked) -> Ended {
    if let Some(missing) = asked.files.iter().find(|file| !file.is_file()) {
        return Err(format!("there is no file {}", missing.display()).into());
    }
    let ctx = open(settings).await?;
    ctx.db.migrate().await?;
    read(&ctx, &asked).await?;
    ctx.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// To be wired to `backend::flow::import`.
async fn read(_ctx: &backend::Ctx, asked: &Asked) -> Result<(), super::Failure> {
    let how = if asked.dry_run { "trying out" } else { "reading" };
    Err(format!("{how} {} file(s) is not in this build yet", asked.files.len()).into())
}
