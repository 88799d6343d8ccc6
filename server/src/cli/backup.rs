//! `linli backup`: a copy as of one moment, checked before it gets its name. Interrupted at any
//! point, there is never a bad file under the final name.
//!
//! The pictures of the copy are put into a folder beside it, `FILE.photos`, which gets its name
//! first: where there is a file there are all its pictures.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use backend::flow::check;
use backend::photo::Photos;

use super::{Ended, Failure, context, open_existing, place, private};
use crate::config::Settings;

/// Copies, checks, names.
pub async fn backup(settings: &Settings, path: &Path) -> Ended {
    if settings.database_file().is_none() {
        return Err(format!(
            "a PostgreSQL database is copied with its own tool: pg_dump -Fc \"$LINLI_DATABASE_URL\" -f FILE; \
                 copy the folder {} after it, it holds the pictures",
            settings.photos().display()
        )
        .into());
    }
    let album = album(path);
    for taken in [path, &album] {
        if taken.exists() {
            return Err(format!("{} exists already; a backup never overwrites", taken.display()).into());
        }
    }
    let (part, album_part) = (beside(path, "part")?, beside(path, "photos.part")?);
    discard(&part);
    discard_album(&album_part);
    let ctx = open_existing(settings).await?;
    private::file(&part)?;
    let copied = ctx.db.copy_into(&part.to_string_lossy()).await;
    ctx.db.close().await;
    let made = match copied {
        Ok(_) => make(settings, &part, &album_part).await,
        Err(error) => Err(error.into()),
    };
    let named = made.and_then(|pictures| {
        if pictures > 0 {
            std::fs::rename(&album_part, &album)?;
        }
        name(&part, path)
    });
    discard_album(&album_part);
    if named.is_err() {
        discard(&part);
    }
    named?;
    println!("{}", path.display());
    Ok(ExitCode::SUCCESS)
}

/// Checks the copy and brings its pictures together; how many.
async fn make(settings: &Settings, copy: &Path, album: &Path) -> Result<usize, Failure> {
    sound(settings, copy).await?;
    let (from, to) = (place(&settings.photos())?, place(album)?);
    let pictures = copy_photos(settings, copy, &from, &to).await?;
    File::open(album)?.sync_all()?;
    Ok(pictures)
}

/// Brings the pictures of a copy from one place to another, and looks whether they all came.
pub(super) async fn copy_photos(
    settings: &Settings,
    copy: &Path,
    from: &Photos,
    to: &Photos,
) -> Result<usize, Failure> {
    let ctx = context(settings, &format!("sqlite:{}", copy.display())).await?;
    let copied = check::copy_photos(&ctx, from, to).await;
    let findings = check::photos(&ctx, to).await;
    ctx.db.close().await;
    match findings?.first() {
        None => Ok(copied?),
        Some(first) => Err(format!("not every picture is there; the first finding: {first}").into()),
    }
}

/// The folder of the pictures beside a copy.
pub(super) fn album(copy: &Path) -> PathBuf {
    let mut path = copy.as_os_str().to_owned();
    path.push(".photos");
    PathBuf::from(path)
}

/// Removes a folder of pictures that got no name.
fn discard_album(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
}

/// Whether a copy is whole: files, foreign keys, ledgers, events. Leaves it on the disk for good.
pub(super) async fn sound(settings: &Settings, copy: &Path) -> Result<(), Failure> {
    // vacuum into does not wait for the disk
    File::open(copy)?.sync_all()?;
    let ctx = context(settings, &format!("sqlite:{}", copy.display())).await?;
    let findings = check::check(&ctx).await;
    ctx.db.close().await;
    File::open(copy)?.sync_all()?;
    match findings?.first() {
        None => Ok(()),
        Some(first) => {
            Err(format!("the copy is not sound and was not kept; the first finding: {first}").into())
        }
    }
}

/// Gives a checked copy its final name, which must be free.
pub(super) fn name(part: &Path, path: &Path) -> Result<(), Failure> {
    // a link fails when the name is taken, a rename would overwrite
    if std::fs::hard_link(part, path).is_ok() {
        std::fs::remove_file(part)?;
    } else if path.exists() {
        return Err(format!("{} exists already; a backup never overwrites", path.display()).into());
    } else {
        // a file system without links
        std::fs::rename(part, path)?;
    }
    File::open(folder(path))?.sync_all()?;
    Ok(())
}

/// `folder/.name.word`: on the same file system, and out of sight.
pub(super) fn beside(path: &Path, word: &str) -> Result<PathBuf, Failure> {
    let name = path.file_name().ok_or_else(|| format!("{} is no file name", path.display()))?;
    let folder = folder(path);
    if !folder.is_dir() {
        return Err(format!("there is no folder {}", folder.display()).into());
    }
    Ok(folder.join(format!(".{}.{word}", name.to_string_lossy())))
}

pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes a copy with what SQLite keeps beside it; what is not there is as good as removed.
pub(super) fn discard(copy: &Path) {
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut path = copy.as_os_str().to_owned();
        path.push(end);
        let _ = std::fs::remove_file(path);
    }
}
