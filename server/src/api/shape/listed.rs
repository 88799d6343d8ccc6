//! Lists of orders.

use domain::order::State;
use domain::view;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::word;

/// A line of a list of orders.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderLine {
    /// The order.
    pub id: Uuid,
    /// Its number, as printed and said on the phone.
    pub no: String,
    /// What was ordered.
    pub item_id: Uuid,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Where it stands.
    #[schema(schema_with = word::state)]
    pub state: State,
    /// Who holds it.
    pub holder: String,
    /// By when it is promised.
    pub promise_at: i64,
    /// When helpers are expected.
    pub window_start: i64,
    /// Until when.
    pub window_end: i64,
    /// When it was placed.
    pub created_at: i64,
}

impl From<view::OrderCard> for OrderLine {
    fn from(it: view::OrderCard) -> Self {
        Self {
            id: it.id.0,
            no: it.no,
            item_id: it.item_id.0,
            name_zh: it.name_zh,
            name_en: it.name_en,
            state: it.state,
            holder: it.holder,
            promise_at: it.promise_at.0,
            window_start: it.window_start.0,
            window_end: it.window_end.0,
            created_at: it.created_at.0,
        }
    }
}

/// A page of orders, newest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderList {
    /// The orders.
    pub orders: Vec<OrderLine>,
    /// `cursor` of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
