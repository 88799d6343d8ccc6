//! One worker of a kind at a time, over all servers of a database.

use domain::time::Timestamp;

use crate::db::{Tx, exec};

/// Takes or renews a lease; false while somebody else holds it.
///
/// # Errors
/// When the database fails.
pub async fn take(
    tx: &mut Tx,
    name: &str,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> sqlx::Result<bool> {
    let taken = exec!(
        tx,
        "insert into leases (name, holder, until) values ($1, $2, $4)
         on conflict (name) do update set holder = $2, until = $4
         where leases.holder = $2 or leases.until <= $3",
        name,
        holder,
        now,
        until,
    )?;
    Ok(taken == 1)
}

/// Gives it back.
///
/// # Errors
/// When the database fails.
pub async fn drop(tx: &mut Tx, name: &str, holder: &str) -> sqlx::Result<()> {
    exec!(tx, "delete from leases where name = $1 and holder = $2", name, holder)?;
    Ok(())
}
