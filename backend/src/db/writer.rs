//! SQLite's one writer, taken in turns, and one commit for all who wait.
//!
//! A commit waits for the disk; with one each, those who wait for the writer wait for the disk as
//! often as there are people before them. So whoever is done hands the writer on with the
//! transaction still open and gets in line again: the first to have it back commits for everybody
//! who was done since, and only then is anybody answered. Alone, that is at once.
//!
//! Each turn is a savepoint: what one leaves unfinished is taken back without the others. Whoever
//! reads in a turn sees what earlier turns have done but not committed, so a "yes" is given after
//! [`Turn::commit`] even when nothing was written.
//!
//! Whatever opens or ends a turn runs to its end, also when nobody waits for it any more. Until then
//! it has to be polled or dropped: a commit that is held and not polled holds everybody up.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::together::Together;

/// So many turns share a commit at most.
const TURNS_MAX: usize = 64;

/// How long somebody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(10);

const BEGIN: &str = "begin immediate; savepoint turn";
/// Keeps what a turn has written, and is ready for the next.
const KEEP: [&str; 2] = ["release turn", "savepoint turn"];
const TAKE_BACK: &str = "rollback to turn";
const COMMIT: &str = "commit";
const TAKE_BACK_AND_COMMIT: &str = "rollback to turn; commit";
const ROLLBACK: &str = "rollback";

/// The write connection.
#[derive(Debug, Clone)]
pub(super) struct Writer(Arc<Mutex<Desk>>);

#[derive(Debug)]
struct Desk {
    /// None once it is closed.
    conn: Option<SqliteConnection>,
    last: Last,
    /// Those whose turns wait for the commit.
    done: Vec<oneshot::Sender<Result<(), String>>>,
}

/// How the turn before ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing is open.
    Committed,
    /// Its writes are kept, for the commit.
    Done,
    /// Its writes are to be taken back.
    Unfinished,
}

/// The writer, while one command has it. Taken back when dropped.
#[derive(Debug)]
pub(super) struct Turn {
    /// None once it is handed on.
    desk: Option<OwnedMutexGuard<Desk>>,
    writer: Writer,
}

impl Writer {
    pub(super) fn new(conn: SqliteConnection) -> Self {
        Self(Arc::new(Mutex::new(Desk { conn: Some(conn), last: Last::Committed, done: Vec::new() })))
    }

    /// Waits for the writer and opens a turn.
    pub(super) async fn turn(&self) -> sqlx::Result<Turn> {
        let writer = self.clone();
        let desk = tokio::time::timeout(PATIENCE, writer.0.clone().lock_owned());
        let mut desk = desk.await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        uncancelled(async move {
            desk.open().await?;
            Ok(Turn { desk: Some(desk), writer })
        })
        .await
    }

    /// The connection outside of every transaction, for what cannot run in one.
    pub(super) async fn alone(&self) -> sqlx::Result<Turn> {
        let writer = self.clone();
        uncancelled(async move {
            let mut desk = writer.0.clone().lock_owned().await;
            desk.settle().await;
            desk.conn()?;
            Ok(Turn { desk: Some(desk), writer })
        })
        .await
    }

    /// Closes the connection; who comes later is told so.
    pub(super) async fn close(&self) {
        let writer = self.clone();
        let closed = uncancelled(async move {
            let mut desk = writer.0.lock_owned().await;
            desk.settle().await;
            match desk.conn.take() {
                Some(conn) => conn.close().await,
                None => Ok(()),
            }
        });
        // the file is whole without it: what could not be folded in stays in the log beside it
        let _ = closed.await;
    }
}

impl Desk {
    fn conn(&mut self) -> sqlx::Result<&mut SqliteConnection> {
        self.conn.as_mut().ok_or(sqlx::Error::PoolClosed)
    }

    async fn run(&mut self, sql: &'static str) -> sqlx::Result<()> {
        sqlx::query(sql).execute(self.conn()?).await.map(|_| ())
    }

    async fn open(&mut self) -> sqlx::Result<()> {
        if self.last == Last::Unfinished
            && let Err(error) = self.run(TAKE_BACK).await
        {
            // the transaction is gone, and with it what the turns before had done, but not this one
            self.fail(&error).await;
        }
        if self.last == Last::Committed
            && let Err(error) = self.run(BEGIN).await
        {
            self.fail(&error).await;
            return Err(error);
        }
        // until it is said otherwise
        self.last = Last::Unfinished;
        Ok(())
    }

