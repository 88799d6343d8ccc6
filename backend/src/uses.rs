//! Sessions that were used, noted here and written together some seconds later: a write with every
//! first page of a minute would make reading wait for the disk. A crash costs these seconds, no more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::SessionId;
use domain::time::Timestamp;

/// What was used since it was last written down. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Uses(Arc<Mutex<HashMap<SessionId, Timestamp>>>);

impl Uses {
    /// Notes a use.
    pub fn note(&self, session: SessionId, at: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(session, at);
    }

    /// Everything noted, to be written down.
    #[must_use]
    pub fn take(&self) -> Vec<(SessionId, Timestamp)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).drain().collect()
    }

    /// Puts back what could not be written, unless it was used again since.
    pub fn put_back(&self, uses: &[(SessionId, Timestamp)]) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (session, at) in uses {
            held.entry(*session).or_insert(*at);
        }
    }
}
