//! The public counters of M7, held for some seconds: counting all orders of a street for every
//! page would make the first page slower with every order that was ever placed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::AreaId;
use domain::time::Timestamp;

/// How long a count is good for, in milliseconds.
const GOOD_FOR: i64 = 10_000;

/// Received and solved, with the moment they were counted.
type Count = (Timestamp, (i64, i64));

/// Counts by street. Clones share what they hold.
#[derive(Debug, Clone, Default)]
pub struct Counters(Arc<Mutex<HashMap<AreaId, Count>>>);

impl Counters {
    /// What was counted a moment ago, if it was.
    #[must_use]
    pub fn recent(&self, street: AreaId, now: Timestamp) -> Option<(i64, i64)> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, count) = held.get(&street)?;
        (0..GOOD_FOR).contains(&now.since(*at)).then_some(*count)
    }

    /// Holds a new count.
    pub fn hold(&self, street: AreaId, now: Timestamp, count: (i64, i64)) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(street, (now, count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_held_for_ten_seconds_and_by_street() {
        let (counters, street) = (Counters::default(), AreaId(uuid::Uuid::from_u128(1)));
        let now = Timestamp(1_000_000);
        assert_eq!(counters.recent(street, now), None);
        counters.hold(street, now, (631, 577));
        assert_eq!(counters.recent(street, now.plus(9_999)), Some((631, 577)));
        assert_eq!(counters.recent(street, now.plus(10_000)), None);
        assert_eq!(counters.recent(street, now.plus(-1)), None, "a clock that was set back");
        assert_eq!(counters.recent(AreaId(uuid::Uuid::from_u128(2)), now), None);
    }
}
