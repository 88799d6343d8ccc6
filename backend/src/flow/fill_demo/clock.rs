//! The clock of the story: it shows whatever moment is being told.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::time::Timestamp;

use crate::ctx::Clock;

/// Stands still until it is set.
#[derive(Debug)]
pub(super) struct SteppedClock(AtomicI64);

impl SteppedClock {
    pub(super) const fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.0))
    }

    pub(super) fn set(&self, now: Timestamp) {
        self.0.store(now.0, Ordering::SeqCst);
    }
}

impl Clock for SteppedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}
