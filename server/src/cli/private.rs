//! What only this user of the machine may read: numbers, doors and secrets lie in these files.

use std::fs::{DirBuilder, File};
use std::io::{ErrorKind, Result};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

/// Makes a folder, with those above it, where it is missing. One that is there stays as it is.
pub fn folder(path: &Path) -> Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Makes an empty file; its name must be free. SQLite takes it for a new database, and gives the files it
/// keeps beside it the same rights.
pub fn file(path: &Path) -> Result<File> {
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

/// The same where it is missing.
pub fn file_if_missing(path: &Path) -> Result<()> {
    match file(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}
