//! The report-in 报到 of volunteers, what they can do, and when.

use domain::form::{ReportIn, Slot, Times};
use domain::id::{AreaId, PersonId};
use domain::menu::Skill;
use domain::quiet::QuietHours;
use domain::time::Timestamp;

use crate::db::{Tx, all, exec, lock, opt};

macro_rules! reported_in {
    () => {
        "select community_id from volunteers where person_id = $1"
    };
}

pub(super) use reported_in;

/// A volunteer's row.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Volunteer {
    /// Who.
    pub person_id: PersonId,
    /// Where they report in.
    pub community_id: AreaId,
    /// Says that they are a party member.
    pub claims_party: bool,
    /// Employer or branch.
    pub branch: Option<String>,
    /// When staff verified it.
    pub verified_at: Option<Timestamp>,
    /// 星期天先锋.
    pub weekend_only: bool,
    /// May be asked at quiet hours when it is urgent.
    pub urgent_opt_in: bool,
    /// Minutes since midnight.
    pub quiet_start: i32,
    /// Minutes since midnight.
    pub quiet_end: i32,
    /// The most they take at a time.
    pub cap: i32,
    /// Insured until then.
    pub insured_until: Option<Timestamp>,
    /// Takes a break.
    pub paused: bool,
}

impl Volunteer {
    /// When they are not disturbed.
    #[must_use]
    pub fn quiet(&self) -> QuietHours {
        QuietHours::kept(self.quiet_start, self.quiet_end)
    }
}

/// Reports in, or changes a report-in; a new claim of party membership has to be verified anew.
///
/// # Errors
/// When the database fails.
pub async fn report_in(
    tx: &mut Tx,
    person: PersonId,
    community: AreaId,
    it: &ReportIn,
    now: Timestamp,
) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into volunteers (person_id, community_id, claims_party, branch, reported_in_at)
         values ($1, $2, $3, $4, $5)
         on conflict (person_id) do update set
           community_id = excluded.community_id,
           verified_at = case when volunteers.claims_party = excluded.claims_party
                               and coalesce(volunteers.branch, '') = coalesce(excluded.branch, '')
                              then volunteers.verified_at end,
           claims_party = excluded.claims_party, branch = excluded.branch",
        person,
        community,
        it.claims_party,
        it.branch.as_deref(),
        now,
    )?;
    exec!(tx, "delete from volunteer_skills where person_id = $1", person)?;
    for skill in &it.skills {
        add_skill(tx, person, *skill, None).await?;
    }
    Ok(())
}

/// Adds a skill, with the end of its qualification if it has one.
///
/// # Errors
/// When the database fails.
pub async fn add_skill(
    tx: &mut Tx,
    person: PersonId,
    skill: Skill,
    until: Option<Timestamp>,
) -> sqlx::Result<()> {
    exec!(
        tx,
        "insert into volunteer_skills (person_id, skill, valid_until) values ($1, $2, $3)
         on conflict (person_id, skill) do update set valid_until = excluded.valid_until",
        person,
        skill,
        until,
    )?;
    Ok(())
}

/// The papers have been seen, by staff or (nobody by name) by whoever keeps the register; false
/// when they had before, or there is no report-in.
///
/// # Errors
/// When the database fails.
pub async fn verify(
    tx: &mut Tx,
    person: PersonId,
    by: Option<PersonId>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update volunteers set verified_at = $3, verified_by = $2
         where person_id = $1 and claims_party and verified_at is null",
        person,
        by,
        now,
    )?;
    Ok(done == 1)
}

/// Covered by accident insurance until then.
///
/// # Errors
/// When the database fails.
pub async fn insure(tx: &mut Tx, person: PersonId, until: Timestamp) -> sqlx::Result<()> {
    exec!(tx, "update volunteers set insured_until = $2 where person_id = $1", person, until)?;
    Ok(())
}

/// Sets when somebody can be asked.
///
/// # Errors
/// When the database fails.
pub async fn set_times(tx: &mut Tx, person: PersonId, times: &Times) -> sqlx::Result<()> {
    exec!(
        tx,
        "update volunteers
         set weekend_only = $2, urgent_opt_in = $3, paused = $4, quiet_start = $5, quiet_end = $6
         where person_id = $1",
        person,
        times.weekend_only,
        times.urgent_opt_in,
        times.paused,
        i32::from(times.quiet.start),
        i32::from(times.quiet.end),
    )?;
    exec!(tx, "delete from availability where person_id = $1", person)?;
    for slot in &times.slots {
        exec!(
            tx,
            "insert into availability (person_id, weekday, start_minute, end_minute) values ($1, $2, $3, $4)
             on conflict (person_id, weekday, start_minute) do nothing",
            person,
            slot.weekday,
            slot.start_minute,
            slot.end_minute,
        )?;
    }
    Ok(())
}

/// Keeps everything else that is decided about a volunteer waiting until the end of the
/// transaction: how much they have taken, what they have earned today. The community in which they
/// have reported in; none without a report-in.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, person: PersonId) -> sqlx::Result<()> {
    lock!(tx, (AreaId,), reported_in!(), person).map(drop)
}

/// The report-in of a person.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, person: PersonId) -> sqlx::Result<Option<Volunteer>> {
    opt!(
        tx,
        Volunteer,
        "select person_id, community_id, claims_party, branch, verified_at, weekend_only, urgent_opt_in,
                quiet_start, quiet_end, cap, insured_until, paused
         from volunteers
         where person_id = $1",
        person,
    )
}

/// Everybody who has reported in to a community and takes no break.
///
/// # Errors
/// When the database fails.
pub async fn of_community(tx: &mut Tx, community: AreaId) -> sqlx::Result<Vec<Volunteer>> {
    all!(
        tx,
        Volunteer,
        "select person_id, community_id, claims_party, branch, verified_at, weekend_only, urgent_opt_in,
                quiet_start, quiet_end, cap, insured_until, paused
         from volunteers
         where community_id = $1 and not paused
         order by person_id",
        community,
    )
}

/// What somebody can do, and until when it is current.
///
/// # Errors
/// When the database fails.
pub async fn skills(tx: &mut Tx, person: PersonId) -> sqlx::Result<Vec<(Skill, Option<Timestamp>)>> {
    all!(
        tx,
        (Skill, Option<Timestamp>),
        "select skill, valid_until from volunteer_skills where person_id = $1 order by skill",
        person,
    )
}

/// The week of somebody.
///
/// # Errors
/// When the database fails.
pub async fn slots(tx: &mut Tx, person: PersonId) -> sqlx::Result<Vec<Slot>> {
    all!(
        tx,
        Slot,
        "select weekday, start_minute, end_minute from availability where person_id = $1
         order by weekday, start_minute",
        person,
    )
}
