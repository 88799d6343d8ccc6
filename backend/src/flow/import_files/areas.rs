//! The list of buildings, with everything above them.

use std::collections::{HashMap, HashSet};

use domain::area::Level;
use domain::id::AreaId;
use domain::import::{Kind, Notice, Problem};

use super::report::Outcome;
use super::tree::NodeIx;
use super::{At, Import, rows};
use crate::error::{Error, Result};
use crate::import::{AreaRow, Reading, Rows};
use crate::store;
use crate::store::areas::{Area, NewArea};

/// What the rows have said of a community or building so far.
type Said<'a> = HashMap<NodeIx, (&'a AreaRow, At<'a>)>;

impl<'a> Import<'a> {
    /// Districts, then streets, then the rest: a row that names no street means the only one,
    /// wherever in the files that one is named.
    pub(super) async fn areas(&mut self, files: &'a [Reading]) -> Result<()> {
        let rows = rows(files, Kind::Areas, |rows| match rows {
            Rows::Areas(rows) => Some(rows),
            _ => None,
        });
        for (_, row) in &rows {
            if let Some(name) = &row.district {
                self.district(name, row.code.as_deref()).await?;
            }
        }
        let mut homeless = HashSet::new();
        for (ix, (at, row)) in rows.iter().enumerate() {
            if let Some(name) = &row.street
                && let Err((key, problem)) = self.street(row, name).await?
            {
                self.wrong(*at, key, problem, name);
                homeless.insert(ix);
            }
        }
        let (mut communities, mut buildings) = (Said::new(), Said::new());
        for (done, (at, row)) in rows.iter().enumerate() {
            self.tell(Kind::Areas, done, rows.len());
            if homeless.contains(&done) {
                continue;
            }
            let outcome = self.area(*at, row, &mut communities, &mut buildings).await?;
            self.done(*at, outcome);
        }
        self.tell(Kind::Areas, rows.len(), rows.len());
        Ok(())
    }

    async fn district(&mut self, name: &str, code: Option<&str>) -> Result<NodeIx> {
        if let Some(known) = self.tree.child(None, Level::District, name) {
            return Ok(known);
        }
        self.make(None, Level::District, name, code.map(|code| format!("{}000000", &code[..6])), None).await
    }

    /// The street of a row, made when it is not there; else the column that is to blame.
    async fn street(
        &mut self,
        row: &AreaRow,
        name: &str,
    ) -> Result<std::result::Result<NodeIx, (&'static str, Problem)>> {
        let district = match &row.district {
            Some(district) => self.tree.child(None, Level::District, district),
            // of that name wherever it is, else in the only district
            None => match self.tree.named(Level::Street, name) {
                Ok(known) => return Ok(Ok(known)),
                Err(Problem::Ambiguous) => return Ok(Err(("street", Problem::Ambiguous))),
                Err(_) => match self.tree.only(Level::District) {
                    Ok(district) => district,
                    Err(problem) => return Ok(Err(("district", problem))),
                },
            },
        };
        if let Some(known) = self.tree.child(district, Level::Street, name) {
            return Ok(Ok(known));
        }
        if let (Some(district), Some(known)) = (district, self.tree.child(None, Level::Street, name)) {
            self.adopt(known, district).await?;
            return Ok(Ok(known));
        }
        let code = row.code.as_deref().map(|code| format!("{}000", &code[..9]));
        Ok(Ok(self.make(district, Level::Street, name, code, None).await?))
    }

    async fn area(
        &mut self,
        at: At<'a>,
        row: &'a AreaRow,
        communities: &mut Said<'a>,
        buildings: &mut Said<'a>,
    ) -> Result<Option<Outcome>> {
        let Some((community, above)) = self.community(at, row, communities).await? else { return Ok(None) };
        let Some(said) = self.desk_phone(at, row, community).await? else { return Ok(None) };
        let above = above.max(said);
        let estate = match self.tree.child(Some(community), Level::Estate, &row.estate) {
            Some(known) => known,
            None => {
                if self.tree.named(Level::Estate, &row.estate) != Err(Problem::UnknownArea) {
                    self.notice(at, "estate", Notice::SameNameElsewhere, &row.estate);
                }
                self.make(Some(community), Level::Estate, &row.estate, None, None).await?
            }
        };
        let grid = row.grid.as_deref();
        let Some(building) = self.tree.child(Some(estate), Level::Courtyard, &row.building) else {
            let made = self.make(Some(estate), Level::Courtyard, &row.building, None, grid).await?;
            buildings.insert(made, (row, at));
            self.says_in_charge(at, row, made);
            self.moved.push(self.tree.id(made));
            return Ok(Some(Outcome::New));
        };
        if let Some((said, there)) = buildings.insert(building, (row, at))
            && let (Some(grid), Some(other)) = (grid, said.grid.as_deref())
            && grid != other
        {
            self.wrong_beside(at, "grid", Problem::Contradicts, grid, there);
            return Ok(None);
        }
        let vacant = self.says_in_charge(at, row, building) && self.is_vacant(row, building).await?;
        let differs = grid.is_some() && grid != self.tree.node(building).grid.as_deref();
        if differs {
            self.rewrite(building, |it| it.grid = grid.map(ToOwned::to_owned)).await?;
            self.moved.push(self.tree.id(building));
        }
        Ok(Some(above.max(Outcome::changed_if(differs || vacant))))
    }

