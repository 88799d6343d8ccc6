//! Who said yes and did not come, and what they say to it.

use domain::id::{AssignmentId, OrderId, PersonId};
use domain::time::Timestamp;

use super::assignments::{Assignment, assignment_columns};
use crate::db::{Tx, exec, opt};

/// Did not come; false unless accepted.
///
/// # Errors
/// When the database fails.
pub async fn miss(tx: &mut Tx, id: AssignmentId, by: PersonId, at: Timestamp) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update assignments set state = 'no_show', missed_at = $2, missed_by = $3
         where id = $1 and state = 'accepted'",
        id,
        at,
        by,
    )?;
    Ok(done == 1)
}

/// Somebody's part in an order, of whatever round, in which they did not come; `stated`: of which they
/// have said why.
///
/// # Errors
/// When the database fails.
pub async fn find(
    tx: &mut Tx,
    order: OrderId,
    person: PersonId,
    stated: bool,
) -> sqlx::Result<Option<Assignment>> {
    opt!(
        tx,
        Assignment,
        concat!(
            "select ",
            assignment_columns!(),
            " from assignments where order_id = $1 and person_id = $2 and state = 'no_show'
                and (excuse is not null) = $3
              order by round desc limit 1"
        ),
        order,
        person,
        stated,
    )
}

/// Says why they did not come; false when it was said before.
///
/// # Errors
/// When the database fails.
pub async fn state(tx: &mut Tx, id: AssignmentId, words: &str) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update assignments set excuse = $2 where id = $1 and state = 'no_show' and excuse is null",
        id,
        words,
    )?;
    Ok(done == 1)
}

/// Takes the excuse; false when there is none, or when it was `by` who said that they did not come.
///
/// # Errors
/// When the database fails.
pub async fn excuse(tx: &mut Tx, id: AssignmentId, by: PersonId) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update assignments set state = 'excused'
         where id = $1 and state = 'no_show' and excuse is not null and missed_by <> $2",
        id,
        by,
    )?;
    Ok(done == 1)
}
