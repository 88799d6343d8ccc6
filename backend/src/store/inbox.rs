//! The desk's inbox: what a holder has before it, by clock.

use domain::id::{AreaId, OrderId};
use domain::time::Timestamp;
use domain::view::{DeskCounts, InboxFilter, InboxKey, InboxRow};

use super::orders::open_states;
use crate::db::{Tx, all, one};

macro_rules! rows {
    ($which:literal) => {
        concat!(
            "select o.id, o.no, i.icon, i.name_zh, i.name_en, o.urgency, o.state, o.channel,
                    coalesce(e.name, '') as estate, b.name as building, o.details, x.name as owner, o.due_at,
                    o.entered_at, o.promise_at, o.urged_at, o.created_at
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
            rows!(
                "o.holder_id = $1
                 and (o.state in ('submitted', 'to_dispatch', 'disputed', 'escalated')
                      or (o.state = 'claimed' and o.mode is null))
                 and ((o.urged_at is null), coalesce(o.due_at, o.promise_at), o.id) > ($2, $3, $4)
                 order by (o.urged_at is null), coalesce(o.due_at, o.promise_at), o.id
                 limit $5"
            ),
            holder,
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
            "select count(case when state in ('submitted', 'to_dispatch', 'disputed', 'escalated')
                                or (state = 'claimed' and mode is null) then 1 end),
                    count(case when state in ('offered', 'in_service')
                                or (state = 'claimed' and mode is not null) then 1 end),
                    count(case when state in ('need_info', 'reported', 'on_hold', 'referred') then 1 end),
                    count(case when state <> 'reported'
                                and (due_at < $2 or (promise_at < $2 and paused_at is null)) then 1 end)
             from orders
             where holder_id = $1 and state in (",
            open_states!(),
            ")"
        ),
        holder,
        now,
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
