//! `linli import`: a community's own lists, stored whole or not at all.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::words::import as words;
use app::{Locale, words::import::Ending};
use backend::flow::import_files::{Account, InFile, Report, import_files};
use backend::import::{MAX_BYTES, Reading, Rows, read};
use domain::import::{Kind, Notice, Problem};
use serde_json::{Value, json};

use super::progress::Shown;
use super::{Ended, Failure, backup, lock, make_folder, open};
use crate::config::{Settings, WrongSetting};

/// How it ends, for the help.
pub const ENDS: &str = "\
Ends with 0 when everything is stored (or, with --dry-run, could be), with 1 when something has to be
put right first and nothing was stored, with 2 when it was called wrongly. On SQLite the server must
not run meanwhile. New staff get a password and an authenticator secret, printed once on standard
output; who has lost theirs gets new ones with --renew PHONE. Templates: as community administrator at /desk/import.";

/// What to read.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// Excel, LibreOffice or CSV files; which list each sheet holds is read off its headers
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Do everything, say what would be done, and take it back
    #[arg(long)]
    dry_run: bool,
    /// New password and authenticator secret for this number among the staff of the files, in place of
    /// lost ones; whoever is signed in with it is signed out. May be given several times
    #[arg(long, value_name = "PHONE")]
    renew: Vec<String>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// The language of the report
    #[arg(long, value_enum, default_value_t = Language::Zh)]
    lang: Language,
}

/// The languages there are.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Language {
    /// 简体中文
    Zh,
    /// English
    En,
}

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::zh_CN,
            Language::En => Self::en,
        }
    }
}

