//! What residents would order if it were on the menu.

use domain::form::Demand;
use domain::id::{AreaId, PersonId};
use domain::time::Timestamp;
use domain::view::DemandLine;

use crate::db::{Tx, all, exec};

/// Keeps it. Once a person: again it counts only when it was settled before.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    id: uuid::Uuid,
    area: AreaId,
    person: PersonId,
    it: &Demand,
    now: Timestamp,
) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into demands (id, area_id, person_id, key, words, at) values ($1, $2, $3, $4, $5, $6)
         on conflict (area_id, key, person_id) do update
           set words = excluded.words, at = excluded.at, settled_at = null
           where demands.settled_at is not null",
        id,
        area,
        person,
        it.key.as_str(),
        it.words.as_str(),
        now,
    )?;
    Ok(())
}

/// What is asked for in an area and all below it, by how many; the most wanted first.
///
/// # Errors
/// When the database fails.
pub async fn wanted(tx: &mut Tx, area: AreaId, limit: i64) -> sqlx::Result<Vec<DemandLine>> {
    all!(
        tx,
        DemandLine,
        "select d.key, max(d.words) as words, count(distinct d.person_id) as people, max(d.at) as last_at
         from demands d
         join area_paths p on p.area_id = d.area_id
         where p.ancestor_id = $1 and d.settled_at is null
         group by d.key
         order by count(distinct d.person_id) desc, max(d.at) desc, d.key
         limit $2",
        area,
        limit,
    )
}

/// It is on the menu now, or answered otherwise; false when nobody waits for it.
///
/// # Errors
/// When the database fails.
pub async fn settle(tx: &mut Tx, area: AreaId, key: &str, now: Timestamp) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update demands set settled_at = $3
         where key = $2 and settled_at is null
           and area_id in (select p.area_id from area_paths p where p.ancestor_id = $1)",
        area,
        key,
        now,
    )?;
    Ok(done > 0)
}
