//! What waits is run in its place, once, and its errors are told.

use super::*;
use crate::db::Db;

async fn db() -> (Db, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(&format!("sqlite:{}", folder.path().join("together.db").display())).await;
    let db = db.expect("a database");
    let mut tx = db.begin().await.expect("a transaction");
    exec!(tx, "create table notes (id integer primary key, words text not null)").expect("a table");
    tx.commit().await.expect("committed");
    (db, folder)
}

async fn noted(db: &Db) -> Vec<(i64, String)> {
    let mut tx = db.read().await.expect("a transaction");
    all!(tx, (i64, String), "select id, words from notes order by id").expect("the notes")
}

fn note(id: i64, words: &str) -> (i64, String) {
    (id, words.to_owned())
}

#[test]
fn arguments_are_counted_on() {
    let mut all = String::new();
    renumbered(&mut all, "select $1, $12, $1, '$', '$.key' where a = $3", 7);
    assert_eq!(all, "select $8, $19, $8, '$', '$.key' where a = $10");
}

#[tokio::test]
async fn what_waits_comes_before_what_is_asked_and_with_the_commit() {
    let (db, _folder) = db().await;
    let mut tx = db.begin().await.expect("a transaction");
    later!(tx, "insert into notes (id, words) values ($1, $2)", 1_i64, "one").expect("waits");
    later!(tx, "update notes set words = $2 || $2 where id = $1", 1_i64, "two").expect("waits");
    let (words,) = one!(tx, (String,), "select words from notes where id = $1", 1_i64).expect("a row");
    assert_eq!(words, "twotwo");
    later!(tx, "insert into notes (id, words) values ($1, $2)", 2_i64, "three").expect("waits");
    let touched = exec!(tx, "update notes set words = $1", "four").expect("an update");
    assert_eq!(touched, 2, "of the last statement, not of all");
    later!(tx, "insert into notes (id, words) values ($1, $2)", 3_i64, "five").expect("waits");
    tx.commit().await.expect("committed");
    assert_eq!(noted(&db).await, [note(1, "four"), note(2, "four"), note(3, "five")]);
}

#[tokio::test]
async fn each_question_has_its_own_answer() {
    let (db, _folder) = db().await;
    let mut tx = db.begin().await.expect("a transaction");
    for id in 1..=3_i64 {
        later!(tx, "insert into notes (id, words) values ($1, $2)", id, "words").expect("waits");
    }
    let (count, none, ids) = together!(
        tx;
        one (i64,), "select count(*) from notes where words = $1", "words";
        opt (i64,), "select id from notes where id = $1", 9_i64;
        all (i64,), "select id from notes where id > $1 and words = $2 order by id", 1_i64, "words";
    )
    .expect("answers");
    assert_eq!((count, none, ids), ((3,), None, vec![(2,), (3,)]));
    let missing = together!(
        tx;
        all (i64,), "select id from notes";
        one (i64,), "select id from notes where id = $1", 9_i64;
    );
    assert!(matches!(missing, Err(sqlx::Error::RowNotFound)));
}

#[tokio::test]
async fn an_error_of_what_waits_is_told_and_nothing_is_kept() {
    let (db, _folder) = db().await;
    let mut tx = db.begin().await.expect("a transaction");
    later!(tx, "insert into notes (id, words) values ($1, $2)", 1_i64, "one").expect("waits");
    later!(tx, "insert into notes (id, words) values ($1, $2)", 1_i64, "twice").expect("waits");
    tx.commit().await.expect_err("the second cannot be written");
    assert!(noted(&db).await.is_empty());

    let mut tx = db.begin().await.expect("a transaction");
    later!(tx, "insert into notes (id, words) values ($1, $2)", 2_i64, "two").expect("waits");
    drop(tx);
    let mut tx = db.begin().await.expect("a transaction");
    later!(tx, "insert into notes (id, words) values ($1, $2)", 3_i64, "three").expect("waits");
    tx.commit().await.expect("the one before does not stand in the way");
    assert_eq!(noted(&db).await, [note(3, "three")]);
}

#[tokio::test]
async fn much_that_waits_is_handed_over_in_pieces() {
    let (db, _folder) = db().await;
    let mut tx = db.begin().await.expect("a transaction");
    for id in 1..=100_i64 {
        later!(tx, "insert into notes (id, words) values ($1, $2)", id, "words").expect("waits");
        assert!(tx.waiting.count < WAITING_MAX);
    }
    tx.commit().await.expect("committed");
    assert_eq!(noted(&db).await.len(), 100);
}

#[tokio::test]
async fn after_a_statement_that_failed_nothing_is_committed() {
    let (db, _folder) = db().await;
    let mut tx = db.begin().await.expect("a transaction");
    later!(tx, "insert into notes (id, words) values ($1, $2)", 1_i64, "one").expect("waits");
    exec!(tx, "insert into notes (id, words) values ($1, $2)", 1_i64, "twice").expect_err("taken");
    all!(tx, (i64,), "select id from notes").expect_err("the transaction is over");
    tx.commit().await.expect_err("half of it must not be kept");
    assert!(noted(&db).await.is_empty());
}

#[tokio::test]
async fn nothing_waits_where_nothing_is_committed() {
    let (db, _folder) = db().await;
    for mut tx in [db.read().await.expect("a transaction"), db.look().await.expect("a connection")] {
        later!(tx, "insert into notes (id, words) values ($1, $2)", 1_i64, "one").expect_err("it only reads");
    }
}
