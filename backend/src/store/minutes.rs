//! Service minutes: facts, append-only.

use domain::id::{AssignmentId, MinutesId, OrderId, PersonId};
use domain::order::Basis;
use domain::time::Timestamp;
use domain::view::MinutesLine;

use crate::db::{Tx, all, exec, one, opt};

/// A row of minutes.
#[derive(Debug, Clone)]
pub struct NewMinutes {
    /// Its id.
    pub id: MinutesId,
    /// Whose part.
    pub assignment_id: AssignmentId,
    /// Of which order.
    pub order_id: OrderId,
    /// Whose.
    pub person_id: PersonId,
    /// How many; negative when reversing.
    pub minutes: i32,
    /// On what ground.
    pub basis: Basis,
    /// The row it takes back.
    pub reverses: Option<MinutesId>,
    /// Who decided.
    pub created_by: Option<PersonId>,
}

/// Adds it; false when this part has its minutes already.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, it: &NewMinutes, now: Timestamp) -> sqlx::Result<bool> {
    let made = exec!(
        tx,
        "insert into service_minutes
           (id, assignment_id, order_id, person_id, minutes, basis, reverses, created_by, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict do nothing",
        it.id,
        it.assignment_id,
        it.order_id,
        it.person_id,
        it.minutes,
        it.basis,
        it.reverses,
        it.created_by,
        now,
    )?;
    Ok(made == 1)
}

/// The row of a part that was not taken back yet.
///
/// # Errors
/// When the database fails.
pub async fn standing(
    tx: &mut Tx,
    assignment: AssignmentId,
) -> sqlx::Result<Option<(MinutesId, i32, Basis)>> {
    opt!(
        tx,
        (MinutesId, i32, Basis),
        "select m.id, m.minutes, m.basis
         from service_minutes m
         where m.assignment_id = $1 and m.reverses is null
           and not exists (select 1 from service_minutes r where r.reverses = m.id)",
        assignment,
    )
}

/// All minutes of a person since a moment.
///
/// # Errors
/// When the database fails.
pub async fn total(tx: &mut Tx, person: PersonId, since: Timestamp) -> sqlx::Result<i64> {
    let (sum,) = one!(
        tx,
        (i64,),
        "select cast(coalesce(sum(minutes), 0) as bigint) from service_minutes where person_id = $1 and at >= $2",
        person,
        since,
    )?;
    Ok(sum)
}

/// The newest lines of a person.
///
/// # Errors
/// When the database fails.
pub async fn lines(tx: &mut Tx, person: PersonId, limit: i64) -> sqlx::Result<Vec<MinutesLine>> {
    all!(
        tx,
        MinutesLine,
        "select m.minutes, m.basis, m.order_id, o.no, i.name_zh, i.name_en, m.at
         from service_minutes m
         join orders o on o.id = m.order_id
         join menu_items i on i.id = o.item_id
         where m.person_id = $1
         order by m.at desc, m.id desc
         limit $2",
        person,
        limit,
    )
}
