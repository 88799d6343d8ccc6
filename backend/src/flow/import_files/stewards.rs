//! Who answers for grids and buildings, by the numbers in the list of areas. Last of all that is
//! about people: it may be somebody of the other lists.

use std::collections::HashMap;

use domain::id::{AreaId, PersonId};
use domain::import::{Notice, Problem};
use domain::member::{Grant, Role};

use super::tree::NodeIx;
use super::{At, Import};
use crate::error::Result;
use crate::flow::stewards::give;
use crate::import::AreaRow;
use crate::store;

/// What a row says of a building.
pub(super) struct InCharge<'a> {
    at: At<'a>,
    role: Role,
    key: &'static str,
    building: AreaId,
    phone: &'a str,
}

/// The roles that a row names, with their columns and numbers.
fn named(row: &AreaRow) -> impl Iterator<Item = (Role, &'static str, &str)> {
    [(Role::GridWorker, "grid_worker", &row.grid_worker), (Role::Steward, "steward", &row.steward)]
        .into_iter()
        .filter_map(|(role, key, phone)| Some((role, key, phone.as_deref()?)))
}

impl<'a> Import<'a> {
    /// Keeps for later what a row says of a building; whether it says anything.
    pub(super) fn says_in_charge(&mut self, at: At<'a>, row: &'a AreaRow, building: NodeIx) -> bool {
        let building = self.tree.id(building);
        let before = self.in_charge.len();
        self.in_charge.extend(named(row).map(|(role, key, phone)| InCharge {
            at,
            role,
            key,
            building,
            phone,
        }));
        self.in_charge.len() > before
    }

    /// Whether a row names somebody for a place that nobody has.
    pub(super) async fn is_vacant(&mut self, row: &AreaRow, building: NodeIx) -> Result<bool> {
        let building = self.tree.id(building);
        for (role, ..) in named(row) {
            if store::stewards::holder(&mut self.tx, building, role).await?.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) async fn in_charge(&mut self) -> Result<()> {
        if self.in_charge.is_empty() && self.moved.is_empty() {
            return Ok(());
        }
        self.lock_offices().await?;
        for building in std::mem::take(&mut self.moved) {
            self.follow_the_grid(building).await?;
        }
        let mut said: HashMap<(AreaId, Role), (&str, At<'a>)> = HashMap::new();
        for it in std::mem::take(&mut self.in_charge) {
            let Some(person) = self.register.by_phone(it.phone) else {
                self.wrong(it.at, it.key, Problem::UnknownPerson, it.phone);
                continue;
            };
            if let Some((phone, there)) = said.get(&(it.building, it.role)) {
                if *phone != it.phone {
                    self.wrong_beside(it.at, it.key, Problem::Contradicts, it.phone, *there);
                }
                continue;
            }
            for building in self.meant(&it).await? {
                said.insert((building, it.role), (it.phone, it.at));
                match store::stewards::holder(&mut self.tx, building, it.role).await? {
                    None => self.fill(&it, building, person).await?,
                    Some(holder) if holder == person => {}
                    Some(_) => self.notice(it.at, it.key, Notice::AnotherInCharge, it.phone),
                }
            }
        }
        Ok(())
    }

    /// A building is in the hands of whoever has the rest of its grid.
    async fn follow_the_grid(&mut self, building: AreaId) -> Result<()> {
        let worker = store::stewards::worker_beside(&mut self.tx, building).await?;
        give(self.ctx, &mut self.tx, building, Role::GridWorker, worker, None).await
    }

    async fn meant(&mut self, it: &InCharge<'a>) -> Result<Vec<AreaId>> {
        Ok(match it.role {
            Role::GridWorker => store::stewards::of_one_grid(&mut self.tx, it.building).await?,
            _ => vec![it.building],
        })
    }

    /// Puts somebody in a place that nobody has, unless they had it and it was taken from them.
    async fn fill(&mut self, it: &InCharge<'a>, area: AreaId, person: PersonId) -> Result<()> {
        store::stewards::dismiss(&mut self.tx, area, it.role, Some(person), self.now).await?;
        self.first_grant(it.at, person, Grant { role: it.role, area }).await?;
        Ok(())
    }
}
