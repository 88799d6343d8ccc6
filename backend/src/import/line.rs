//! One row, read field by field. What is wrong is noted and reading goes on, so that somebody
//! with a long list sees everything at once.

use domain::calendar::Day;
use domain::form::{CallBack, Phone};

use super::cell::{Cell, clean, day, folded, name, without_formula};
use super::columns::Layout;
use domain::import::{Notice, Problem};

use super::finding::{Finding, ImportError, ImportNotice};

/// More findings than this help nobody; the rest is counted.
pub(super) const MAX_FINDINGS: usize = 1_000;
/// How much of a cell is shown beside a finding, in characters.
const SHOWN: usize = 40;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) problems: Vec<ImportError>,
    pub(super) notices: Vec<ImportNotice>,
    /// How many more there were.
    pub(super) more: usize,
}

impl Findings {
    pub(super) fn problem(&mut self, it: ImportError) {
        Self::push(&mut self.problems, &mut self.more, it);
    }

    pub(super) fn notice(&mut self, it: ImportNotice) {
        Self::push(&mut self.notices, &mut self.more, it);
    }

    fn push<W>(list: &mut Vec<Finding<W>>, more: &mut usize, it: Finding<W>) {
        if list.len() < MAX_FINDINGS { list.push(it) } else { *more += 1 }
    }
}

/// A row under its headers.
pub(super) struct Line<'a> {
    pub(super) sheet: &'a str,
    pub(super) row: u32,
    pub(super) cells: &'a [Cell],
    pub(super) layout: &'a Layout,
    pub(super) findings: &'a mut Findings,
    /// Whether anything of this row was wrong.
    pub(super) wrong: bool,
}

