//! The menu.

use std::collections::HashMap;

use domain::id::{AreaId, ItemId};
use domain::import::{Kind, Notice, Problem};
use domain::menu::Door;
use domain::view::MenuItem;

use super::report::Outcome;
use super::tree::OFFICES;
use super::{At, Import, rows};
use crate::error::Result;
use crate::import::{ItemRow, Reading, Rows};
use crate::store;

/// All menus, and which of their items the files speak of.
struct Menu<'a> {
    items: Vec<MenuItem>,
    said: HashMap<ItemId, At<'a>>,
}

impl<'a> Import<'a> {
    pub(super) async fn items(&mut self, files: &'a [Reading]) -> Result<()> {
        let rows = rows(files, Kind::Items, |rows| match rows {
            Rows::Items(rows) => Some(rows),
            _ => None,
        });
        if rows.is_empty() {
            return Ok(());
        }
        // whoever edits a menu meanwhile waits: a number is given once
        self.lock_offices().await?;
        let mut menu = Menu { items: store::items::register(&mut self.tx).await?, said: HashMap::new() };
        // numbers that are given are not given away to items without one
        let (numbered, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, row)| row.number.is_some());
        let of = numbered.len() + rest.len();
        for (done, (at, row)) in numbered.into_iter().chain(rest).enumerate() {
            self.tell(Kind::Items, done, of);
            let outcome = self.item(at, row, &mut menu).await?;
            self.done(at, outcome);
        }
        self.tell(Kind::Items, of, of);
        self.numbers(&menu);
        Ok(())
    }

    async fn item(&mut self, at: At<'a>, row: &'a ItemRow, menu: &mut Menu<'a>) -> Result<Option<Outcome>> {
        let area = match self.offered_in(row, menu) {
            Ok(area) => area,
            Err(problem) => {
                self.wrong(at, "area", problem, row.area.as_deref().unwrap_or_default());
                return Ok(None);
            }
        };
        let here = |it: &&MenuItem| it.area_id == area;
        let coded = |code: &str| menu.items.iter().filter(here).find(|it| it.code == code);
        let known = row
            .code
            .as_deref()
            .and_then(coded)
            .or_else(|| menu.items.iter().filter(here).find(|it| it.name_zh == row.name_zh));
        let Some(known) = known.cloned() else {
            let item = self.dish(row, area, menu);
            store::items::upsert(&mut self.tx, &item, self.now).await?;
            menu.said.insert(item.id, at);
            menu.items.push(item);
            return Ok(Some(Outcome::New));
        };
        let after = served(row, known.clone());
        let changed = after != known;
        if let Some(there) = menu.said.insert(known.id, at)
            && changed
        {
            self.wrong_beside(at, "name", Problem::Contradicts, &row.name_zh, there);
            return Ok(None);
        }
        if changed {
            if known.name_zh != after.name_zh {
                self.notice(at, "name", Notice::Renamed, &known.name_zh);
            }
            store::items::upsert(&mut self.tx, &after, self.now).await?;
            if let Some(it) = menu.items.iter_mut().find(|it| it.id == known.id) {
                *it = after;
            }
        }
        Ok(Some(Outcome::changed_if(changed)))
    }

    /// Where a row is offered: as it says, else where the item is offered now, else everywhere.
    fn offered_in(&self, row: &ItemRow, menu: &Menu<'_>) -> std::result::Result<AreaId, Problem> {
        if let Some(area) = &row.area {
            return self.tree.meant(OFFICES, area).map(|ix| self.tree.id(ix));
        }
        let is_it = |it: &&MenuItem| match &row.code {
            Some(code) => it.code == *code,
            None => it.name_zh == row.name_zh,
        };
        let mut areas: Vec<AreaId> = menu.items.iter().filter(is_it).map(|it| it.area_id).collect();
        areas.dedup();
        match areas[..] {
            [] => self.tree.widest().map(|ix| self.tree.id(ix)),
            [area] => Ok(area),
            _ => Err(Problem::Ambiguous),
        }
    }

    /// A new item, open, with a number and a code when it has none.
    fn dish(&self, row: &ItemRow, area: AreaId, menu: &Menu<'_>) -> MenuItem {
        let here = || menu.items.iter().filter(|it| it.area_id == area);
        let no = row.number.unwrap_or_else(|| here().map(|it| it.no).max().unwrap_or(0) + 1);
        let free = |code: &String| here().all(|it| it.code != *code);
        let code = row.code.clone().unwrap_or_else(|| {
            let plain = format!("item_{no}");
            if free(&plain) { plain } else { format!("item_{}", self.ctx.id().simple()) }
        });
        let blank = MenuItem {
            id: ItemId(self.ctx.id()),
            area_id: area,
            code,
            no,
            door: row.door,
            icon: picture(row.door).to_owned(),
            name_zh: String::new(),
            name_en: String::new(),
            summary_zh: String::new(),
            summary_en: String::new(),
            question_zh: None,
            question_en: None,
            urgency: row.urgency,
            doer: row.doer,
            skill: None,
            risk: row.risk,
            required: row.required,
            planned_minutes: row.planned_minutes,
            points_per_hour: row.points_per_hour,
            home_visit: row.home_visit,
            review: row.review,
            open: true,
        };
        served(row, blank)
    }

    /// No two items of a menu have one number, by which people order on the phone.
    fn numbers(&mut self, menu: &Menu<'a>) {
        let mut taken: HashMap<(AreaId, i32), ItemId> = HashMap::new();
        // what the files do not speak of was there first
        let (said, rest): (Vec<_>, Vec<_>) = menu.items.iter().partition(|it| menu.said.contains_key(&it.id));
        for item in rest.into_iter().chain(said) {
            let Some(first) = taken.insert((item.area_id, item.no), item.id) else { continue };
            if let Some(at) = menu.said.get(&item.id) {
                let value = item.no.to_string();
                match menu.said.get(&first) {
                    Some(there) => self.wrong_beside(*at, "number", Problem::NumberTaken, &value, *there),
                    None => self.wrong(*at, "number", Problem::NumberTaken, &value),
                }
            }
        }
    }
}

