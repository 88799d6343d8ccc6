//! Orders counted by area.

use domain::id::AreaId;
use domain::time::Timestamp;
use domain::view::{CaseLine, Count};

use crate::db::{Tx, all};
use crate::store::orders::{is_solved, open_states};

/// A building and its count.
#[derive(sqlx::FromRow)]
struct Row {
    area_id: AreaId,
    #[sqlx(flatten)]
    count: Count,
}

/// The orders placed since a moment for each building below an area.
///
/// # Errors
/// When the database fails.
pub async fn by_building(
    tx: &mut Tx,
    area: AreaId,
    since: Timestamp,
    now: Timestamp,
) -> sqlx::Result<Vec<(AreaId, Count)>> {
    let rows = all!(
        tx,
        Row,
        concat!(
            "select o.area_id, count(*) as placed, count(case when ",
            is_solved!(),
            " then 1 end) as solved, count(case when o.state in (",
            open_states!(),
            ") then 1 end) as open, count(case when o.promise_at < $3 and o.paused_at is null
               and o.state <> 'reported' and o.state in (",
            open_states!(),
            ") then 1 end) as late, count(o.rating) as rated,
               cast(coalesce(sum(o.rating), 0) as bigint) as stars
             from orders o
             join area_paths p on p.area_id = o.area_id
             where p.ancestor_id = $1 and o.created_at >= $2
             group by o.area_id"
        ),
        area,
        since,
        now,
    )?;
    Ok(rows.into_iter().map(|row| (row.area_id, row.count)).collect())
}

/// What is open at and below an area, whoever holds it; the first promised first.
///
/// # Errors
/// When the database fails.
pub async fn cases(tx: &mut Tx, area: AreaId, limit: i64) -> sqlx::Result<Vec<CaseLine>> {
    all!(
        tx,
        CaseLine,
        concat!(
            "select o.id, o.no, i.icon, i.name_zh, i.name_en, o.state, coalesce(e.name, '') as estate,
               b.name as building, o.promise_at
             from orders o
             join area_paths p on p.area_id = o.area_id
             join menu_items i on i.id = o.item_id
             join areas b on b.id = o.area_id
             left join areas e on e.id = b.parent_id
             where p.ancestor_id = $1 and o.state in (",
            open_states!(),
            ") order by o.promise_at, o.id limit $2"
        ),
        area,
        limit,
    )
}
