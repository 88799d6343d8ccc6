//! `linli check`: what must always hold.

use std::process::ExitCode;

use backend::flow::check as flow;

use super::{Ended, open_existing, place, print};
use crate::config::Settings;

/// Prints what is wrong, a line each.
pub async fn check(settings: &Settings) -> Ended {
    let ctx = open_existing(settings).await?;
    // none of its tables, or those of an earlier release: there is nothing to compare yet
    if !ctx.db.ready().await.unwrap_or(false) {
        return Err("this database has not the tables of this release; linli migrate makes them".into());
    }
    let mut findings = flow::check(&ctx).await?;
    findings.extend(flow::photos(&ctx, &place(&settings.photos())?).await?);
    ctx.db.close().await;
    for finding in &findings {
        print(finding)?;
    }
    if findings.is_empty() {
        println!("nothing found");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