    /// The community of a row, and what became of it; none when something is wrong with it.
    async fn community(
        &mut self,
        at: At<'a>,
        row: &'a AreaRow,
        said: &mut Said<'a>,
    ) -> Result<Option<(NodeIx, Outcome)>> {
        let street = match self.street_of(row) {
            Ok(street) => street,
            Err(problem) => {
                self.wrong(at, "street", problem, row.street.as_deref().unwrap_or_default());
                return Ok(None);
            }
        };
        let name = row.community.as_str();
        let known = match row.code.as_deref().and_then(|code| self.tree.coded(code)) {
            Some((ix, true)) if self.tree.node(ix).level == Level::Community => Some(ix),
            Some(_) => {
                self.wrong(at, "code", Problem::CodeTaken, row.code.as_deref().unwrap_or_default());
                return Ok(None);
            }
            None => self.named_community(row, street),
        };
        let Some(known) = known else {
            let made = self.make(street, Level::Community, name, row.code.clone(), None).await?;
            said.insert(made, (row, at));
            return Ok(Some((made, Outcome::New)));
        };
        if let Some((other, there)) = said.get(&known).copied() {
            if other.community != *name {
                self.wrong_beside(at, "community", Problem::Contradicts, name, there);
                return Ok(None);
            }
            if let (Some(code), Some(other)) = (&row.code, &other.code)
                && code != other
            {
                self.wrong_beside(at, "code", Problem::Contradicts, code, there);
                return Ok(None);
            }
        }
        if said.get(&known).is_none_or(|(other, _)| other.code.is_none()) {
            said.insert(known, (row, at));
        }
        let mut outcome = Outcome::Unchanged;
        match (self.tree.parent(known), street) {
            (None, Some(street)) => {
                self.adopt(known, street).await?;
                outcome = Outcome::Changed;
            }
            (Some(there), Some(street)) if there != street && row.street.is_some() => {
                let there = self.tree.node(there).name.clone();
                self.wrong(at, "street", Problem::Contradicts, &there);
                return Ok(None);
            }
            _ => {}
        }
        let (before, code) = (self.tree.node(known).clone(), row.code.clone());
        let code = code.unwrap_or_else(|| before.code.clone());
        if before.name != name || before.code != code {
            if before.name != name {
                self.notice(at, "community", Notice::Renamed, &before.name);
            }
            self.rewrite(known, |it| (it.name, it.code) = (name.to_owned(), code)).await?;
            outcome = Outcome::Changed;
        }
        Ok(Some((known, outcome)))
    }

    /// What becomes of the number of a community's desk; none when another row names another one.
    async fn desk_phone(
        &mut self,
        at: At<'a>,
        row: &'a AreaRow,
        community: NodeIx,
    ) -> Result<Option<Outcome>> {
        let Some(phone) = row.phone.as_deref() else { return Ok(Some(Outcome::Unchanged)) };
        if let Some((other, there)) = self.desk_phones.insert(community, (phone, at))
            && other != phone
        {
            self.wrong_beside(at, "phone", Problem::Contradicts, phone, there);
            return Ok(None);
        }
        let differs = self.tree.node(community).phone.as_deref() != Some(phone);
        if differs {
            store::areas::set_phone(&mut self.tx, self.tree.id(community), phone).await?;
            self.tree.change(community, |it| it.phone = Some(phone.to_owned()));
        }
        Ok(Some(Outcome::changed_if(differs)))
    }

    /// The street of a row, all of which are there by now.
    fn street_of(&self, row: &AreaRow) -> std::result::Result<Option<NodeIx>, Problem> {
        let Some(name) = &row.street else {
            return match self.tree.named(Level::Community, &row.community) {
                Ok(known) => Ok(self.tree.parent(known)),
                Err(_) => self.tree.only(Level::Street),
            };
        };
        let district = row.district.as_deref().and_then(|it| self.tree.child(None, Level::District, it));
        match district {
            Some(district) => Ok(self.tree.child(Some(district), Level::Street, name)),
            None => self.tree.named(Level::Street, name).map(Some),
        }
    }

    /// A community that is known by its name: in the street, or not in any yet.
    fn named_community(&self, row: &AreaRow, street: Option<NodeIx>) -> Option<NodeIx> {
        let name = row.community.as_str();
        self.tree
            .child(street, Level::Community, name)
            .or_else(|| self.tree.child(None, Level::Community, name))
    }

    /// Makes a node, with a code of the operator's own when none is given or it is taken.
    async fn make(
        &mut self,
        parent: Option<NodeIx>,
        level: Level,
        name: &str,
        code: Option<String>,
        grid: Option<&str>,
    ) -> Result<NodeIx> {
        let code = code.filter(|code| self.tree.coded(code).is_none());
        let area = NewArea {
            id: AreaId(self.ctx.id()),
            parent_id: parent.map(|ix| self.tree.id(ix)),
            level,
            code: code.unwrap_or_else(|| self.tree.free_code(parent)),
            name: name.to_owned(),
            grid: grid.map(ToOwned::to_owned),
        };
        if !store::areas::insert(&mut self.tx, &area, self.now).await? {
            return Err(Error::internal("importing areas", "a code that was free is taken"));
        }
        let NewArea { id, parent_id, level, code, name, grid } = area;
        Ok(self.tree.add(Area { id, parent_id, level, code, name, grid, phone: None, valid_to: None }))
    }

    async fn rewrite(&mut self, ix: NodeIx, change: impl FnOnce(&mut Area)) -> Result<()> {
        self.tree.change(ix, change);
        let it = self.tree.node(ix);
        store::areas::rewrite(&mut self.tx, it.id, &it.code, &it.name, it.grid.as_deref()).await?;
        Ok(())
    }

    /// Puts a node that stood at the top below another.
    async fn adopt(&mut self, ix: NodeIx, parent: NodeIx) -> Result<()> {
        let above = self.tree.id(parent);
        store::areas::adopt(&mut self.tx, self.tree.id(ix), above).await?;
        self.tree.change(ix, |it| it.parent_id = Some(above));
        Ok(())
    }
}
