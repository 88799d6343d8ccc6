//! Who answers for buildings and grids: roles of which an area has one at most.

use domain::id::{AreaId, PersonId};
use domain::member::Role;
use domain::time::Timestamp;
use domain::view::{BuildingLine, WatchedOrder};

use crate::db::{Tx, all, opt};
use crate::store::orders::open_states;

macro_rules! buildings {
    ($which:literal) => {
        concat!(
            "select b.id, b.name, e.name as estate, c.id as community_id, c.name as community, b.grid,
               w.name as worker_name, w.phone as worker_phone, s.name as steward_name,
               s.phone as steward_phone
             from area_paths p
             join areas b on b.id = p.area_id
             join areas e on e.id = b.parent_id
             join areas c on c.id = e.parent_id
             left join role_grants gw
               on gw.area_id = b.id and gw.role = 'grid_worker' and gw.revoked_at is null
             left join people w on w.id = gw.person_id and w.disabled_at is null
             left join role_grants gs on gs.area_id = b.id and gs.role = 'steward' and gs.revoked_at is null
             left join people s on s.id = gs.person_id and s.disabled_at is null
             where p.ancestor_id = $1 and b.level = 'courtyard' and b.valid_to is null ",
            $which
        )
    };
}

/// The buildings below an area, grid by grid, with those who answer for them.
///
/// # Errors
/// When the database fails.
pub async fn buildings(tx: &mut Tx, area: AreaId) -> sqlx::Result<Vec<BuildingLine>> {
    all!(tx, BuildingLine, buildings!("order by c.code, (b.grid is null), b.grid, e.code, b.code"), area)
}

/// One building; none when the area is something larger.
///
/// # Errors
/// When the database fails.
pub async fn building(tx: &mut Tx, id: AreaId) -> sqlx::Result<Option<BuildingLine>> {
    opt!(tx, BuildingLine, buildings!("and b.id = $1"), id)
}

/// Who has a role of which an area has one.
///
/// # Errors
/// When the database fails.
pub async fn holder(tx: &mut Tx, area: AreaId, role: Role) -> sqlx::Result<Option<PersonId>> {
    let row = opt!(
        tx,
        (PersonId,),
        "select g.person_id
         from role_grants g
         join people x on x.id = g.person_id and x.disabled_at is null
         where g.area_id = $1 and g.role = $2 and g.revoked_at is null",
        area,
        role,
    )?;
    Ok(row.map(|(id,)| id))
}

/// All buildings `b` of the grid of building `$1`; those without a grid are one together.
macro_rules! of_one_grid {
    () => {
        "from areas a
         join area_paths up on up.area_id = a.id
         join areas c on c.id = up.ancestor_id and c.level = 'community'
         join area_paths down on down.ancestor_id = c.id
         join areas b on b.id = down.area_id and b.level = 'courtyard' and b.valid_to is null
           and coalesce(b.grid, '') = coalesce(a.grid, '')"
    };
}

/// All buildings of the grid to which a building belongs.
///
/// # Errors
/// When the database fails.
pub async fn of_one_grid(tx: &mut Tx, building: AreaId) -> sqlx::Result<Vec<AreaId>> {
    let rows = all!(
        tx,
        (AreaId,),
        concat!("select b.id ", of_one_grid!(), " where a.id = $1 and a.level = 'courtyard' order by b.id"),
        building,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Who has the other buildings of the grid to which a building belongs.
///
/// # Errors
/// When the database fails.
pub async fn worker_beside(tx: &mut Tx, building: AreaId) -> sqlx::Result<Option<PersonId>> {
    let row = opt!(
        tx,
        (PersonId,),
        concat!(
            "select g.person_id ",
            of_one_grid!(),
            " join role_grants g on g.area_id = b.id and g.role = 'grid_worker' and g.revoked_at is null
             join people x on x.id = g.person_id and x.disabled_at is null
             where a.id = $1 and b.id <> $1
             order by b.id
             limit 1"
        ),
        building,
    )?;
    Ok(row.map(|(id,)| id))
}

/// Takes the role of an area from whoever has it but `keep`; from whom it was taken.
///
/// # Errors
/// When the database fails.
pub async fn dismiss(
    tx: &mut Tx,
    area: AreaId,
    role: Role,
    keep: Option<PersonId>,
    now: Timestamp,
) -> sqlx::Result<Vec<PersonId>> {
    let rows = all!(
        tx,
        (PersonId,),
        "update role_grants set revoked_at = $4
         where area_id = $1 and role = $2 and revoked_at is null and person_id <> $3
         returning person_id",
        area,
        role,
        keep.unwrap_or(PersonId(uuid::Uuid::nil())),
        now,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// What is open in the buildings that somebody looks after.
///
/// # Errors
/// When the database fails.
pub async fn watched(tx: &mut Tx, person: PersonId) -> sqlx::Result<Vec<WatchedOrder>> {
    all!(
        tx,
        WatchedOrder,
        concat!(
            "select o.area_id, o.no, i.icon, i.name_zh, i.name_en, o.urgency, o.state, o.promise_at
             from (select distinct area_id from role_grants
                   where person_id = $1 and role in ('steward', 'grid_worker') and revoked_at is null) g
             join area_paths p on p.area_id = g.area_id
             join areas c on c.id = p.ancestor_id and c.level = 'community'
             join orders o on o.community_id = c.id and o.area_id = g.area_id and o.state in (",
            open_states!(),
            ")
             join menu_items i on i.id = o.item_id
             order by o.promise_at, o.id"
        ),
        person,
    )
}
