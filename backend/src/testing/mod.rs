//! Throw-away databases, a clock that stands still, seeded chance, and builders that reach every
//! state through the real flows. For the tests of this crate and of the crates above it.
//!
//! ```ignore
//! both_databases!(the_last_place_goes_to_one);
//!
//! async fn the_last_place_goes_to_one(world: World) {
//!     let case = Case::in_state(&world, State::Offered).await;
//!     …
//! }
//! ```
//!
//! makes the tests `sqlite::the_last_place_goes_to_one` and `postgres::the_last_place_goes_to_one`.
//! Without `LINLI_TEST_POSTGRES` (see `scripts/with-postgres.sh`) the second one fails: a database
//! that is not tested is not supported.

mod case;
mod chance;
mod database;
mod people;
pub mod picture;
mod schema;
mod town;

use std::future::Future;
use std::sync::Arc;

use domain::time::Timestamp;

pub use case::{Case, op};
pub use chance::{FixedClock, SeededChance};
pub use database::{Kind, TestDb};
pub use people::Helper;
pub use town::Town;

use crate::Ctx;
use crate::flow;
use crate::photo::Photos;

/// Names the async functions of a test file that take a [`World`]; each becomes two tests.
#[macro_export]
macro_rules! both_databases {
    ($($story:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $story() { $crate::testing::run($crate::testing::Kind::Sqlite, super::$story); })+
        }
        mod postgres {
            $(#[test] fn $story() { $crate::testing::run($crate::testing::Kind::Postgres, super::$story); })+
        }
    };
}
pub use crate::both_databases;

/// Monday, 23 November 2026, 10:00 in Shanghai: a working day, nobody's quiet hours.
pub const MONDAY_TEN: Timestamp = Timestamp(1_795_399_200_000);

/// A database of its own, a clock that stands still, and chance from a seed. Cheap to clone.
#[derive(Clone)]
pub struct World {
    /// What flows take.
    pub ctx: Ctx,
    /// The clock in it, to be moved.
    pub clock: Arc<FixedClock>,
    db: Arc<TestDb>,
}

impl World {
    /// An empty, migrated database at [`MONDAY_TEN`].
    pub async fn new(kind: Kind) -> Self {
        let db = TestDb::new(kind).await;
        let clock = Arc::new(FixedClock::at(MONDAY_TEN));
        let zone = jiff::tz::TimeZone::get("Asia/Shanghai").expect("the zone list is bundled");
        let ctx = Ctx::new(db.open().await, clock.clone(), Arc::new(SeededChance::new(7)), zone)
            .with_photos(Photos::in_memory());
        Self { ctx, clock, db: Arc::new(db) }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.ctx.now()
    }

    /// Lets so many milliseconds pass.
    pub fn pass(&self, ms: i64) {
        self.clock.advance(ms);
    }

    /// Lets the clock do what it has to do, until it has nothing left.
    pub async fn tick(&self) {
        loop {
            let moved = flow::settle::tick(&self.ctx).await.expect("the clock moves orders")
                + flow::lapse::tick(&self.ctx).await.expect("the clock lapses offers");
            if moved == 0 {
                return;
            }
        }
    }

    /// Another server on the same database, with the same clock.
    pub async fn second_server(&self) -> Ctx {
        let zone = jiff::tz::TimeZone::get("Asia/Shanghai").expect("the zone list is bundled");
        Ctx::new(self.db.open().await, self.clock.clone(), Arc::new(SeededChance::new(8)), zone)
            .with_photos(self.ctx.photos.clone())
    }

    /// Fails unless everything that must always hold, holds.
    pub async fn check(&self) {
        let mut wrong = flow::check::check(&self.ctx).await.expect("the check runs");
        wrong.extend(flow::check::photos(&self.ctx, &self.ctx.photos).await.expect("the check runs"));
        assert!(wrong.is_empty(), "what must always hold does not:\n{}", wrong.join("\n"));
    }
}

/// Runs a story in a new world, and checks that the books are right at the end of it.
pub fn run<F, Fut>(kind: Kind, story: F)
where
    F: FnOnce(World) -> Fut,
    Fut: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let world = World::new(kind).await;
        story(world.clone()).await;
        world.check().await;
        world.ctx.db.close().await;
    });
}
