//! `linli check`: what must always hold, computed anew from the rows.

use domain::id::PhotoId;

use crate::ctx::Ctx;
use crate::error::Result;
use crate::photo::{Photos, Size};
use crate::store;

/// Pictures that are asked for at a time.
const BATCH: i64 = 500;

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

/// Pictures that have their place with an order, with the lengths of their files, from an id on.
async fn batch(ctx: &Ctx, after: PhotoId) -> Result<Vec<(PhotoId, i32, i32)>> {
    // a copy of an earlier release has no table of them
    if !ctx.db.knows("photos").await? {
        return Ok(Vec::new());
    }
    let mut tx = ctx.db.read().await?;
    Ok(store::photos::kept(&mut tx, after, BATCH).await?)
}

/// Pictures whose files are missing in a place or not as long as they were, a line each.
///
/// # Errors
/// When the database or the place fails.
pub async fn photos(ctx: &Ctx, place: &Photos) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut after = PhotoId(uuid::Uuid::nil());
    loop {
        let photos = batch(ctx, after).await?;
        let Some((last, ..)) = photos.last() else { return Ok(wrong) };
        after = *last;
        for photo in photos {
            wrong.extend(wrong_files(photo, place).await?);
        }
    }
}

async fn wrong_files((id, large, small): (PhotoId, i32, i32), place: &Photos) -> Result<Option<String>> {
    for (size, length) in [(Size::Large, large), (Size::Small, small)] {
        match place.length(id, size).await? {
            Some(found) if i64::try_from(found) == Ok(i64::from(length)) => {}
            Some(found) => {
                return Ok(Some(format!("photos: a file of {id} has {found} bytes instead of {length}")));
            }
            None => return Ok(Some(format!("photos: a file of {id} is missing"))),
        }
    }
    Ok(None)
}

/// Brings every picture that has its place to another place as well; how many there are. One that
/// is whole there is left as it is, one that is missing here is left out: [`photos`] names it.
///
/// # Errors
/// When the database or one of the places fails.
pub async fn copy_photos(ctx: &Ctx, from: &Photos, to: &Photos) -> Result<usize> {
    let mut count = 0;
    let mut after = PhotoId(uuid::Uuid::nil());
    loop {
        let photos = batch(ctx, after).await?;
        let Some((last, ..)) = photos.last() else { return Ok(count) };
        after = *last;
        count += photos.len();
        for photo in photos {
            if wrong_files(photo, to).await?.is_some() {
                from.copy(photo.0, to).await?;
            }
        }
    }
}
