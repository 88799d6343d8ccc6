//! Pictures: taken in first, given a place with an event in that event's own transaction, and shown
//! to whoever may see the private part of the order.
//!
//! The row of an upload is written before its bytes, so there is no file without a row; the row
//! that gives it a place is written after them, so there is no place without a file. What never
//! gets a place is swept away.

use std::io::Read;

use domain::form::{FieldErrors, Problem};
use domain::id::{OrderId, PhotoId};
use domain::member::Viewer;
use domain::photo::{PHOTOS_MAX, Upload};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::flow::limits;
use crate::photo::{Size, Unfit};
use crate::store;
use crate::view;

/// The field of pictures, in every form.
pub const FIELD: &str = "photos";
/// How long a picture waits for the form it belongs to.
const WAITS: i64 = DAY;
/// Pictures one person may send in ten minutes (trust.md H5).
const PER_PERSON: i32 = 20;
/// And all those together who have not signed in yet.
const PER_STRANGERS: i32 = 120;
/// Swept away at one go.
const SWEPT: i64 = 200;

/// Takes a picture in: draws it anew and keeps it until a form gives it a place.
///
/// # Errors
/// [`FieldErrors`] on [`FIELD`] when it is no picture that is taken; [`TooMany`](domain::Refusal::TooMany).
pub async fn take_in(ctx: &Ctx, viewer: Option<&Viewer>, sent: impl Read + Send + 'static) -> Result<Upload> {
    count(ctx, viewer).await?;
    let (drawn, digest) = ctx.photos.draw(sent).await?.map_err(|unfit| wrong(problem(unfit)))?;
    let upload = Upload { id: PhotoId(ctx.secret_id()), digest };
    let mut tx = ctx.db.begin().await?;
    let person = viewer.map(|viewer| viewer.id);
    store::photos::take_in(&mut tx, &upload, person, drawn.measures, ctx.now()).await?;
    tx.commit().await?;
    ctx.photos.put(upload.id, drawn).await?;
    Ok(upload)
}

async fn count(ctx: &Ctx, viewer: Option<&Viewer>) -> Result<()> {
    let (name, most) = match viewer {
        Some(viewer) => (format!("photos:{}", viewer.id), PER_PERSON),
        None => ("photos".to_owned(), PER_STRANGERS),
    };
    limits::within(ctx, &name, 10 * MINUTE, most).await
}

const fn problem(unfit: Unfit) -> Problem {
    match unfit {
        Unfit::NotAPicture => Problem::NotAPicture,
        Unfit::OtherKind => Problem::OtherKind,
        Unfit::TooLarge => Problem::TooLarge,
    }
}

fn wrong(problem: Problem) -> Error {
    FieldErrors::one(FIELD, problem).into()
}

/// Pictures that were taken in with an earlier try of a form.
///
/// # Errors
/// [`FieldErrors`] on [`FIELD`] when one of them is unknown, somebody else's, or gone.
pub async fn again(ctx: &Ctx, viewer: Option<&Viewer>, ids: &[PhotoId]) -> Result<Vec<Upload>> {
    if ids.len() > PHOTOS_MAX {
        return Err(wrong(Problem::TooMany));
    }
    let mut uploads = Vec::new();
    let mut tx = ctx.db.read().await?;
    for id in ids {
        let person = viewer.map(|viewer| viewer.id);
        let digest = store::photos::digest(&mut tx, *id, person, since(ctx.now())).await?;
        let digest = digest.ok_or_else(|| wrong(Problem::Gone))?;
        uploads.push(Upload { id: *id, digest });
    }
    drop(tx);
    for upload in &uploads {
        // after a restore there are rows of pictures that were under way
        if ctx.photos.length(upload.id, Size::Small).await?.is_none() {
            return Err(wrong(Problem::Gone));
        }
    }
    Ok(uploads)
}

fn since(now: Timestamp) -> Timestamp {
    now.plus(-WAITS)
}

/// Gives the pictures their place with the last event of an order, in its transaction.
///
/// # Errors
/// [`FieldErrors`] on [`FIELD`] when one of them is somebody else's, has a place or is too old.
pub(super) async fn attach(
    ctx: &Ctx,
    tx: &mut Tx,
    viewer: &Viewer,
    order: OrderId,
    photos: &[Upload],
) -> Result<()> {
    if photos.len() > PHOTOS_MAX {
        return Err(wrong(Problem::TooMany));
    }
    for (position, photo) in (0..).zip(photos) {
        let since = since(ctx.now());
        if !store::photos::attach(tx, photo.id, order, position, viewer.id, since).await? {
            return Err(wrong(Problem::Gone));
        }
    }
    Ok(())
}

/// One file of a picture, a JPEG. Whoever looks without being a resident of the order is noted, as
/// with name and door.
///
/// # Errors
/// [`Error::NotFound`] when it is missing or not for this viewer: the two look the same.
pub async fn show(ctx: &Ctx, viewer: &Viewer, id: PhotoId, size: Size) -> Result<Vec<u8>> {
    let mut tx = ctx.db.read().await?;
    let order = store::photos::order_of(&mut tx, id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    view::order::open_private(ctx, viewer, order).await?;
    ctx.photos.get(id, size).await?.ok_or(Error::NotFound)
}

/// Sweeps away what never got a place; how many. Bytes first: what is left of a sweep that was cut
/// off is found again by its row.
///
/// # Errors
/// When the database or the place of the pictures fails.
pub async fn tick(ctx: &Ctx) -> Result<usize> {
    // an hour more than they can be given a place, so that nobody is overtaken
    let before = ctx.now().plus(-WAITS - HOUR);
    let mut tx = ctx.db.read().await?;
    let forgotten = store::photos::forgotten(&mut tx, before, SWEPT).await?;
    drop(tx);
    for id in &forgotten {
        ctx.photos.remove(*id).await?;
        let mut tx = ctx.db.begin().await?;
        store::photos::forget(&mut tx, *id).await?;
        tx.commit().await?;
    }
    Ok(forgotten.len())
}
