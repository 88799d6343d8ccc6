//! `linli restore`: a checked copy in the place of the database. What was there is never lost.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use backend::store;

use super::backup::{album, beside, copy_photos, discard, folder, name, sound};
use super::{Ended, Failure, context, lock, place, private};
use crate::config::Settings;

/// Puts the copy in place.
pub async fn restore(settings: &Settings, path: &Path, force: bool) -> Ended {
    let Some(target) = settings.database_file() else {
        return Err("a PostgreSQL database is put back with its own tool: pg_restore".into());
    };
    if !path.is_file() {
        return Err(format!("there is no file {}", path.display()).into());
    }
    private::folder(folder(&target))?;
    let _held = lock::take(&target)?;
    if !force && holds_something(settings, &target).await? {
        return Err(format!(
            "there is a database at {}; with --force it is kept beside, under another name",
            target.display()
        )
        .into());
    }
    let part = beside(&target, "restoring")?;
    discard(&part);
    std::io::copy(&mut File::open(path)?, &mut private::file(&part)?)?;
    if let Err(failure) = sound(settings, &part).await {
        discard(&part);
        return Err(failure);
    }
    // pictures are only ever added, so they can come first: the database finds them there
    if let Err(failure) = pictures(settings, path, &part).await {
        discard(&part);
        return Err(failure);
    }
    if target.exists() {
        println!("kept: {}", put_aside(settings, &target).await?.display());
    }
    name(&part, &target)?;
    println!("restored: {}", target.display());
    Ok(ExitCode::SUCCESS)
}

/// Brings the pictures of a copy back, from the folder beside it.
async fn pictures(settings: &Settings, path: &Path, part: &Path) -> Result<(), Failure> {
    let (to, album) = (place(&settings.photos())?, album(path));
    // without a folder the copy has no pictures, or they are in their place already
    let from = if album.is_dir() { place(&album)? } else { to.clone() };
    copy_photos(settings, part, &from, &to).await?;
    Ok(())
}

/// Whether anything was ever imported there.
async fn holds_something(settings: &Settings, target: &Path) -> Result<bool, Failure> {
    if std::fs::metadata(target).map_or(0, |file| file.len()) == 0 {
        return Ok(false);
    }
    let ctx = context(settings, &settings.database_url()).await?;
    let count = async { store::areas::count(&mut ctx.db.read().await?).await }.await;
    ctx.db.close().await;
    // a file that cannot be read as a database of ours holds something: it is not ours to overwrite
    Ok(count.map_or(true, |count| count > 0))
}

/// Renames the database, with its log folded in.
async fn put_aside(settings: &Settings, target: &Path) -> Result<PathBuf, Failure> {
    if let Ok(ctx) = context(settings, &settings.database_url()).await {
        ctx.db.close().await;
    }
    let aside = free_name(target, jiff::Timestamp::now().as_second());
    std::fs::rename(target, &aside)?;
    for end in ["-wal", "-shm"] {
        // only there when the log could not be folded in: then it belongs to the old file
        let _ = std::fs::rename(with_end(target, end), with_end(&aside, end));
    }
    File::open(folder(target))?.sync_all()?;
    Ok(aside)
}

/// A name beside the database that nothing has: what was put aside in the same second keeps its own.
fn free_name(target: &Path, second: i64) -> PathBuf {
    let first = with_end(target, &format!(".before-{second}"));
    let (mut name, mut nth) = (first.clone(), 1);
    while name.exists() {
        nth += 1;
        name = with_end(&first, &format!("-{nth}"));
    }
    name
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    PathBuf::from(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_aside_in_one_second_has_names_of_its_own() {
        let folder = tempfile::tempdir().expect("a temp folder");
        let names: Vec<String> = (0..3)
            .map(|_| {
                let name = free_name(&folder.path().join("linli.db"), 7);
                File::create_new(&name).expect("the name is free");
                name.file_name().expect("a name").to_string_lossy().into_owned()
            })
            .collect();
        assert_eq!(names, ["linli.db.before-7", "linli.db.before-7-2", "linli.db.before-7-3"]);
    }
}
