//! The books in memory: the rules of the ledger, stated so that a test can run them by the
//! thousand. The database holds the same rules as constraints.

use std::collections::BTreeMap;

use super::{AccountKey, Key, Transfer};
use crate::refusal::Refusal;

/// What became of a posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It is in the books now.
    Executed,
    /// It was before; nothing has changed.
    AlreadyApplied,
}

/// All accounts and everything that was posted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    balances: BTreeMap<AccountKey, i64>,
    posted: BTreeMap<Key, Transfer>,
}

impl Book {
    /// Empty books.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Posts the transfers together: all of them, or none.
    ///
    /// # Errors
    /// [`Refusal::NotEnoughPoints`] when an account would go below its floor or off the scale;
    /// [`Refusal::SameAccount`]; [`Refusal::OtherBody`] when a key was posted with something else,
    /// or part of the posting was posted before.
    pub fn post(&mut self, posting: &[Transfer]) -> Result<Posted, Refusal> {
        let known = posting.iter().filter(|it| self.posted.get(&it.key) == Some(*it)).count();
        if known == posting.len() {
            return Ok(Posted::AlreadyApplied);
        }
        let mut after = self.clone();
        for transfer in posting {
            after.move_points(transfer)?;
        }
        // floors hold at the end of a posting: within it the order of transfers does not matter
        for transfer in posting {
            for account in [transfer.debit, transfer.credit] {
                if account.kind.floor().is_some_and(|floor| after.balance(account) < floor) {
                    return Err(Refusal::NotEnoughPoints);
                }
            }
        }
        *self = after;
        Ok(Posted::Executed)
    }

    fn move_points(&mut self, it: &Transfer) -> Result<(), Refusal> {
        if it.debit == it.credit {
            return Err(Refusal::SameAccount);
        }
        if it.amount <= 0 {
            return Err(Refusal::NotEnoughPoints);
        }
        if self.posted.insert(it.key, *it).is_some() {
            return Err(Refusal::OtherBody);
        }
        let debited = self.balance(it.debit).checked_sub(it.amount);
        let credited = self.balance(it.credit).checked_add(it.amount);
        let (debited, credited) = debited.zip(credited).ok_or(Refusal::NotEnoughPoints)?;
        self.balances.insert(it.debit, debited);
        self.balances.insert(it.credit, credited);
        Ok(())
    }

    /// Credits less debits of an account; zero when it was never used.
    #[must_use]
    pub fn balance(&self, account: AccountKey) -> i64 {
        self.balances.get(&account).copied().unwrap_or(0)
    }

    /// Every account that was ever used.
    pub fn balances(&self) -> impl Iterator<Item = (AccountKey, i64)> {
        self.balances.iter().map(|(account, balance)| (*account, *balance))
    }

    /// Everything that was posted, by key.
    pub fn transfers(&self) -> impl Iterator<Item = &Transfer> {
        self.posted.values()
    }
}
