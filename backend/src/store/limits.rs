//! Counters of rate limits, in windows of fixed length; they survive a restart.

use domain::time::Timestamp;

use crate::db::{Tx, all, exec, one, opt};

/// Counts one more in the window that holds `now`; how many that makes.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, name: &str, window_ms: i64, now: Timestamp) -> sqlx::Result<i32> {
    add(tx, name, now.window_start(window_ms), 1).await
}

/// Counts so many more in the window that began at `start`; how many that makes.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &mut Tx, name: &str, start: Timestamp, more: i32) -> sqlx::Result<i32> {
    let (count,) = one!(
        tx,
        (i32,),
        "insert into limits (name, window_start, count) values ($1, $2, $3)
         on conflict (name, window_start) do update set count = limits.count + excluded.count
         returning count",
        name,
        start,
        more,
    )?;
    Ok(count)
}

/// What was counted under names that begin with `prefix`, in windows that began since `since`.
///
/// # Errors
/// When the database fails.
pub async fn since(
    tx: &mut Tx,
    prefix: &str,
    since: Timestamp,
) -> sqlx::Result<Vec<(String, Timestamp, i32)>> {
    all!(
        tx,
        (String, Timestamp, i32),
        "select name, window_start, count
         from limits
         where window_start >= $2 and name like $1 || '%'
         order by name, window_start",
        prefix,
        since,
    )
}

/// When the newest window began in which anything was counted under this name.
///
/// # Errors
/// When the database fails.
pub async fn latest(tx: &mut Tx, name: &str) -> sqlx::Result<Option<Timestamp>> {
    let newest = opt!(
        tx,
        (Timestamp,),
        "select window_start
         from limits
         where name = $1
         order by window_start desc
         limit 1",
        name,
    )?;
    Ok(newest.map(|(start,)| start))
}

/// Keeps everybody else who counts under this name waiting until the end of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, name: &str) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into limits (name, window_start, count) values ($1, 0, 1)
         on conflict (name, window_start) do update set count = limits.count + 1",
        name,
    )?;
    Ok(())
}

/// Forgets windows that ended long ago.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> sqlx::Result<u64> {
    exec!(tx, "delete from limits where window_start < $1", before)
}
