//! What the two databases do in different words. Keep it short.

use sqlx::postgres::PgListener;
use sqlx::{Postgres, Transaction};

use super::{Db, Pools};
use crate::live::Notice;

const CHANNEL: &str = "linli_live";

/// Sends a notice to every server of this database, with the commit.
pub(super) async fn notify(tx: &mut Transaction<'static, Postgres>, notice: &Notice) -> sqlx::Result<()> {
    let text = serde_json::to_string(notice).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(text).execute(&mut **tx).await?;
    Ok(())
}

/// Brings the notices of every server into this one's live feed.
#[derive(Debug)]
pub struct Listener(PgListener);

impl Db {
    /// A listener for a database that several servers share; none for SQLite, whose one process
    /// tells itself.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn listener(&self) -> sqlx::Result<Option<Listener>> {
        match &self.pools {
            Pools::Sqlite { .. } => Ok(None),
            Pools::Postgres(pool) => {
                let mut listener = PgListener::connect_with(pool).await?;
                listener.listen(CHANNEL).await?;
                Ok(Some(Listener(listener)))
            }
        }
    }

    /// Waits for the next notice and passes it on.
    ///
    /// # Errors
    /// When the connection is lost; open pages are told to look again.
    pub async fn pass_on(&self, listener: &mut Listener) -> sqlx::Result<()> {
        match listener.0.try_recv().await? {
            Some(message) => {
                if let Ok(notice) = serde_json::from_str(message.payload()) {
                    let _ = self.live.send(notice);
                }
            }
            // the connection was lost and is back: whatever came between is unknown
            None => {
                let _ = self.live.send(Notice::look_again());
            }
        }
        Ok(())
    }

    /// The database's own check of its files and of every foreign key; an empty list is good.
    ///
    /// # Errors
    /// When the check cannot be run.
    pub async fn integrity(&self) -> sqlx::Result<Vec<String>> {
        let Pools::Sqlite { write, .. } = &self.pools else {
            // PostgreSQL holds foreign keys itself; its pages are the operator's pg_amcheck
            return Ok(Vec::new());
        };
        let mut alone = write.alone().await?;
        let mut found: Vec<String> =
            sqlx::query_scalar("pragma integrity_check").fetch_all(alone.conn()).await?;
        found.retain(|line| line != "ok");
        let broken: Vec<(String, Option<i64>, String, i64)> =
            sqlx::query_as("pragma foreign_key_check").fetch_all(alone.conn()).await?;
        found.extend(broken.into_iter().map(|(table, row, parent, _)| {
            format!("{table} row {} refers to nothing in {parent}", row.unwrap_or(0))
        }));
        Ok(found)
    }

    /// While hurried, a commit on SQLite does not wait for the disk: a power cut can cost the whole
    /// file. Only for filling a database that can be filled again. Ends with everything on disk.
    ///
    /// # Errors
    /// When the database does not take the setting.
    pub async fn hurry(&self, hurried: bool) -> sqlx::Result<()> {
        let Pools::Sqlite { write, .. } = &self.pools else { return Ok(()) };
        let mut alone = write.alone().await?;
        if hurried {
            sqlx::query("pragma synchronous = off").execute(alone.conn()).await?;
        } else {
            sqlx::query("pragma synchronous = full").execute(alone.conn()).await?;
            sqlx::query("pragma wal_checkpoint(truncate)").execute(alone.conn()).await?;
        }
        Ok(())
    }

    /// Copies the database, as of one moment, into a new file (SQLite only).
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub async fn copy_into(&self, path: &str) -> sqlx::Result<bool> {
        let Pools::Sqlite { read, .. } = &self.pools else { return Ok(false) };
        // a reader, so that nobody who writes waits for the copy; the new file is not this database, but
        // `query_only` refuses it as well
        let mut reader = read.acquire().await?;
        reader.close_on_drop();
        sqlx::query("pragma query_only = off").execute(&mut *reader).await?;
        sqlx::query("vacuum into $1").bind(path).execute(&mut *reader).await?;
        Ok(true)
    }
}
