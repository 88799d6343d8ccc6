//! The limit of the framework: Axum, sqlx on SQLite, and either one row put into HTML by hand or
//! fifty rendered by Leptos. No sessions, no permissions, no middleware, no log.

use std::path::Path;

use axum::extract::{Path as Segment, State};
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use leptos::prelude::*;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};

use crate::Failure;

/// Rows in the table.
pub const ROWS: i64 = 10_000;
/// Rows of the list.
const LIST: i64 = 50;

#[derive(Clone, sqlx::FromRow)]
struct Row {
    id: i64,
    title: String,
    place: String,
    state: String,
    words: String,
}

/// Makes the database.
pub fn fill(database: &Path) -> Result<(), Failure> {
    let mut open = rusqlite::Connection::open(database)?;
    open.execute_batch(
        "pragma journal_mode = wal;
         create table t (id integer primary key, title text not null, place text not null,
                         state text not null, words text not null) strict;",
    )?;
    let tx = open.transaction()?;
    for id in 1..=ROWS {
        let row = (id, format!("修水管 {id}"), "盐都新村 3 栋", "待派单", "厨房的水管漏水，柜子下面已经湿了");
        tx.prepare_cached("insert into t values (?1, ?2, ?3, ?4, ?5)")?.execute(row)?;
    }
    tx.commit()?;
    Ok(())
}

/// Serves until it is killed; the address is its first line.
pub async fn serve(database: &Path) -> Result<(), Failure> {
    let options = SqliteConnectOptions::new().filename(database).journal_mode(SqliteJournalMode::Wal);
    // as many readers as the real server has
    let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
    let app =
        axum::Router::new().route("/row/{id}", get(row)).route("/list/{id}", get(list)).with_state(pool);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("The bare server is at http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

async fn row(State(pool): State<SqlitePool>, Segment(id): Segment<i64>) -> Result<Html<String>, StatusCode> {
    let row: Row = sqlx::query_as("select id, title, place, state, words from t where id = $1")
        .bind(id)
        .fetch_one(&pool)
        .await
        .map_err(|_| StatusCode::NOT_FOUND)?;
    let Row { id, title, place, state, words } = row;
    Ok(Html(format!(
        "<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><title>{title}</title><h1>{title}</h1>\
         <p>{place} · {state}</p><p>{words}</p><a href=/row/{id}>{id}</a></html>"
    )))
}

async fn list(State(pool): State<SqlitePool>, Segment(id): Segment<i64>) -> Result<Html<String>, StatusCode> {
    let rows: Vec<Row> =
        sqlx::query_as("select id, title, place, state, words from t where id >= $1 order by id limit $2")
            .bind(id)
            .bind(LIST)
            .fetch_all(&pool)
            .await
            .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Html(rendered(rows)))
}

/// About 20 kB, as the list of performance.md is.
fn rendered(rows: Vec<Row>) -> String {
    let line = |row: Row| {
        view! {
            <li class="list-row" data-state="wait">
                <a class="list-row-link" href=format!("/orders/{}", row.id)>
                    <span class="list-row-title">{row.title}</span>
                    <span class="list-row-meta">{row.place}</span>
                </a>
                <span class="state-badge" data-tone="wait">{row.state}</span>
                <p class="list-row-words">{row.words}</p>
            </li>
        }
    };
    Owner::new().with(|| {
        view! {
            <!DOCTYPE html>
            <html lang="zh-CN">
                <head>
                    <meta charset="utf-8" />
                    <title>"点单"</title>
                </head>
                <body>
                    <main class="page">
                        <h1>"点单"</h1>
                        <ul class="list">{rows.into_iter().map(line).collect_view()}</ul>
                    </main>
                </body>
            </html>
        }
        .to_html()
    })
}
