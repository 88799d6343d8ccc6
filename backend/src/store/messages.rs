//! The inbox in the app: the truth of what somebody was told.

use domain::id::{ComplaintId, MessageId, OrderId, PersonId};
use domain::time::Timestamp;
use domain::view::InboxMessage;

use crate::db::{Tx, all, exec, later, one};

/// Puts a message into somebody's inbox.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    id: MessageId,
    person: PersonId,
    key: &str,
    order: Option<OrderId>,
    now: Timestamp,
) -> sqlx::Result<()> {
    later!(
        tx,
        "insert into messages (id, person_id, key, args, order_id, created_at) values ($1, $2, $3, '{}', $4, $5)",
        id,
        person,
        key,
        order,
        now,
    )?;
    if let Some(order) = order {
        // whoever gets a message about an order hears of it live as well
        tx.concerns(order, person);
    }
    Ok(())
}

/// Puts a message about a complaint into somebody's inbox.
///
/// # Errors
/// When the database fails.
pub async fn insert_about_complaint(
    tx: &mut Tx,
    id: MessageId,
    person: PersonId,
    key: &str,
    complaint: ComplaintId,
    now: Timestamp,
) -> sqlx::Result<()> {
    later!(
        tx,
        "insert into messages (id, person_id, key, args, complaint_id, created_at)
         values ($1, $2, $3, '{}', $4, $5)",
        id,
        person,
        key,
        complaint,
        now,
    )
}

/// How many are unread.
///
/// # Errors
/// When the database fails.
pub async fn unread(tx: &mut Tx, person: PersonId) -> sqlx::Result<i64> {
    let (count,) =
        one!(tx, (i64,), "select count(*) from messages where person_id = $1 and read_at is null", person,)?;
    Ok(count)
}

/// The newest ones.
///
/// # Errors
/// When the database fails.
pub async fn newest(tx: &mut Tx, person: PersonId, limit: i64) -> sqlx::Result<Vec<InboxMessage>> {
    let rows = all!(
        tx,
        (
            String,
            Option<String>,
            Option<OrderId>,
            Option<String>,
            Option<String>,
            Option<String>,
            Timestamp,
            bool
        ),
        "select m.key, o.no, m.order_id, c.receipt, i.name_zh, i.name_en, m.created_at, (m.read_at is not null)
         from messages m
         left join orders o on o.id = m.order_id
         left join menu_items i on i.id = o.item_id
         left join complaints c on c.id = m.complaint_id
         where m.person_id = $1
         order by m.created_at desc, m.id desc
         limit $2",
        person,
        limit,
    )?;
    Ok(rows
        .into_iter()
        .map(|(key, no, order_id, receipt, item_zh, item_en, at, read)| InboxMessage {
            key,
            no,
            order_id,
            receipt,
            item_zh,
            item_en,
            at,
            read,
        })
        .collect())
}

/// All were seen.
///
/// # Errors
/// When the database fails.
pub async fn mark_read(tx: &mut Tx, person: PersonId, now: Timestamp) -> sqlx::Result<()> {
    exec!(tx, "update messages set read_at = $2 where person_id = $1 and read_at is null", person, now,)?;
    Ok(())
}
