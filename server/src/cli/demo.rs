//! `linli demo`: a made-up community, through the same flows as real use.

use std::process::ExitCode;

use super::{Ended, open};
use crate::config::Settings;

/// What to fill in.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// The same seed makes the same community
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many people live there
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(50..=200_000))]
    residents: u32,
    /// Print the accounts as JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// Fills an empty database and prints the accounts.
pub async fn demo(settings: &Settings, asked: Asked) -> Ended {
    let ctx = open(settings).await?;
    ctx.db.migrate().await?;
    fill(&ctx, &asked).await?;
    ctx.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// To be wired to `backend::flow::fill_demo::fill(&ctx, seed, residents, progress)`.
async fn fill(_ctx: &backend::Ctx, asked: &Asked) -> Result<(), super::Failure> {
    let Asked { seed, residents, json } = asked;
    Err(format!("the demo community (seed {seed}, {residents} residents, json {json}) is not in this build yet").into())
}
