//! Who at the desk had somebody's name and door opened by their number.

use domain::id::PersonId;
use domain::time::Timestamp;

use crate::db::{Tx, exec};

/// Writes it down, for good.
///
/// # Errors
/// When the database fails.
pub async fn note(tx: &mut Tx, staff: PersonId, person: PersonId, at: Timestamp) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into look_ups (staff_id, person_id, at) values ($1, $2, $3)
         on conflict (person_id, staff_id, at) do nothing",
        staff,
        person,
        at,
    )?;
    Ok(())
}
