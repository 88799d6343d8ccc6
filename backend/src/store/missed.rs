//! Who said yes and did not come, and what they say to it.

use domain::id::{AreaId, AssignmentId, OrderId, PersonId};
use domain::time::Timestamp;
use domain::view::ExcuseLine;

use super::assignments::{Assignment, assignment_columns};
use crate::db::{Tx, all, exec, opt};

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

/// They did come: the place is theirs again; false unless it was said that they did not.
///
/// # Errors
/// When the database fails.
pub async fn turn_up(tx: &mut Tx, id: AssignmentId) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update assignments set state = 'accepted', missed_at = null, missed_by = null, excuse = null
         where id = $1 and state = 'no_show'",
        id,
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

/// What was said and not taken about orders of a holder, by those who were missed since `since`, as far as
/// `reader` may take it: it is not theirs, and it was not them who said that somebody did not come.
///
/// # Errors
/// When the database fails.
pub async fn waiting(
    tx: &mut Tx,
    holder: AreaId,
    reader: PersonId,
    since: Timestamp,
    limit: i64,
) -> sqlx::Result<Vec<ExcuseLine>> {
    all!(
        tx,
        ExcuseLine,
        "select a.order_id, o.no, x.name, a.excuse as words
         from assignments a
         join orders o on o.id = a.order_id
         join people x on x.id = a.person_id
         where o.holder_id = $1 and a.state = 'no_show' and a.excuse is not null and a.missed_at >= $3
           and a.person_id <> $2 and a.missed_by <> $2
         order by a.missed_at, a.id
         limit $4",
        holder,
        reader,
        since,
        limit,
    )
}
