//! What the file system and SQLite do with nothing around them, on one thread.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::Failure;

/// The pages that are written over and over, as SQLite does with its log.
const PAGES: u64 = 1_000;
const PAGE: [u8; 4_096] = [0x5a; 4_096];

/// A file of one's own, and a database of one's own, in the folder that is measured.
pub struct Disk {
    file: File,
    database: Connection,
    last: i64,
}

impl Disk {
    /// Makes both.
    pub fn new(folder: &Path) -> Result<Self, Failure> {
        let mut file = File::create(folder.join("pages.bin"))?;
        for _ in 0..PAGES {
            file.write_all(&PAGE)?;
        }
        file.sync_all()?;
        let database = Connection::open(folder.join("limit.db"))?;
        database.execute_batch(
            "pragma journal_mode = wal;
             pragma synchronous = full;
             create table t (id integer primary key, at integer not null, words text not null) strict;",
        )?;
        Ok(Self { file, database, last: 0 })
    }

    /// 4 KiB written and `fdatasync`, a second.
    pub fn syncs(&mut self, time: Duration) -> Result<f64, Failure> {
        let began = Instant::now();
        let mut count = 0;
        while began.elapsed() < time {
            self.file.seek(SeekFrom::Start(count % PAGES * 4_096))?;
            self.file.write_all(&PAGE)?;
            self.file.sync_data()?;
            count += 1;
        }
        Ok(count as f64 / began.elapsed().as_secs_f64())
    }

    /// Rows inserted durably a second, so many a commit.
    pub fn inserts(&mut self, time: Duration, rows: usize) -> Result<f64, Failure> {
        let began = Instant::now();
        let mut count = 0_usize;
        while began.elapsed() < time {
            if rows == 1 {
                // by itself a statement is a transaction
                insert(&self.database, &mut self.last)?;
            } else {
                let tx = self.database.transaction()?;
                for _ in 0..rows {
                    insert(&tx, &mut self.last)?;
                }
                tx.commit()?;
            }
            count += rows;
        }
        Ok(count as f64 / began.elapsed().as_secs_f64())
    }
}

fn insert(database: &Connection, last: &mut i64) -> Result<(), Failure> {
    *last += 1;
    let row = (*last, 1_795_399_200_000_i64, "厨房的水管漏水，柜子下面已经湿了");
    database.prepare_cached("insert into t (id, at, words) values (?1, ?2, ?3)")?.execute(row)?;
    Ok(())
}
