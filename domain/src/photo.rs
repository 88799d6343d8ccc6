//! Pictures that go with an order: how many, how large, and what stands for one that was taken in.

use serde::{Deserialize, Serialize};

use crate::id::PhotoId;

/// Pictures that go with one form.
pub const PHOTOS_MAX: usize = 6;
/// The largest file of a picture as it is sent, in bytes (trust.md H2).
pub const PHOTO_BYTES_MAX: u64 = 10 * 1024 * 1024;

/// A picture that was taken in and may go with something that is about to happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Its id. Left out where two intentions are compared: a form that is sent again brings its
    /// pictures again, and they get new ids.
    #[serde(skip_serializing)]
    pub id: PhotoId,
    /// SHA-256 of the file as it was sent, in hex: the same file is the same picture.
    pub digest: String,
}
