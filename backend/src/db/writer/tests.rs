//! What a shared commit must not change: all or nothing for each, and no answer before the disk.

use std::sync::atomic::{AtomicI64, Ordering};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions as _, Connection as _};

use tokio::task::JoinHandle;

use super::*;

/// A writer over a new file with one table, and the file's options for looking at it from outside.
async fn writer() -> (Writer, SqliteConnectOptions, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("turns.db"))
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal);
    let mut conn = options.connect().await.expect("a connection");
    let tables = "create table parents (id integer primary key);
                  create table turns (id integer primary key, parent integer references parents (id))";
    sqlx::query(tables).execute(&mut conn).await.expect("the tables");
    (Writer::new(conn), options, folder)
}

async fn write(turn: &mut Turn, id: i64) {
    sqlx::query("insert into turns (id) values ($1)").bind(id).execute(turn.conn()).await.expect("written");
}

/// What somebody else sees.
async fn seen(options: &SqliteConnectOptions) -> Vec<i64> {
    let mut outside = options.connect().await.expect("a connection");
    let ids = sqlx::query_scalar("select id from turns order by id").fetch_all(&mut outside).await;
    outside.close().await.expect("it closes");
    ids.expect("the ids")
}

/// Waits until so many are in line or done, while the writer is held by somebody.
async fn lined_up(asked: &AtomicI64, count: i64) {
    while asked.load(Ordering::SeqCst) < count {
        tokio::task::yield_now().await;
    }
    // between counting and standing in line there is nothing to wait for
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

/// Somebody who stands in line for a turn; counted before they do.
fn in_line<T, F>(
    writer: &Writer,
    asked: &Arc<AtomicI64>,
    with: impl FnOnce(Turn) -> F + Send + 'static,
) -> JoinHandle<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send,
{
    let (writer, asked) = (writer.clone(), asked.clone());
    tokio::spawn(async move {
        asked.fetch_add(1, Ordering::SeqCst);
        with(writer.turn().await.expect("a turn")).await
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_each_is_kept_or_taken_back_alone() {
    let (writer, options, _folder) = writer().await;
    let tasks: Vec<_> = (0..300_i64)
        .map(|id| {
            let (writer, options) = (writer.clone(), options.clone());
            tokio::spawn(async move {
                let mut turn = writer.turn().await.expect("a turn");
                write(&mut turn, id).await;
                if id % 3 == 0 {
                    // given up half-way, as by an error
                    return;
                }
                turn.commit(Together::default(), || ()).await.expect("committed");
                if id % 50 == 1 {
                    assert!(seen(&options).await.contains(&id), "{id} was answered before it was on disk");
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic");
    }
    assert_eq!(seen(&options).await, (0..300).filter(|id| id % 3 != 0).collect::<Vec<_>>());
}

#[tokio::test]
async fn those_who_wait_share_a_commit_and_nobody_is_answered_before_it() {
    let (writer, options, _folder) = writer().await;
    let (asked, answered) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
    let mut first = writer.turn().await.expect("a turn");
    let tasks: Vec<_> = (1..=5_i64)
        .map(|id| {
            let answered = answered.clone();
            in_line(&writer, &asked, move |mut turn| async move {
                write(&mut turn, id).await;
                if id == 5 {
                    assert_eq!(answered.load(Ordering::SeqCst), 0, "somebody was answered before the commit");
                }
                turn.commit(Together::default(), || ()).await.expect("committed");
                answered.fetch_add(1, Ordering::SeqCst);
            })
        })
        .collect();
    lined_up(&asked, 5).await;
    write(&mut first, 0).await;
    first.commit(Together::default(), || ()).await.expect("committed");
    for task in tasks {
        task.await.expect("no panic");
    }
    assert_eq!(seen(&options).await, [0, 1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_commit_that_fails_fails_everybody_who_shares_it_and_the_next_begins_anew() {
    let (writer, options, _folder) = writer().await;
    let asked = Arc::new(AtomicI64::new(0));
    let mut first = writer.turn().await.expect("a turn");
    let other = in_line(&writer, &asked, |mut turn| async move {
        write(&mut turn, 2).await;
        turn.commit(Together::default(), || ()).await
    });
    lined_up(&asked, 1).await;
    // refers to nobody, which is found out at the commit
    sqlx::query("pragma defer_foreign_keys = on").execute(first.conn()).await.expect("deferred");
    sqlx::query("insert into turns (id, parent) values (1, 99)")
        .execute(first.conn())
        .await
        .expect("written");
    first.commit(Together::default(), || ()).await.expect_err("the commit breaks a foreign key");
    other.await.expect("no panic").expect_err("and takes along who shared it");
    assert!(seen(&options).await.is_empty());

    let mut turn = writer.turn().await.expect("a turn");
    write(&mut turn, 3).await;
    turn.commit(Together::default(), || ()).await.expect("committed");
    assert_eq!(seen(&options).await, [3]);
}

#[tokio::test]
async fn a_transaction_that_the_database_ended_is_told_to_all_and_does_not_stop_the_next() {
    let (writer, options, _folder) = writer().await;
    let asked = Arc::new(AtomicI64::new(0));
    let mut first = writer.turn().await.expect("a turn");
    let breaker = in_line(&writer, &asked, |mut turn| async move {
        // what a full disk does
        sqlx::query("rollback").execute(turn.conn()).await.expect("ended");
    });
    lined_up(&asked, 1).await;
    let next = in_line(&writer, &asked, |mut turn| async move {
        write(&mut turn, 3).await;
        turn.commit(Together::default(), || ()).await
    });
    lined_up(&asked, 2).await;
    write(&mut first, 1).await;
    first.commit(Together::default(), || ()).await.expect_err("what it wrote is gone");
    breaker.await.expect("no panic");
    next.await.expect("no panic").expect("it had nothing to do with it");

    let mut turn = writer.turn().await.expect("a turn");
    write(&mut turn, 2).await;
    turn.commit(Together::default(), || ()).await.expect("committed");
    assert_eq!(seen(&options).await, [2, 3]);
}

#[tokio::test]
async fn who_stops_waiting_for_the_answer_is_kept_and_holds_nobody_up() {
    let (writer, options, _folder) = writer().await;
    let asked = Arc::new(AtomicI64::new(0));
    let mut first = writer.turn().await.expect("a turn");
    write(&mut first, 1).await;
    let waiting = in_line(&writer, &asked, |turn| async move { drop(turn) });
    lined_up(&asked, 1).await;
    let told = Arc::new(AtomicI64::new(0));
    let answer = tokio::spawn(first.commit(Together::default(), {
        let told = told.clone();
        move || {
            told.fetch_add(1, Ordering::SeqCst);
        }
    }));
    tokio::task::yield_now().await;
    answer.abort();
    waiting.await.expect("no panic");
    let mut turn = writer.turn().await.expect("a turn");
    write(&mut turn, 2).await;
    turn.commit(Together::default(), || ()).await.expect("committed");
    assert_eq!(seen(&options).await, [1, 2]);
    assert_eq!(told.load(Ordering::SeqCst), 1, "what follows a commit does not need a listener");
}

#[tokio::test]
async fn a_turn_given_up_alone_leaves_no_transaction_open() {
    let (writer, options, _folder) = writer().await;
    let mut turn = writer.turn().await.expect("a turn");
    write(&mut turn, 1).await;
    drop(turn);
    let mut alone = writer.alone().await.expect("the connection");
    sqlx::query("pragma wal_checkpoint(truncate)")
        .execute(alone.conn())
        .await
        .expect("no transaction is open");
    drop(alone);
    assert!(seen(&options).await.is_empty());
    writer.close().await;
    assert!(matches!(writer.turn().await, Err(sqlx::Error::PoolClosed)));
}
