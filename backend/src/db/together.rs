//! What goes to SQLite's thread in one hand-over.
//!
//! Each hand-over to the driver's thread and back costs more than most statements (some 50 µs), and
//! whoever writes has the one writer meanwhile. So what nobody needs an answer of waits for the next
//! statement that somebody does ([`later!`]), and what can be asked at once is ([`together!`]). The
//! order is kept, and the statements stay the ones that PostgreSQL is given one by one.

use std::borrow::Cow;
use std::mem;

use futures::TryStreamExt as _;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{
    Arguments as _, AssertSqlSafe, Either, Encode, Executor as _, FromRow, Sqlite, SqliteConnection, Type,
};

/// So many statements are kept prepared together.
const KNOWN_MAX: usize = 12;

/// So many statements wait at most.
const WAITING_MAX: usize = 32;

/// Statements with their arguments, in order.
#[derive(Default)]
pub(crate) struct Together {
    sql: Cow<'static, str>,
    arguments: SqliteArguments,
    count: usize,
    /// An argument that could not be written down.
    broken: Option<sqlx::Error>,
    /// A hand-over has failed: what was in it is not whole, and must not be kept.
    failed: bool,
}

/// What a statement answered.
#[derive(Default)]
pub(crate) struct Ran {
    /// Its rows.
    pub rows: Vec<SqliteRow>,
    /// How many rows it changed.
    pub touched: u64,
}

impl Together {
    /// Adds one statement; its arguments follow by [`Self::bind`].
    pub fn statement(&mut self, sql: &'static str) {
        if self.count == 0 {
            self.sql = Cow::Borrowed(sql);
        } else {
            let all = self.sql.to_mut();
            all.push_str(";\n");
            renumbered(all, sql, self.arguments.len());
        }
        self.count += 1;
    }

    /// Adds the next argument of the last statement.
    pub fn bind<'t, T: Encode<'t, Sqlite> + Type<Sqlite>>(&mut self, value: T) {
        if let Err(error) = self.arguments.add(value) {
            self.broken = Some(sqlx::Error::Encode(error));
        }
    }

    /// Hands all of them over; what each has answered, in order. When one fails, those before it have
    /// happened and those after it have not.
    pub async fn run(self, conn: &mut SqliteConnection) -> sqlx::Result<Vec<Ran>> {
        if let Some(error) = self.broken {
            return Err(error);
        }
        if self.failed {
            return Err(sqlx::Error::Protocol("a statement of this transaction has failed".to_owned()));
        }
        let mut ran = Vec::with_capacity(self.count);
        let mut current = Ran::default();
        // every part is one of our own statements, which are constants
        let query = sqlx::query_with(AssertSqlSafe(self.sql), self.arguments);
        // what is much is seldom the same again: it would push what is out of the driver's memory
        let query = query.persistent(self.count <= KNOWN_MAX);
        let mut answers = conn.fetch_many(query);
        while let Some(answer) = answers.try_next().await? {
            match answer {
                Either::Right(row) => current.rows.push(row),
                Either::Left(done) => {
                    current.touched = done.rows_affected();
                    ran.push(mem::take(&mut current));
                }
            }
        }
        // without an answer of each, the driver's thread is gone
        if ran.len() == self.count { Ok(ran) } else { Err(sqlx::Error::WorkerCrashed) }
    }
}

/// Writes a statement with its `$n` counted from `offset` on.
fn renumbered(all: &mut String, sql: &str, offset: usize) {
    let mut rest = sql;
    while let Some(at) = rest.find('$') {
        let (before, numbered) = rest.split_at(at + 1);
        let digits = numbered.find(|it: char| !it.is_ascii_digit()).unwrap_or(numbered.len());
        all.push_str(before);
        match numbered[..digits].parse::<usize>() {
            Ok(number) => all.push_str(&(number + offset).to_string()),
            Err(_) => all.push_str(&numbered[..digits]),
        }
        rest = &numbered[digits..];
    }
    all.push_str(rest);
}

/// A connection, and what waits to be handed over to it.
pub(crate) struct Hand<'a> {
    /// The connection.
    pub conn: &'a mut SqliteConnection,
    /// What waits.
    pub waiting: &'a mut Together,
    /// Whether it writes: only then is there a commit that takes along what waits.
    pub writes: bool,
}

impl Hand<'_> {
    /// Hands over what waits; what the last `count` statements have answered.
    pub async fn run(self, count: usize) -> sqlx::Result<std::vec::IntoIter<Ran>> {
        let ran = mem::take(self.waiting).run(self.conn).await;
        self.waiting.failed = ran.is_err();
        let mut ran = ran?;
        ran.drain(..ran.len().saturating_sub(count));
        Ok(ran.into_iter())
    }

    /// Lets what waits wait on, unless it has become much.
    pub async fn later(self) -> sqlx::Result<()> {
        if self.writes && self.waiting.count < WAITING_MAX {
            return Ok(());
        }
        self.run(0).await.map(drop)
    }
}

/// Rows as values: the shapes that `fetch!` and `together!` know by name.
pub(crate) mod rows {
    use super::{FromRow, Ran, SqliteRow};

    pub(crate) fn fetch_all<R: for<'r> FromRow<'r, SqliteRow>>(ran: Option<Ran>) -> sqlx::Result<Vec<R>> {
        ran.unwrap_or_default().rows.iter().map(R::from_row).collect()
    }

    pub(crate) fn fetch_optional<R: for<'r> FromRow<'r, SqliteRow>>(
        ran: Option<Ran>,
    ) -> sqlx::Result<Option<R>> {
        ran.and_then(|ran| ran.rows.into_iter().next()).map(|row| R::from_row(&row)).transpose()
    }

    pub(crate) fn fetch_one<R: for<'r> FromRow<'r, SqliteRow>>(ran: Option<Ran>) -> sqlx::Result<R> {
        fetch_optional(ran)?.ok_or(sqlx::Error::RowNotFound)
    }
}

#[cfg(test)]
mod tests;
