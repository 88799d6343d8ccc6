//! A whole file: finds the headers of each sheet, reads the rows below, looks for rows that say
//! the same thing twice.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::cell::Cell;
use super::columns::Layout;
use super::line::{Findings, Line};
use super::parse;
use domain::import::{Notice, Problem};

use super::finding::{Finding, ImportError, ImportNotice};
use super::rows::{AreaRow, Row, Rows, Sheet};
use super::source::{self, Taker};

/// The largest file that is read.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;
/// The most rows of one file.
pub const MAX_ROWS: usize = 200_000;
/// How many rows may stand above the headers: titles, dates, who filled it in.
const HEADERS_WITHIN: usize = 10;

/// What was read from a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The sheets that were understood.
    pub sheets: Vec<Sheet>,
    /// What has to be put right first; empty when the file can be stored.
    pub problems: Vec<ImportError>,
    /// What was read all the same, and should be looked at.
    pub notices: Vec<ImportNotice>,
    /// How many more problems and notices there were.
    pub more: usize,
}

impl Reading {
    /// Whether the file can be stored.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.problems.is_empty()
    }

    /// How many rows were read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.rows.len()).sum()
    }

    /// Whether there is nothing to store.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Reads a file, whatever its name says it is.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    let mut reader = Reader::default();
    let whole =
        if bytes.len() > MAX_BYTES { Err(Problem::TooLarge) } else { source::rows(bytes, &mut reader) };
    reader.end_sheet();
    if let Err(what) = whole {
        reader.findings.problem(about("", 0, what));
    }
    reader.judge_unknown();
    let Findings { problems, notices, more } = reader.findings;
    Reading { sheets: reader.sheets, problems, notices, more }
}

/// A finding about a sheet, or about the file.
fn about<W>(sheet: &str, row: u32, what: W) -> Finding<W> {
    Finding { sheet: sheet.to_owned(), row, column: None, what, value: None }
}

#[derive(Default)]
struct Reader {
    sheets: Vec<Sheet>,
    findings: Findings,
    current: Option<Current>,
    /// Sheets without headers that have something in them, with the first row of it.
    unknown: Vec<(String, u32)>,
    rows: usize,
}

/// The sheet that is being read.
struct Current {
    name: String,
    /// Rows with something in them, before the headers were found.
    above: usize,
    first: u32,
    layout: Option<Layout>,
    rows: Rows,
    /// Rows with something in them, below the headers.
    seen: usize,
    /// What each row is about, and in which row it stood first.
    known: HashMap<String, u32>,
}

impl Taker for Reader {
    fn sheet(&mut self, name: &str) {
        self.end_sheet();
        self.current = Some(Current {
            name: name.to_owned(),
            above: 0,
            first: 0,
            layout: None,
            rows: Rows::Areas(Vec::new()),
            seen: 0,
            known: HashMap::new(),
        });
    }

    fn row(&mut self, row: u32, cells: &[Cell]) -> ControlFlow<()> {
        let Some(current) = &mut self.current else { return ControlFlow::Break(()) };
        if cells.iter().all(Cell::is_empty) {
            return ControlFlow::Continue(());
        }
        if current.layout.is_none() {
            return current.search_headers(row, cells, &mut self.findings);
        }
        self.rows += 1;
        if self.rows > MAX_ROWS {
            self.findings.problem(about(&current.name, row, Problem::TooManyRows));
            return ControlFlow::Break(());
        }
        current.read_row(row, cells, &mut self.findings);
        ControlFlow::Continue(())
    }
}

