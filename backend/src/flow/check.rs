//! `linli check`: what must always hold, computed anew from the rows.

use crate::ctx::Ctx;
use crate::error::Result;
use crate::store;

/// Everything that is wrong, a line each; an empty list is good.
///
/// # Errors
/// When the database fails.
pub async fn check(ctx: &Ctx) -> Result<Vec<String>> {
    let mut wrong: Vec<String> =
        ctx.db.integrity().await?.into_iter().map(|line| format!("integrity: {line}")).collect();
    let mut tx = ctx.db.read().await?;
    for (id, balance, total) in store::ledger::violations(&mut tx).await? {
        wrong.push(format!("ledger: account {id} says {balance}, its transfers say {total}"));
    }
    for (id, state, event) in store::events::disagreements(&mut tx).await? {
        wrong.push(format!("events: order {id} is {state}, its last event says {event}"));
    }
    for (id, taken, required) in store::events::overbooked(&mut tx).await? {
        wrong.push(format!("places: order {id} has {taken} helpers for {required} places"));
    }
    for id in store::events::unpaid(&mut tx).await? {
        wrong.push(format!("minutes: order {id} is confirmed, a helper has a part without its minutes"));
    }
    Ok(wrong)
}
