//! Where the bytes of pictures lie: a folder here, or whatever else `object_store` reaches. The
//! names of the files are the random ids of the pictures, and say nothing.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use domain::id::PhotoId;
use domain::photo::PHOTO_BYTES_MAX;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt as _};
use tokio::sync::Semaphore;

use super::{Drawn, Unfit, draw};
use crate::error::{Error, Result};
use crate::hash;

/// Which of the two files of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// To look at.
    Large,
    /// For the page.
    Small,
}

impl Size {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Large, Self::Small];
}

/// The place of all pictures, and the one hand that draws them. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Photos {
    store: Option<Arc<dyn ObjectStore>>,
    /// One at a time: a decoded picture can take 128 MiB.
    hand: Arc<Semaphore>,
}

impl Photos {
    fn over(store: Option<Arc<dyn ObjectStore>>) -> Self {
        Self { store, hand: Arc::new(Semaphore::new(1)) }
    }

    /// No place: a command that touches no picture needs none.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::over(None)
    }

    /// In memory, for tests: gone with the process.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::over(Some(Arc::new(InMemory::new())))
    }

    /// In a folder, for this user of the machine only; it is made when it is missing. What was put
    /// there is on the disk for good.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn in_folder(folder: &Path) -> Result<Self> {
        use std::os::unix::fs::DirBuilderExt as _;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| Error::internal("making the folder of pictures", error))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(fault)?.with_fsync(true);
        Ok(Self::over(Some(Arc::new(store))))
    }

    /// Reads what was sent and draws it anew, with the digest of what came. One picture after the
    /// other, in a thread of its own.
    ///
    /// # Errors
    /// When it cannot be read at all; what is no picture is no error but [`Unfit`].
    pub async fn draw(
        &self,
        sent: impl Read + Send + 'static,
    ) -> Result<std::result::Result<(Drawn, String), Unfit>> {
        let turn = self.hand.clone().acquire_owned().await;
        let turn = turn.map_err(|error| Error::internal("waiting to draw a picture", error))?;
        let work = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let mut bytes = Vec::new();
            sent.take(PHOTO_BYTES_MAX + 1).read_to_end(&mut bytes)?;
            if bytes.len() as u64 > PHOTO_BYTES_MAX {
                return Ok(Err(Unfit::TooLarge));
            }
            Ok(draw(&bytes).map(|drawn| (drawn, hash::sha256(&bytes))))
        });
        match work.await {
            Ok(done) => done.map_err(|error: std::io::Error| Error::internal("reading a picture", error)),
            Err(_) => {
                // the file has found a fault of a decoder; the process goes on
                tracing::error!("a decoder fell over a picture");
                Ok(Err(Unfit::NotAPicture))
            }
        }
    }

    /// Keeps both files of a picture.
    ///
    /// # Errors
    /// When the place fails.
    pub async fn put(&self, id: PhotoId, drawn: Drawn) -> Result<()> {
        for (size, bytes) in [(Size::Large, drawn.large), (Size::Small, drawn.small)] {
            self.store()?.put(&key(id, size), bytes.into()).await.map_err(fault)?;
        }
        Ok(())
    }

    /// One file of a picture, if it is there.
    ///
    /// # Errors
    /// When the place fails.
    pub async fn get(&self, id: PhotoId, size: Size) -> Result<Option<Vec<u8>>> {
        match self.store()?.get(&key(id, size)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(fault)?.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }

    /// The length of one file of a picture, if it is there.
    ///
    /// # Errors
    /// When the place fails.
    pub async fn length(&self, id: PhotoId, size: Size) -> Result<Option<u64>> {
        match self.store()?.head(&key(id, size)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }

    /// Puts a picture of this place into another one as well, as far as it is here.
    ///
    /// # Errors
    /// When one of the places fails.
    pub async fn copy(&self, id: PhotoId, to: &Self) -> Result<()> {
        for size in Size::ALL {
            let Some(bytes) = self.get(id, size).await? else { continue };
            to.store()?.put(&key(id, size), bytes.into()).await.map_err(fault)?;
        }
        Ok(())
    }

    /// Removes both files of a picture; what is not there is as good as removed.
    ///
    /// # Errors
    /// When the place fails.
    pub async fn remove(&self, id: PhotoId) -> Result<()> {
        for size in Size::ALL {
            match self.store()?.delete(&key(id, size)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(fault(error)),
            }
        }
        Ok(())
    }

    fn store(&self) -> Result<&dyn ObjectStore> {
        self.store.as_deref().ok_or_else(|| Error::internal("keeping a picture", "no place was named"))
    }
}

/// `ab/ab12….jpg`: two letters of folder, so that none gets too many files.
fn key(id: PhotoId, size: Size) -> Key {
    let name = id.0.simple().to_string();
    let end = match size {
        Size::Large => "",
        Size::Small => "-small",
    };
    Key::from(format!("{}/{name}{end}.jpg", &name[..2]))
}

fn fault(error: object_store::Error) -> Error {
    Error::internal("reaching the pictures", error)
}
