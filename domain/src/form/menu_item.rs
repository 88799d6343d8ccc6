//! An item of the menu, as whoever keeps the menu writes it.

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Problem, Reader};
use crate::id::ClientOpId;
use crate::menu::{Doer, Door, Risk, Skill, Urgency};
use crate::time::Timestamp;

/// The longest name of an item, in characters.
pub const ITEM_NAME_MAX: usize = 24;
/// The longest line about an item, and the longest private question.
pub const ITEM_LINE_MAX: usize = 80;

/// The form as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MenuItemForm {
    /// Made with the page.
    pub client_op_id: String,
    /// When the item was changed last, as the page knew it: milliseconds since 1970; nothing for a new one.
    pub changed_at: String,
    /// The number on the printed menu.
    pub no: String,
    /// The [`Door`]'s word.
    pub door: String,
    /// The picture's name.
    pub icon: String,
    /// 名称.
    pub name_zh: String,
    /// The name in English.
    pub name_en: String,
    /// 一句话.
    pub summary_zh: String,
    /// One sentence.
    pub summary_en: String,
    /// A question whose answer only those who accept may read.
    pub question_zh: String,
    /// The same in English.
    pub question_en: String,
    /// The [`Urgency`]'s word.
    pub urgency: String,
    /// The [`Doer`]'s word.
    pub doer: String,
    /// The [`Skill`]'s word, or nothing.
    pub skill: String,
    /// Ticked when there is more danger than in daily life.
    pub raised: String,
    /// How many people it takes.
    pub required: String,
    /// How long it takes, in minutes.
    pub planned_minutes: String,
    /// Points for an hour.
    pub points_per_hour: String,
    /// Ticked when it happens in somebody's home.
    pub home_visit: String,
    /// Ticked when the desk looks at it before it is dispatched.
    pub review: String,
}

/// What is known of an item from its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMenuItem {
    /// The id of the intention, and of the item when it is a new one.
    pub op: ClientOpId,
    /// When the item was changed last, as far as the one who writes knows.
    pub changed_at: Option<Timestamp>,
    /// The number on the printed menu, 1–999.
    pub no: i32,
    /// Behind which door.
    pub door: Door,
    /// The picture's name.
    pub icon: String,
    /// 名称.
    pub name_zh: String,
    /// The name in English; the Chinese one when nobody wrote one.
    pub name_en: String,
    /// 一句话.
    pub summary_zh: String,
    /// One sentence; the Chinese one when nobody wrote one.
    pub summary_en: String,
    /// The private question.
    pub question_zh: Option<String>,
    /// The same in English.
    pub question_en: Option<String>,
    /// How soon.
    pub urgency: Urgency,
    /// Who may do it.
    pub doer: Doer,
    /// What they have to know.
    pub skill: Option<Skill>,
    /// Danger to the person.
    pub risk: Risk,
    /// How many people it takes, 1–20.
    pub required: i32,
    /// How long it takes, in minutes, 1–480.
    pub planned_minutes: i32,
    /// Points for an hour, 0–1000.
    pub points_per_hour: i32,
    /// Whether it happens in somebody's home.
    pub home_visit: bool,
    /// Whether the desk looks at it before it is dispatched.
    pub review: bool,
}

impl MenuItemForm {
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<NewMenuItem, FieldErrors> {
        let mut read = Reader::new();
        let op = read.parsed("client_op_id", &self.client_op_id, Problem::Malformed).map(ClientOpId);
        let no = read.number("no", &self.no, 1..=999);
        let door = read.parsed("door", &self.door, Problem::UnknownChoice);
        let icon = read.text("icon", &self.icon, 40);
        let name_zh = read.text("name_zh", &self.name_zh, ITEM_NAME_MAX);
        let name_en = read.optional("name_en", &self.name_en, 2 * ITEM_NAME_MAX);
        let summary_zh = read.text("summary_zh", &self.summary_zh, ITEM_LINE_MAX);
        let summary_en = read.optional("summary_en", &self.summary_en, 2 * ITEM_LINE_MAX);
        let question_zh = read.optional("question_zh", &self.question_zh, ITEM_LINE_MAX);
        let question_en = read.optional("question_en", &self.question_en, 2 * ITEM_LINE_MAX);
        let urgency = read.parsed("urgency", &self.urgency, Problem::UnknownChoice);
        let doer = read.parsed("doer", &self.doer, Problem::UnknownChoice);
        let skill = match self.skill.trim() {
            "" => None,
            word => read.parsed("skill", word, Problem::UnknownChoice),
        };
        let required = read.number("required", &self.required, 1..=20);
        let planned_minutes = read.number("planned_minutes", &self.planned_minutes, 1..=480);
        let points_per_hour = read.number("points_per_hour", &self.points_per_hour, 0..=1000);
        let ticked = |raw: &str| !raw.trim().is_empty();
        let item = (|| {
            let (name_zh, summary_zh) = (name_zh?, summary_zh?);
            Some(NewMenuItem {
                op: op?,
                changed_at: self.changed_at.trim().parse().ok().map(Timestamp),
                no: no?,
                door: door?,
                icon: icon?,
                name_en: name_en.unwrap_or_else(|| name_zh.clone()),
                name_zh,
                summary_en: summary_en.unwrap_or_else(|| summary_zh.clone()),
                summary_zh,
                question_zh,
                question_en,
                urgency: urgency?,
                doer: doer?,
                skill,
                risk: if ticked(&self.raised) { Risk::Raised } else { Risk::Ordinary },
                required: required?,
                planned_minutes: planned_minutes?,
                points_per_hour: points_per_hour?,
                home_visit: ticked(&self.home_visit),
                review: ticked(&self.review),
            })
        })();
        read.errors.unless_wrong(item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> MenuItemForm {
        let text = str::to_owned;
        MenuItemForm {
            client_op_id: uuid::Uuid::from_u128(1).to_string(),
            no: text("３"),
            door: text("convenience"),
            icon: text("wrench"),
            name_zh: text("修水管"),
            summary_zh: text("水管漏了来看看"),
            urgency: text("u1"),
            doer: text("volunteer"),
            required: text("1"),
            planned_minutes: text("60"),
            points_per_hour: text("10"),
            ..MenuItemForm::default()
        }
    }

    #[test]
    fn english_may_be_left_out_and_full_width_digits_are_digits() {
        let item = form().parse().expect("well formed");
        assert_eq!((item.no, item.name_en.as_str()), (3, "修水管"));
        assert_eq!((item.risk, item.review), (Risk::Ordinary, false));
    }

    #[test]
    fn numbers_out_of_their_bounds_are_said_at_their_fields() {
        let wrong = MenuItemForm {
            no: "0".to_owned(),
            required: "21".to_owned(),
            planned_minutes: "一小时".to_owned(),
            ..form()
        };
        let errors = wrong.parse().expect_err("out of bounds");
        assert_eq!(errors.of("no"), Some(Problem::OutOfRange));
        assert_eq!(errors.of("required"), Some(Problem::OutOfRange));
        assert_eq!(errors.of("planned_minutes"), Some(Problem::Malformed));
    }
}
