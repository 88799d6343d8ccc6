//! A database for one test: a file in a temp folder, or a copy of a migrated template on the
//! PostgreSQL server of `LINLI_TEST_POSTGRES`. Both are gone when the test is.

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

use crate::db::Db;

const NO_SERVER: &str = "LINLI_TEST_POSTGRES is not set, and this test is about PostgreSQL. \
    Run it as: scripts/with-postgres.sh cargo nextest run -p backend";

/// Keeps processes that make the template at the same time apart.
const TEMPLATE_LOCK: i64 = 0x11_4c_1e_e7;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    Sqlite,
    /// A database on a server.
    Postgres,
}

/// A database that is removed with this value.
#[derive(Debug)]
pub struct TestDb(Place);

#[derive(Debug)]
enum Place {
    File(tempfile::TempDir),
    Server { server: String, name: String },
}

impl TestDb {
    /// Makes and migrates one.
    pub async fn new(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let folder = tempfile::tempdir().expect("a temp folder");
                let made = Self(Place::File(folder));
                let db = made.open().await;
                db.migrate().await.expect("SQLite is migrated");
                db.close().await;
                made
            }
            Kind::Postgres => {
                let server = std::env::var("LINLI_TEST_POSTGRES").expect(NO_SERVER);
                let mut root = PgConnection::connect(&server).await.expect("the test server answers");
                let template = template(&mut root, &server).await;
                let name = format!("linli_test_{}", uuid::Uuid::now_v7().simple());
                run(&mut root, format!("create database {name} template {template}")).await;
                Self(Place::Server { server, name })
            }
        }
    }

    /// A pool of its own on it, as another server would have.
    pub async fn open(&self) -> Db {
        Db::open(&self.url()).await.expect("the test database opens")
    }

    /// Its address, for a server that is started on it.
    #[must_use]
    pub fn url(&self) -> String {
        match &self.0 {
            Place::File(folder) => format!("sqlite:{}", folder.path().join("linli.db").display()),
            Place::Server { server, name } => with_database(server, name),
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let Place::Server { server, name } = &self.0 else { return };
        let (server, name) = (server.clone(), name.clone());
        // a runtime of its own: the one of the test may be shutting down
        let dropped = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let mut root = PgConnection::connect(&server).await.expect("the test server answers");
                run(&mut root, format!("drop database if exists {name} with (force)")).await;
            });
        })
        .join();
        if dropped.is_err() {
            eprintln!("a test database was left behind");
        }
    }
}

/// The migrated template, made once a server and set of migrations.
async fn template(root: &mut PgConnection, server: &str) -> String {
    let name = format!("linli_template_{}", &Db::migrations_mark()[..16]);
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut *root).await.expect("a lock");
    let known: Option<(i32,)> = sqlx::query_as("select 1 from pg_database where datname = $1")
        .bind(&name)
        .fetch_optional(&mut *root)
        .await
        .expect("a list of databases");
    if known.is_none() {
        // under another name until it is whole
        let draft = format!("{name}_draft");
        run(root, format!("drop database if exists {draft} with (force)")).await;
        run(root, format!("create database {draft}")).await;
        let db = Db::open(&with_database(server, &draft)).await.expect("the template opens");
        db.migrate().await.expect("PostgreSQL is migrated");
        db.close().await;
        run(root, format!("alter database {draft} rename to {name}")).await;
    }
    sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(root).await.expect("an unlock");
    name
}

/// Statements about whole databases take no arguments; the names are made here.
async fn run(root: &mut PgConnection, sql: String) {
    root.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.expect("the server does as it is told");
}

/// The same server, another database.
fn with_database(server: &str, name: &str) -> String {
    let (address, options) = match server.split_once('?') {
        Some((address, options)) => (address, format!("?{options}")),
        None => (server, String::new()),
    };
    let (scheme, rest) = address.split_once("://").expect("an address begins with postgres://");
    let host = rest.split('/').next().unwrap_or(rest);
    format!("{scheme}://{host}/{name}{options}")
}
