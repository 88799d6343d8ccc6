//! The points ledger. [`post`] is the only way a balance changes, and it changes together with the
//! transfer that says why.

use std::collections::BTreeSet;

use domain::id::{AccountId, EntryId, OrderId, PersonId, TransferId};
use domain::ledger::{AccountKey, AccountKind, Transfer, TransferKind};
use domain::time::Timestamp;
use domain::view::LedgerLine;
use uuid::Uuid;

use crate::db::{Tx, all, exec, lock, one, opt};

/// What stands beside a transfer.
#[derive(Debug, Clone, Copy)]
pub struct Posting {
    /// The transfer's id.
    pub id: TransferId,
    /// Shared by all transfers of one posting.
    pub entry_id: EntryId,
    /// The transfer it takes back.
    pub reverses: Option<TransferId>,
    /// Who decided; none for keys and clock.
    pub created_by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// How a posting went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// The points have moved.
    Moved,
    /// They had moved before: nothing happened.
    Before,
    /// An account would have gone below its floor: the transaction must not be committed.
    BelowFloor,
}

/// Keeps accounts from others until the end of the transaction, making those that are missing.
///
/// Everybody takes them in the order of their keys, so that two postings never wait for each other
/// in a circle. A posting of several transfers holds all of its accounts first, and only then reads
/// balances and posts.
///
/// # Errors
/// When the database fails.
pub async fn hold(
    tx: &mut Tx,
    accounts: impl IntoIterator<Item = AccountKey>,
    mut new_id: impl FnMut() -> AccountId,
) -> sqlx::Result<()> {
    let accounts: BTreeSet<AccountKey> = accounts.into_iter().collect();
    for key in accounts {
        exec!(
            tx,
            "insert into accounts (id, kind, owner_id, balance) values ($1, $2, $3, 0)
             on conflict (kind, owner_id) do nothing",
            new_id(),
            key.kind,
            key.owner,
        )?;
        lock!(
            tx,
            (AccountId,),
            "select id from accounts where kind = $1 and owner_id = $2",
            key.kind,
            key.owner
        )?;
    }
    Ok(())
}

/// Moves points between the two accounts of a transfer.
///
/// # Errors
/// When the database fails.
pub async fn post(
    tx: &mut Tx,
    transfer: &Transfer,
    posting: &Posting,
    new_ids: [AccountId; 2],
) -> sqlx::Result<Posted> {
    let mut new_ids = new_ids.into_iter().cycle();
    hold(tx, [transfer.debit, transfer.credit], || new_ids.next().expect("a cycle has no end")).await?;
    let debit = account(tx, transfer.debit).await?;
    let credit = account(tx, transfer.credit).await?;
    let written = exec!(
        tx,
        "insert into transfers
           (id, entry_id, debit_id, credit_id, amount, kind, order_id, person_id, round, reverses, created_by, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict do nothing",
        posting.id,
        posting.entry_id,
        debit,
        credit,
        transfer.amount,
        transfer.key.kind,
        transfer.key.order_id,
        transfer.key.person_id,
        transfer.key.round,
        posting.reverses,
        posting.created_by,
        posting.at,
    )?;
    if written == 0 {
        return Ok(Posted::Before);
    }
    for (id, change) in [(debit, -transfer.amount), (credit, transfer.amount)] {
        let moved = exec!(
            tx,
            "update accounts set balance = balance + $2
             where id = $1 and (kind = 'issue' or balance + $2 >= 0)",
            id,
            change,
        )?;
        if moved == 0 {
            return Ok(Posted::BelowFloor);
        }
    }
    Ok(Posted::Moved)
}

async fn account(tx: &mut Tx, key: AccountKey) -> sqlx::Result<AccountId> {
    let (id,) = one!(
        tx,
        (AccountId,),
        "select id from accounts where kind = $1 and owner_id = $2",
        key.kind,
        key.owner
    )?;
    Ok(id)
}

/// What stands on an account.
///
/// # Errors
/// When the database fails.
pub async fn balance(tx: &mut Tx, kind: AccountKind, owner: Uuid) -> sqlx::Result<i64> {
    let row =
        opt!(tx, (i64,), "select balance from accounts where kind = $1 and owner_id = $2", kind, owner,)?;
    Ok(row.map_or(0, |(balance,)| balance))
}

/// The transfers of one kind for an order's round: id, person, amount.
///
/// # Errors
/// When the database fails.
pub async fn of_order(
    tx: &mut Tx,
    kind: TransferKind,
    order: OrderId,
    round: i32,
) -> sqlx::Result<Vec<(TransferId, PersonId, i64)>> {
    all!(
        tx,
        (TransferId, PersonId, i64),
        "select id, person_id, amount from transfers
         where kind = $1 and order_id = $2 and round = $3
         order by person_id",
        kind,
        order,
        round,
    )
}

/// Rewarded orders of a pair since a moment.
///
/// # Errors
/// When the database fails.
pub async fn pair_count(
    tx: &mut Tx,
    helper: PersonId,
    beneficiary: PersonId,
    since: Timestamp,
) -> sqlx::Result<i64> {
    let (count,) = one!(
        tx,
        (i64,),
        "select count(*) from transfers t
         join orders o on o.id = t.order_id
         where t.kind = 'award' and t.person_id = $1 and o.beneficiary_id = $2 and t.at > $3",
        helper,
        beneficiary,
        since,
    )?;
    Ok(count)
}

/// The newest movements on a person's accounts, signed as the person sees them.
///
/// # Errors
/// When the database fails.
pub async fn lines(tx: &mut Tx, person: PersonId, limit: i64) -> sqlx::Result<Vec<LedgerLine>> {
    all!(
        tx,
        LedgerLine,
        "select t.kind, a.kind as account,
                case when t.credit_id = a.id then t.amount else -t.amount end as amount,
                t.order_id, o.no, i.name_zh, i.name_en, t.at
         from accounts a
         join transfers t on t.credit_id = a.id or t.debit_id = a.id
         left join orders o on o.id = t.order_id
         left join menu_items i on i.id = o.item_id
         where a.owner_id = $1 and a.kind in ('pending', 'available')
         order by t.at desc, t.id desc, a.kind
         limit $2",
        person,
        limit,
    )
}

/// What breaks the ledger law: accounts whose balance is not the sum of their transfers.
///
/// # Errors
/// When the database fails.
pub async fn violations(tx: &mut Tx) -> sqlx::Result<Vec<(AccountId, i64, i64)>> {
    all!(
        tx,
        (AccountId, i64, i64),
        "select a.id, a.balance, s.total
         from accounts a
         join (select x.id,
                      cast(coalesce((select sum(amount) from transfers where credit_id = x.id), 0)
                         - coalesce((select sum(amount) from transfers where debit_id = x.id), 0) as bigint) as total
               from accounts x) s on s.id = a.id
         where s.total <> a.balance
         order by a.id",
    )
}
