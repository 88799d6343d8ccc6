//! Offers: item, estate, window, people needed; no name, no door, no phone.

use domain::menu::Urgency;
use domain::view;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Item, word};

/// Something a volunteer could take.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Offer {
    /// The order; also the id of the offer.
    pub order_id: Uuid,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// How soon.
    #[schema(schema_with = word::urgency)]
    pub urgency: Urgency,
    /// The estate.
    pub estate: String,
    /// When helpers are expected.
    pub window_start: i64,
    /// Until when.
    pub window_end: i64,
    /// By when it is promised to the resident.
    pub promise_at: i64,
    /// How long it takes.
    pub planned_minutes: i32,
    /// Points for an hour.
    pub points_per_hour: i32,
    /// How many people it takes.
    pub required: i32,
    /// How many have accepted.
    pub accepted: i64,
    /// Asked by name, rather than seen in the pool.
    pub asked: bool,
    /// Until when an answer is awaited.
    pub respond_by: Option<i64>,
}

impl From<view::Offer> for Offer {
    fn from(it: view::Offer) -> Self {
        Self {
            order_id: it.order_id.0,
            name_zh: it.name_zh,
            name_en: it.name_en,
            urgency: it.urgency,
            estate: it.estate,
            window_start: it.window_start.0,
            window_end: it.window_end.0,
            promise_at: it.promise_at.0,
            planned_minutes: it.planned_minutes,
            points_per_hour: it.points_per_hour,
            required: it.required,
            accepted: it.accepted,
            asked: it.asked,
            respond_by: it.respond_by.map(|at| at.0),
        }
    }
}

/// One offer by itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OfferDetail {
    /// The offer.
    pub offer: Offer,
    /// What the item is.
    pub item: Item,
    /// What the desk lets helpers know.
    pub public_note: Option<String>,
    /// Two others, for when this one is gone.
    pub others: Vec<Offer>,
}

impl From<view::OfferPage> for OfferDetail {
    fn from(it: view::OfferPage) -> Self {
        Self {
            offer: it.offer.into(),
            item: it.item.into(),
            public_note: it.public_note,
            others: it.others.into_iter().map(Into::into).collect(),
        }
    }
}

/// The answer to a yes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Accepted {
    /// The order.
    pub order_id: Uuid,
    /// The caller's part in it.
    pub assignment_id: Uuid,
    /// What the caller should know, as words.
    #[schema(value_type = Vec<String>)]
    pub warnings: Vec<domain::assignment::Warning>,
}

impl From<backend::flow::accept_offer::Accepted> for Accepted {
    fn from(it: backend::flow::accept_offer::Accepted) -> Self {
        Self { order_id: it.id.0, assignment_id: it.assignment_id.0, warnings: it.warnings }
    }
}
