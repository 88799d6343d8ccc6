//! What happened to orders. Rows are only ever added.

use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::id::{OrderId, PersonId};
use domain::order::{Order, Part, State, Tries};
use domain::time::Timestamp;
use domain::view::TimelineEntry;

use crate::db::{Tx, all, later, one};
use crate::live::Notice;

/// Something that happened.
#[derive(Debug, Clone)]
pub struct NewEvent<'a> {
    /// What kind of thing.
    pub kind: EventKind,
    /// The state before, when it moved.
    pub from: Option<State>,
    /// Who; none for the clock.
    pub actor: Option<PersonId>,
    /// In what capacity.
    pub part: Part,
    /// A reason from a list, or an argument.
    pub reason: Option<&'a str>,
    /// In words.
    pub note: Option<&'a str>,
    /// Entered after the fact.
    pub late: bool,
    /// When.
    pub at: Timestamp,
}

/// Adds it, and tells open pages with the commit.
///
/// # Errors
/// When the database fails.
pub async fn append(tx: &mut Tx, order: &Order, event: &NewEvent<'_>) -> sqlx::Result<()> {
    later!(
        tx,
        "insert into order_events
           (order_id, version, kind, from_state, to_state, actor_id, part, reason, note, late, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        order.id,
        order.version,
        event.kind,
        event.from,
        order.state,
        event.actor,
        event.part,
        event.reason,
        event.note,
        event.late,
        event.at,
    )?;
    // what is for staff only must not make the resident's page blink either
    let people =
        if event.kind.is_for_staff() { Vec::new() } else { vec![order.beneficiary_id, order.orderer_id] };
    tx.announce(Notice {
        at: Some(event.at),
        order_id: Some(order.id),
        holder_id: Some(order.holder_id),
        community_id: Some(order.community_id),
        pool: order.mode == Some(Mode::Pool) || event.from == Some(State::Offered),
        people,
    });
    Ok(())
}

/// The timeline of an order, oldest first. Names are for staff; the others see the part.
///
/// # Errors
/// When the database fails.
pub async fn timeline(tx: &mut Tx, order: OrderId) -> sqlx::Result<Vec<TimelineEntry>> {
    all!(
        tx,
        TimelineEntry,
        "select e.seq, e.kind, e.to_state, e.part, x.name as actor, e.reason, e.note, e.late, e.at
         from order_events e
         left join people x on x.id = e.actor_id
         where e.order_id = $1
         order by e.seq",
        order,
    )
}

/// What happened from a moment on.
///
/// # Errors
/// When the database fails.
pub async fn from(tx: &mut Tx, at: Timestamp, limit: i64) -> sqlx::Result<Vec<(Timestamp, OrderId)>> {
    all!(
        tx,
        (Timestamp, OrderId),
        "select at, order_id from order_events where at >= $1 order by seq limit $2",
        at,
        limit,
    )
}

/// When something happened last; 0 when nothing ever did.
///
/// # Errors
/// When the database fails.
pub async fn last(tx: &mut Tx) -> sqlx::Result<Timestamp> {
    let (at,) = one!(tx, (Timestamp,), "select coalesce(max(at), 0) from order_events")?;
    Ok(at)
}

/// Whether somebody's opening of the details was noted.
///
/// # Errors
/// When the database fails.
pub async fn opened_by(tx: &mut Tx, order: OrderId, person: PersonId) -> sqlx::Result<bool> {
    let (count,) = one!(
        tx,
        (i64,),
        "select count(*) from order_events where order_id = $1 and actor_id = $2 and kind = 'details_opened'",
        order,
        person,
    )?;
    Ok(count > 0)
}

/// Whether somebody has ever dispatched the order.
///
/// # Errors
/// When the database fails.
pub async fn dispatched_by(tx: &mut Tx, order: OrderId, person: PersonId) -> sqlx::Result<bool> {
    let (count,) = one!(
        tx,
        (i64,),
        "select count(*) from order_events where order_id = $1 and actor_id = $2 and kind = 'dispatched'",
        order,
        person,
    )?;
    Ok(count > 0)
}

/// Whether somebody has said for a helper that they came or went: what helpers say themselves is said
/// as helper.
///
/// # Errors
/// When the database fails.
pub async fn visit_stated_by(tx: &mut Tx, order: OrderId, person: PersonId) -> sqlx::Result<bool> {
    let (count,) = one!(
        tx,
        (i64,),
        "select count(*) from order_events
         where order_id = $1 and actor_id = $2 and part = 'dispatcher' and kind in ('checked_in', 'checked_out')",
        order,
        person,
    )?;
    Ok(count > 0)
}

/// What came of a question so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unanswered {
    /// How the desk has tried to reach her.
    pub tries: Tries,
    /// Whether the desk was told to call.
    pub call_needed: bool,
    /// When she was reminded last.
    pub reminded_at: Option<Timestamp>,
}

/// What came of the question that was asked last.
///
/// # Errors
/// When the database fails.
pub async fn since_question(tx: &mut Tx, order: OrderId) -> sqlx::Result<Unanswered> {
    let rows = all!(
        tx,
        (EventKind, Timestamp),
        "select e.kind, e.at
         from order_events e
         where e.order_id = $1 and e.kind in ('contact_tried', 'call_needed', 'reminded')
           and e.seq > (select max(a.seq) from order_events a
                        where a.order_id = $1 and a.kind = 'asked_back')
         order by e.seq",
        order,
    )?;
    let of = |kind| rows.iter().filter(move |row| row.0 == kind).map(|row| row.1);
    Ok(Unanswered {
        tries: Tries::of(of(EventKind::ContactTried)),
        call_needed: rows.iter().any(|row| row.0 == EventKind::CallNeeded),
        reminded_at: of(EventKind::Reminded).next_back(),
    })
}

/// Orders whose state is not what their last event says.
///
/// # Errors
/// When the database fails.
pub async fn disagreements(tx: &mut Tx) -> sqlx::Result<Vec<(OrderId, State, String)>> {
    all!(
        tx,
        (OrderId, State, String),
        "select o.id, o.state, coalesce(e.to_state, '')
         from orders o
         left join order_events e
           on e.seq = (select max(seq) from order_events where order_id = o.id)
         where e.to_state is null or e.to_state <> o.state
         order by o.id",
    )
}

/// Orders with more helpers than places.
///
/// # Errors
/// When the database fails.
pub async fn overbooked(tx: &mut Tx) -> sqlx::Result<Vec<(OrderId, i64, i32)>> {
    all!(
        tx,
        (OrderId, i64, i32),
        "select o.id, count(*), o.required
         from orders o
         join assignments a on a.order_id = o.id and a.round = o.round
         where a.state in ('accepted', 'standin_wanted', 'checked_in', 'checked_out', 'verified')
         group by o.id, o.required
         having count(*) > o.required
         order by o.id",
    )
}

/// Confirmed orders with a credited part whose minutes are not in the book.
///
/// # Errors
/// When the database fails.
pub async fn unpaid(tx: &mut Tx) -> sqlx::Result<Vec<OrderId>> {
    let rows = all!(
        tx,
        (OrderId,),
        "select distinct o.id
         from orders o
         join assignments a on a.order_id = o.id and a.round = o.round
         where o.state in ('confirmed', 'closed') and a.state = 'verified' and a.minutes > 0
           and not exists (select 1 from service_minutes m where m.assignment_id = a.id)
         order by o.id",
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
