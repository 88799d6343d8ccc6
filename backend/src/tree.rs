//! The tree of areas in memory. It only grows: nodes are added and named anew by an import, and
//! nothing moves that has a place. So whoever decides by it errs at most by what was imported in the
//! last seconds, and a node that it does not know makes it be read again.

use std::collections::HashMap;
use std::sync::Arc;

use domain::area::Level;
use domain::id::AreaId;
use domain::view::AreaName;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::store;
use crate::store::areas::Area;

/// The tree, as it was read a moment ago.
#[derive(Debug, Default)]
pub struct Tree {
    areas: HashMap<AreaId, Area>,
    /// By level and code, ended ones left out.
    standing: Vec<AreaId>,
}

/// The tree. It knows `area`, if there is such an area at all.
///
/// # Errors
/// When the database fails.
pub async fn with(ctx: &Ctx, tx: &mut Tx, area: AreaId) -> Result<Arc<Tree>> {
    match ctx.tree.recent(ctx.now()) {
        Some(tree) if tree.areas.contains_key(&area) => Ok(tree),
        _ => read(ctx, tx).await,
    }
}

/// The tree.
///
/// # Errors
/// When the database fails.
pub async fn tree(ctx: &Ctx, tx: &mut Tx) -> Result<Arc<Tree>> {
    match ctx.tree.recent(ctx.now()) {
        Some(tree) if !tree.areas.is_empty() => Ok(tree),
        _ => read(ctx, tx).await,
    }
}

async fn read(ctx: &Ctx, tx: &mut Tx) -> Result<Arc<Tree>> {
    let areas = store::areas::register(tx).await?;
    Ok(ctx.tree.hold(ctx.now(), Tree::new(areas)))
}

impl Tree {
    /// `areas` come by code.
    fn new(areas: Vec<Area>) -> Self {
        let standing = areas.iter().filter(|it| it.valid_to.is_none()).map(|it| it.id).collect();
        Self { areas: areas.into_iter().map(|it| (it.id, it)).collect(), standing }
    }

    fn path(&self, id: AreaId) -> impl Iterator<Item = &Area> {
        // never longer than the tree is, even if somebody made a ring by hand
        let above = |it: &&Area| self.areas.get(&it.parent_id?);
        std::iter::successors(self.areas.get(&id), above).take(self.areas.len())
    }

    /// Every area of which this is a part, itself first.
    pub fn ancestors(&self, id: AreaId) -> Vec<AreaId> {
        self.path(id).map(|it| it.id).collect()
    }

    /// The area of `level` at or above this one.
    #[must_use]
    pub fn ancestor(&self, id: AreaId, level: Level) -> Option<AreaId> {
        self.path(id).find(|it| it.level == level).map(|it| it.id)
    }

    /// Whether `id` is `ancestor` or lies below it.
    #[must_use]
    pub fn contains(&self, ancestor: AreaId, id: AreaId) -> bool {
        self.path(id).any(|it| it.id == ancestor)
    }

    /// Its name, with estate and community.
    #[must_use]
    pub fn name(&self, id: AreaId) -> Option<AreaName> {
        let area = self.areas.get(&id)?;
        let name_of = |level| self.path(id).skip(1).find(|it| it.level == level).map(|it| it.name.clone());
        Some(AreaName {
            id,
            name: area.name.clone(),
            estate: name_of(Level::Estate),
            community: name_of(Level::Community),
        })
    }

    /// Where the desk in charge of an area is rung up: its own number, or that of the next above.
    #[must_use]
    pub fn phone(&self, id: AreaId) -> Option<String> {
        self.path(id).find_map(|it| it.phone.clone())
    }

    /// Which level an area is of.
    #[must_use]
    pub fn level(&self, id: AreaId) -> Option<Level> {
        self.areas.get(&id).map(|it| it.level)
    }

    /// The parts of an area that have not ended, by code.
    pub fn children(&self, id: AreaId) -> impl Iterator<Item = AreaId> {
        self.standing.iter().copied().filter(move |it| self.areas[it].parent_id == Some(id))
    }

    /// The areas of one level that have not ended, by code.
    pub fn of_level(&self, level: Level) -> impl Iterator<Item = AreaId> {
        self.standing.iter().copied().filter(move |id| self.areas[id].level == level)
    }

    /// The last three digits of a community's code, for order numbers.
    #[must_use]
    pub fn short_code(&self, id: AreaId) -> Option<String> {
        let digits: Vec<char> = self.areas.get(&id)?.code.chars().filter(char::is_ascii_digit).collect();
        let last: String = digits.iter().rev().take(3).rev().collect();
        Some(format!("{last:0>3}"))
    }
}