/// Reads the files; all of them, or nothing.
pub async fn import(settings: &Settings, asked: Asked) -> Ended {
    let l = Locale::from(asked.lang);
    let readings: Vec<Reading> = asked.files.iter().map(|path| file(path)).collect::<Result<_, _>>()?;
    may_renew(&asked.renew, &readings)?;
    let database = settings.database_file();
    make_folder(settings)?;
    let _held = database.as_deref().map(lock::take).transpose()?;
    let is_new = database.as_ref().is_some_and(|file| !file.exists());
    let ctx = open(settings).await?;
    ctx.db.migrate().await?;
    let shown = Shown::new(|step| match step.parse::<Kind>() {
        Ok(kind) => words::kind(l, kind).to_owned(),
        Err(_) => step.to_owned(),
    });
    let done = import_files(&ctx, &readings, asked.dry_run, &asked.renew, |step| shown.tell(step)).await;
    shown.end();
    ctx.db.close().await;
    let report = done?;
    if let Some(file) = database.filter(|_| is_new && !report.stored) {
        // nothing is left behind, not even an empty database
        backup::discard(&file);
    }
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&as_json(&asked, l, &report))?);
    } else {
        print(&asked, l, &report);
    }
    Ok(if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Renewing needs the row that says who it is: a number alone is easily mistyped.
fn may_renew(renew: &[String], readings: &[Reading]) -> Result<(), WrongSetting> {
    let in_files = |phone: &String| {
        readings.iter().flat_map(|it| &it.sheets).any(|sheet| match &sheet.rows {
            Rows::Staff(rows) => rows.iter().any(|row| row.it.phone == *phone),
            _ => false,
        })
    };
    if renew.iter().all(in_files) {
        Ok(())
    } else {
        // the number itself might stand in a log of the shell's
        Err(WrongSetting("--renew: no staff in these files has such a number".to_owned()))
    }
}

/// Reads a file, at most a little more of it than is allowed.
fn file(path: &Path) -> Result<Reading, Failure> {
    if !path.is_file() {
        return Err(WrongSetting(format!("there is no file {}", path.display())).into());
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    Ok(read(&bytes))
}

fn ending(report: &Report) -> Ending {
    let same = report.counts.iter().all(|(_, it)| it.new + it.changed == 0) && report.new_accounts == 0;
    match (report.is_good(), report.stored) {
        (false, _) => Ending::Refused(report.problems.len()),
        (true, _) if same => Ending::Same,
        (true, false) => Ending::Dry,
        (true, true) => Ending::Stored,
    }
}

/// A finding in a line.
fn line<W: Copy>(asked: &Asked, l: Locale, it: &InFile<W>, sentence: &str) -> String {
    let finding = &it.finding;
    let name = |file: usize| asked.files.get(file).map(|it| it.display().to_string()).unwrap_or_default();
    let at = words::place(l, &name(it.file), &finding.sheet, finding.row, finding.column.as_deref());
    let value = finding.value.as_deref().map(|text| words::value(l, text)).unwrap_or_default();
    let beside = it
        .other
        .as_ref()
        .map(|other| words::beside(l, &words::place(l, &name(other.file), &other.sheet, other.row, None)));
    let parts = [sentence, &value, beside.as_deref().unwrap_or_default()];
    let said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    format!("{at}: {said}")
}

fn print(asked: &Asked, l: Locale, report: &Report) {
    for it in &report.notices {
        println!("{} · {}", words::note(l), line(asked, l, it, words::notice(l, it.finding.what)));
    }
    for it in &report.problems {
        println!("{}", line(asked, l, it, words::problem(l, it.finding.what)));
    }
    if report.more > 0 {
        println!("{}", words::more(l, report.more));
    }
    if report.is_good() {
        for (kind, it) in &report.counts {
            println!("{}", words::counted(l, *kind, it.new, it.changed, it.unchanged));
        }
    }
    println!("{}", words::ending(l, ending(report)));
    if !report.stored && report.is_good() && report.new_accounts > 0 {
        println!("{}", words::accounts_dry(l, report.new_accounts));
    }
    if !report.accounts.is_empty() {
        println!("\n{}", words::accounts(l));
        for account in &report.accounts {
            print_account(l, account);
        }
    }
}

/// One person's, to be cut out and handed over.
fn print_account(l: Locale, it: &Account) {
    let [phone, name, password, totp, roles] = words::account_heads(l);
    let held: Vec<String> = it.roles.iter().map(|(role, area)| format!("{role} {area}")).collect();
    println!("\n  {name}: {}", it.name);
    println!("  {phone}: {}", it.phone);
    println!("  {roles}: {}", held.join(", "));
    println!("  {password}: {}", it.password);
    println!("  {totp}: {}", it.totp_secret);
    println!("  otpauth://totp/Linli:{}?secret={}&issuer=Linli", it.phone, it.totp_secret);
}

fn as_json(asked: &Asked, l: Locale, report: &Report) -> Value {
    let problem =
        |it: &InFile<Problem>| finding(asked, it, it.finding.what.word(), words::problem(l, it.finding.what));
    let notice =
        |it: &InFile<Notice>| finding(asked, it, it.finding.what.word(), words::notice(l, it.finding.what));
    let counts: serde_json::Map<String, Value> =
        report.counts.iter().map(|(kind, it)| (kind.word().to_owned(), json!(it))).collect();
    json!({
        "dry_run": asked.dry_run,
        "stored": report.stored,
        "counts": counts,
        "problems": report.problems.iter().map(problem).collect::<Vec<_>>(),
        "notices": report.notices.iter().map(notice).collect::<Vec<_>>(),
        "more": report.more,
        "new_accounts": report.new_accounts,
        "accounts": report.accounts,
    })
}

fn finding<W>(asked: &Asked, it: &InFile<W>, word: &str, sentence: &str) -> Value {
    let name = |file: usize| asked.files.get(file).map(|it| it.display().to_string());
    json!({
        "file": name(it.file),
        "sheet": it.finding.sheet,
        "row": it.finding.row,
        "column": it.finding.column,
        "what": word,
        "message": sentence,
        "value": it.finding.value,
        "beside": it.other.as_ref().map(|other| {
            json!({ "file": name(other.file), "sheet": other.sheet, "row": other.row })
        }),
    })
}