impl Line<'_> {
    fn cell(&self, key: &str) -> &Cell {
        self.layout.place(key).and_then(|place| self.cells.get(place)).unwrap_or(&Cell::Empty)
    }

    pub(super) fn wrong(&mut self, key: &str, what: Problem) {
        let value = self.shown(key);
        self.wrong = true;
        self.findings.problem(Finding {
            sheet: self.sheet.to_owned(),
            row: self.row,
            column: self.layout.header(key),
            what,
            value,
        });
    }

    pub(super) fn notice(&mut self, key: &str, what: Notice) {
        // the whole point of some notices is that the content is not kept
        let value = if what == Notice::IdentityNotKept { None } else { self.shown(key) };
        self.findings.notice(Finding {
            sheet: self.sheet.to_owned(),
            row: self.row,
            column: self.layout.header(key),
            what,
            value,
        });
    }

    fn shown(&self, key: &str) -> Option<String> {
        let text = self.cell(key).text()?;
        Some(text.chars().take(SHOWN).collect())
    }

    /// The content of a cell as it stands; none when it is empty or broken.
    fn raw(&mut self, key: &str) -> Option<String> {
        if let Cell::Broken(_) = self.cell(key) {
            self.wrong(key, Problem::BrokenFormula);
            return None;
        }
        self.cell(key).text()
    }

    /// Text of at most `max` characters.
    pub(super) fn text(&mut self, key: &str, max: usize) -> Option<String> {
        let raw = self.raw(key)?;
        let (plain, formula) = without_formula(&raw);
        if formula {
            self.notice(key, Notice::FormulaRemoved);
        }
        let plain = clean(plain);
        if plain.is_empty() {
            return None;
        }
        if plain.chars().count() > max {
            self.wrong(key, Problem::TooLong);
            return None;
        }
        Some(plain)
    }

    /// The same, and it is needed.
    pub(super) fn needed(&mut self, key: &str, max: usize) -> Option<String> {
        let before = self.wrong;
        self.wrong = false;
        let text = self.text(key, max);
        if text.is_none() && !self.wrong {
            self.wrong(key, Problem::Missing);
        }
        self.wrong |= before;
        text
    }

    /// How somebody is called.
    pub(super) fn name(&mut self) -> Option<String> {
        self.needed("name", 20).map(|text| name(&text))
    }

    /// A mobile number, with all its digits.
    pub(super) fn phone(&mut self) -> Option<String> {
        self.phone_in("phone")
    }

    /// The same, in a column of another name.
    pub(super) fn phone_in(&mut self, key: &str) -> Option<String> {
        let whole = self.dialled(key)?;
        let phone = Phone::parse(&whole).ok();
        if phone.is_none() {
            self.wrong(key, Problem::NotAPhone);
        }
        phone.map(|phone| phone.digits().to_owned())
    }

    /// A number to ring somebody back at, mobile or landline.
    pub(super) fn call_back(&mut self, key: &str) -> Option<String> {
        let whole = self.dialled(key)?;
        let phone = CallBack::parse(&whole).ok();
        if phone.is_none() {
            self.wrong(key, Problem::NotACallBack);
        }
        phone.map(|phone| phone.number().to_owned())
    }

    /// A number as it was typed, whatever the spreadsheet has made of it.
    fn dialled(&mut self, key: &str) -> Option<String> {
        let raw = self.raw(key)?;
        let raw = folded(&raw);
        let whole = match scientific(&raw) {
            Some(Ok(digits)) => digits,
            Some(Err(())) => {
                self.wrong(key, Problem::Rounded);
                return None;
            }
            // Excel likes to make 13800001234.0 of a column with one empty cell
            None => raw.strip_suffix(".0").unwrap_or(&raw).to_owned(),
        };
        Some(whole.trim_start_matches('\'').to_owned())
    }

    /// The same, and it is needed.
    pub(super) fn needed_phone(&mut self) -> Option<String> {
        if self.cell("phone").is_empty() {
            self.wrong("phone", Problem::Missing);
            return None;
        }
        self.phone()
    }

    /// A whole number between two others.
    pub(super) fn number(&mut self, key: &str, least: i32, most: i32) -> Option<i32> {
        let raw = self.raw(key)?;
        let folded = folded(&raw);
        let digits: &str = folded.trim_end_matches(|it: char| !it.is_ascii_digit());
        let Ok(number) = digits.parse::<f64>() else {
            self.wrong(key, Problem::NotANumber);
            return None;
        };
        if number.fract() != 0.0 {
            self.wrong(key, Problem::NotANumber);
            return None;
        }
        if !(f64::from(least)..=f64::from(most)).contains(&number) {
            self.wrong(key, Problem::OutOfRange);
            return None;
        }
        // within the range of two i32, and whole
        Some(number as i32)
    }

    /// A day.
    pub(super) fn day(&mut self, key: &str) -> Option<Day> {
        if let Cell::Date(day) = self.cell(key) {
            return Some(*day);
        }
        let raw = self.raw(key)?;
        let found = day(&raw);
        if found.is_none() {
            self.wrong(key, Problem::NotADate);
        }
        found
    }

    /// A year, on its own or as the beginning of a date.
    pub(super) fn year(&mut self, key: &str) -> Option<i32> {
        let year = match self.cell(key) {
            Cell::Date(day) => Some(day.ymd().0),
            _ => {
                let folded = folded(&self.raw(key)?);
                let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
                // 1958, 195803, 19580312
                if matches!(digits.len(), 4 | 6 | 8) { digits[..4].parse().ok() } else { None }
            }
        };
        match year {
            Some(year) if (1900..=2100).contains(&year) => Some(year),
            Some(_) => {
                self.wrong(key, Problem::OutOfRange);
                None
            }
            None => {
                self.wrong(key, Problem::NotADate);
                None
            }
        }
    }

    /// One of the words that can stand there.
    pub(super) fn word<T>(&mut self, key: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let raw = self.raw(key)?;
        let found = read(&folded(&raw));
        if found.is_none() {
            self.wrong(key, Problem::UnknownWord);
        }
        found
    }
}

/// The digits of 1.3812345678E+10; an error when some of the eleven are missing. None for
/// anything that is not written that way.
fn scientific(text: &str) -> Option<Result<String, ()>> {
    let (mantissa, exponent) = text.split_once('e')?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || exponent > 15 || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    // fewer digits than the number has: the spreadsheet has thrown the others away
    Some(if digits.len() == whole.len() + exponent { Ok(digits) } else { Err(()) })
}
