//! The area tree in memory, with the ways in which lists name its nodes.

use std::collections::HashMap;

use domain::area::Level;
use domain::id::AreaId;
use domain::import::Problem;

use crate::import::Place;
use crate::store::areas::Area;

/// Where staff can have a desk, and something can be offered.
pub(super) const OFFICES: &[Level] = &[Level::Community, Level::Street, Level::District];

/// Index of a node.
pub(super) type NodeIx = usize;

/// All nodes, ended ones as well: their codes stay taken, but nobody means them.
pub(super) struct Tree {
    nodes: Vec<Area>,
    by_id: HashMap<AreaId, NodeIx>,
    by_code: HashMap<String, NodeIx>,
    children: HashMap<Option<AreaId>, HashMap<String, NodeIx>>,
    by_name: HashMap<(Level, String), Vec<NodeIx>>,
}

impl Tree {
    pub(super) fn new(areas: Vec<Area>) -> Self {
        let mut tree = Self {
            nodes: Vec::with_capacity(areas.len()),
            by_id: HashMap::new(),
            by_code: HashMap::new(),
            children: HashMap::new(),
            by_name: HashMap::new(),
        };
        for area in areas {
            tree.add(area);
        }
        tree
    }

    pub(super) fn add(&mut self, area: Area) -> NodeIx {
        let ix = self.nodes.len();
        self.by_id.insert(area.id, ix);
        self.by_code.insert(area.code.clone(), ix);
        self.nodes.push(area);
        if self.nodes[ix].valid_to.is_none() {
            self.name(ix);
        }
        ix
    }

    fn name(&mut self, ix: NodeIx) {
        let Area { parent_id, name, level, .. } = &self.nodes[ix];
        self.children.entry(*parent_id).or_default().entry(name.clone()).or_insert(ix);
        self.by_name.entry((*level, name.clone())).or_default().push(ix);
    }

    fn forget_name(&mut self, ix: NodeIx) {
        let Area { parent_id, name, level, .. } = &self.nodes[ix];
        if let Some(children) = self.children.get_mut(parent_id)
            && children.get(name) == Some(&ix)
        {
            children.remove(name);
        }
        if let Some(named) = self.by_name.get_mut(&(*level, name.clone())) {
            named.retain(|it| *it != ix);
        }
    }

    pub(super) fn node(&self, ix: NodeIx) -> &Area {
        &self.nodes[ix]
    }

    pub(super) fn id(&self, ix: NodeIx) -> AreaId {
        self.nodes[ix].id
    }

    pub(super) fn parent(&self, ix: NodeIx) -> Option<NodeIx> {
        self.nodes[ix].parent_id.and_then(|id| self.by_id.get(&id).copied())
    }

    /// The node with this code, and whether it still is.
    pub(super) fn coded(&self, code: &str) -> Option<(NodeIx, bool)> {
        self.by_code.get(code).map(|ix| (*ix, self.nodes[*ix].valid_to.is_none()))
    }

    /// The node of this name right below another, or at the top.
    pub(super) fn child(&self, parent: Option<NodeIx>, level: Level, name: &str) -> Option<NodeIx> {
        let parent = parent.map(|ix| self.nodes[ix].id);
        let ix = *self.children.get(&parent)?.get(name)?;
        (self.nodes[ix].level == level).then_some(ix)
    }

    /// Changes a node, as the database was changed.
    pub(super) fn change(&mut self, ix: NodeIx, change: impl FnOnce(&mut Area)) {
        self.forget_name(ix);
        self.by_code.remove(&self.nodes[ix].code);
        change(&mut self.nodes[ix]);
        self.by_code.insert(self.nodes[ix].code.clone(), ix);
        self.name(ix);
    }

    /// Every node of a level.
    fn of_level(&self, level: Level) -> impl Iterator<Item = NodeIx> {
        self.nodes
            .iter()
            .enumerate()
            .filter(move |(_, it)| it.level == level && it.valid_to.is_none())
            .map(|(ix, _)| ix)
    }

