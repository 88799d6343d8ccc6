//! Orders: the machine's part and the words.

use domain::id::{OrderId, PersonId};
use domain::order::Order;
use domain::time::Timestamp;
use domain::view::OrderWords;

use crate::db::{Tx, all, exec, later, lock, one, opt};

/// States in which something is still to be done.
macro_rules! open_states {
    () => {
        "'submitted', 'need_info', 'to_dispatch', 'offered', 'claimed', 'in_service', 'reported', 'disputed',
         'on_hold', 'escalated', 'referred'"
    };
}

/// Done, and confirmed by whoever it was for.
macro_rules! is_solved {
    () => {
        "o.state in ('confirmed', 'closed') and coalesce(o.outcome, 'done') = 'done'"
    };
}

macro_rules! order_columns {
    () => {
        "o.id, o.community_id, o.area_id, o.holder_id, o.level, o.owner_id, o.item_id, o.urgency, o.mode,
         o.required, o.window_start, o.window_end, o.beneficiary_id, o.orderer_id, o.dispatcher_id,
         o.channel, o.state, o.version, o.round, o.failed_rounds, o.promise_at, o.paused_at, o.entered_at,
         o.due_at, o.urged_at, o.hold_until, o.holds, o.merged_into, o.outcome, o.basis, o.confirmed_at"
    };
}

macro_rules! order_by_id {
    () => {
        concat!("select ", order_columns!(), " from orders o where o.id = $1")
    };
}

macro_rules! following {
    () => {
        "with recursive following (id, beneficiary_id) as (
           select o.id, o.beneficiary_id from orders o where o.merged_into = $1
           union
           select o.id, o.beneficiary_id from orders o join following f on o.merged_into = f.id)
         select id, beneficiary_id from following order by id"
    };
}

pub(super) use {following, is_solved, open_states, order_by_id, order_columns};

/// What is private in an order, or written once.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Rest {
    /// Its human number.
    pub no: String,
    /// When it was placed.
    pub created_at: Timestamp,
    /// What helpers may read before they accept.
    pub public_note: Option<String>,
    /// Stars.
    pub rating: Option<i32>,
    /// Words with them.
    pub rating_note: Option<String>,
}

/// Everything about an order that is written once, or in its row.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Whole {
    /// The machine's part.
    #[sqlx(flatten)]
    pub order: Order,
    /// What is written once.
    #[sqlx(flatten)]
    pub rest: Rest,
    /// For those who may read them.
    #[sqlx(flatten)]
    pub words: OrderWords,
    /// The name of whose it is at the desk.
    pub owner: Option<String>,
}

/// Writes a new order with the next number of a series; its number, or none when its id exists already.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    order: &Order,
    series: &str,
    words: &OrderWords,
    now: Timestamp,
) -> sqlx::Result<Option<String>> {
    later!(
        tx,
        "insert into order_numbers (series, last) values ($1, 1)
         on conflict (series) do update set last = order_numbers.last + 1",
        series,
    )?;
    let row = opt!(
        tx,
        (String,),
        "insert into orders
           (id, no, community_id, area_id, holder_id, level, item_id, urgency, required, window_start,
            window_end, beneficiary_id, orderer_id, channel, state, version, round, failed_rounds,
            promise_at, entered_at, due_at, holds, details, answer, door, contact_name, contact_phone,
            created_at)
         values ($1,
                 (select series || '-' || case when last < 10 then '00' when last < 100 then '0' else '' end
                           || cast(last as text)
                  from order_numbers where series = $2),
                 $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 0,
                 $18, $19, $20, 0, $21, $22, $23, $24, $25, $26)
         on conflict (id) do nothing
         returning no",
        order.id,
        series,
        order.community_id,
        order.area_id,
        order.holder_id,
        order.level,
        order.item_id,
        order.urgency,
        order.required,
        order.window_start,
        order.window_end,
        order.beneficiary_id,
        order.orderer_id,
        order.channel,
        order.state,
        order.version,
        order.round,
        order.promise_at,
        order.entered_at,
        order.due_at,
        words.details.as_str(),
        words.answer.as_deref(),
        words.door.as_str(),
        words.contact_name.as_str(),
        words.contact_phone.as_deref(),
        now,
    )?;
    Ok(row.map(|(no,)| no))
}

