//! The area tree: 大安区 → 龙井街道 → 4 communities → 25 estates → buildings, and the 17 resident
//! groups. Nothing here is drawn by lot; only the number of buildings follows the number of
//! residents.

use std::collections::BTreeMap;

use domain::area::Level;

use super::people::{Person, PersonIx};

/// Index into [`super::Community::areas`].
pub type AreaIx = usize;

/// 大安区.
pub(super) const DISTRICT: AreaIx = 0;
/// 龙井街道.
pub(super) const STREET: AreaIx = 1;
/// The four communities stand right behind the street.
pub(super) const COMMUNITIES: std::ops::Range<AreaIx> = 2..6;
/// 红苕地社区, where the cast lives.
pub(super) const HONGSHAODI: AreaIx = 2;

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The node above; none for the district.
    pub parent: Option<AreaIx>,
    /// Which level.
    pub level: Level,
    /// A 12-digit division code down to the community (prefix 510304 is 大安区, the rest is not
    /// in the register), and behind a dash the operator's own numbers of estate and building.
    pub code: String,
    /// Its name: 龙井街道, 盐都新村, 3栋.
    pub name: String,
    /// Where its desk is rung up, on communities and the street. No subscriber's number begins with 999.
    pub phone: Option<String>,
    /// Index into [`super::Community::grids`], on estates and buildings.
    pub grid: Option<usize>,
    /// Units and doors, on buildings.
    pub spot: Option<Spot>,
}

/// What a building is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Staircases 单元.
    pub units: u32,
    /// Floors.
    pub floors: u32,
    /// Doors on each floor of a unit.
    pub doors: u32,
}

impl Spot {
    /// How many doors there are in all.
    #[must_use]
    pub const fn capacity(&self) -> u32 {
        self.units * self.floors * self.doors
    }

    /// The door with this number, floor by floor through all units, e.g. 2单元502.
    #[must_use]
    pub fn door(&self, number: u32) -> String {
        let unit = number % self.units + 1;
        let rest = number / self.units;
        let (floor, door) = (rest / self.doors + 1, rest % self.doors + 1);
        format!("{unit}单元{floor}{door:02}")
    }
}

/// A resident group 居民小组: the grid cell of an old quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Its community.
    pub community: AreaIx,
    /// 第3居民小组.
    pub name: String,
    /// The 居民小组长 to whom every address of the group resolves.
    pub head: Option<PersonIx>,
}

/// Old walk-ups: four staircases, seven floors, two doors on each.
const WALK_UP: Spot = Spot { units: 4, floors: 7, doors: 2 };
/// Shorter rows of the salt works.
const ROW: Spot = Spot { units: 3, floors: 6, doors: 2 };
/// The few with a lift.
const TOWER: Spot = Spot { units: 2, floors: 18, doors: 4 };

/// How many residents the buildings below hold with some doors left empty.
const BUILT_FOR: u32 = 40_000;

