//! One SQL text, two drivers: each macro expands a statement to a two-armed match. Row types
//! derive `FromRow` and column types derive `Type` for every driver, so they are written once.

/// Runs a statement; how many rows it touched.
macro_rules! exec {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx.conn() {
            $crate::db::Conn::Sqlite(c) => sqlx::query($crate::db::noted($sql))$(.bind($arg))*.execute(&mut *c).await.map(|done| done.rows_affected()),
            $crate::db::Conn::Postgres(c) => sqlx::query($crate::db::noted($sql))$(.bind($arg))*.execute(&mut *c).await.map(|done| done.rows_affected()),
        }
    };
}

macro_rules! fetch {
    ($fetch:ident, $tx:expr, $row:ty, $sqlite:expr, $postgres:expr $(, $arg:expr)*) => {
        match $tx.conn() {
            $crate::db::Conn::Sqlite(c) => sqlx::query_as::<_, $row>($crate::db::noted($sqlite))$(.bind($arg))*.$fetch(&mut *c).await,
            $crate::db::Conn::Postgres(c) => sqlx::query_as::<_, $row>($crate::db::noted($postgres))$(.bind($arg))*.$fetch(&mut *c).await,
        }
    };
}

/// Exactly one row; none is an error.
macro_rules! one {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::fetch!(fetch_one, $tx, $row, $sql, $sql $(, $arg)*)
    };
}

/// One row or none.
macro_rules! opt {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::fetch!(fetch_optional, $tx, $row, $sql, $sql $(, $arg)*)
    };
}

/// Every row.
macro_rules! all {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::fetch!(fetch_all, $tx, $row, $sql, $sql $(, $arg)*)
    };
}

/// One row or none, kept from others until the end of the transaction. On SQLite the write
/// connection is the lock.
macro_rules! lock {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::fetch!(fetch_optional, $tx, $row, $sql, concat!($sql, " for update") $(, $arg)*)
    };
}

pub(crate) use {all, exec, fetch, lock, one, opt};
