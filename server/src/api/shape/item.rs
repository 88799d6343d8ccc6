//! What can be ordered.

use domain::menu::{Door, Urgency};
use domain::view;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::word;

/// Where an order can be for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Building {
    /// Its id: the `area_id` of an order.
    pub id: Uuid,
    /// Its name, as 3栋.
    pub name: String,
    /// The estate it stands in.
    pub estate: Option<String>,
    /// The community.
    pub community: Option<String>,
}

impl From<view::AreaName> for Building {
    fn from(it: view::AreaName) -> Self {
        Self { id: it.id.0, name: it.name, estate: it.estate, community: it.community }
    }
}

/// Something that can be ordered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Item {
    /// Its id.
    pub id: Uuid,
    /// The number on the printed menu.
    pub no: i32,
    /// Behind which of the three doors.
    #[schema(schema_with = word::door)]
    pub door: Door,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// 一句话.
    pub summary_zh: String,
    /// One sentence.
    pub summary_en: String,
    /// A question whose answer only those who accept may read.
    pub question_zh: Option<String>,
    /// The same in English.
    pub question_en: Option<String>,
    /// How soon it is promised.
    #[schema(schema_with = word::urgency)]
    pub urgency: Urgency,
    /// How many people it takes.
    pub required: i32,
    /// How long it takes.
    pub planned_minutes: i32,
    /// Points for an hour.
    pub points_per_hour: i32,
    /// Whether it can be ordered at present.
    pub open: bool,
}

impl From<view::MenuItem> for Item {
    fn from(it: view::MenuItem) -> Self {
        Self {
            id: it.id.0,
            no: it.no,
            door: it.door,
            name_zh: it.name_zh,
            name_en: it.name_en,
            summary_zh: it.summary_zh,
            summary_en: it.summary_en,
            question_zh: it.question_zh,
            question_en: it.question_en,
            urgency: it.urgency,
            required: it.required,
            planned_minutes: it.planned_minutes,
            points_per_hour: it.points_per_hour,
            open: it.open,
        }
    }
}