/// A name of the plan, its number of groups, and its estates with buildings and group.
type Quarter = (&'static str, &'static [(&'static str, u32, Spot, usize)], usize);

/// 红苕地 and 广华 stand in seed 003 (with 杨家冲 as a part of 广华); the other two communities
/// and all other estates are invented after salt, dragon and lantern.
const QUARTERS: [Quarter; 4] = [
    (
        "红苕地社区",
        &[
            ("盐都新村", 15, WALK_UP, 1),
            ("盐卤苑", 13, WALK_UP, 1),
            ("天车花园", 5, TOWER, 2),
            ("釜溪苑", 14, WALK_UP, 3),
            ("红苕地老院子", 16, ROW, 4),
            ("晒盐坝小区", 15, WALK_UP, 4),
            ("白泉里", 14, WALK_UP, 5),
        ],
        5,
    ),
    (
        "广华社区",
        &[
            ("杨家冲小区", 16, WALK_UP, 1),
            ("广华苑", 14, WALK_UP, 2),
            ("龙脊花园", 6, TOWER, 2),
            ("化龙新居", 15, WALK_UP, 3),
            ("龙门里", 16, ROW, 4),
            ("卧龙苑", 13, WALK_UP, 4),
        ],
        4,
    ),
    (
        "盐井坝社区",
        &[
            ("盐井坝小区", 15, WALK_UP, 1),
            ("燊海苑", 5, TOWER, 2),
            ("汲卤巷", 18, ROW, 2),
            ("楠竹苑", 14, WALK_UP, 3),
            ("火井新村", 14, WALK_UP, 3),
            ("盐工新村", 16, WALK_UP, 4),
        ],
        4,
    ),
    (
        "灯杆坝社区",
        &[
            ("灯杆坝小区", 15, WALK_UP, 1),
            ("彩灯苑", 14, WALK_UP, 1),
            ("灯会里", 18, ROW, 2),
            ("宫灯花园", 6, TOWER, 3),
            ("鱼灯巷小区", 14, WALK_UP, 3),
            ("走马灯苑", 13, WALK_UP, 4),
        ],
        4,
    ),
];

/// The tree, parents first, and its groups.
pub(super) fn tree(residents: u32) -> (Vec<Area>, Vec<Grid>) {
    let more = residents.div_ceil(BUILT_FOR);
    let street = node(Some(DISTRICT), Level::Street, "510304090000".to_owned(), "龙井街道");
    let mut areas = vec![
        node(None, Level::District, "510304000000".to_owned(), "大安区"),
        Area { phone: Some("0813-9990100".to_owned()), ..street },
    ];
    let mut grids = Vec::new();
    for (number, (name, ..)) in QUARTERS.iter().enumerate() {
        let code = format!("51030409009{}", number + 1);
        let phone = Some(format!("0813-999010{}", number + 1));
        areas.push(Area { phone, ..node(Some(STREET), Level::Community, code, name) });
    }
    for (community, (_, estates, groups)) in COMMUNITIES.zip(&QUARTERS) {
        let first = grids.len();
        for group in 1..=*groups {
            grids.push(Grid { community, name: format!("第{group}居民小组"), head: None });
        }
        for (number, (name, buildings, spot, group)) in estates.iter().enumerate() {
            let grid = Some(first + group - 1);
            let code = format!("{}-{:02}", areas[community].code, number + 1);
            let estate = areas.len();
            areas.push(Area { grid, ..node(Some(community), Level::Estate, code.clone(), name) });
            for building in 1..=buildings * more {
                let node = node(
                    Some(estate),
                    Level::Courtyard,
                    format!("{code}-{building:02}"),
                    &format!("{building}栋"),
                );
                areas.push(Area { grid, spot: Some(*spot), ..node });
            }
        }
    }
    (areas, grids)
}

fn node(parent: Option<AreaIx>, level: Level, code: String, name: &str) -> Area {
    Area { parent, level, code, name: name.to_owned(), phone: None, grid: None, spot: None }
}

/// The community a building or estate lies in.
pub(super) fn community_of(areas: &[Area], mut at: AreaIx) -> AreaIx {
    while areas[at].level != Level::Community {
        at = areas[at].parent.expect("everything below a community has a parent");
    }
    at
}

/// Gives every group its head: a volunteer of a good age who lives in it, or anybody of that age.
pub(super) fn name_heads(areas: &[Area], grids: &mut [Grid], people: &[Person], year: i32) {
    for only_volunteers in [true, false] {
        for (who, person) in people.iter().enumerate() {
            let of_age = (48..=74).contains(&(year - person.birth_year)) && person.phone.is_some();
            let grid = person.home.as_ref().and_then(|home| areas[home.building].grid);
            let Some(grid) = grid.filter(|_| of_age) else { continue };
            if person.volunteer.is_some() || !only_volunteers {
                grids[grid].head.get_or_insert(who);
            }
        }
    }
}

/// Gives every building a steward: the first of a good age with a telephone who lives in it.
pub(super) fn name_stewards(areas: &[Area], people: &[Person], year: i32) -> Vec<(AreaIx, PersonIx)> {
    let mut found: BTreeMap<AreaIx, PersonIx> = BTreeMap::new();
    for (who, person) in people.iter().enumerate() {
        let of_age = (50..=72).contains(&(year - person.birth_year)) && person.phone.is_some();
        if let Some(home) = person.home.as_ref().filter(|home| of_age && areas[home.building].spot.is_some())
        {
            found.entry(home.building).or_insert(who);
        }
    }
    found.into_iter().collect()
}
