//! Totals of an area (product.md M37: the levels above see totals, a community sees cases).

use serde::{Deserialize, Serialize};

use super::AreaName;
use crate::id::{AreaId, OrderId};
use crate::order::State;
use crate::time::{DAY, Timestamp};
use crate::words::words;

words! {
    /// Orders placed since when.
    Period {
        /// Thirty days.
        Month = "month",
        /// 365 days.
        Year = "year",
        /// From the beginning.
        All = "all",
    }
}

impl Period {
    /// When it began.
    #[must_use]
    pub const fn since(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Month => now.plus(-30 * DAY),
            Self::Year => now.plus(-365 * DAY),
            Self::All => Timestamp(0),
        }
    }
}

/// Orders placed in a period, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct Count {
    /// How many.
    pub placed: i64,
    /// Of them, done and confirmed.
    pub solved: i64,
    /// Of them, still open.
    pub open: i64,
    /// Of the open ones, past their promise and not reported as done.
    pub late: i64,
    /// Of them, rated.
    pub rated: i64,
    /// All their stars together.
    pub stars: i64,
}

impl Count {
    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            placed: self.placed + other.placed,
            solved: self.solved + other.solved,
            open: self.open + other.open,
            late: self.late + other.late,
            rated: self.rated + other.rated,
            stars: self.stars + other.stars,
        }
    }

    /// The mean of the stars in tenths, rounded; none without ratings.
    #[must_use]
    pub const fn stars_in_tenths(self) -> Option<i64> {
        if self.rated == 0 { None } else { Some((self.stars * 20 + self.rated) / (self.rated * 2)) }
    }
}

/// An area and its count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalsLine {
    /// The area.
    pub area_id: AreaId,
    /// Its name.
    pub name: String,
    /// The orders below it.
    pub count: Count,
    /// Whether there is something below it to open.
    pub opens: bool,
}

/// An open order on the page of a community: what and how far; the rest is read when it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct CaseLine {
    /// The order.
    pub id: OrderId,
    /// Its human number.
    pub no: String,
    /// The item's picture.
    pub icon: String,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Where it stands.
    pub state: State,
    /// The estate.
    pub estate: String,
    /// The building.
    pub building: String,
    /// By when it is promised.
    pub promise_at: Timestamp,
}

/// The page of an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// The area.
    pub area: AreaName,
    /// The area above it, as far as the viewer may see its totals.
    pub above: Option<AreaName>,
    /// Of what period.
    pub period: Period,
    /// All of it.
    pub sum: Count,
    /// Part by part.
    pub lines: Vec<TotalsLine>,
    /// The open orders themselves, for those who may open them: of a community or less.
    pub cases: Vec<CaseLine>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_stars_is_rounded_to_tenths() {
        for (rated, stars, tenths) in
            [(0, 0, None), (1, 5, Some(50)), (3, 14, Some(47)), (2, 9, Some(45)), (7, 33, Some(47))]
        {
            assert_eq!(Count { rated, stars, ..Count::default() }.stars_in_tenths(), tenths);
        }
    }
}
