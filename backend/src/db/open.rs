//! Opening a database by its URL, with the settings that durability asks for, and migrating it.

use std::str::FromStr;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio::sync::broadcast;

use super::writer::Writer;
use super::{Db, Pools};

static SQLITE: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("./migrations/postgres");

/// Readers of the live feed that fall this far behind are told to look again.
const LIVE_BACKLOG: usize = 1_024;

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL names neither database.
    #[error("the database URL must begin with sqlite: or postgres://")]
    UnknownScheme,
    /// It cannot be reached.
    #[error("the database cannot be opened")]
    Connect(#[source] sqlx::Error),
    /// Its tables cannot be brought up to date.
    #[error("the database cannot be migrated")]
    Migrate(#[source] MigrateError),
}

impl Db {
    /// Opens `sqlite:PATH` (made when missing) or `postgres://…`; does not migrate.
    ///
    /// # Errors
    /// [`OpenError`], without the URL: it may hold a password.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        let pools = if url.starts_with("sqlite:") {
            open_sqlite(url).await?
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(10))
                .connect(url)
                .await
                .map_err(OpenError::Connect)?;
            Pools::Postgres(pool)
        } else {
            return Err(OpenError::UnknownScheme);
        };
        Ok(Self { pools, live: broadcast::channel(LIVE_BACKLOG).0 })
    }

    /// Brings the tables up to date; running it again changes nothing.
    ///
    /// # Errors
    /// [`OpenError::Migrate`]; each migration is applied whole or not at all.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        match &self.pools {
            Pools::Sqlite { write, .. } => {
                let mut alone = write.alone().await.map_err(OpenError::Connect)?;
                SQLITE.run(alone.conn()).await
            }
            Pools::Postgres(pool) => POSTGRES.run(pool).await,
        }
        .map_err(OpenError::Migrate)
    }

    /// A mark of the migrations: another one when any of them is changed or added.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn migrations_mark() -> String {
        let sums: Vec<u8> = POSTGRES.iter().flat_map(|it| it.checksum.to_vec()).collect();
        crate::hash::sha256(&sums)
    }

    /// Whether the database answers and has every migration.
    ///
    /// # Errors
    /// When it does not answer, or a table is missing.
    pub async fn ready(&self) -> sqlx::Result<bool> {
        let wanted = SQLITE.iter().count() as i64;
        let mut tx = self.read().await?;
        let (applied,) = super::one!(tx, (i64,), "select count(*) from _sqlx_migrations where success")?;
        Ok(applied >= wanted)
    }

    /// Whether the database has a migration, by its name without the number: a copy made by an
    /// earlier release lacks the newer ones.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn knows(&self, migration: &str) -> sqlx::Result<bool> {
        let mut tx = self.read().await?;
        let (count,) = super::one!(
            tx,
            (i64,),
            "select count(*) from _sqlx_migrations where success and description = $1",
            migration,
        )?;
        Ok(count > 0)
    }
}

async fn open_sqlite(url: &str) -> Result<Pools, OpenError> {
    let options = SqliteConnectOptions::from_str(url)
        .map_err(OpenError::Connect)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // a commit that was answered survives a power cut
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .optimize_on_close(true, None)
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-8000")
        .statement_cache_capacity(200);
    let write = options.connect().await.map_err(OpenError::Connect)?;
    // a reader may not write; one whose `optimize` fails at the end is not waited for by the driver
    let readers = options.read_only(false).pragma("query_only", "on").optimize_on_close(false, None);
    let read = SqlitePoolOptions::new()
        .max_connections(4)
        // a file does not hang up
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(readers)
        .await
        .map_err(OpenError::Connect)?;
    Ok(Pools::Sqlite { write: Writer::new(write), read })
}