    /// Commits for everybody who is done, and tells them.
    async fn settle(&mut self) {
        if self.last == Last::Committed {
            return;
        }
        let settled = match self.last {
            _ if self.done.is_empty() => self.run(ROLLBACK).await,
            Last::Unfinished => self.run(TAKE_BACK_AND_COMMIT).await,
            _ => self.run(COMMIT).await,
        };
        match settled {
            Ok(()) => {
                self.last = Last::Committed;
                for done in self.done.drain(..) {
                    // whoever does not wait any more does not need the answer
                    let _ = done.send(Ok(()));
                }
            }
            Err(error) => self.fail(&error).await,
        }
    }

    /// Nothing of this transaction has happened: everybody who waits for it is told.
    async fn fail(&mut self, error: &sqlx::Error) {
        // it may be over already: some errors end it
        let _ = self.run(ROLLBACK).await;
        self.last = Last::Committed;
        for done in self.done.drain(..) {
            let _ = done.send(Err(error.to_string()));
        }
    }
}

impl Turn {
    pub(super) fn conn(&mut self) -> &mut SqliteConnection {
        let conn = self.desk.as_mut().and_then(|desk| desk.conn.as_mut());
        conn.expect("a turn has the desk, and the desk its connection, until it is handed on")
    }

    /// Returns when what was written is on disk. `then` runs after that, whether or not somebody still
    /// waits for the answer.
    ///
    /// `rest` is what still waits to be handed over.
    pub(super) async fn commit(
        mut self,
        mut rest: Together,
        then: impl FnOnce() + Send + 'static,
    ) -> sqlx::Result<()> {
        uncancelled(async move {
            KEEP.into_iter().for_each(|sql| rest.statement(sql));
            rest.run(self.conn()).await?;
            let writer = self.writer.clone();
            let Some(mut desk) = self.desk.take() else { return Err(sqlx::Error::PoolClosed) };
            let (done, mut answer) = oneshot::channel();
            desk.done.push(done);
            desk.last = Last::Done;
            if desk.done.len() < TURNS_MAX {
                // to the end of the line: whoever stands in it now goes before the commit
                drop(desk);
                tokio::select! {
                    biased;
                    answer = &mut answer => return told(answer).map(|()| then()),
                    again = writer.0.lock_owned() => desk = again,
                }
            }
            // somebody may have settled it in the moment between
            if answer.is_empty() {
                desk.settle().await;
            }
            drop(desk);
            told(answer.await).map(|()| then())
        })
        .await
    }
}

fn told(answer: Result<Result<(), String>, oneshot::error::RecvError>) -> sqlx::Result<()> {
    match answer {
        Ok(Ok(())) => Ok(()),
        Ok(Err(why)) => Err(sqlx::Error::Protocol(format!("the shared commit failed: {why}"))),
        Err(_) => Err(sqlx::Error::WorkerCrashed),
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(desk) = self.desk.take() else { return };
        // whoever is done commits, and takes this turn back in passing; with nobody there, somebody must
        if desk.last != Last::Committed
            && desk.done.is_empty()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            drop(desk);
            let writer = self.writer.clone();
            runtime.spawn(async move {
                let mut desk = writer.0.lock_owned().await;
                if desk.done.is_empty() {
                    desk.settle().await;
                }
            });
        }
    }
}

/// Runs to its end: when nobody waits for it any more, in a task of its own.
fn uncancelled<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Uncancelled<T> {
    Uncancelled { work: Some(Box::pin(work)), begun: false }
}

struct Uncancelled<T: Send + 'static> {
    /// None once it has ended.
    work: Option<Pin<Box<dyn Future<Output = T> + Send>>>,
    begun: bool,
}

impl<T: Send + 'static> Future for Uncancelled<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        self.begun = true;
        let work = self.work.as_mut().expect("it is not polled after its end");
        let answer = ready!(work.as_mut().poll(cx));
        self.work = None;
        Poll::Ready(answer)
    }
}

impl<T: Send + 'static> Drop for Uncancelled<T> {
    fn drop(&mut self) {
        if let Some(work) = self.work.take()
            && self.begun
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(async move { drop(work.await) });
        }
    }
}

#[cfg(test)]
mod tests;
