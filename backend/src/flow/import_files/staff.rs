//! The list of staff: who they are, what they may do where, and something to sign in with for
//! those who have nothing yet. No password ever stands in a file.

use std::collections::{HashMap, HashSet};

use domain::id::PersonId;
use domain::import::Kind;
use domain::member::Grant;

use super::register::Given;
use super::report::{Account, Outcome};
use super::tree::OFFICES;
use super::{At, Import, rows};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::import::{Reading, Row, Rows, StaffRow};
use crate::{password, store};

/// What somebody could sign in with, by number, until it is known whether they need it.
pub(super) type Credentials = HashMap<String, Credential>;

/// A password, its hash, and the secret of the second factor.
pub(super) struct Credential {
    password: String,
    hash: String,
    totp_secret: String,
    /// In place of what they had.
    renewed: bool,
}

fn staff_rows(rows: &Rows) -> Option<&Vec<Row<StaffRow>>> {
    match rows {
        Rows::Staff(rows) => Some(rows),
        _ => None,
    }
}

/// Credentials for everybody of the files who has none, or is to have new ones. Hashing is slow on
/// purpose: all at once, before the transaction.
pub(super) async fn credentials(ctx: &Ctx, files: &[Reading], renew: &[String]) -> Result<Credentials> {
    let mut phones: HashSet<&str> =
        rows(files, Kind::Staff, staff_rows).into_iter().map(|(_, row)| row.phone.as_str()).collect();
    if phones.is_empty() {
        return Ok(Credentials::new());
    }
    let mut tx = ctx.db.read().await?;
    let known: HashSet<String> = store::staff::numbers(&mut tx).await?.into_iter().collect();
    drop(tx);
    phones.retain(|phone| !known.contains(*phone) || renew.iter().any(|it| it == phone));
    let known = &known;
    let made = phones.into_iter().map(|phone| async move {
        let password = password::generated(ctx);
        let hash = password::hash(ctx, &password).await?;
        let (totp_secret, renewed) = (password::totp_secret(ctx), known.contains(phone));
        Ok::<_, Error>((phone.to_owned(), Credential { password, hash, totp_secret, renewed }))
    });
    Ok(futures::future::try_join_all(made).await?.into_iter().collect())
}

impl<'a> Import<'a> {
    pub(super) async fn staff(&mut self, files: &'a [Reading], mut credentials: Credentials) -> Result<()> {
        let rows = rows(files, Kind::Staff, staff_rows);
        for (done, (at, row)) in rows.iter().enumerate() {
            self.tell(Kind::Staff, done, rows.len());
            let outcome = self.member_of_staff(*at, row, &mut credentials).await?;
            self.done(*at, outcome);
        }
        self.tell(Kind::Staff, rows.len(), rows.len());
        self.report.new_accounts = self.report.accounts.len();
        Ok(())
    }

    async fn member_of_staff(
        &mut self,
        at: At<'a>,
        row: &'a StaffRow,
        credentials: &mut Credentials,
    ) -> Result<Option<Outcome>> {
        let office = match self.tree.meant(OFFICES, &row.area) {
            Ok(office) => self.tree.node(office).clone(),
            Err(problem) => {
                self.wrong(at, "area", problem, &row.area);
                return Ok(None);
            }
        };
        let given = Given { name: &row.name, phone: Some(&row.phone), gender: None, birth: None, home: None };
        let Some((id, person)) = self.enrol(at, given).await? else { return Ok(None) };
        let granted = self.first_grant(at, id, Grant { role: row.role, area: office.id }).await?;
        let held = (row.role.word().to_owned(), office.name);
        if granted.is_some() {
            if let Some(account) = self.report.accounts.iter_mut().find(|it| it.phone == row.phone) {
                account.roles.push(held);
            } else if let Some(it) = credentials.remove(&row.phone)
                && self.give(id, &it).await?
            {
                self.report.accounts.push(Account {
                    phone: row.phone.clone(),
                    name: row.name.clone(),
                    roles: vec![held],
                    password: it.password,
                    totp_secret: it.totp_secret,
                });
            }
        }
        Ok(Some(if granted == Some(true) { Outcome::New } else { person.min(Outcome::Changed) }))
    }

    /// Whether they have these credentials now. With new ones, whoever is signed in with the old is
    /// signed out: a lost phone may be in other hands.
    async fn give(&mut self, id: PersonId, it: &Credential) -> Result<bool> {
        let tx = &mut self.tx;
        if !it.renewed {
            return Ok(store::staff::issue(tx, id, &it.hash, &it.totp_secret, self.now).await?);
        }
        store::staff::set(tx, id, &it.hash, &it.totp_secret, self.now).await?;
        store::sessions::end_all(tx, id, self.now).await?;
        Ok(true)
    }
}
