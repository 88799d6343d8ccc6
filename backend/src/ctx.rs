//! What every flow needs of the world, as parameters: the database, the clock, chance, the zone.

use std::sync::{Arc, RwLock};

use domain::calendar::{Calendar, Day, DayKind, Zone};
use domain::time::Timestamp;
use domain::view::MenuItem;
use rand::{RngCore, TryRngCore};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::counters::Counters;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::held::Held;
use crate::pace::Pace;
use crate::photo::Photos;
use crate::store;
use crate::tree::Tree;
use crate::uses::Uses;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_millisecond())
    }
}

/// A source of chance: ids, codes, keys, tokens.
pub trait Chance: Send + Sync + 'static {
    /// Fills the buffer.
    fn fill(&self, buffer: &mut [u8]);
}

/// The operating system's.
#[derive(Debug, Clone, Copy)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, buffer: &mut [u8]) {
        rand::rngs::OsRng.unwrap_mut().fill_bytes(buffer);
    }
}

/// The context of every flow. Cheap to clone.
#[derive(Clone)]
pub struct Ctx(Arc<Around>);

/// What a flow has around it.
#[derive(Clone)]
pub struct Around {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// Woken when something was put into the outbox.
    pub outbox: Arc<Notify>,
    /// Public figures, held for some seconds.
    pub counters: Counters,
    /// The tree of areas.
    pub tree: Held<Tree>,
    /// The menus of all areas.
    pub menu: Held<Vec<MenuItem>>,
    /// Sessions in use, not yet written down.
    pub uses: Uses,
    /// How often people ask, not yet written down.
    pub pace: Pace,
    /// Where pictures are drawn anew and kept.
    pub photos: Photos,
    zone: jiff::tz::TimeZone,
    calendar: Arc<RwLock<Arc<Calendar>>>,
}

impl std::ops::Deref for Ctx {
    type Target = Around;

    fn deref(&self) -> &Around {
        &self.0
    }
}

impl Ctx {
    /// A context over an open database, in a time zone of the IANA list.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>, zone: jiff::tz::TimeZone) -> Self {
        let calendar = Calendar::new(zone_at(&zone, clock.now()));
        Self(Arc::new(Around {
            db,
            clock,
            chance,
            outbox: Arc::new(Notify::new()),
            counters: Counters::default(),
            tree: Held::default(),
            menu: Held::default(),
            uses: Uses::default(),
            pace: Pace::default(),
            photos: Photos::nowhere(),
            zone,
            calendar: Arc::new(RwLock::new(Arc::new(calendar))),
        }))
    }

    /// The same context with another clock, for what has to happen at another time than now.
    #[must_use]
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Around { clock, ..Around::clone(self) }))
    }

    /// The same context with a place for pictures; without one none are taken.
    #[must_use]
    pub fn with_photos(self, photos: Photos) -> Self {
        Self(Arc::new(Around { photos, ..Around::clone(&self) }))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id: UUID v7 of this moment.
    #[must_use]
    pub fn id(&self) -> Uuid {
        let mut random = [0_u8; 10];
        self.chance.fill(&mut random);
        let ms = u64::try_from(self.now().0).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid()
    }

    /// A new id that nobody can guess, for what is reached by its address: UUID v4.
    #[must_use]
    pub fn secret_id(&self) -> Uuid {
        let mut random = [0_u8; 16];
        self.chance.fill(&mut random);
        uuid::Builder::from_random_bytes(random).into_uuid()
    }

    /// So many decimal digits, each as likely as the other.
    #[must_use]
    pub fn digits(&self, count: usize) -> String {
        let mut digits = String::with_capacity(count);
        while digits.len() < count {
            let mut byte = [0_u8];
            self.chance.fill(&mut byte);
            // 250 is the largest multiple of ten in a byte: the rest would favour small digits
            if byte[0] < 250 {
                digits.push(char::from(b'0' + byte[0] % 10));
            }
        }
        digits
    }

    /// 256 random bits as text for a cookie or a bearer token.
    #[must_use]
    pub fn token(&self) -> String {
        use base64::Engine as _;
        let mut bytes = [0_u8; 32];
        self.chance.fill(&mut bytes);
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Working time, as the operator has edited it.
    #[must_use]
    pub fn calendar(&self) -> Arc<Calendar> {
        self.calendar.read().map(|held| held.clone()).unwrap_or_else(|poisoned| poisoned.into_inner().clone())
    }

    /// Reads the working days again, and the zone's offset of today.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reload_calendar(&self) -> Result<()> {
        let mut tx = self.db.read().await?;
        let days = store::workdays::all(&mut tx).await?;
        let mut calendar = Calendar::new(zone_at(&self.zone, self.now()));
        for (day, kind) in days {
            let day = Day::parse(&day)
                .ok_or_else(|| Error::internal("reading workdays", format!("not a day: {day}")))?;
            calendar.days.insert(day, kind);
        }
        if let Ok(mut held) = self.calendar.write() {
            *held = Arc::new(calendar);
        }
        Ok(())
    }

    /// Writes a working or resting day and uses it from now on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_workday(&self, day: &str, kind: DayKind, note: Option<&str>) -> Result<()> {
        let mut tx = self.db.begin().await?;
        store::workdays::set(&mut tx, day, kind, note).await?;
        tx.commit().await?;
        self.reload_calendar().await
    }
}

impl std::fmt::Debug for Ctx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ctx").finish_non_exhaustive()
    }
}

fn zone_at(zone: &jiff::tz::TimeZone, now: Timestamp) -> Zone {
    let at = jiff::Timestamp::from_millisecond(now.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Zone { offset_minutes: zone.to_offset(at).seconds() / 60 }
}
