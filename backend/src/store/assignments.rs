//! One person's part in one order.

use domain::assignment::AssignmentState;
use domain::id::{AssignmentId, OrderId, PersonId};
use domain::order::Outcome;
use domain::time::Timestamp;
use domain::view::HelperLine;

use crate::db::{Tx, all, exec, later, opt};

/// A part, as far as flows need it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentId,
    /// The order.
    pub order_id: OrderId,
    /// Who.
    pub person_id: PersonId,
    /// In which round of the order.
    pub round: i32,
    /// In which wave they were asked; 0 in the pool.
    pub wave: i32,
    /// Where it stands.
    pub state: AssignmentState,
    /// Until when an answer is awaited.
    pub respond_by: Option<Timestamp>,
    /// When they said yes.
    pub accepted_at: Option<Timestamp>,
    /// At the door.
    pub checked_in_at: Option<Timestamp>,
    /// Gone.
    pub checked_out_at: Option<Timestamp>,
    /// The first key was right.
    pub arrive_key_ok: bool,
    /// The second key was right.
    pub leave_key_ok: bool,
    /// Coming or going was told afterwards.
    pub late_entry: bool,
    /// Why it was handed back, or what was said on leaving.
    pub reason: Option<String>,
    /// Since when it is said that they did not come.
    pub missed_at: Option<Timestamp>,
    /// Who says so.
    pub missed_by: Option<PersonId>,
    /// Why, in their words.
    pub excuse: Option<String>,
}

macro_rules! assignment_columns {
    () => {
        "id, order_id, person_id, round, wave, state, respond_by, accepted_at, checked_in_at, checked_out_at,
         arrive_key_ok, leave_key_ok, late_entry, reason, missed_at, missed_by, excuse"
    };
}

pub(super) use assignment_columns;

/// A new part: an offer, or (from the pool) an acceptance.
#[derive(Debug, Clone)]
pub struct NewAssignment {
    /// Its id.
    pub id: AssignmentId,
    /// The order.
    pub order_id: OrderId,
    /// Who.
    pub person_id: PersonId,
    /// In which round.
    pub round: i32,
    /// In which wave.
    pub wave: i32,
    /// `offered` or `accepted`.
    pub state: AssignmentState,
    /// Until when an answer is awaited.
    pub respond_by: Option<Timestamp>,
}

/// Writes it; false when this person has a part in this round already.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, it: &NewAssignment, now: Timestamp) -> sqlx::Result<bool> {
    let accepted_at = (it.state == AssignmentState::Accepted).then_some(now);
    let made = exec!(
        tx,
        "insert into assignments
           (id, order_id, person_id, round, wave, state, offered_at, respond_by, accepted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (order_id, person_id, round) do nothing",
        it.id,
        it.order_id,
        it.person_id,
        it.round,
        it.wave,
        it.state,
        now,
        it.respond_by,
        accepted_at,
    )?;
    Ok(made == 1)
}

/// Somebody's part in this round of an order.
///
/// # Errors
/// When the database fails.
pub async fn find(
    tx: &mut Tx,
    order: OrderId,
    person: PersonId,
    round: i32,
) -> sqlx::Result<Option<Assignment>> {
    opt!(
        tx,
        Assignment,
        concat!(
            "select ",
            assignment_columns!(),
            " from assignments where order_id = $1 and person_id = $2 and round = $3"
        ),
        order,
        person,
        round,
    )
}

/// Every part of this round.
///
/// # Errors
/// When the database fails.
pub async fn of_round(tx: &mut Tx, order: OrderId, round: i32) -> sqlx::Result<Vec<Assignment>> {
    all!(
        tx,
        Assignment,
        concat!(
            "select ",
            assignment_columns!(),
            " from assignments where order_id = $1 and round = $2 order by id"
        ),
        order,
        round,
    )
}

/// Says yes to an offer; false unless it was still open.
///
/// # Errors
/// When the database fails.
pub async fn accept(tx: &mut Tx, id: AssignmentId, now: Timestamp) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update assignments set state = 'accepted', accepted_at = $2 where id = $1 and state = 'offered'",
        id,
        now,
    )?;
    Ok(done == 1)
}

