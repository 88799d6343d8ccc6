//! Complaints and suggestions, from anybody, with a receipt to ask again by.

use domain::Refusal;
use domain::form::Complaint;
use domain::id::ClientOpId;
use domain::member::Viewer;
use domain::time::{DAY, HOUR, Timestamp};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::flow::limits;
use crate::store;

/// Complaints without an account that are taken in an hour.
const PER_HOUR: i32 = 60;

/// Keeps a complaint; returns its receipt. The same intention again returns the first one: who
/// complains may be a stranger, so it is known by its id alone.
///
/// # Errors
/// [`Refusal::TooMany`] when many come at once; [`Refusal::OtherBody`] when the same id came with
/// something else.
pub async fn complain(ctx: &Ctx, viewer: Option<&Viewer>, op: ClientOpId, it: &Complaint) -> Result<String> {
    limits::within(ctx, "complaints", HOUR, PER_HOUR).await?;
    let person = viewer.map(|viewer| viewer.id);
    let mut tx = ctx.db.begin().await?;
    for _ in 0..5 {
        let receipt = format!("T{}", ctx.digits(9));
        if store::complaints::insert(&mut tx, op, &receipt, person, it, ctx.now()).await? {
            tx.commit().await?;
            return Ok(receipt);
        }
        if let Some((receipt, first)) = store::complaints::first(&mut tx, op).await? {
            if first != *it {
                return Err(Refusal::OtherBody.into());
            }
            // the first may have been done a moment ago and still wait for the disk
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
