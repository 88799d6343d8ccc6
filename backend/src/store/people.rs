//! People and the roles they hold.

use domain::id::{AreaId, PersonId};
use domain::member::{Grant, Role};
use domain::time::Timestamp;
use domain::view::PersonLine;

use crate::db::{Tx, all, exec, opt};

/// A person as far as flows need them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// How they are called.
    pub name: String,
    /// Eleven digits.
    pub phone: Option<String>,
    /// `female` or `male`.
    pub gender: Option<String>,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// The building.
    pub area_id: Option<AreaId>,
    /// Unit and door.
    pub door: Option<String>,
    /// Who shares a door shares a household.
    pub household_id: Option<uuid::Uuid>,
    /// `zh-CN` or `en`.
    pub language: String,
    /// 长辈版.
    pub elder_mode: bool,
}

/// Makes a person; false when the phone number is taken.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, person: &Person, now: Timestamp) -> sqlx::Result<bool> {
    let made = exec!(
        tx,
        "insert into people
           (id, name, phone, gender, birth_year, area_id, door, household_id, language, elder_mode, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (phone) do nothing",
        person.id,
        person.name.as_str(),
        person.phone.as_deref(),
        person.gender.as_deref(),
        person.birth_year,
        person.area_id,
        person.door.as_deref(),
        person.household_id,
        person.language.as_str(),
        person.elder_mode,
        now,
    )?;
    Ok(made == 1)
}

/// Writes what an import or the person herself changed.
///
/// # Errors
/// When the database fails.
pub async fn update(tx: &mut Tx, person: &Person) -> sqlx::Result<()> {
    exec!(
        tx,
        "update people
         set name = $2, gender = $3, birth_year = $4, area_id = $5, door = $6, household_id = $7,
             language = $8, elder_mode = $9
         where id = $1",
        person.id,
        person.name.as_str(),
        person.gender.as_deref(),
        person.birth_year,
        person.area_id,
        person.door.as_deref(),
        person.household_id,
        person.language.as_str(),
        person.elder_mode,
    )?;
    Ok(())
}

/// The person with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: PersonId) -> sqlx::Result<Option<Person>> {
    opt!(
        tx,
        Person,
        "select id, name, phone, gender, birth_year, area_id, door, household_id, language, elder_mode
         from people
         where id = $1 and disabled_at is null",
        id,
    )
}

/// Somebody as far as every page needs it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MeRow {
    /// How they are called.
    pub name: String,
    /// Eleven digits.
    pub phone: Option<String>,
    /// The building.
    pub area_id: Option<AreaId>,
    /// Unit and door.
    pub door: Option<String>,
    /// 长辈版.
    pub elder_mode: bool,
    /// Has reported in.
    pub volunteer: bool,
    /// A party member whose papers were seen.
    pub party_member: bool,
    /// Messages not read yet.
    pub unread: i64,
}

/// Reads it.
///
/// # Errors
/// When the database fails.
pub async fn me(tx: &mut Tx, id: PersonId) -> sqlx::Result<Option<MeRow>> {
    opt!(
        tx,
        MeRow,
        "select x.name, x.phone, x.area_id, x.door, x.elder_mode,
           (v.person_id is not null) as volunteer,
           coalesce(v.claims_party and v.verified_at is not null, false) as party_member,
           (select count(*) from messages m where m.person_id = x.id and m.read_at is null) as unread
         from people x
         left join volunteers v on v.person_id = x.id
         where x.id = $1 and x.disabled_at is null",
        id,
    )
}

/// The person with this number.
///
/// # Errors
/// When the database fails.
pub async fn find_by_phone(tx: &mut Tx, phone: &str) -> sqlx::Result<Option<Person>> {
    opt!(
        tx,
        Person,
        "select id, name, phone, gender, birth_year, area_id, door, household_id, language, elder_mode
         from people
         where phone = $1 and disabled_at is null",
        phone,
    )
}

/// Everybody, for a list to be compared with. Closed accounts are left out.
///
/// # Errors
/// When the database fails.
pub async fn register(tx: &mut Tx) -> sqlx::Result<Vec<Person>> {
    all!(
        tx,
        Person,
        "select id, name, phone, gender, birth_year, area_id, door, household_id, language, elder_mode
         from people
         where disabled_at is null
         order by id",
    )
}

/// The numbers of closed accounts.
///
/// # Errors
/// When the database fails.
pub async fn closed_numbers(tx: &mut Tx) -> sqlx::Result<Vec<String>> {
    let rows =
        all!(tx, (String,), "select phone from people where disabled_at is not null and phone is not null")?;
    Ok(rows.into_iter().map(|(phone,)| phone).collect())
}

