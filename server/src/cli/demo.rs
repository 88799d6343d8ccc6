//! `linli demo`: a made-up community, through the same flows as real use.

use std::process::ExitCode;

use backend::flow::fill_demo::{Account, fill};

use super::progress::Shown;
use super::{Ended, open};
use crate::config::Settings;

/// What to fill in.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// The same seed makes the same community
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many people live there
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(400..=200_000))]
    residents: u32,
    /// Print the accounts as JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// Fills an empty database and prints the accounts.
pub async fn demo(settings: &Settings, asked: Asked) -> Ended {
    let ctx = open(settings).await?;
    ctx.db.migrate().await?;
    let shown = Shown::new(str::to_owned);
    let filled = fill(&ctx, asked.seed, asked.residents, |step| shown.tell(step)).await;
    shown.end();
    ctx.db.close().await;
    let accounts = filled.map_err(|error| error.to_string())?;
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&accounts).map_err(|error| error.to_string())?);
    } else {
        print_table(&accounts);
    }
    Ok(ExitCode::SUCCESS)
}

fn print_table(accounts: &[Account]) {
    println!("\n  {:<13}{:<10}{:<18}{:<22}{:<34}note", "phone", "name", "roles", "password", "TOTP secret");
    for it in accounts {
        println!(
            "  {:<13}{:<10}{:<18}{:<22}{:<34}{} · {}",
            it.phone,
            it.name,
            it.roles.join(" "),
            it.password.as_deref().unwrap_or("(SMS code)"),
            it.totp_secret.as_deref().unwrap_or(""),
            it.area,
            it.note,
        );
    }
}
