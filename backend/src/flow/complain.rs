//! Complaints and suggestions, from anybody, with a receipt to ask again by.

use domain::form::Complaint;
use domain::member::Viewer;
use domain::time::{DAY, HOUR, Timestamp};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::store;

/// Complaints without an account that are taken in an hour.
const PER_HOUR: i32 = 60;

/// Keeps a complaint; returns its receipt.
///
/// # Errors
/// [`domain::Refusal::TooMany`] when many come at once.
pub async fn complain(ctx: &Ctx, viewer: Option<&Viewer>, it: &Complaint) -> Result<String> {
    let now = ctx.now();
    let mut tx = ctx.db.begin().await?;
    if store::limits::count(&mut tx, "complaints", HOUR, now).await? > PER_HOUR {
        return Err(domain::Refusal::TooMany { again_at: now.plus(HOUR) }.into());
    }
    for _ in 0..5 {
        let receipt = format!("T{}", ctx.digits(9));
        let person = viewer.map(|viewer| viewer.id);
        if store::complaints::insert(&mut tx, ctx.id(), &receipt, person, it, now).await? {
            tx.commit().await?;
            return Ok(receipt);
        }
    }
    Err(Error::internal("making a receipt", "five receipts in a row were taken"))
}

/// When a complaint came in, and its answer.
///
/// # Errors
/// [`Error::NotFound`] for an unknown receipt.
pub async fn answer(ctx: &Ctx, receipt: &str) -> Result<(Timestamp, Option<String>)> {
    let mut tx = ctx.db.read().await?;
    store::complaints::find(&mut tx, receipt).await?.ok_or(Error::NotFound)
}

/// Until when an answer is due, shown with the receipt.
#[must_use]
pub fn answer_due(at: Timestamp) -> Timestamp {
    at.plus(15 * DAY)
}
