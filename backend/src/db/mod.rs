//! The only room that names a database. SQL is written once, with `$n` placeholders and plain
//! types; [`Tx`] carries it to the driver that was opened.
//!
//! - SQLite: one write connection taken in turns ([`writer`]), a read pool, WAL, `synchronous=FULL`.
//! - PostgreSQL: one pool; rows that a decision depends on are locked by [`lock!`].
//!
//! A flow begins once. A second `begin` inside it would wait for the one write connection for ever.

mod dialect;
#[macro_use]
mod macros;
mod open;
#[cfg(feature = "testing")]
mod seen;
mod together;
mod writer;

use domain::id::{OrderId, PersonId};
use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};
use tokio::sync::broadcast;

pub use dialect::Listener;
pub(crate) use macros::{all, exec, fetch, later, lock, of_postgres, of_sqlite, one, opt, put, together};
pub use open::OpenError;
#[cfg(feature = "testing")]
pub(crate) use seen::noted;
#[cfg(feature = "testing")]
pub use seen::seen;
pub(crate) use together::{Hand, rows};

use crate::live::Notice;
use together::Together;
use writer::{Turn, Writer};

/// The statement, as it is; with `testing`, a note is taken that it was run.
#[cfg(not(feature = "testing"))]
pub(crate) const fn noted(sql: &'static str) -> &'static str {
    sql
}

/// PostgreSQL takes 8,000 bytes in one notice; a person is 39 of them.
const PEOPLE_MAX: usize = 100;

/// An open database.
#[derive(Debug, Clone)]
pub struct Db {
    pools: Pools,
    live: broadcast::Sender<Notice>,
}

#[derive(Debug, Clone)]
enum Pools {
    Sqlite { write: Writer, read: SqlitePool },
    Postgres(PgPool),
}

/// A transaction. Rolls back when dropped.
pub struct Tx {
    held: Held,
    /// What SQLite is handed over with the next statement.
    waiting: Together,
    notices: Vec<Notice>,
    told: Vec<(OrderId, PersonId)>,
    live: broadcast::Sender<Notice>,
}

enum Held {
    /// One that writes.
    SqliteTurn(Turn),
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
    /// Without a transaction.
    SqliteAlone(PoolConnection<Sqlite>),
    PostgresAlone(PoolConnection<Postgres>),
}

/// Where a statement runs.
pub(crate) enum Conn<'a> {
    Sqlite(Hand<'a>),
    Postgres(&'a mut PgConnection),
}

impl Db {
    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin(&self) -> sqlx::Result<Tx> {
        Ok(self.tx(match &self.pools {
            Pools::Sqlite { write, .. } => Held::SqliteTurn(write.turn().await?),
            Pools::Postgres(pool) => Held::Postgres(pool.begin().await?),
        }))
    }

    /// Begins a transaction that only reads: one snapshot for one page.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn read(&self) -> sqlx::Result<Tx> {
        Ok(self.tx(match &self.pools {
            Pools::Sqlite { read, .. } => Held::Sqlite(read.begin().await?),
            Pools::Postgres(pool) => {
                Held::Postgres(pool.begin_with("begin isolation level repeatable read read only").await?)
            }
        }))
    }

    /// For reading one thing, or things that need not be of the same moment: no transaction, which
    /// costs as much as a statement at either end.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn look(&self) -> sqlx::Result<Tx> {
        Ok(self.tx(match &self.pools {
            Pools::Sqlite { read, .. } => Held::SqliteAlone(read.acquire().await?),
            Pools::Postgres(pool) => Held::PostgresAlone(pool.acquire().await?),
        }))
    }

    fn tx(&self, held: Held) -> Tx {
        Tx {
            held,
            waiting: Together::default(),
            notices: Vec::new(),
            told: Vec::new(),
            live: self.live.clone(),
        }
    }

    /// What happens from now on, on this and (with PostgreSQL) every other server.
    #[must_use]
    pub fn live(&self) -> broadcast::Receiver<Notice> {
        self.live.subscribe()
    }

    /// Tells every open page of this server to read again: something may have been missed.
    pub fn look_again(&self) {
        let _ = self.live.send(Notice::look_again());
    }

    /// Whether more than one server may share this database.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        matches!(self.pools, Pools::Postgres(_))
    }

    /// Closes every connection; SQLite folds its log into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        let writes = matches!(self.held, Held::SqliteTurn(_));
        let conn: &mut SqliteConnection = match &mut self.held {
            Held::SqliteTurn(turn) => turn.conn(),
            Held::Sqlite(tx) => tx,
            Held::SqliteAlone(conn) => conn,
            Held::Postgres(tx) => return Conn::Postgres(tx),
            Held::PostgresAlone(conn) => return Conn::Postgres(conn),
        };
        Conn::Sqlite(Hand { conn, waiting: &mut self.waiting, writes })
    }

    /// Tells open pages about it once this transaction is committed, and only then.
    pub(crate) fn announce(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// Whoever was told something about an order hears of whatever this transaction does to it.
    pub(crate) fn concerns(&mut self, order: OrderId, person: PersonId) {
        self.told.push((order, person));
    }

    /// The notices, each with everybody it concerns, in pieces that fit into a NOTIFY.
    fn take_notices(&mut self) -> Vec<Notice> {
        let mut all = Vec::new();
        for mut notice in std::mem::take(&mut self.notices) {
            let told = self.told.iter().filter(|(order, _)| Some(*order) == notice.order_id);
            notice.people.extend(told.map(|(_, person)| *person));
            notice.people.sort_unstable();
            notice.people.dedup();
            let rest = notice.people.split_off(notice.people.len().min(PEOPLE_MAX));
            let more: Vec<Notice> = rest
                .chunks(PEOPLE_MAX)
                .map(|people| Notice { people: people.to_vec(), ..notice.clone() })
                .collect();
            all.push(notice);
            all.extend(more);
        }
        all
    }

    /// Makes it so.
    ///
    /// # Errors
    /// When the database cannot; nothing has happened then.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        let notices = self.take_notices();
        match self.held {
            // read only
            Held::Sqlite(_) | Held::SqliteAlone(_) | Held::PostgresAlone(_) => {}
            Held::SqliteTurn(turn) => {
                let live = self.live;
                let tell = move || {
                    for notice in notices {
                        // no receiver is no fault: nobody has a page open
                        let _ = live.send(notice);
                    }
                };
                turn.commit(self.waiting, tell).await?;
            }
            Held::Postgres(mut tx) => {
                for notice in notices {
                    dialect::notify(&mut tx, &notice).await?;
                }
                tx.commit().await?;
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").finish_non_exhaustive()
    }
}