/// Moves a part on; false unless it was in `from`.
///
/// # Errors
/// When the database fails.
pub async fn turn(
    tx: &mut Tx,
    id: AssignmentId,
    from: AssignmentState,
    to: AssignmentState,
    reason: Option<&str>,
) -> sqlx::Result<bool> {
    debug_assert!(from.next().contains(&to), "{from} never becomes {to}");
    let done = exec!(
        tx,
        "update assignments set state = $3, reason = coalesce($4, reason) where id = $1 and state = $2",
        id,
        from,
        to,
        reason,
    )?;
    Ok(done == 1)
}

/// At the door; false unless accepted.
///
/// # Errors
/// When the database fails.
pub async fn check_in(
    tx: &mut Tx,
    id: AssignmentId,
    at: Timestamp,
    key_ok: bool,
    late: bool,
) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update assignments
         set state = 'checked_in', checked_in_at = $2, arrive_key_ok = $3, late_entry = $4
         where id = $1 and state in ('accepted', 'standin_wanted')",
        id,
        at,
        key_ok,
        late,
    )?;
    Ok(done == 1)
}

/// Gone, and how it went, if anybody has said it; false unless checked in.
///
/// # Errors
/// When the database fails.
pub async fn check_out(
    tx: &mut Tx,
    id: AssignmentId,
    at: Timestamp,
    key_ok: bool,
    late: bool,
    outcome: Option<Outcome>,
) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update assignments
         set state = 'checked_out', checked_out_at = $2, leave_key_ok = $3, late_entry = late_entry or $4,
             reason = $5
         where id = $1 and state = 'checked_in'",
        id,
        at,
        key_ok,
        late,
        outcome,
    )?;
    Ok(done == 1)
}

/// The service is confirmed, with so many minutes.
///
/// # Errors
/// When the database fails.
pub async fn verify(tx: &mut Tx, id: AssignmentId, minutes: i32) -> sqlx::Result<bool> {
    let done = exec!(
        tx,
        "update assignments set state = 'verified', minutes = $2 where id = $1 and state = 'checked_out'",
        id,
        minutes,
    )?;
    Ok(done == 1)
}

/// Takes back every open offer of a round; whose they were.
///
/// # Errors
/// When the database fails.
pub async fn withdraw_open(tx: &mut Tx, order: OrderId, round: i32) -> sqlx::Result<Vec<PersonId>> {
    let rows = all!(
        tx,
        (PersonId,),
        "update assignments set state = 'withdrawn'
         where order_id = $1 and round = $2 and state in ('offered', 'waiting')
         returning person_id",
        order,
        round,
    )?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Takes back an offer that is still open.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(tx: &mut Tx, id: AssignmentId) -> sqlx::Result<()> {
    later!(
        tx,
        "update assignments set state = 'withdrawn' where id = $1 and state in ('offered', 'waiting')",
        id
    )
}

/// Releases everybody who had accepted, because the order itself stops; who they are.
///
/// # Errors
/// When the database fails.
pub async fn release_accepted(
    tx: &mut Tx,
    order: OrderId,
    round: i32,
    reason: &str,
) -> sqlx::Result<Vec<PersonId>> {
    let rows = all!(
        tx,
        (PersonId,),
        "update assignments set state = 'withdrawn', reason = $3
         where order_id = $1 and round = $2 and state in ('accepted', 'standin_wanted')
         returning person_id",
        order,
        round,
        reason,
    )?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Open offers whose time is over: work for the system.
///
/// # Errors
/// When the database fails.
pub async fn overdue(tx: &mut Tx, now: Timestamp, limit: i64) -> sqlx::Result<Vec<(AssignmentId, OrderId)>> {
    all!(
        tx,
        (AssignmentId, OrderId),
        "select id, order_id from assignments
         where state = 'offered' and respond_by <= $1
         order by respond_by, id
         limit $2",
        now,
        limit,
    )
}

/// The helpers of an order, for a page.
///
/// # Errors
/// When the database fails.
pub async fn lines(tx: &mut Tx, order: OrderId) -> sqlx::Result<Vec<HelperLine>> {
    all!(
        tx,
        HelperLine,
        "select a.id, a.person_id, x.name, x.phone, (v.verified_at is not null) as party_member, a.state, a.round,
                a.offered_at, a.respond_by, a.accepted_at, a.checked_in_at, a.checked_out_at, a.late_entry,
                a.minutes, a.missed_at, a.excuse
         from assignments a
         join people x on x.id = a.person_id
         left join volunteers v on v.person_id = a.person_id and v.claims_party
         where a.order_id = $1
         order by a.round desc, a.offered_at, a.id",
        order,
    )
}