/// The order, kept from others until the end of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn locked(tx: &mut Tx, id: OrderId) -> sqlx::Result<Option<Order>> {
    lock!(tx, Order, order_by_id!(), id)
}

/// The order.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: OrderId) -> sqlx::Result<Option<Order>> {
    opt!(tx, Order, order_by_id!(), id)
}

/// The order with everything in its row, and the name of its owner.
///
/// # Errors
/// When the database fails.
pub async fn whole(tx: &mut Tx, id: OrderId) -> sqlx::Result<Option<Whole>> {
    opt!(
        tx,
        Whole,
        concat!(
            "select ",
            order_columns!(),
            ", o.no, o.created_at, o.public_note, o.rating, o.rating_note, o.details, o.answer, o.door,
             o.contact_name, o.contact_phone, w.name as owner
             from orders o
             left join people w on w.id = o.owner_id and w.disabled_at is null
             where o.id = $1"
        ),
        id,
    )
}

/// The order with this human number.
///
/// # Errors
/// When the database fails.
pub async fn find_by_no(tx: &mut Tx, no: &str) -> sqlx::Result<Option<Order>> {
    opt!(tx, Order, concat!("select ", order_columns!(), " from orders o where o.no = $1"), no)
}

/// Writes the order as it has become; false when somebody else was first.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &mut Tx, order: &Order, version_before: i64) -> sqlx::Result<bool> {
    let written = exec!(
        tx,
        "update orders
         set holder_id = $3, level = $4, owner_id = $5, mode = $6, required = $7, window_start = $8,
             window_end = $9, dispatcher_id = $10, state = $11, version = $12, round = $13,
             failed_rounds = $14, promise_at = $15, paused_at = $16, entered_at = $17, due_at = $18,
             urged_at = $19, hold_until = $20, holds = $21, merged_into = $22, outcome = $23, basis = $24,
             confirmed_at = $25
         where id = $1 and version = $2",
        order.id,
        version_before,
        order.holder_id,
        order.level,
        order.owner_id,
        order.mode,
        order.required,
        order.window_start,
        order.window_end,
        order.dispatcher_id,
        order.state,
        order.version,
        order.round,
        order.failed_rounds,
        order.promise_at,
        order.paused_at,
        order.entered_at,
        order.due_at,
        order.urged_at,
        order.hold_until,
        order.holds,
        order.merged_into,
        order.outcome,
        order.basis,
        order.confirmed_at,
    )?;
    Ok(written == 1)
}

/// Number, note and rating.
///
/// # Errors
/// When the database fails, or there is no such order.
pub async fn rest(tx: &mut Tx, id: OrderId) -> sqlx::Result<Rest> {
    one!(tx, Rest, "select no, created_at, public_note, rating, rating_note from orders where id = $1", id)
}

/// What helpers may read before they accept.
///
/// # Errors
/// When the database fails.
pub async fn set_public_note(tx: &mut Tx, id: OrderId, note: &str) -> sqlx::Result<()> {
    exec!(tx, "update orders set public_note = $2 where id = $1", id, note)?;
    Ok(())
}

/// Stars and words for the service; false when it was rated before.
///
/// # Errors
/// When the database fails.
pub async fn rate(tx: &mut Tx, id: OrderId, rating: i32, note: Option<&str>) -> sqlx::Result<bool> {
    let written = exec!(
        tx,
        "update orders set rating = $2, rating_note = $3 where id = $1 and rating is null",
        id,
        rating,
        note,
    )?;
    Ok(written == 1)
}

/// Takes the rating back; its event stays.
///
/// # Errors
/// When the database fails.
pub async fn unrate(tx: &mut Tx, id: OrderId) -> sqlx::Result<()> {
    exec!(tx, "update orders set rating = null, rating_note = null where id = $1", id)?;
    Ok(())
}

/// Looks again at another time; not a change anybody sees.
///
/// # Errors
/// When the database fails.
pub async fn set_due(tx: &mut Tx, id: OrderId, due: Timestamp) -> sqlx::Result<()> {
    exec!(tx, "update orders set due_at = $2 where id = $1", id, due)?;
    Ok(())
}

/// Orders that follow this one, also by way of another, with the one each is for.
///
/// # Errors
/// When the database fails.
pub async fn followers(tx: &mut Tx, main: OrderId) -> sqlx::Result<Vec<(OrderId, PersonId)>> {
    all!(tx, (OrderId, PersonId), following!(), main)
}
