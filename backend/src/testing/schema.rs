//! Looking at the database itself, past the stores: for tests of the schema.

use std::collections::BTreeSet;

use sqlx::{AssertSqlSafe, Executor as _, SqlSafeStr as _};

use super::World;
use crate::db::{Conn, all};

impl World {
    /// Every column: table, name, whether it may be null.
    pub async fn columns(&self) -> BTreeSet<(String, String, bool)> {
        let mut tx = self.ctx.db.read().await.expect("a transaction");
        let rows = match tx.conn() {
            Conn::Sqlite(_) => all!(
                tx,
                (String, String, bool),
                "select m.name, c.name, c.\"notnull\" = 0 and c.pk = 0
                 from sqlite_master m
                 join pragma_table_info(m.name) c
                 where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like '_sqlx_%'"
            ),
            Conn::Postgres(_) => all!(
                tx,
                (String, String, bool),
                "select cast(table_name as text), cast(column_name as text), is_nullable = 'YES'
                 from information_schema.columns
                 where table_schema = 'public' and table_name not like '\\_sqlx\\_%'"
            ),
        };
        rows.expect("a list of columns").into_iter().collect()
    }

    /// Every named index, with whether it is unique.
    pub async fn indexes(&self) -> BTreeSet<(String, bool)> {
        let mut tx = self.ctx.db.read().await.expect("a transaction");
        let rows = match tx.conn() {
            Conn::Sqlite(_) => all!(
                tx,
                (String, bool),
                "select m.name, i.\"unique\"
                 from sqlite_master m
                 join pragma_index_list(m.tbl_name) i on i.name = m.name
                 where m.type = 'index' and m.sql is not null"
            ),
            Conn::Postgres(_) => all!(
                tx,
                (String, bool),
                "select cast(c.relname as text), i.indisunique
                 from pg_index i
                 join pg_class c on c.oid = i.indexrelid
                 join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'public' and c.relname not like '\\_sqlx\\_%'
                   and not exists (select 1 from pg_constraint k where k.conindid = c.oid)"
            ),
        };
        rows.expect("a list of indexes").into_iter().collect()
    }

    /// Runs a statement that no store has, and commits it.
    ///
    /// # Errors
    /// What the database refuses.
    pub async fn raw(&self, sql: &str) -> sqlx::Result<u64> {
        let mut tx = self.ctx.db.begin().await?;
        let sql = AssertSqlSafe(sql.to_owned());
        let done = match tx.conn() {
            Conn::Sqlite(hand) => sqlx::query(sql).execute(&mut *hand.conn).await?.rows_affected(),
            Conn::Postgres(c) => sqlx::query(sql).execute(&mut *c).await?.rows_affected(),
        };
        tx.commit().await?;
        Ok(done)
    }

    /// Prepares a statement without running it.
    ///
    /// # Errors
    /// What is wrong with it in this database.
    pub async fn prepare(&self, sql: &str) -> sqlx::Result<()> {
        let mut tx = self.ctx.db.begin().await?;
        let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
        match tx.conn() {
            Conn::Sqlite(hand) => (&mut *hand.conn).prepare(sql).await.map(drop),
            Conn::Postgres(c) => (&mut *c).prepare(sql).await.map(drop),
        }
    }
}