/// Gives a number to somebody who had none; false when they have one.
///
/// # Errors
/// When the database fails, or the number is taken.
pub async fn give_phone(tx: &mut Tx, id: PersonId, phone: &str) -> sqlx::Result<bool> {
    let done = exec!(tx, "update people set phone = $2 where id = $1 and phone is null", id, phone)?;
    Ok(done == 1)
}

/// The person without a phone at this door, by name: the desk finds them again.
///
/// # Errors
/// When the database fails.
pub async fn find_at_door(
    tx: &mut Tx,
    area_id: AreaId,
    door: &str,
    name: &str,
) -> sqlx::Result<Option<Person>> {
    opt!(
        tx,
        Person,
        "select id, name, phone, gender, birth_year, area_id, door, household_id, language, elder_mode
         from people
         where area_id = $1 and door = $2 and name = $3 and disabled_at is null
         order by id
         limit 1",
        area_id,
        door,
        name,
    )
}

/// The household behind a door, if anybody of it is known.
///
/// # Errors
/// When the database fails.
pub async fn household_at(tx: &mut Tx, area_id: AreaId, door: &str) -> sqlx::Result<Option<uuid::Uuid>> {
    let row = opt!(
        tx,
        (uuid::Uuid,),
        "select household_id
         from people
         where area_id = $1 and door = $2 and household_id is not null
         order by id
         limit 1",
        area_id,
        door,
    )?;
    Ok(row.map(|(id,)| id))
}

/// The roles somebody holds now.
///
/// # Errors
/// When the database fails.
pub async fn grants(tx: &mut Tx, id: PersonId) -> sqlx::Result<Vec<Grant>> {
    let rows = all!(
        tx,
        (Role, AreaId),
        "select role, area_id
         from role_grants
         where person_id = $1 and revoked_at is null
         order by role, area_id",
        id,
    )?;
    Ok(rows.into_iter().map(|(role, area)| Grant { role, area }).collect())
}

/// Who has a role for exactly this area, person by person.
///
/// # Errors
/// When the database fails.
pub async fn staff_of(tx: &mut Tx, area: AreaId) -> sqlx::Result<Vec<(PersonId, Role)>> {
    all!(
        tx,
        (PersonId, Role),
        "select person_id, role
         from role_grants
         where area_id = $1 and revoked_at is null
         order by person_id, role",
        area,
    )
}

/// Gives a role for an area; false when they have it.
///
/// # Errors
/// When the database fails.
pub async fn grant(
    tx: &mut Tx,
    id: PersonId,
    grant: Grant,
    by: Option<PersonId>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "insert into role_grants (person_id, role, area_id, granted_by, granted_at)
         values ($1, $2, $3, $4, $5)
         on conflict (person_id, role, area_id) do update
           set revoked_at = null, granted_by = excluded.granted_by, granted_at = excluded.granted_at
           where role_grants.revoked_at is not null",
        id,
        grant.role,
        grant.area,
        by,
        now,
    )?;
    Ok(done == 1)
}

/// Gives a role for an area unless it was given before; false when it was, even if it has been
/// withdrawn since.
///
/// # Errors
/// When the database fails.
pub async fn grant_first(tx: &mut Tx, id: PersonId, grant: Grant, now: Timestamp) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "insert into role_grants (person_id, role, area_id, granted_at)
         values ($1, $2, $3, $4)
         on conflict (person_id, role, area_id) do nothing",
        id,
        grant.role,
        grant.area,
        now,
    )?;
    Ok(done == 1)
}

/// Somebody who was found, with the places by which it is decided who may do what for them.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Found {
    /// As a list shows them.
    #[sqlx(flatten)]
    pub line: PersonLine,
    /// The building.
    pub area_id: Option<AreaId>,
    /// Where they have reported in.
    pub community_id: Option<AreaId>,
}

/// People of an area whose name or number begins with `term`, volunteers to be verified first.
///
/// # Errors
/// When the database fails.
pub async fn search(tx: &mut Tx, area: AreaId, term: &str, limit: i64) -> sqlx::Result<Vec<Found>> {
    all!(
        tx,
        Found,
        "select x.id, x.name, x.phone, x.area_id, e.name as estate, b.name as building, v.community_id,
                v.reported_in_at, coalesce(v.claims_party, false) as claims_party, v.branch, v.verified_at
         from people x
         join area_paths p on p.area_id = x.area_id and p.ancestor_id = $1
         join areas b on b.id = x.area_id
         left join areas e on e.id = b.parent_id
         left join volunteers v on v.person_id = x.id
         where x.disabled_at is null and (x.name like $2 || '%' or x.phone like $2 || '%')
         order by
           case when v.reported_in_at is not null and v.claims_party and v.verified_at is null then 0
                when v.reported_in_at is not null then 1 else 2 end,
           v.reported_in_at desc, x.name, x.id
         limit $3",
        area,
        term,
        limit,
    )
}
