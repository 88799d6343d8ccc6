//! Pictures: what was taken in, and with which event it came.

use domain::id::{OrderId, PersonId, PhotoId};
use domain::photo::Upload;
use domain::time::Timestamp;
use domain::view::PhotoLine;

use crate::db::{Tx, all, exec, opt};
use crate::photo::Measures;

/// Writes down a picture that is about to be kept.
///
/// # Errors
/// When the database fails.
pub async fn take_in(
    tx: &mut Tx,
    it: &Upload,
    person: Option<PersonId>,
    measures: Measures,
    now: Timestamp,
) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into photo_uploads
           (id, person_id, digest, width, height, bytes, small_width, small_height, small_bytes, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        it.id,
        person,
        it.digest.as_str(),
        measures.width,
        measures.height,
        measures.bytes,
        measures.small_width,
        measures.small_height,
        measures.small_bytes,
        now,
    )?;
    Ok(())
}

/// The digest of a picture that this person (or nobody) sent after `since`, or that has its place
/// already.
///
/// # Errors
/// When the database fails.
pub async fn digest(
    tx: &mut Tx,
    id: PhotoId,
    person: Option<PersonId>,
    since: Timestamp,
) -> sqlx::Result<Option<String>> {
    let row = opt!(
        tx,
        (String,),
        "select u.digest from photo_uploads u
         where u.id = $1 and (u.person_id is null or u.person_id = $2)
           and (u.created_at > $3 or exists (select 1 from photos p where p.id = u.id))",
        id,
        person,
        since,
    )?;
    Ok(row.map(|(digest,)| digest))
}

/// Gives a picture its place with the last event of an order; false when it has one, is somebody else's or too old.
///
/// # Errors
/// When the database fails.
pub async fn attach(
    tx: &mut Tx,
    id: PhotoId,
    order: OrderId,
    position: i32,
    person: PersonId,
    since: Timestamp,
) -> sqlx::Result<bool> {
    let made = exec!(
        tx,
        "insert into photos (id, order_id, event_seq, position)
         select u.id, e.order_id, e.seq, cast($3 as integer)
         from photo_uploads u, order_events e
         where u.id = $1 and e.seq = (select max(seq) from order_events where order_id = $2)
           and (u.person_id is null or u.person_id = $4) and u.created_at > $5
         on conflict (id) do nothing",
        id,
        order,
        position,
        person,
        since,
    )?;
    Ok(made == 1)
}

/// The order to which a picture belongs.
///
/// # Errors
/// When the database fails.
pub async fn order_of(tx: &mut Tx, id: PhotoId) -> sqlx::Result<Option<OrderId>> {
    let row = opt!(tx, (OrderId,), "select order_id from photos where id = $1", id)?;
    Ok(row.map(|(order,)| order))
}

/// The pictures of an order, in the order in which they came.
///
/// # Errors
/// When the database fails.
pub async fn of_order(tx: &mut Tx, order: OrderId) -> sqlx::Result<Vec<PhotoLine>> {
    all!(
        tx,
        PhotoLine,
        "select p.id, p.event_seq as seq, u.small_width, u.small_height
         from photos p
         join photo_uploads u on u.id = p.id
         where p.order_id = $1
         order by p.event_seq, p.position",
        order,
    )
}

/// Pictures that have a place, with the lengths of their two files, from an id on.
///
/// # Errors
/// When the database fails.
pub async fn kept(tx: &mut Tx, after: PhotoId, limit: i64) -> sqlx::Result<Vec<(PhotoId, i32, i32)>> {
    all!(
        tx,
        (PhotoId, i32, i32),
        "select p.id, u.bytes, u.small_bytes
         from photos p
         join photo_uploads u on u.id = p.id
         where p.id > $1
         order by p.id
         limit $2",
        after,
        limit,
    )
}

/// Pictures of before a moment that never got a place.
///
/// # Errors
/// When the database fails.
pub async fn forgotten(tx: &mut Tx, before: Timestamp, limit: i64) -> sqlx::Result<Vec<PhotoId>> {
    let rows = all!(
        tx,
        (PhotoId,),
        "select u.id from photo_uploads u
         where u.created_at < $1 and not exists (select 1 from photos p where p.id = u.id)
         order by u.created_at
         limit $2",
        before,
        limit,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Removes the row of such a picture.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, id: PhotoId) -> sqlx::Result<()> {
    exec!(
        tx,
        "delete from photo_uploads
         where id = $1 and not exists (select 1 from photos p where p.id = photo_uploads.id)",
        id,
    )?;
    Ok(())
}
