//! The desk's inbox: what a holder has before it, by clock.

use domain::assignment::late_since;
use domain::id::{AreaId, OrderId};
use domain::time::{FIXED_WINDOW_HOURS, HOUR, Timestamp};
use domain::view::{DeskCounts, InboxFilter, InboxKey, InboxRow};

use super::orders::open_states;
use crate::db::{Tx, all, one};

/// The longest window that is an appointment, in milliseconds.
const APPOINTMENT_MAX: i64 = FIXED_WINDOW_HOURS * HOUR;

macro_rules! rows {
    ($which:literal) => {
        concat!(
            "select o.id, o.no, i.icon, i.name_zh, i.name_en, o.urgency, o.state, o.channel,
                    coalesce(e.name, '') as estate, b.name as building, o.details, x.name as owner, o.due_at,
                    o.entered_at, o.promise_at, o.urged_at, o.created_at, o.window_start, o.window_end,
                    (o.mode is null) as unasked
             from orders o
             join menu_items i on i.id = o.item_id
             join areas b on b.id = o.area_id
             left join areas e on e.id = b.parent_id
             left join people x on x.id = o.owner_id
             where ",
            $which
        )
    };
}

/// Somebody is awaited who should be there by now, or gone: [`InboxRow::is_visit_late`] as the database asks
/// it. `$2` is now, `$3` [`late_since`] it, `$4` the longest appointment.
macro_rules! late_visit {
    () => {
        "((o.state = 'in_service' and o.due_at <= $2)
          or (o.state = 'claimed' and o.mode is not null
              and case when o.window_end - o.window_start <= $4
                       then o.window_start <= $3 and o.entered_at <= $3
                       else o.window_end <= $2 end))"
    };
}

/// A page of the inbox of a holder: urged first, then by clock. What staff have taken on themselves
/// (claimed, and offered to nobody) waits for the desk. It begins behind the line with the key `after`
/// ([`InboxRow::key`]): whatever has come or gone meanwhile, no line that stayed is lost or shown twice.
///
/// # Errors
/// When the database fails.
pub async fn page(
    tx: &mut Tx,
    holder: AreaId,
    filter: InboxFilter,
    now: Timestamp,
    after: Option<InboxKey>,
    limit: i64,
) -> sqlx::Result<Vec<InboxRow>> {
    let InboxKey { calm, at, id } = after.unwrap_or_else(|| before_all(filter));
    match filter {
        InboxFilter::Todo => all!(
            tx,
            InboxRow,
            concat!(
                rows!(
                    "o.holder_id = $1
                     and (o.state in ('submitted', 'to_dispatch', 'disputed', 'escalated')
                          or (o.state = 'claimed' and o.mode is null)
                          or "
                ),
                late_visit!(),
                ") and ((o.urged_at is null), coalesce(o.due_at, o.promise_at), o.id) > ($5, $6, $7)
                 order by (o.urged_at is null), coalesce(o.due_at, o.promise_at), o.id
                 limit $8"
            ),
            holder,
            now,
            late_since(now),
            APPOINTMENT_MAX,
            calm,
            at,
            id,
            limit,
        ),
        InboxFilter::Running => all!(
            tx,
            InboxRow,
            rows!(
                "o.holder_id = $1 and o.state in ('offered', 'claimed', 'in_service')
                 and (o.state <> 'claimed' or o.mode is not null)
                 and (coalesce(o.due_at, o.promise_at), o.id) > ($2, $3)
                 order by coalesce(o.due_at, o.promise_at), o.id
                 limit $4"
            ),
            holder,
            at,
            id,
            limit,
        ),
        InboxFilter::Waiting => all!(
            tx,
            InboxRow,
            rows!(
                "o.holder_id = $1 and o.state in ('need_info', 'reported', 'on_hold', 'referred')
                 and (coalesce(o.due_at, o.promise_at), o.id) > ($2, $3)
                 order by coalesce(o.due_at, o.promise_at), o.id
                 limit $4"
            ),
            holder,
            at,
            id,
            limit,
        ),
        InboxFilter::Late => all!(
            tx,
            InboxRow,
            rows!(
                "o.holder_id = $1
                 and o.state in ('submitted', 'to_dispatch', 'disputed', 'escalated', 'offered', 'claimed',
                                 'in_service', 'need_info', 'on_hold', 'referred')
                 and (o.due_at < $2 or (o.promise_at < $2 and o.paused_at is null))
                 and (o.promise_at, o.id) > ($3, $4)
                 order by o.promise_at, o.id
                 limit $5"
            ),
            holder,
            now,
            at,
            id,
            limit,
        ),
        InboxFilter::Done => all!(
            tx,
            InboxRow,
            rows!(
                "o.holder_id = $1
                 and o.state in ('confirmed', 'closed', 'rejected', 'cancelled', 'merged', 'unmet')
                 and (o.entered_at, o.id) < ($2, $3)
                 order by o.entered_at desc, o.id desc
                 limit $4"
            ),
            holder,
            at,
            id,
            limit,
        ),
    }
}

/// A key that stands before every line.
const fn before_all(filter: InboxFilter) -> InboxKey {
    let (at, id) = match filter {
        // the newest first
        InboxFilter::Done => (i64::MAX, uuid::Uuid::max()),
        _ => (i64::MIN, uuid::Uuid::nil()),
    };
    InboxKey { calm: false, at: Timestamp(at), id: OrderId(id) }
}

/// How many each filter shows.
///
/// # Errors
/// When the database fails.
pub async fn counts(tx: &mut Tx, holder: AreaId, now: Timestamp) -> sqlx::Result<DeskCounts> {
    let (todo, running, waiting, late) = one!(
        tx,
        (i64, i64, i64, i64),
        concat!(
            "select count(case when o.state in ('submitted', 'to_dispatch', 'disputed', 'escalated')
                                or (o.state = 'claimed' and o.mode is null)
                                or ",
            late_visit!(),
            " then 1 end),
                    count(case when o.state in ('offered', 'in_service')
                                or (o.state = 'claimed' and o.mode is not null) then 1 end),
                    count(case when o.state in ('need_info', 'reported', 'on_hold', 'referred') then 1 end),
                    count(case when o.state <> 'reported'
                                and (o.due_at < $2 or (o.promise_at < $2 and o.paused_at is null)) then 1 end)
             from orders o
             where o.holder_id = $1 and o.state in (",
            open_states!(),
            ")"
        ),
        holder,
        now,
        late_since(now),
        APPOINTMENT_MAX,
    )?;
    Ok(DeskCounts { todo, running, waiting, late })
}

/// Lines by id, for duplicate hints.
///
/// # Errors
/// When the database fails.
pub async fn line(tx: &mut Tx, id: OrderId) -> sqlx::Result<InboxRow> {
    one!(tx, InboxRow, rows!("o.id = $1"), id)
}
