//! Stores a community's own lists: all of them in one transaction, or nothing.
//!
//! | Step | File | What it writes |
//! |---|---|---|
//! | 1 areas | [`areas`], over the index of [`tree`] | the tree, found by code and name |
//! | 2 residents | [`residents`], over the index of [`register`] | people, found by number, else by door and name |
//! | 3 volunteers | [`volunteers`] | report-ins; membership of the party counts as verified |
//! | 4 staff | [`staff`] | roles, and something to sign in with for those who have nothing |
//! | 5 in charge | [`stewards`] | who answers for grids and buildings, where nobody does |
//! | 6 menu | [`items`] | found by code, else by name |
//!
//! Invariants
//! - the order of files and sheets does not matter: the steps are by kind;
//! - every problem is reported with its row; one problem, and nothing is stored. What only shows beside
//!   other rows is looked for in spite of rows that cannot be read, unless buildings are among those;
//! - the same lists again change nothing; an empty cell takes nothing away;
//! - a list never changes a password (whoever imports may ask for a new one), takes a role away or
//!   gives a withdrawn one back, and never touches orders and ledgers (docs/decisions/006).

mod areas;
mod items;
mod register;
mod report;
mod residents;
mod staff;
mod stewards;
mod tree;
mod volunteers;

use std::collections::HashMap;

use domain::id::AreaId;
use domain::import::{Format, Kind, Notice, Problem};
use domain::member::{Permission, Viewer};
use domain::time::Timestamp;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::import::{self, Finding, Reading, Row, Rows};
use crate::store;

pub use super::progress::Progress;
use register::Register;
use report::Outcome;
pub use report::{Account, Counts, InFile, Report, Spot};
use stewards::InCharge;
use tree::{NodeIx, Tree};

/// Rows between two reports of progress.
const REPORT_EVERY: usize = 500;

/// Stores what was read, or says why not. A dry run does the same and takes it back at the end.
/// Staff of the files whose number is in `renew` get something new to sign in with.
///
/// # Errors
/// When the database fails; nothing has happened then. What is wrong with the files is no error
/// but stands in the [`Report`].
pub async fn import_files(
    ctx: &Ctx,
    files: &[Reading],
    dry_run: bool,
    renew: &[String],
    progress: impl Fn(Progress) + Sync,
) -> Result<Report> {
    let report = Report::of(files);
    let whole = report.is_good();
    if !whole && !report.leaves_something_to_compare(files) {
        return Ok(report);
    }
    // hashing is slow, and nobody gets anything to sign in with when nothing can be stored
    let credentials =
        if whole { staff::credentials(ctx, files, renew).await? } else { staff::Credentials::new() };
    let mut tx = ctx.db.begin().await?;
    // two imports at once would both find nobody, and make everybody twice
    store::limits::lock(&mut tx, "import").await?;
    let tree = Tree::new(store::areas::register(&mut tx).await?);
    let register = Register::read(&mut tx).await?;
    let mut it = Import {
        ctx,
        tx,
        now: ctx.now(),
        tree,
        register,
        desk_phones: HashMap::new(),
        in_charge: Vec::new(),
        moved: Vec::new(),
        report,
        progress: &progress,
    };
    it.areas(files).await?;
    it.residents(files).await?;
    it.volunteers(files).await?;
    it.staff(files, credentials).await?;
    it.in_charge().await?;
    it.items(files).await?;
    let Import { tx, mut report, .. } = it;
    if !whole {
        report.forget_what_may_be_missing();
    }
    if whole && report.is_good() && !dry_run {
        tx.commit().await?;
        ctx.tree.forget();
        ctx.menu.forget();
        report.stored = true;
    } else {
        report.accounts.clear();
    }
    Ok(report)
}

/// The template of a kind, as a file.
///
/// # Errors
/// [`Error::NotFound`] unless the viewer may import somewhere.
pub fn template(viewer: &Viewer, kind: Kind, format: Format) -> Result<Vec<u8>> {
    may_import(viewer)?;
    import::template(kind, format).map_err(|error| Error::internal("writing a template", error))
}