impl Current {
    fn search_headers(&mut self, row: u32, cells: &[Cell], findings: &mut Findings) -> ControlFlow<()> {
        if self.above == 0 {
            self.first = row;
        }
        self.above += 1;
        if self.above > HEADERS_WITHIN {
            return ControlFlow::Break(());
        }
        let texts: Vec<Option<String>> = cells.iter().map(Cell::text).collect();
        let Some(layout) = Layout::of(&texts) else { return ControlFlow::Continue(()) };
        let column = |header: &str| Some(header.to_owned());
        for header in &layout.unknown {
            findings
                .notice(Finding { column: column(header), ..about(&self.name, row, Notice::UnknownColumn) });
        }
        for header in &layout.repeated {
            findings.problem(Finding {
                column: column(header),
                ..about(&self.name, row, Problem::DuplicateColumn)
            });
        }
        for header in &layout.missing {
            findings.problem(Finding {
                column: column(header),
                ..about(&self.name, row, Problem::MissingColumn)
            });
        }
        self.rows = Rows::none(layout.kind);
        self.layout = Some(layout);
        ControlFlow::Continue(())
    }

    fn read_row(&mut self, row: u32, cells: &[Cell], findings: &mut Findings) {
        let Some(layout) = &self.layout else { return };
        self.seen += 1;
        // without a needed column every row would say the same
        if !layout.missing.is_empty() {
            return;
        }
        let line = &mut Line { sheet: &self.name, row, cells, layout, findings, wrong: false };
        let known = &mut self.known;
        match &mut self.rows {
            Rows::Areas(rows) => {
                let before: Option<&AreaRow> = rows.last().map(|row| &row.it);
                let it = parse::area(line, before);
                keep(rows, it, line, known, "building", |it| {
                    format!("{}\n{}\n{}", it.community, it.estate, it.building)
                });
            }
            Rows::Residents(rows) => {
                let it = parse::resident(line);
                let key = if it.as_ref().is_some_and(|it| it.phone.is_some()) { "phone" } else { "name" };
                keep(rows, it, line, known, key, |it| match &it.phone {
                    Some(phone) => phone.clone(),
                    None => {
                        let place = &it.place;
                        format!("{}\n{}\n{}\n{}", place.estate, place.building, place.door, it.name)
                    }
                });
            }
            Rows::Volunteers(rows) => {
                let it = parse::volunteer(line);
                keep(rows, it, line, known, "phone", |it| it.phone.clone());
            }
            Rows::Staff(rows) => {
                let it = parse::staff(line);
                // one person may hold several roles, in several areas
                keep(rows, it, line, known, "phone", |it| format!("{}\n{}\n{}", it.phone, it.role, it.area));
            }
            Rows::Items(rows) => {
                let it = parse::item(line);
                keep(rows, it, line, known, "name", |it| it.name_zh.clone());
            }
        }
    }
}

/// Keeps the row when nothing in it is wrong and no earlier one says the same.
fn keep<T>(
    rows: &mut Vec<Row<T>>,
    it: Option<T>,
    line: &mut Line<'_>,
    known: &mut HashMap<String, u32>,
    column: &str,
    key: impl Fn(&T) -> String,
) {
    let Some(it) = it else { return };
    let first = *known.entry(key(&it)).or_insert(line.row);
    if first != line.row {
        line.wrong(column, Problem::Duplicate);
    }
    if !line.wrong {
        rows.push(Row { row: line.row, it });
    }
}

impl Reader {
    fn end_sheet(&mut self) {
        let Some(current) = self.current.take() else { return };
        let Some(layout) = current.layout else {
            if current.above > 0 {
                self.unknown.push((current.name, current.first));
            }
            return;
        };
        if current.seen == 0 && layout.missing.is_empty() {
            self.findings.problem(about(&current.name, 0, Problem::NoRows));
        }
        self.sheets.push(Sheet { name: current.name, rows: current.rows });
    }

    /// A page of instructions beside a list is only noticed; a file without any list is a problem.
    fn judge_unknown(&mut self) {
        let unknown = std::mem::take(&mut self.unknown);
        for (name, row) in &unknown {
            if self.sheets.is_empty() {
                self.findings.problem(about(name, *row, Problem::UnknownKind));
            } else {
                self.findings.notice(about(name, *row, Notice::UnknownSheet));
            }
        }
        if unknown.is_empty() && self.sheets.is_empty() && self.findings.problems.is_empty() {
            self.findings.problem(about("", 0, Problem::NoRows));
        }
    }
}
