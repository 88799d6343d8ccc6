//! What an import says of itself.

use domain::import::{Kind, Notice, Problem};
use serde::Serialize;

use crate::import::{Finding, Reading};

/// More findings than this help nobody; the rest is counted.
const MAX_FINDINGS: usize = 1_000;

/// What was done, or what has to be put right first.
#[derive(Debug, Default)]
pub struct Report {
    /// How many rows of each kind were new, changed and known, in the order of the kinds.
    pub counts: Vec<(Kind, Counts)>,
    /// What has to be put right; when there is any, nothing was stored.
    pub problems: Vec<InFile<Problem>>,
    /// What should be looked at.
    pub notices: Vec<InFile<Notice>>,
    /// How many more problems and notices there were.
    pub more: usize,
    /// What new staff sign in with; its only copy. Empty when nothing was stored.
    pub accounts: Vec<Account>,
    /// How many members of staff got something to sign in with, or would.
    pub new_accounts: usize,
    /// Whether it is in the database now.
    pub stored: bool,
}

/// Rows by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Not registered before.
    pub new: usize,
    /// Registered, and something of them was different.
    pub changed: usize,
    /// Registered exactly so.
    pub unchanged: usize,
}

/// What became of a row; the larger counts when a row is about several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    Unchanged,
    Changed,
    New,
}

impl Outcome {
    /// What a write that was or was not needed makes of it.
    pub(super) const fn changed_if(changed: bool) -> Self {
        if changed { Self::Changed } else { Self::Unchanged }
    }
}

/// A finding, the file it is in, and the row with which it does not go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InFile<W> {
    /// Index into the files that were given.
    pub file: usize,
    /// What, and where in the file.
    pub finding: Finding<W>,
    /// The other row, when there is one.
    pub other: Option<Spot>,
}

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// Index into the files that were given.
    pub file: usize,
    /// The name of the sheet; empty for CSV.
    pub sheet: String,
    /// As the spreadsheet numbers it, from 1.
    pub row: u32,
}

/// What a new member of staff signs in with. `Debug` shows neither password nor secret.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Eleven digits.
    pub phone: String,
    /// How they are called.
    pub name: String,
    /// Words of [`domain::member::Role`], each with the area for which it is held.
    pub roles: Vec<(String, String)>,
    /// Generated; only its hash is stored.
    pub password: String,
    /// For an authenticator, in base32.
    pub totp_secret: String,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("roles", &self.roles).finish_non_exhaustive()
    }
}

impl Report {
    /// What the reading of the files has found.
    pub(super) fn of(files: &[Reading]) -> Self {
        let mut report = Self::default();
        for (file, reading) in files.iter().enumerate() {
            report.more += reading.more;
            for finding in &reading.problems {
                report.problem(InFile { file, finding: finding.clone(), other: None });
            }
            for finding in &reading.notices {
                report.notice(InFile { file, finding: finding.clone(), other: None });
            }
        }
        report
    }

    /// Whether everything can be, or was, stored.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        self.problems.is_empty()
    }

    /// Whether the rows that are left can be compared with each other. Rows with a problem are missing: without
    /// a building everybody who lives there would be reported as well, and the rows below would be filled
    /// from another one.
    pub(super) fn leaves_something_to_compare(&self, files: &[Reading]) -> bool {
        let is_known = |it: &InFile<Problem>| {
            let sheets = files.get(it.file).map_or(&[][..], |file| file.sheets.as_slice());
            sheets.iter().any(|sheet| sheet.name == it.finding.sheet && sheet.rows.kind() != Kind::Areas)
        };
        self.more == 0 && self.problems.iter().all(is_known)
    }

    /// After rows were left out: what may be so only without them is not reported, and nothing is counted.
    pub(super) fn forget_what_may_be_missing(&mut self) {
        let by_absence =
            |it: Problem| matches!(it, Problem::UnknownPerson | Problem::Ambiguous | Problem::NumberTaken);
        self.problems.retain(|it| !by_absence(it.finding.what));
        self.counts.clear();
        self.new_accounts = 0;
    }

    pub(super) fn problem(&mut self, it: InFile<Problem>) {
        if self.problems.len() < MAX_FINDINGS { self.problems.push(it) } else { self.more += 1 }
    }

    pub(super) fn notice(&mut self, it: InFile<Notice>) {
        if self.notices.len() < MAX_FINDINGS { self.notices.push(it) } else { self.more += 1 }
    }

    pub(super) fn count(&mut self, kind: Kind, outcome: Outcome) {
        if self.counts.last().is_none_or(|(last, _)| *last != kind) {
            self.counts.push((kind, Counts::default()));
        }
        if let Some((_, counts)) = self.counts.last_mut() {
            match outcome {
                Outcome::New => counts.new += 1,
                Outcome::Changed => counts.changed += 1,
                Outcome::Unchanged => counts.unchanged += 1,
            }
        }
    }
}
