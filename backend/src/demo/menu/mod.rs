//! The menu of the demo: 36 services behind the three doors of seed 003, in the words of the
//! five seeds. Numbers run through all doors, because a printed menu is ordered from by number
//! (请来 3 号), and the services asked for most by phone stand first.

mod appeal;
mod convenience;
mod government;

use domain::menu::{Doer, Door, Risk, Skill, Urgency};

/// Index into [`super::Community::items`].
pub type ItemIx = usize;

/// A text in both languages of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Both {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// One service on the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Its key, snake_case.
    pub code: &'static str,
    /// Its number on the printed menu, from 1.
    pub number: i32,
    /// Behind which door.
    pub door: Door,
    /// A word of the lucide icon set.
    pub icon: &'static str,
    /// What it is called.
    pub name: Both,
    /// One line, said as a neighbour would.
    pub summary: Both,
    /// Asked on the form, shown only to those who accept.
    pub question: Option<Both>,
    /// How soon.
    pub urgency: Urgency,
    /// How long it usually takes.
    pub planned_minutes: i32,
    /// Points an hour.
    pub points_per_hour: i32,
    /// Who may do it.
    pub doer: Doer,
    /// What they must be able to do.
    pub skill: Option<Skill>,
    /// Danger to the helper.
    pub risk: Risk,
    /// How many people it takes.
    pub required: i32,
    /// Whether somebody goes into a home.
    pub home_visit: bool,
    /// Whether the desk reads it before it is dispatched.
    pub review: bool,
}

/// A visit to a home by one volunteer, which most services are; the data files name only what
/// differs.
const VISIT: Item = Item {
    code: "",
    number: 0,
    door: Door::Convenience,
    icon: "",
    name: both("", ""),
    summary: both("", ""),
    question: None,
    urgency: Urgency::U3,
    planned_minutes: 60,
    points_per_hour: 10,
    doer: Doer::Volunteer,
    skill: None,
    risk: Risk::Ordinary,
    required: 1,
    home_visit: true,
    review: true,
};

/// A matter the desk sees through itself, mostly at the desk.
const PAPERWORK: Item = Item {
    door: Door::Government,
    doer: Doer::Staff,
    planned_minutes: 30,
    points_per_hour: 0,
    home_visit: false,
    ..VISIT
};

/// A request about a place everybody shares.
const REQUEST: Item = Item { door: Door::Appeal, home_visit: false, ..VISIT };

const fn both(zh: &'static str, en: &'static str) -> Both {
    Both { zh, en }
}

const fn ask(zh: &'static str, en: &'static str) -> Option<Both> {
    Some(Both { zh, en })
}

/// The whole menu, by number.
#[must_use]
pub fn items() -> Vec<Item> {
    [convenience::ITEMS, government::ITEMS, appeal::ITEMS].concat()
}

/// Where the item with this code stands in the menu.
pub(super) fn position(items: &[Item], code: &str) -> ItemIx {
    items
        .iter()
        .position(|item| item.code == code)
        .expect("codes in the data of the demo are codes of its menu, which a test checks")
}
