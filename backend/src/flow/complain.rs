//! Complaints and suggestions, from anybody, with a receipt to ask again by, and their answers.

use domain::Refusal;
use domain::area::Level;
use domain::form::{Complaint, RECEIPT_DIGITS, Reply, receipt_no};
use domain::id::{ClientOpId, ComplaintId, MessageId};
use domain::member::{Permission, Viewer};
use domain::time::HOUR;
use domain::view::{ComplaintLine, Receipt};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::limits;
use crate::flow::once::{self, Once};
use crate::{store, tree};

/// Complaints without an account that are taken in an hour.
const PER_HOUR: i32 = 60;

/// The most that the list of the desk shows; what waits comes first.
const SHOWN: i64 = 100;

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
        let receipt = format!("T{}", ctx.digits(RECEIPT_DIGITS));
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

/// What a receipt says, however its number was typed.
///
/// # Errors
/// [`Error::NotFound`] for an unknown receipt.
pub async fn answer(ctx: &Ctx, receipt: &str) -> Result<Receipt> {
    let receipt = receipt_no(receipt).ok_or(Error::NotFound)?;
    let mut tx = ctx.db.look().await?;
    store::complaints::find(&mut tx, &receipt).await?.ok_or(Error::NotFound)
}

/// What waits for an answer, the oldest first, and behind it what was answered.
///
/// # Errors
/// [`Error::NotFound`] unless complaints are the viewer's business.
pub async fn list(ctx: &Ctx, viewer: &Viewer) -> Result<Vec<ComplaintLine>> {
    let mut tx = ctx.db.look().await?;
    if !may_answer(ctx, &mut tx, viewer).await? {
        return Err(Error::NotFound);
    }
    Ok(store::complaints::list(&mut tx, SHOWN).await?)
}

/// Answers a complaint, once and for good: it is read by receipt from now on, and whoever was signed in
/// when they complained is told.
///
/// # Errors
/// [`Refusal::AlreadyAnswered`] when somebody was first; [`Error::NotFound`] when there is none, or
/// complaints are none of the viewer's business.
pub async fn reply(ctx: &Ctx, viewer: &Viewer, op: ClientOpId, id: ComplaintId, it: &Reply) -> Result<()> {
    let mut begun = match once::begin(ctx, viewer.id, op, "answer_complaint", &(id, it)).await? {
        Once::Answered(first) => return Ok(first),
        Once::Begun(begun) => begun,
    };
    let tx = &mut begun.tx;
    if !may_answer(ctx, tx, viewer).await? {
        return Err(Error::NotFound);
    }
    let person = store::complaints::person(tx, id).await?.ok_or(Error::NotFound)?;
    if !store::complaints::answer(tx, id, &it.words, viewer.id, ctx.now()).await? {
        return Err(Refusal::AlreadyAnswered.into());
    }
    if let Some(person) = person {
        let message = MessageId(ctx.id());
        store::messages::insert_about_complaint(tx, message, person, "complaint_answered", id, ctx.now())
            .await?;
    }
    begun.finish(()).await
}

/// Whether complaints are the viewer's business. They carry no area and may be about anybody at any
/// desk, so it is whoever may answer them in every community there is: a coordinator above all of
/// them, or, where a community runs this alone, its administrator.
///
/// # Errors
/// When the database fails.
pub(crate) async fn may_answer(ctx: &Ctx, tx: &mut Tx, viewer: &Viewer) -> Result<bool> {
    if viewer.areas(Permission::AnswerComplaints).next().is_none() {
        return Ok(false);
    }
    let tree = tree::tree(ctx, tx).await?;
    let may_in = |community| viewer.may_in(Permission::AnswerComplaints, &tree.ancestors(community));
    Ok(tree.of_level(Level::Community).all(may_in))
}
