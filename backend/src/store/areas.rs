//! The area tree and its closure.

use domain::area::Level;
use domain::id::AreaId;
use domain::time::Timestamp;
use domain::view::AreaName;

use crate::db::{Tx, all, exec, lock, one, opt};

/// A node to be made.
#[derive(Debug, Clone)]
pub struct NewArea {
    /// Its id.
    pub id: AreaId,
    /// Above it.
    pub parent_id: Option<AreaId>,
    /// Which level.
    pub level: Level,
    /// The operator's key.
    pub code: String,
    /// Its name.
    pub name: String,
    /// 居民小组, on buildings.
    pub grid: Option<String>,
}

/// Makes a node and its paths; false when the code exists already.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, area: &NewArea, now: Timestamp) -> sqlx::Result<bool> {
    let made = exec!(
        tx,
        "insert into areas (id, parent_id, level, code, name, grid, valid_from)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (code) do nothing",
        area.id,
        area.parent_id,
        area.level,
        area.code.as_str(),
        area.name.as_str(),
        area.grid.as_deref(),
        now,
    )?;
    if made == 0 {
        return Ok(false);
    }
    exec!(
        tx,
        "insert into area_paths (ancestor_id, area_id, depth)
         select p.ancestor_id, a.id, p.depth + 1
         from areas a
         join area_paths p on p.area_id = a.parent_id
         where a.id = $1
         union all
         select id, id, 0 from areas where id = $1",
        area.id,
    )?;
    Ok(true)
}

/// Keeps an area from others until the end of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, id: AreaId) -> sqlx::Result<()> {
    lock!(tx, (AreaId,), "select id from areas where id = $1", id)?;
    Ok(())
}

/// A node as it stands in the register.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Area {
    /// Its id.
    pub id: AreaId,
    /// Above it.
    pub parent_id: Option<AreaId>,
    /// Which level.
    pub level: Level,
    /// The operator's key.
    pub code: String,
    /// Its name.
    pub name: String,
    /// 居民小组, on buildings.
    pub grid: Option<String>,
    /// Where its desk is rung up, on communities and above.
    pub phone: Option<String>,
    /// Until when it was; none while it is.
    pub valid_to: Option<Timestamp>,
}

/// The whole tree, ended nodes with it: their codes stay taken.
///
/// # Errors
/// When the database fails.
pub async fn register(tx: &mut Tx) -> sqlx::Result<Vec<Area>> {
    all!(
        tx,
        Area,
        "select id, parent_id, level, code, name, grid, phone, valid_to from areas order by code, id"
    )
}

/// Gives a node its code, name and group anew, as a repeated import does.
///
/// # Errors
/// When the database fails, or another node has the code.
pub async fn rewrite(
    tx: &mut Tx,
    id: AreaId,
    code: &str,
    name: &str,
    grid: Option<&str>,
) -> sqlx::Result<()> {
    exec!(tx, "update areas set code = $2, name = $3, grid = $4 where id = $1", id, code, name, grid)?;
    Ok(())
}

/// Says where the desk of an area is rung up.
///
/// # Errors
/// When the database fails.
pub async fn set_phone(tx: &mut Tx, id: AreaId, phone: &str) -> sqlx::Result<()> {
    exec!(tx, "update areas set phone = $2 where id = $1", id, phone)?;
    Ok(())
}

/// Puts a node that stood at the top of a tree, with everything below it, under another.
///
/// # Errors
/// When the database fails.
pub async fn adopt(tx: &mut Tx, id: AreaId, parent: AreaId) -> sqlx::Result<()> {
    let moved = exec!(tx, "update areas set parent_id = $2 where id = $1 and parent_id is null", id, parent)?;
    if moved == 0 {
        return Ok(());
    }
    exec!(
        tx,
        "insert into area_paths (ancestor_id, area_id, depth)
         select above.ancestor_id, below.area_id, above.depth + 1 + below.depth
         from area_paths above
         cross join area_paths below
         where above.area_id = $2 and below.ancestor_id = $1",
        id,
        parent,
    )?;
    Ok(())
}

/// The node with this code.
///
/// # Errors
/// When the database fails.
pub async fn find_by_code(tx: &mut Tx, code: &str) -> sqlx::Result<Option<AreaId>> {
    let row = opt!(tx, (AreaId,), "select id from areas where code = $1", code)?;
    Ok(row.map(|(id,)| id))
}

/// The node of `level` above (or at) this one.
///
/// # Errors
/// When the database fails.
pub async fn ancestor(tx: &mut Tx, id: AreaId, level: Level) -> sqlx::Result<Option<AreaId>> {
    let row = opt!(
        tx,
        (AreaId,),
        "select a.id
         from area_paths p
         join areas a on a.id = p.ancestor_id
         where p.area_id = $1 and a.level = $2",
        id,
        level,
    )?;
    Ok(row.map(|(id,)| id))
}

/// The node right above, with its level.
///
/// # Errors
/// When the database fails.
pub async fn above(tx: &mut Tx, id: AreaId) -> sqlx::Result<Option<(AreaId, Level)>> {
    opt!(
        tx,
        (AreaId, Level),
        "select a.id, a.level
         from area_paths p
         join areas a on a.id = p.ancestor_id
         where p.area_id = $1 and p.depth = 1",
        id,
    )
}

/// Every area of which this is a part, itself included.
///
/// # Errors
/// When the database fails.
pub async fn ancestors(tx: &mut Tx, id: AreaId) -> sqlx::Result<Vec<AreaId>> {
    let rows =
        all!(tx, (AreaId,), "select ancestor_id from area_paths where area_id = $1 order by depth", id,)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Every area at or below this one that can hold an order: communities and what is above them.
///
/// # Errors
/// When the database fails.
pub async fn holders_below(tx: &mut Tx, id: AreaId) -> sqlx::Result<Vec<AreaId>> {
    let rows = all!(
        tx,
        (AreaId,),
        "select a.id
         from area_paths p
         join areas a on a.id = p.area_id
         where p.ancestor_id = $1 and a.level in ('district', 'street', 'community')
         order by a.id",
        id,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The buildings below an area, by estate and name.
///
/// # Errors
/// When the database fails.
pub async fn buildings(tx: &mut Tx, below: AreaId) -> sqlx::Result<Vec<AreaName>> {
    all!(
        tx,
        AreaName,
        "select a.id, a.name, e.name as estate, c.name as community
         from area_paths p
         join areas a on a.id = p.area_id
         left join areas e on e.id = a.parent_id
         left join areas c on c.id = e.parent_id
         where p.ancestor_id = $1 and a.level = 'courtyard' and a.valid_to is null
         order by c.code, e.code, a.code, a.id",
        below,
    )
}

/// How many nodes there are.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx) -> sqlx::Result<i64> {
    let (count,) = one!(tx, (i64,), "select count(*) from areas")?;
    Ok(count)
}
