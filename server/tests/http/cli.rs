//! The operator's commands, as the operator runs them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use backend::flow;
use backend::photo::Photos;
use backend::testing::{Case, Kind, World, picture};

use crate::kill::Server;

pub fn linli(data: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
    command.args(args).env("LINLI_DATA", data).env("LINLI_LOG", "error");
    for name in ["LINLI_DATABASE_URL", "LINLI_PHOTOS", "LINLI_SITE", "LINLI_SMS", "LINLI_ADDR"] {
        command.env_remove(name);
    }
    command.current_dir(data).output().expect("the binary runs")
}

pub fn out(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A data folder with a town and an order.
async fn filled() -> tempfile::TempDir {
    let data = tempfile::tempdir().expect("a temp folder");
    let world = World::new(Kind::Sqlite).await;
    Case::placed(&world).await;
    world.ctx.db.copy_into(&data.path().join("linli.db").to_string_lossy()).await.expect("a copy");
    data
}

/// The same with a picture, which lies where the settings say.
async fn with_picture() -> (tempfile::TempDir, PathBuf) {
    let data = tempfile::tempdir().expect("a temp folder");
    let world = World::new(Kind::Sqlite).await;
    let case = Case::placed(&world).await;
    let (ctx, who) = (&world.ctx, Some(&case.resident));
    let file = std::io::Cursor::new(picture::jpeg());
    let photos = [flow::photos::take_in(ctx, who, file).await.expect("a picture")];
    let op = backend::testing::op(&world);
    flow::move_order::add_words(ctx, &case.resident, op, case.order, "", &photos).await.expect("added");
    // one that is still waiting for its form belongs into no copy
    let waiting = std::io::Cursor::new(picture::jpeg());
    flow::photos::take_in(ctx, who, waiting).await.expect("a picture");
    let place = Photos::in_folder(&data.path().join("photos")).expect("a place");
    flow::check::copy_photos(ctx, &ctx.photos, &place).await.expect("copied");
    ctx.db.copy_into(&data.path().join("linli.db").to_string_lossy()).await.expect("a copy");
    let name = photos[0].id.0.simple().to_string();
    (data, PathBuf::from(&name[..2]).join(format!("{name}.jpg")))
}

#[test]
fn the_help_explains_every_command() {
    let data = tempfile::tempdir().expect("a temp folder");
    let help = linli(data.path(), &["--help"]);
    assert!(help.status.success());
    let help = out(&help);
    for word in
        ["serve", "demo", "import", "migrate", "backup", "restore", "check", "openapi", "LINLI_DATABASE_URL"]
    {
        assert!(help.contains(word), "{word} is missing:\n{help}");
    }
}

#[test]
fn wrong_settings_are_refused_with_a_sentence_and_code_two() {
    let data = tempfile::tempdir().expect("a temp folder");
    for (args, word) in [
        (vec!["serve", "--addr", "nowhere"], "IP:PORT"),
        (vec!["serve", "--timezone", "Mars/Olympus"], "LINLI_TIMEZONE"),
        (vec!["serve", "--sms", "pigeon"], "LINLI_SMS"),
        (vec!["serve", "--database-url", "mysql://linli:geheim@db/x"], "LINLI_DATABASE_URL"),
        (vec!["migrate", "--database-url", "sqlite:"], "LINLI_DATABASE_URL"),
        // an address of nobody's here: it would not start listening either
        (
            vec!["serve", "--site", ".", "--addr", "192.0.2.1:1", "--sms", "file:nowhere/sms.jsonl"],
            "LINLI_SMS names the file nowhere/sms.jsonl, which cannot be written",
        ),
        (vec!["serve", "--public-url", "linli.example"], "LINLI_PUBLIC_URL"),
        (vec!["serve", "--site", "/nowhere"], "LINLI_SITE"),
        (vec!["check", "--surplus"], "--surplus"),
        (vec!["dance"], "dance"),
    ] {
        let output = linli(data.path(), &args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", out(&output));
        assert!(out(&output).contains(word), "{args:?}: {}", out(&output));
        assert!(!out(&output).contains("geheim"), "{args:?}: {}", out(&output));
    }
}

#[test]
fn a_new_database_is_migrated_twice_without_harm_and_checked() {
    let data = tempfile::tempdir().expect("a temp folder");
    let nothing = linli(data.path(), &["check"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(!data.path().join("linli.db").exists(), "a check makes no database");
    for _ in 0..2 {
        let output = linli(data.path(), &["migrate"]);
        assert!(output.status.success(), "{}", out(&output));
    }
    let check = linli(data.path(), &["check"]);
    assert!(check.status.success(), "{}", out(&check));
}

/// What others on the machine may do with a file: three digits.
fn mode(path: &Path) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let about = std::fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    format!("{:03o}", about.permissions().mode() & 0o777)
}

#[test]
fn what_is_kept_is_for_this_user_of_the_machine_only() {
    let data = tempfile::tempdir().expect("a temp folder");
    let inner = data.path().join("deep/data");
    let server = Server::start(&inner);
    for name in ["linli.db", "linli.db-wal", "linli.db-shm", "linli.db.lock", "sms.jsonl"] {
        assert_eq!(mode(&inner.join(name)), "600", "{name}");
    }
    assert_eq!(server.ask_to_stop(), Some(0));
    assert_eq!(mode(&inner.join("photos")), "700");

    let others = data.path().join("other");
    for args in [&["migrate"][..], &["backup", "copy.db"], &["restore", "copy.db", "--force"]] {
        let output = linli(data.path(), &[args, &["--data", "other"]].concat());
        assert!(output.status.success(), "{args:?}: {}", out(&output));
    }
    assert_eq!(mode(&others), "700");
    assert_eq!(
        (mode(&others.join("linli.db")), mode(&data.path().join("copy.db"))),
        ("600".into(), "600".into())
    );
}

#[test]
fn what_is_not_migrated_is_said_and_is_no_fault() {
    let data = tempfile::tempdir().expect("a temp folder");
    std::fs::write(data.path().join("linli.db"), b"").expect("an empty file");
    let checked = linli(data.path(), &["check"]);
    assert_ne!(checked.status.code(), Some(0));
    let said = out(&checked);
    assert!(said.contains("linli migrate") && !said.contains("internal"), "{said}");
}

#[tokio::test]
async fn a_finding_is_printed_and_the_code_is_one() {
    let data = filled().await;
    // a page in the middle of the file
    let path = data.path().join("linli.db");
    let mut bytes = std::fs::read(&path).expect("the file");
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 4_096] {
        *byte ^= 0x55;
    }
    std::fs::write(&path, bytes).expect("a write");
    let check = linli(data.path(), &["check"]);
    assert_eq!(check.status.code(), Some(1), "{}", out(&check));
    // what can still be read whole makes a sound copy; what cannot gets no name
    let backup = linli(data.path(), &["backup", "copy.db"]);
    let named = data.path().join("copy.db").exists();
    assert_eq!(backup.status.success(), named, "{}", out(&backup));
    if named {
        assert!(linli(data.path(), &["check", "--database-url", "sqlite:copy.db"]).status.success());
    }
}

#[tokio::test]
async fn a_backup_is_put_back_and_nothing_is_overwritten() {
    let data = filled().await;
    let copy = data.path().join("copy.db");
    let backup = linli(data.path(), &["backup", "copy.db"]);
    assert!(backup.status.success(), "{}", out(&backup));
    let again = linli(data.path(), &["backup", "copy.db"]);
    assert_eq!(again.status.code(), Some(1), "{}", out(&again));
    let refused = linli(data.path(), &["restore", "copy.db"]);
    assert_eq!(refused.status.code(), Some(1), "{}", out(&refused));
    assert!(out(&refused).contains("--force"), "{}", out(&refused));
    for _ in 0..2 {
        let forced = linli(data.path(), &["restore", "copy.db", "--force"]);
        assert!(forced.status.success(), "{}", out(&forced));
    }
    let kept = std::fs::read_dir(data.path()).expect("a folder").flatten();
    let kept: Vec<_> = kept.map(|it| it.file_name().to_string_lossy().into_owned()).collect();
    // with the files beside it, when somebody still had it open
    let databases = kept.iter().filter(|it| it.contains(".before-") && !it.ends_with(['l', 'm'])).count();
    assert_eq!(databases, 2, "the old databases are kept: {kept:?}");

    let empty = tempfile::tempdir().expect("a temp folder");
    let restored = linli(empty.path(), &["restore", &copy.to_string_lossy()]);
    assert!(restored.status.success(), "{}", out(&restored));
    assert!(linli(empty.path(), &["check"]).status.success());
    let left: Vec<_> =
        std::fs::read_dir(empty.path()).expect("a folder").flatten().map(|it| it.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with('.')), "{left:?}");
}

#[tokio::test]
async fn pictures_are_in_the_backup_and_come_back_with_it() {
    let (data, picture) = with_picture().await;
    let bytes = std::fs::read(data.path().join("photos").join(&picture)).expect("the picture");
    let backup = linli(data.path(), &["backup", "copy.db"]);
    assert!(backup.status.success(), "{}", out(&backup));
    let saved = std::fs::read(data.path().join("copy.db.photos").join(&picture)).expect("the saved picture");
    assert_eq!(saved, bytes);
    let left = std::fs::read_dir(data.path()).expect("a folder").flatten().map(|it| it.file_name());
    assert!(!left.into_iter().any(|name| name.to_string_lossy().starts_with('.')), "nothing half done");

    let copy = data.path().join("copy.db");
    let empty = tempfile::tempdir().expect("a temp folder");
    let restored = linli(empty.path(), &["restore", &copy.to_string_lossy()]);
    assert!(restored.status.success(), "{}", out(&restored));
    assert_eq!(std::fs::read(empty.path().join("photos").join(&picture)).expect("it is back"), bytes);
    let check = linli(empty.path(), &["check"]);
    assert!(check.status.success(), "{}", out(&check));
}

#[tokio::test]
async fn a_picture_that_is_missing_is_found_and_no_copy_is_made_without_it() {
    let (data, picture) = with_picture().await;
    assert!(linli(data.path(), &["backup", "copy.db"]).status.success());
    for folder in ["photos", "copy.db.photos"] {
        std::fs::remove_file(data.path().join(folder).join(&picture)).expect("removed");
    }
    let check = linli(data.path(), &["check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(out(&check).contains("photos: a file of"), "{}", out(&check));
    let backup = linli(data.path(), &["backup", "second.db"]);
    assert_eq!(backup.status.code(), Some(1), "{}", out(&backup));
    for name in ["second.db", "second.db.photos", ".second.db.part", ".second.db.photos.part"] {
        assert!(!data.path().join(name).exists(), "{name}");
    }
    let empty = tempfile::tempdir().expect("a temp folder");
    let copy = data.path().join("copy.db");
    let restored = linli(empty.path(), &["restore", &copy.to_string_lossy()]);
    assert_eq!(restored.status.code(), Some(1), "{}", out(&restored));
    assert!(out(&restored).contains("photos: a file of"), "{}", out(&restored));
    assert!(!empty.path().join("linli.db").exists(), "nothing is put back without its pictures");
}

#[tokio::test]
async fn one_server_a_database_and_it_stops_when_asked() {
    let data = filled().await;
    let server = Server::start(data.path());
    let second = linli(data.path(), &["serve", "--addr", "127.0.0.1:0", "--site", "site"]);
    assert_eq!(second.status.code(), Some(1), "{}", out(&second));
    let restore = linli(data.path(), &["restore", "linli.db", "--force"]);
    assert_eq!(restore.status.code(), Some(1), "{}", out(&restore));
    // a copy can be made while people work
    let backup = linli(data.path(), &["backup", "copy.db"]);
    assert!(backup.status.success(), "{}", out(&backup));
    assert_eq!(server.ask_to_stop(), Some(0));
}

#[test]
fn the_description_of_the_api_is_printed() {
    let data = tempfile::tempdir().expect("a temp folder");
    let output = linli(data.path(), &["openapi"]);
    assert!(output.status.success());
    let doc: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(doc["openapi"].as_str().expect("a version").starts_with("3.1"));
}

#[test]
fn whoever_has_read_enough_of_it_may_go() {
    // as `linli openapi | head` leaves it, but always before the first byte
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
    let output = command.arg("openapi").stdout(writer).output().expect("the binary runs");
    assert!(output.status.success(), "{}", out(&output));
    assert_eq!(out(&output), "");
}
