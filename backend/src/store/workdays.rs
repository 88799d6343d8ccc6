//! The operator's working-day calendar: make-up days and holidays as data.

use domain::calendar::DayKind;

use crate::db::{Tx, all, exec};

/// Writes a day.
///
/// # Errors
/// When the database fails.
pub async fn set(tx: &mut Tx, day: &str, kind: DayKind, note: Option<&str>) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into workdays (day, kind, note) values ($1, $2, $3)
         on conflict (day) do update set kind = excluded.kind, note = excluded.note",
        day,
        kind,
        note,
    )?;
    Ok(())
}

/// Every day that differs from Monday–Friday.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<(String, DayKind)>> {
    all!(tx, (String, DayKind), "select day, kind from workdays order by day")
}
