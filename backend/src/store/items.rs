//! The menu.

use domain::id::{AreaId, ItemId};
use domain::time::Timestamp;
use domain::view::MenuItem;

use crate::db::{Tx, all, exec, opt};

macro_rules! item_columns {
    () => {
        "i.id, i.area_id, i.code, i.no, i.door, i.icon, i.name_zh, i.name_en, i.summary_zh, i.summary_en,
         i.question_zh, i.question_en, i.urgency, i.doer, i.skill, i.risk, i.required, i.planned_minutes,
         i.points_per_hour, i.home_visit, i.review, i.open"
    };
}

/// Writes an item; the same code in the same area is the same item.
///
/// # Errors
/// When the database fails.
pub async fn upsert(tx: &mut Tx, item: &MenuItem, now: Timestamp) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into menu_items
           (id, area_id, code, no, door, icon, name_zh, name_en, summary_zh, summary_en, question_zh,
            question_en, urgency, doer, skill, risk, required, planned_minutes, points_per_hour,
            home_visit, review, open, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                 $20, $21, $22, $23)
         on conflict (area_id, code) do update set
           no = excluded.no, door = excluded.door, icon = excluded.icon, name_zh = excluded.name_zh,
           name_en = excluded.name_en, summary_zh = excluded.summary_zh, summary_en = excluded.summary_en,
           question_zh = excluded.question_zh, question_en = excluded.question_en,
           urgency = excluded.urgency, doer = excluded.doer, skill = excluded.skill, risk = excluded.risk,
           required = excluded.required, planned_minutes = excluded.planned_minutes,
           points_per_hour = excluded.points_per_hour, home_visit = excluded.home_visit,
           review = excluded.review, open = excluded.open, changed_at = excluded.changed_at",
        item.id,
        item.area_id,
        item.code.as_str(),
        item.no,
        item.door,
        item.icon.as_str(),
        item.name_zh.as_str(),
        item.name_en.as_str(),
        item.summary_zh.as_str(),
        item.summary_en.as_str(),
        item.question_zh.as_deref(),
        item.question_en.as_deref(),
        item.urgency,
        item.doer,
        item.skill,
        item.risk,
        item.required,
        item.planned_minutes,
        item.points_per_hour,
        item.home_visit,
        item.review,
        item.open,
        now,
    )?;
    Ok(())
}

/// The item with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: ItemId) -> sqlx::Result<Option<MenuItem>> {
    opt!(tx, MenuItem, concat!("select ", item_columns!(), " from menu_items i where i.id = $1"), id)
}

/// When the item was changed last.
///
/// # Errors
/// When the database fails.
pub async fn changed_at(tx: &mut Tx, id: ItemId) -> sqlx::Result<Option<Timestamp>> {
    let row = opt!(tx, (Timestamp,), "select changed_at from menu_items where id = $1", id)?;
    Ok(row.map(|(at,)| at))
}

/// The item with this code in this area.
///
/// # Errors
/// When the database fails.
pub async fn find_by_code(tx: &mut Tx, area: AreaId, code: &str) -> sqlx::Result<Option<MenuItem>> {
    opt!(
        tx,
        MenuItem,
        concat!("select ", item_columns!(), " from menu_items i where i.area_id = $1 and i.code = $2"),
        area,
        code,
    )
}

/// The menus of all areas, closed items included.
///
/// # Errors
/// When the database fails.
pub async fn register(tx: &mut Tx) -> sqlx::Result<Vec<MenuItem>> {
    all!(tx, MenuItem, concat!("select ", item_columns!(), " from menu_items i order by i.no, i.id"))
}

/// Everything offered at a place, closed items included, by number.
///
/// # Errors
/// When the database fails.
pub async fn offered_at(tx: &mut Tx, area: AreaId) -> sqlx::Result<Vec<MenuItem>> {
    all!(
        tx,
        MenuItem,
        concat!(
            "select ",
            item_columns!(),
            " from menu_items i
              join area_paths p on p.ancestor_id = i.area_id
              where p.area_id = $1
              order by i.no, i.id"
        ),
        area,
    )
}

/// Opens or closes an item.
///
/// # Errors
/// When the database fails.
pub async fn set_open(tx: &mut Tx, id: ItemId, open: bool, now: Timestamp) -> sqlx::Result<()> {
    exec!(tx, "update menu_items set open = $2, changed_at = $3 where id = $1", id, open, now)?;
    Ok(())
}
