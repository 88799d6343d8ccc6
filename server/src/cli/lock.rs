//! A SQLite database belongs to one server at a time. The lock is the system's own and ends with the
//! process, however that ends.

use std::fs::{File, TryLockError};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::Failure;

/// Held for as long as it lives.
#[derive(Debug)]
pub struct Held(#[expect(dead_code, reason = "the lock ends when the file is closed")] File);

/// Takes the lock beside a database file.
pub fn take(database: &Path) -> Result<Held, Failure> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(&path)
        .map_err(|error| format!("the lock {} cannot be made: {error}", Path::new(&path).display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Held(file)),
        Err(TryLockError::WouldBlock) => {
            Err(format!("another server runs on {}; stop it first", database.display()).into())
        }
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
