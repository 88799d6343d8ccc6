//! `linli check`: what must always hold.

use std::process::ExitCode;

use backend::flow::check as flow;

use super::{Ended, open_existing};
use crate::config::Settings;

/// Prints what is wrong, a line each.
pub async fn check(settings: &Settings) -> Ended {
    let ctx = open_existing(settings).await?;
    let findings = flow::check(&ctx).await?;
    ctx.db.close().await;
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("nothing found");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