/// Whether the page about imports is the viewer's business.
///
/// # Errors
/// [`Error::NotFound`] unless they may import somewhere.
pub fn may_import(viewer: &Viewer) -> Result<()> {
    viewer.areas(Permission::Import).next().map(drop).ok_or(Error::NotFound)
}

/// An import under way.
struct Import<'a> {
    ctx: &'a Ctx,
    tx: Tx,
    now: Timestamp,
    tree: Tree,
    register: Register<'a>,
    /// What rows have said of where the desks of communities are rung up.
    desk_phones: HashMap<NodeIx, (&'a str, At<'a>)>,
    in_charge: Vec<InCharge<'a>>,
    /// Buildings that are new, or in another grid than before.
    moved: Vec<AreaId>,
    report: Report,
    progress: &'a (dyn Fn(Progress) + Sync),
}

/// A row of the files.
#[derive(Debug, Clone, Copy)]
struct At<'a> {
    kind: Kind,
    file: usize,
    sheet: &'a str,
    row: u32,
}

impl From<At<'_>> for Spot {
    fn from(at: At<'_>) -> Self {
        Self { file: at.file, sheet: at.sheet.to_owned(), row: at.row }
    }
}

impl At<'_> {
    fn finding<W>(self, key: &str, what: W, value: &str) -> Finding<W> {
        Finding {
            sheet: self.sheet.to_owned(),
            row: self.row,
            column: import::header(self.kind, key).map(ToOwned::to_owned),
            what,
            value: (!value.is_empty()).then(|| value.to_owned()),
        }
    }
}

/// The rows of one kind, in the order of files and sheets.
fn rows<'a, T>(
    files: &'a [Reading],
    kind: Kind,
    pick: impl Fn(&'a Rows) -> Option<&'a Vec<Row<T>>>,
) -> Vec<(At<'a>, &'a T)> {
    let mut found = Vec::new();
    for (file, reading) in files.iter().enumerate() {
        for sheet in &reading.sheets {
            for row in pick(&sheet.rows).into_iter().flatten() {
                found.push((At { kind, file, sheet: &sheet.name, row: row.row }, &row.it));
            }
        }
    }
    found
}

impl<'a> Import<'a> {
    /// Notes that something is wrong with a cell of a row.
    fn wrong(&mut self, at: At<'a>, key: &str, what: Problem, value: &str) {
        self.report.problem(InFile { file: at.file, finding: at.finding(key, what, value), other: None });
    }

    /// The same, because of what stands in another row.
    fn wrong_beside(&mut self, at: At<'a>, key: &str, what: Problem, value: &str, other: At<'a>) {
        let finding = at.finding(key, what, value);
        self.report.problem(InFile { file: at.file, finding, other: Some(other.into()) });
    }

    /// Notes something to be looked at.
    fn notice(&mut self, at: At<'a>, key: &str, what: Notice, value: &str) {
        self.report.notice(InFile { file: at.file, finding: at.finding(key, what, value), other: None });
    }

    /// Keeps the desks from changing menus and stewards meanwhile. Always in the same order.
    async fn lock_offices(&mut self) -> Result<()> {
        for area in self.tree.offices() {
            store::areas::lock(&mut self.tx, area).await?;
        }
        Ok(())
    }

    /// Says how far a step has come, now and then.
    fn tell(&self, kind: Kind, done: usize, of: usize) {
        if done.is_multiple_of(REPORT_EVERY) || done == of {
            (self.progress)(Progress { step: kind.word(), done, of });
        }
    }

    /// Notes what became of a row; none when something is wrong with it.
    fn done(&mut self, at: At<'a>, outcome: Option<Outcome>) {
        if let Some(outcome) = outcome {
            self.report.count(at.kind, outcome);
        }
    }
}
