//! What changes seldom and is needed for every page, held in memory for some seconds: the tree of
//! areas and the menu. Another server's change is seen when the hold ends; one's own at once.

use std::sync::{Arc, Mutex, PoisonError};

use domain::time::Timestamp;

/// How long it is good for, in milliseconds.
const GOOD_FOR: i64 = 10_000;

/// What was read, and when.
type Read<T> = Option<(Timestamp, Arc<T>)>;

/// One thing that is held. Clones share it.
#[derive(Debug)]
pub struct Held<T>(Arc<Mutex<Read<T>>>);

impl<T> Held<T> {
    /// What was read a moment ago, if it was.
    #[must_use]
    pub fn recent(&self, now: Timestamp) -> Option<Arc<T>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, it) = held.as_ref()?;
        (0..GOOD_FOR).contains(&now.since(*at)).then(|| Arc::clone(it))
    }

    /// Holds what was read now.
    pub fn hold(&self, now: Timestamp, it: T) -> Arc<T> {
        let it = Arc::new(it);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&it)));
        it
    }

    /// It has been changed.
    pub fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl<T> Default for Held<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_held_for_ten_seconds_or_until_it_is_changed() {
        let (held, now) = (Held::default(), Timestamp(1_000_000));
        assert_eq!(held.recent(now), None);
        held.hold(now, "menu");
        assert_eq!(held.recent(now.plus(9_999)).as_deref(), Some(&"menu"));
        assert_eq!(held.recent(now.plus(10_000)), None);
        assert_eq!(held.recent(now.plus(-1)), None, "a clock that was set back");
        held.clone().forget();
        assert_eq!(held.recent(now), None);
    }
}
