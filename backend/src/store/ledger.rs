//! The points ledger. [`post`] is the only way a balance changes, and it changes together with the
//! transfer that says why.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{AccountId, EntryId, OrderId, PersonId, TransferId};
use domain::ledger::{AccountKey, AccountKind, Transfer, TransferKind};
use domain::time::Timestamp;
use domain::view::{JobLine, LedgerLine};
use uuid::Uuid;

use crate::db::{Tx, all, exec, lock, one, opt};

/// What stands beside the transfers of one posting.
#[derive(Debug, Clone, Copy)]
pub struct Posting {
    /// Shared by all of them.
    pub entry_id: EntryId,
    /// The transfer they take back.
    pub reverses: Option<TransferId>,
    /// Who decided; none for keys and clock.
    pub created_by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// How a posting went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posted {
    /// These have moved points; the others had done so before.
    Moved(Vec<Transfer>),
    /// An account would have gone below its floor: the transaction must not be committed.
    BelowFloor,
}

/// Keeps accounts from others until the end of the transaction, making those that are missing.
///
/// Everybody takes them in the order of their keys, so that two postings never wait for each other
/// in a circle.
///
/// # Errors
/// When the database fails.
pub async fn hold(
    tx: &mut Tx,
    accounts: impl IntoIterator<Item = AccountKey>,
    mut new_id: impl FnMut() -> Uuid,
) -> sqlx::Result<BTreeMap<AccountKey, AccountId>> {
    let accounts: BTreeSet<AccountKey> = accounts.into_iter().collect();
    let mut held = BTreeMap::new();
    for key in accounts {
        exec!(
            tx,
            "insert into accounts (id, kind, owner_id, balance) values ($1, $2, $3, 0)
             on conflict (kind, owner_id) do nothing",
            AccountId(new_id()),
            key.kind,
            key.owner,
        )?;
        let account = lock!(
            tx,
            (AccountId,),
            "select id from accounts where kind = $1 and owner_id = $2",
            key.kind,
            key.owner
        )?;
        held.insert(key, account.ok_or(sqlx::Error::RowNotFound)?.0);
    }
    Ok(held)
}

/// Moves points between the accounts of each transfer, all of them held first.
///
/// # Errors
/// When the database fails.
pub async fn post(
    tx: &mut Tx,
    transfers: &[Transfer],
    posting: &Posting,
    mut new_id: impl FnMut() -> Uuid,
) -> sqlx::Result<Posted> {
    let held = hold(tx, transfers.iter().flat_map(|it| [it.debit, it.credit]), &mut new_id).await?;
    let mut moved = Vec::new();
    for transfer in transfers {
        let (debit, credit) = (held[&transfer.debit], held[&transfer.credit]);
        if !record(tx, transfer, TransferId(new_id()), posting, debit, credit).await? {
            continue;
        }
        for (id, change) in [(debit, -transfer.amount), (credit, transfer.amount)] {
            let changed = exec!(
                tx,
                "update accounts set balance = balance + $2
                 where id = $1 and (kind = 'issue' or balance + $2 >= 0)",
                id,
                change,
            )?;
            if changed == 0 {
                return Ok(Posted::BelowFloor);
            }
        }
        moved.push(*transfer);
    }
    Ok(Posted::Moved(moved))
}

/// Writes a transfer down; false when it stands there already.
async fn record(
    tx: &mut Tx,
    transfer: &Transfer,
    id: TransferId,
    posting: &Posting,
    debit: AccountId,
    credit: AccountId,
) -> sqlx::Result<bool> {
    let written = exec!(
        tx,
        "insert into transfers
           (id, entry_id, debit_id, credit_id, amount, kind, order_id, person_id, round, reverses, created_by, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict do nothing",
        id,
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
    Ok(written == 1)
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

/// What each order has brought a person, by its newest movement.
///
/// # Errors
/// When the database fails.
pub async fn jobs(tx: &mut Tx, person: PersonId, limit: i64) -> sqlx::Result<Vec<JobLine>> {
    all!(
        tx,
        JobLine,
        "select t.order_id, o.no, i.name_zh, i.name_en,
                cast(sum(case when a.kind <> 'pending' then 0
                              when t.credit_id = a.id then t.amount else -t.amount end) as bigint) as pending,
                cast(sum(case when a.kind = 'pending' then 0
                              when t.credit_id = a.id then t.amount else -t.amount end) as bigint) as available,
                max(case when t.kind = 'on_the_way' then 1 else 0 end) = 1 as on_the_way,
                max(case when t.kind in ('reverse_pending', 'reverse_available') then 1 else 0 end) = 1
                  as reversed,
                max(t.at) as at
         from accounts a
         join transfers t on t.credit_id = a.id or t.debit_id = a.id
         left join orders o on o.id = t.order_id
         left join menu_items i on i.id = o.item_id
         where a.owner_id = $1 and a.kind in ('pending', 'available')
         group by coalesce(t.order_id, t.id), t.order_id, o.no, i.name_zh, i.name_en
         order by max(t.at) desc, t.order_id desc
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
