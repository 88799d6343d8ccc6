//! The typed rows: what the flow stores.

use domain::calendar::Day;
use domain::form::Slot;
use domain::member::{Gender, Role};
use domain::menu::{Doer, Door, Risk, Skill, Urgency};

use domain::import::Kind;

/// A sheet that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: String,
    /// Its rows. Those with a problem are left out.
    pub rows: Rows,
}

/// The rows of a sheet, by kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    /// Buildings with everything above them.
    Areas(Vec<Row<AreaRow>>),
    /// Residents.
    Residents(Vec<Row<ResidentRow>>),
    /// Volunteers.
    Volunteers(Vec<Row<VolunteerRow>>),
    /// Staff.
    Staff(Vec<Row<StaffRow>>),
    /// The menu.
    Items(Vec<Row<ItemRow>>),
}

impl Rows {
    /// No rows of a kind.
    #[must_use]
    pub const fn none(kind: Kind) -> Self {
        match kind {
            Kind::Areas => Self::Areas(Vec::new()),
            Kind::Residents => Self::Residents(Vec::new()),
            Kind::Volunteers => Self::Volunteers(Vec::new()),
            Kind::Staff => Self::Staff(Vec::new()),
            Kind::Items => Self::Items(Vec::new()),
        }
    }

    /// What they are.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Areas(_) => Kind::Areas,
            Self::Residents(_) => Kind::Residents,
            Self::Volunteers(_) => Kind::Volunteers,
            Self::Staff(_) => Kind::Staff,
            Self::Items(_) => Kind::Items,
        }
    }

    /// How many.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Areas(rows) => rows.len(),
            Self::Residents(rows) => rows.len(),
            Self::Volunteers(rows) => rows.len(),
            Self::Staff(rows) => rows.len(),
            Self::Items(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A row with its number in the file, for problems that only the database can find.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T> {
    /// As the spreadsheet numbers it, from 1.
    pub row: u32,
    /// What stands in it.
    pub it: T,
}

/// A building, with everything above it. Empty cells of the levels above are filled from the row
/// before, as merged cells leave them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaRow {
    /// 区; the operator's own when missing.
    pub district: Option<String>,
    /// 街道; the operator's own when missing.
    pub street: Option<String>,
    /// 社区.
    pub community: String,
    /// Its 12-digit division code.
    pub code: Option<String>,
    /// Where its desk is rung up: 0813-2234567.
    pub phone: Option<String>,
    /// 居民小组 or 网格.
    pub grid: Option<String>,
    /// 小区 or 院落.
    pub estate: String,
    /// 楼栋: 3栋.
    pub building: String,
    /// The number of the 网格员.
    pub grid_worker: Option<String>,
    /// The number of the 楼栋长.
    pub steward: Option<String>,
}

/// Where somebody lives, in the names of the area list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// 社区; needed only where two communities have an estate of the same name.
    pub community: Option<String>,
    /// 小区.
    pub estate: String,
    /// 楼栋: 3栋.
    pub building: String,
    /// Unit and door: 2单元502. Who shares it shares a household.
    pub door: String,
}

/// A resident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidentRow {
    /// How they are called.
    pub name: String,
    /// Eleven digits; people without a phone have none.
    pub phone: Option<String>,
    /// Man or woman, when given.
    pub gender: Option<Gender>,
    /// Year of birth, when given.
    pub birth_year: Option<i32>,
    /// Age in years, when that was given instead.
    pub age: Option<i32>,
    /// Where they live.
    pub place: Place,
}

/// A volunteer or a party member who has reported in on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolunteerRow {
    /// How they are called.
    pub name: String,
    /// Eleven digits.
    pub phone: String,
    /// Man or woman, when given.
    pub gender: Option<Gender>,
    /// Year of birth, when given.
    pub birth_year: Option<i32>,
    /// 社区 where they report in; the importer's own when missing.
    pub community: Option<String>,
    /// Where they live, when given.
    pub place: Option<Place>,
    /// What they can do.
    pub skills: Vec<Skill>,
    /// The week; empty means any time.
    pub slots: Vec<Slot>,
    /// 星期天先锋.
    pub weekend_only: bool,
    /// A claim like any other, until staff have verified it.
    pub party_member: bool,
    /// Branch or employer.
    pub branch: Option<String>,
    /// Covered by accident insurance to the end of that day.
    pub insured_until: Option<Day>,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// How they are called.
    pub name: String,
    /// Eleven digits.
    pub phone: String,
    /// A role of the staff.
    pub role: Role,
    /// Name or code of a community, street or district.
    pub area: String,
}

/// A service of the menu. What was not given has the value most services have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRow {
    /// The number on the printed menu.
    pub number: Option<i32>,
    /// The key, when given.
    pub code: Option<String>,
    /// 名称.
    pub name_zh: String,
    /// The name in English.
    pub name_en: Option<String>,
    /// Behind which door.
    pub door: Door,
    /// Name or code of the area in which it is offered; all of the operator's own when not given.
    pub area: Option<String>,
    /// One line.
    pub summary_zh: Option<String>,
    /// One line in English.
    pub summary_en: Option<String>,
    /// The private question.
    pub question_zh: Option<String>,
    /// The private question in English.
    pub question_en: Option<String>,
    /// How soon; a week when not given.
    pub urgency: Urgency,
    /// How long it takes; an hour when not given.
    pub planned_minutes: i32,
    /// Points an hour; ten when not given.
    pub points_per_hour: i32,
    /// Who may do it; any volunteer when not given.
    pub doer: Doer,
    /// What they must be able to do.
    pub skill: Option<Skill>,
    /// Danger to the helper; ordinary when not given.
    pub risk: Risk,
    /// How many people it takes; one when not given.
    pub required: i32,
    /// Whether somebody goes into a home; no when not given.
    pub home_visit: bool,
    /// Whether the desk reads it first; yes when not given.
    pub review: bool,
    /// A word of the lucide icon set.
    pub icon: Option<String>,
}
