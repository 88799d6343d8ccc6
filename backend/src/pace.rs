//! How often somebody asks for something, counted here and written together some seconds later: to
//! write with every page that is read would make reading wait for the disk. A crash costs these
//! seconds, a stop none; several servers of a database know of each other's counts as late.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::time::Timestamp;

/// Counters in windows of fixed length. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Pace(Arc<Mutex<HashMap<String, Window>>>);

/// A window of one name.
#[derive(Debug, Clone, Copy)]
struct Window {
    start: Timestamp,
    end: Timestamp,
    count: i32,
    /// Of them, not written down yet.
    unwritten: i32,
}

/// What is to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritten {
    /// Who, and what they do.
    pub name: String,
    /// When the window began.
    pub start: Timestamp,
    /// How many more.
    pub more: i32,
}

impl Window {
    const fn new(start: Timestamp, length_ms: i64) -> Self {
        Self { start, end: start.plus(length_ms), count: 0, unwritten: 0 }
    }
}

impl Pace {
    fn held(&self) -> MutexGuard<'_, HashMap<String, Window>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one more under a name; how many that makes in the window that holds `now`.
    #[must_use]
    pub fn count(&self, name: String, length_ms: i64, now: Timestamp) -> i32 {
        let start = now.window_start(length_ms);
        let new = Window::new(start, length_ms);
        let mut held = self.held();
        let window = held.entry(name).or_insert(new);
        if window.start != start {
            *window = new;
        }
        window.count = window.count.saturating_add(1);
        window.unwritten = window.unwritten.saturating_add(1);
        window.count
    }

    /// Takes what is to be written down, and forgets windows that are over.
    #[must_use]
    pub fn take(&self, now: Timestamp) -> Vec<Unwritten> {
        let mut held = self.held();
        held.retain(|_, window| window.end > now);
        let unwritten = held.iter_mut().filter(|(_, window)| window.unwritten > 0);
        unwritten
            .map(|(name, window)| Unwritten {
                name: name.clone(),
                start: window.start,
                more: std::mem::take(&mut window.unwritten),
            })
            .collect()
    }

    /// Puts back what could not be written.
    pub fn put_back(&self, all: &[Unwritten]) {
        let mut held = self.held();
        for it in all {
            if let Some(window) = held.get_mut(&it.name).filter(|window| window.start == it.start) {
                window.unwritten = window.unwritten.saturating_add(it.more);
            }
        }
    }

    /// So many are written down in all, by every server: what is not yet comes on top.
    pub fn learn(&self, name: &str, start: Timestamp, length_ms: i64, written: i32) {
        let new = Window::new(start, length_ms);
        let mut held = self.held();
        let window = held.entry(name.to_owned()).or_insert(new);
        if window.start == start {
            window.count = window.count.max(written.saturating_add(window.unwritten));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(pace: &Pace, now: i64) -> Vec<(String, i64, i32)> {
        let mut all: Vec<_> =
            pace.take(Timestamp(now)).into_iter().map(|it| (it.name, it.start.0, it.more)).collect();
        all.sort();
        all
    }

    #[test]
    fn a_window_begins_anew_and_nothing_is_written_twice() {
        let pace = Pace::default();
        for (now, count) in [(100, 1), (150, 2), (199, 3), (200, 1)] {
            assert_eq!(pace.count("a".to_owned(), 100, Timestamp(now)), count, "{now}");
        }
        assert_eq!(pace.count("b".to_owned(), 100, Timestamp(250)), 1);
        assert_eq!(taken(&pace, 260), [("a".to_owned(), 200, 1), ("b".to_owned(), 200, 1)]);
        assert_eq!(taken(&pace, 260), []);
        assert_eq!(pace.count("a".to_owned(), 100, Timestamp(270)), 2);
        assert_eq!(taken(&pace, 300), [], "the window is over");
        assert_eq!(pace.count("a".to_owned(), 100, Timestamp(310)), 1);
    }

    #[test]
    fn what_others_have_written_counts_and_what_could_not_be_written_is_not_lost() {
        let pace = Pace::default();
        assert_eq!(pace.count("a".to_owned(), 100, Timestamp(110)), 1);
        let first = pace.take(Timestamp(110));
        pace.put_back(&first);
        assert_eq!(pace.take(Timestamp(110)), first);
        assert_eq!(pace.count("a".to_owned(), 100, Timestamp(120)), 2);
        // five of them all, of which one was ours
        pace.learn("a", Timestamp(100), 100, 5);
        assert_eq!(pace.count("a".to_owned(), 100, Timestamp(120)), 7);
        pace.learn("a", Timestamp(0), 100, 50);
        assert_eq!(pace.count("a".to_owned(), 100, Timestamp(120)), 8, "that window is over");
    }
}