/// An item after what a row says. Whether it is open now is for the desk to say.
fn served(row: &ItemRow, before: MenuItem) -> MenuItem {
    let english = |given: &Option<String>, zh_before: &str, en_before: &str, zh: &str| match given {
        Some(given) => given.clone(),
        // until there is English, English readers see the Chinese
        None if en_before == zh_before => zh.to_owned(),
        None => en_before.to_owned(),
    };
    let name_zh = row.name_zh.clone();
    let summary_zh = row.summary_zh.clone().unwrap_or_else(|| before.summary_zh.clone());
    let question_zh = row.question_zh.clone().or_else(|| before.question_zh.clone());
    let text = |it: &Option<String>| it.clone().unwrap_or_default();
    let question_en = english(
        &row.question_en,
        &text(&before.question_zh),
        &text(&before.question_en),
        &text(&question_zh),
    );
    MenuItem {
        no: row.number.unwrap_or(before.no),
        door: row.door,
        icon: row.icon.clone().unwrap_or(before.icon),
        name_en: english(&row.name_en, &before.name_zh, &before.name_en, &name_zh),
        name_zh,
        summary_en: english(&row.summary_en, &before.summary_zh, &before.summary_en, &summary_zh),
        summary_zh,
        question_en: (!question_en.is_empty()).then_some(question_en),
        question_zh,
        urgency: row.urgency,
        doer: row.doer,
        skill: row.skill,
        risk: row.risk,
        required: row.required,
        planned_minutes: row.planned_minutes,
        points_per_hour: row.points_per_hour,
        home_visit: row.home_visit,
        review: row.review,
        ..before
    }
}

/// A word of the icon set for an item without one.
const fn picture(door: Door) -> &'static str {
    match door {
        Door::Government => "id-card",
        Door::Convenience => "wrench",
        Door::Appeal => "messages-square",
    }
}