    /// Every area with a menu and a desk of its own, in the order of their ids.
    pub(super) fn offices(&self) -> Vec<AreaId> {
        let mut ids: Vec<_> =
            OFFICES.iter().flat_map(|level| self.of_level(*level)).map(|ix| self.id(ix)).collect();
        ids.sort_unstable();
        ids
    }

    /// The only node of a level, if there is any; several are a problem.
    pub(super) fn only(&self, level: Level) -> Result<Option<NodeIx>, Problem> {
        let mut nodes = self.of_level(level);
        match (nodes.next(), nodes.next()) {
            (first, None) => Ok(first),
            _ => Err(Problem::Ambiguous),
        }
    }

    /// The only node of a level with this name.
    pub(super) fn named(&self, level: Level, name: &str) -> Result<NodeIx, Problem> {
        match self.by_name.get(&(level, name.to_owned())).map_or(&[][..], Vec::as_slice) {
            [] => Err(Problem::UnknownArea),
            [one] => Ok(*one),
            _ => Err(Problem::Ambiguous),
        }
    }

    /// The node of `level` above or at this one.
    pub(super) fn up(&self, ix: NodeIx, level: Level) -> Option<NodeIx> {
        let mut at = Some(ix);
        while let Some(ix) = at
            && self.nodes[ix].level != level
        {
            at = self.parent(ix);
        }
        at
    }

    /// Which of these levels somebody means by a name or a code.
    pub(super) fn meant(&self, levels: &[Level], text: &str) -> Result<NodeIx, Problem> {
        if let Some((ix, true)) = self.coded(text)
            && levels.contains(&self.nodes[ix].level)
        {
            return Ok(ix);
        }
        let mut found = Err(Problem::UnknownArea);
        for level in levels {
            match (self.named(*level, text), found) {
                (Err(Problem::UnknownArea), _) => {}
                (named, Err(Problem::UnknownArea)) => found = named,
                _ => return Err(Problem::Ambiguous),
            }
        }
        found
    }

    /// The building of an address; else the column that is to blame.
    pub(super) fn building(&self, place: &Place) -> Result<NodeIx, (&'static str, Problem)> {
        let estate = match &place.community {
            None => self.named(Level::Estate, &place.estate).map_err(|it| ("estate", it))?,
            Some(community) => {
                let community = self.meant(&[Level::Community], community).map_err(|it| ("community", it))?;
                self.child(Some(community), Level::Estate, &place.estate)
                    .ok_or(("estate", Problem::UnknownArea))?
            }
        };
        self.child(Some(estate), Level::Courtyard, &place.building).ok_or(("building", Problem::UnknownArea))
    }

    /// The smallest area with every community in it: where the menu holds when nothing else is
    /// said.
    pub(super) fn widest(&self) -> Result<NodeIx, Problem> {
        let mut at: Option<NodeIx> = None;
        loop {
            let below = self.children.get(&at.map(|ix| self.nodes[ix].id));
            let mut wide = below
                .into_iter()
                .flat_map(|it| it.values().copied())
                .filter(|ix| OFFICES.contains(&self.nodes[*ix].level));
            match (wide.next(), wide.next(), at) {
                (Some(only), None, _) => at = Some(only),
                (_, _, Some(here)) => return Ok(here),
                (None, ..) => return Err(Problem::UnknownArea),
                (Some(_), Some(_), None) => return Err(Problem::Ambiguous),
            }
        }
    }

    /// A code for a node that the register of divisions does not number: the operator's own
    /// numbers behind a dash.
    pub(super) fn free_code(&self, parent: Option<NodeIx>) -> String {
        let above = parent.map_or("local", |ix| self.nodes[ix].code.as_str());
        let below = self.children.get(&parent.map(|ix| self.nodes[ix].id)).map_or(0, HashMap::len);
        let mut number = below + 1;
        loop {
            let code = format!("{above}-{number:02}");
            if !self.by_code.contains_key(&code) {
                return code;
            }
            number += 1;
        }
    }
}
