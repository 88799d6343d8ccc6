//! One SQL text, two drivers: each macro expands a statement to a two-armed match. Row types
//! derive `FromRow` and column types derive `Type` for every driver, so they are written once.

/// Runs a statement; how many rows it touched.
macro_rules! exec {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx.conn() {
            $crate::db::Conn::Sqlite(hand) => {
                $crate::db::put!(hand, $sql $(, $arg)*);
                hand.run(1).await.map(|mut ran| ran.next().unwrap_or_default().touched)
            }
            $crate::db::Conn::Postgres(c) => sqlx::query($crate::db::noted($sql))$(.bind($arg))*.execute(&mut *c).await.map(|done| done.rows_affected()),
        }
    };
}

/// Runs a statement that nobody needs an answer of. On SQLite it is handed over with the next one, or
/// with the commit: an error of it is told there.
macro_rules! later {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx.conn() {
            $crate::db::Conn::Sqlite(hand) => {
                $crate::db::put!(hand, $sql $(, $arg)*);
                hand.later().await
            }
            $crate::db::Conn::Postgres(c) => sqlx::query($crate::db::noted($sql))$(.bind($arg))*.execute(&mut *c).await.map(drop),
        }
    };
}

/// Adds a statement to what waits.
macro_rules! put {
    ($hand:ident, $sql:expr $(, $arg:expr)*) => {
        $hand.waiting.statement($crate::db::noted($sql));
        $($hand.waiting.bind($arg);)*
    };
}

/// Several questions at once, each as in [`one!`], [`opt!`], [`all!`] or [`lock!`] with its name before
/// it; the answers in a tuple. They are asked in this order, but none knows another's answer.
macro_rules! together {
    ($tx:expr; $($how:ident $row:ty, $sql:expr $(, $arg:expr)*);+ $(;)?) => {
        match $tx.conn() {
            $crate::db::Conn::Sqlite(hand) => {
                let mut count = 0;
                $(
                    $crate::db::put!(hand, $sql $(, $arg)*);
                    count += 1;
                )+
                match hand.run(count).await {
                    Ok(mut ran) => (|| Ok(($($crate::db::of_sqlite!($how, $row, ran.next())?),+)))(),
                    Err(error) => Err(error),
                }
            }
            $crate::db::Conn::Postgres(c) => {
                async { Ok(($($crate::db::of_postgres!($how, c, $row, $sql $(, $arg)*)?),+)) }.await
            }
        }
    };
}

macro_rules! of_sqlite {
    (one, $row:ty, $ran:expr) => {
        $crate::db::rows::fetch_one::<$row>($ran)
    };
    (opt, $row:ty, $ran:expr) => {
        $crate::db::rows::fetch_optional::<$row>($ran)
    };
    (lock, $row:ty, $ran:expr) => {
        $crate::db::rows::fetch_optional::<$row>($ran)
    };
    (all, $row:ty, $ran:expr) => {
        $crate::db::rows::fetch_all::<$row>($ran)
    };
}

macro_rules! of_postgres {
    (one, $($rest:tt)*) => { $crate::db::of_postgres!(@ fetch_one, $($rest)*) };
    (opt, $($rest:tt)*) => { $crate::db::of_postgres!(@ fetch_optional, $($rest)*) };
    (all, $($rest:tt)*) => { $crate::db::of_postgres!(@ fetch_all, $($rest)*) };
    (lock, $c:ident, $row:ty, $sql:expr $(, $arg:expr)*) => {
        $crate::db::of_postgres!(@ fetch_optional, $c, $row, concat!($sql, " for update") $(, $arg)*)
    };
    (@ $fetch:ident, $c:ident, $row:ty, $sql:expr $(, $arg:expr)*) => {
        sqlx::query_as::<_, $row>($crate::db::noted($sql))$(.bind($arg))*.$fetch(&mut *$c).await
    };
}

macro_rules! fetch {
    ($how:ident, $tx:expr, $row:ty, $sql:expr $(, $arg:expr)*) => {
        match $tx.conn() {
            $crate::db::Conn::Sqlite(hand) => {
                $crate::db::put!(hand, $sql $(, $arg)*);
                hand.run(1).await.and_then(|mut ran| $crate::db::of_sqlite!($how, $row, ran.next()))
            }
            $crate::db::Conn::Postgres(c) => $crate::db::of_postgres!($how, c, $row, $sql $(, $arg)*),
        }
    };
}

/// Exactly one row; none is an error.
macro_rules! one {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::fetch!(one, $tx, $row, $sql $(, $arg)*)
    };
}

/// One row or none.
macro_rules! opt {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::fetch!(opt, $tx, $row, $sql $(, $arg)*)
    };
}

/// Every row.
macro_rules! all {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::fetch!(all, $tx, $row, $sql $(, $arg)*)
    };
}

/// One row or none, kept from others until the end of the transaction. On SQLite the write
/// connection is the lock.
macro_rules! lock {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::fetch!(lock, $tx, $row, $sql $(, $arg)*)
    };
}

pub(crate) use {all, exec, fetch, later, lock, of_postgres, of_sqlite, one, opt, put, together};
