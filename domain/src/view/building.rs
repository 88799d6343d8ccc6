//! Buildings: who answers for them, and what is open in them.

use serde::{Deserialize, Serialize};

use super::AreaName;
use crate::id::AreaId;
use crate::menu::Urgency;
use crate::order::State;
use crate::time::Timestamp;

/// A building with its grid 网格, and the two who answer for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct BuildingLine {
    /// Its id.
    pub id: AreaId,
    /// Its own name.
    pub name: String,
    /// The estate it stands in.
    pub estate: String,
    /// The community.
    pub community_id: AreaId,
    /// Its name.
    pub community: String,
    /// 网格 or 居民小组.
    pub grid: Option<String>,
    /// 网格员.
    pub worker_name: Option<String>,
    /// How to reach them.
    pub worker_phone: Option<String>,
    /// 楼栋长.
    pub steward_name: Option<String>,
    /// How to reach them.
    pub steward_phone: Option<String>,
}

/// A building that the viewer looks after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watched {
    /// Which.
    pub building: AreaName,
    /// What is open in it, the first promised first.
    pub orders: Vec<WatchedOrder>,
}

/// An open order as a neighbour may see it: what, how far, until when; not who, behind which door,
/// and in which words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct WatchedOrder {
    /// The building.
    pub area_id: AreaId,
    /// Its human number.
    pub no: String,
    /// The item's picture.
    pub icon: String,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// How soon.
    pub urgency: Urgency,
    /// Where it stands.
    pub state: State,
    /// By when it is promised.
    pub promise_at: Timestamp,
}
