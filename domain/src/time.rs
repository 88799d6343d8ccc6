//! Points in time and lengths of time, as integers. Nothing in this crate asks a clock.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// One second in the unit of [`Timestamp`].
pub const SECOND: i64 = 1_000;
/// One minute.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour.
pub const HOUR: i64 = 60 * MINUTE;
/// One day of 24 hours.
pub const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// This moment and `ms` milliseconds more (or fewer); stops at the ends of the range.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this moment; negative when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whole seconds from `earlier` to this moment, rounded up, never negative: a second too few to wait
    /// would only be refused again.
    #[must_use]
    pub const fn seconds_after(self, earlier: Self) -> i64 {
        let ms = self.since(earlier);
        if ms <= 0 { 0 } else { (ms + 999) / 1_000 }
    }

    /// When the window that holds this moment began. Windows of one length follow each other without a
    /// gap, whoever counts in them; `length_ms` is more than zero.
    #[must_use]
    pub const fn window_start(self, length_ms: i64) -> Self {
        Self(self.0 - self.0.rem_euclid(length_ms))
    }

    /// Whole minutes from `earlier` to this moment, rounded down, never negative.
    #[must_use]
    pub const fn minutes_since(self, earlier: Self) -> i64 {
        let ms = self.since(earlier);
        if ms < 0 { 0 } else { ms / MINUTE }
    }
}

/// Windows up to this long are an appointment.
pub const FIXED_WINDOW_HOURS: i64 = 6;
/// "As soon as possible" in milliseconds: until the same hour tomorrow. No day and no part of one is as long.
pub const SOON: i64 = DAY;

/// A half-open stretch of time: the hours in which a helper is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First moment.
    pub start: Timestamp,
    /// First moment after it; later than `start`.
    pub end: Timestamp,
}

impl Window {
    /// Whether the two share any moment.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Milliseconds between the two, zero when they touch or overlap.
    #[must_use]
    pub fn gap(&self, other: &Self) -> i64 {
        (other.start.since(self.end)).max(self.start.since(other.end)).max(0)
    }

    /// Whether it is an appointment: two of them at the same time cannot both be kept. A longer one ("within
    /// 24 hours", "any time on Tuesday") leaves room for another visit.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.length() <= FIXED_WINDOW_HOURS * HOUR
    }

    /// Whether it is "as soon as possible", see [`SOON`].
    #[must_use]
    pub fn is_soon(&self) -> bool {
        self.length() == SOON
    }

    /// Reads what was written of one; none when it was not.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (start, end) = text.split_once('/')?;
        Some(Self { start: Timestamp(start.parse().ok()?), end: Timestamp(end.parse().ok()?) })
    }

    /// Length in milliseconds.
    #[must_use]
    pub fn length(&self) -> i64 {
        self.end.since(self.start)
    }
}

/// Both ends as milliseconds, for where only text is kept.
impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.start.0, self.end.0)
    }
}
