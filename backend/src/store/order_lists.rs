//! Orders by what they have in common.

use domain::id::{AreaId, ItemId, OrderId, PersonId};
use domain::order::{REMIND_AFTER, State, TRIES_NEEDED, TRY_APART};
use domain::time::Timestamp;
use domain::view::OrderCard;

use super::orders::is_solved;
use crate::db::{Tx, all, one};

macro_rules! card_columns {
    () => {
        "o.id, o.no, o.item_id, i.icon, i.name_zh, i.name_en, o.state, h.name as holder, o.promise_at,
         o.due_at, o.window_start, o.window_end, o.created_at"
    };
}

/// Somebody's own orders, newest first, from `before` on. An order that staff took down for a
/// caller is the caller's, not theirs.
///
/// # Errors
/// When the database fails.
pub async fn of_person(
    tx: &mut Tx,
    person: PersonId,
    open_only: bool,
    before: (Timestamp, OrderId),
    limit: i64,
) -> sqlx::Result<Vec<OrderCard>> {
    all!(
        tx,
        OrderCard,
        concat!(
            "select ",
            card_columns!(),
            " from orders o
              join menu_items i on i.id = o.item_id
              join areas h on h.id = o.holder_id
              where (o.beneficiary_id = $1 or (o.orderer_id = $1 and o.channel in ('self', 'family')))
                and (not $2 or o.state not in ('closed', 'rejected', 'cancelled', 'merged', 'unmet', 'confirmed'))
                and (o.created_at, o.id) < ($3, $4)
              order by o.created_at desc, o.id desc
              limit $5"
        ),
        person,
        open_only,
        before.0,
        before.1,
        limit,
    )
}

/// What somebody has accepted and is not done with, by when it is to be.
///
/// # Errors
/// When the database fails.
pub async fn served_by(tx: &mut Tx, person: PersonId, limit: i64) -> sqlx::Result<Vec<OrderCard>> {
    all!(
        tx,
        OrderCard,
        concat!(
            "select ",
            card_columns!(),
            " from assignments a
              join orders o on o.id = a.order_id and o.round = a.round
              join menu_items i on i.id = o.item_id
              join areas h on h.id = o.holder_id
              where a.person_id = $1 and a.state in ('accepted', 'standin_wanted', 'checked_in', 'checked_out')
              order by o.window_start, o.id
              limit $2"
        ),
        person,
        limit,
    )
}

/// Orders in `state` whose clock has run out, oldest first: work for the system.
///
/// # Errors
/// When the database fails.
pub async fn due(tx: &mut Tx, state: State, now: Timestamp, limit: i64) -> sqlx::Result<Vec<OrderId>> {
    let rows = all!(
        tx,
        (OrderId,),
        "select id from orders where state = $1 and due_at <= $2 order by due_at, id limit $3",
        state,
        now,
        limit,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

// the first call counts, and one so long after it makes two: `Tries`, as far as a statement can say it
const _: () = assert!(TRIES_NEEDED == 2);

/// Orders with a question that the clock has something to do about, oldest first: she is to be reminded,
/// the desk is to call and was not told so, or it has called often enough and the time is over.
///
/// # Errors
/// When the database fails.
pub async fn unanswered(tx: &mut Tx, now: Timestamp, limit: i64) -> sqlx::Result<Vec<OrderId>> {
    let [first, second] = REMIND_AFTER;
    let rows = all!(
        tx,
        (OrderId,),
        "select o.id
         from orders o
         where o.state = 'need_info'
           and ((o.due_at <= $1
                 and (not exists (select 1 from order_events e
                                  where e.order_id = o.id and e.kind = 'call_needed'
                                    and e.seq > (select max(a.seq) from order_events a
                                                 where a.order_id = o.id and a.kind = 'asked_back'))
                      or (select coalesce(max(e.at) - min(e.at), 0) from order_events e
                          where e.order_id = o.id and e.kind = 'contact_tried'
                            and e.seq > (select max(a.seq) from order_events a
                                         where a.order_id = o.id and a.kind = 'asked_back')) >= $2))
                or (o.due_at > $1 and o.entered_at + $3 <= $1
                    and not exists (select 1 from order_events e
                                    where e.order_id = o.id and e.kind = 'reminded'
                                      and e.at >= o.entered_at + $3))
                or (o.due_at > $1 and o.entered_at + $4 <= $1
                    and not exists (select 1 from order_events e
                                    where e.order_id = o.id and e.kind = 'reminded'
                                      and e.at >= o.entered_at + $4)))
         order by o.due_at, o.id
         limit $5",
        now,
        TRY_APART,
        first,
        second,
        limit,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Received and solved, ever, in an area: the honest counter of M7.
///
/// # Errors
/// When the database fails.
pub async fn totals(tx: &mut Tx, area: AreaId) -> sqlx::Result<(i64, i64)> {
    one!(
        tx,
        (i64, i64),
        concat!(
            "select count(*), count(case when ",
            is_solved!(),
            " then 1 end)
             from orders o
             join area_paths p on p.area_id = o.community_id
             where p.ancestor_id = $1"
        ),
        area,
    )
}

/// Open orders for the same item at the same building, for a hint at duplicates.
///
/// # Errors
/// When the database fails.
pub async fn similar(
    tx: &mut Tx,
    item: ItemId,
    area: AreaId,
    but: OrderId,
    limit: i64,
) -> sqlx::Result<Vec<OrderId>> {
    let rows = all!(
        tx,
        (OrderId,),
        "select id
         from orders
         where item_id = $1 and area_id = $2 and id <> $3
           and state not in ('closed', 'confirmed', 'rejected', 'cancelled', 'merged', 'unmet')
         order by created_at desc, id
         limit $4",
        item,
        area,
        but,
        limit,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
