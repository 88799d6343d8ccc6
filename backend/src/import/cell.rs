//! One cell, whatever it came from, and how text out of spreadsheets is cleaned.

use domain::calendar::Day;

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Date(Day),
    Yes(bool),
    /// A formula without a result.
    Broken(String),
}

impl Cell {
    /// The text of the cell, cleaned; none when there is nothing in it.
    pub(super) fn text(&self) -> Option<String> {
        let text = match self {
            Self::Empty => return None,
            Self::Text(text) | Self::Broken(text) => clean(text),
            Self::Number(number) => plain_number(*number),
            Self::Date(day) => day.to_string(),
            Self::Yes(true) => "是".to_owned(),
            Self::Yes(false) => "否".to_owned(),
        };
        (!text.is_empty()).then_some(text)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text().is_none()
    }
}

/// 502 rather than 502.0, and all digits of a phone number rather than 1.39e10.
fn plain_number(number: f64) -> String {
    // up to here every whole number has its own f64
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT { format!("{number:.0}") } else { number.to_string() }
}

/// Text as it should be kept: half-width letters and digits, plain spaces and no more than one of
/// them, nothing invisible. Punctuation stays as it is, because a Chinese sentence needs its own.
pub(super) fn clean(raw: &str) -> String {
    let mut cleaned = String::with_capacity(raw.len());
    let mut space = false;
    for it in raw.chars() {
        let it = half_width(it);
        if it.is_whitespace() || it.is_control() {
            space = true;
        } else if !is_invisible(it) {
            if space && !cleaned.is_empty() {
                cleaned.push(' ');
            }
            space = false;
            cleaned.push(it);
        }
    }
    cleaned
}

/// Text to be compared with words: half-width throughout, lower case, no spaces at all.
pub(super) fn folded(raw: &str) -> String {
    raw.chars()
        .map(half_width)
        .map(|it| match it {
            '\u{FF01}'..='\u{FF5E}' => shifted(it),
            '\u{3001}' => ',',
            other => other,
        })
        .filter(|it| !it.is_whitespace() && !it.is_control() && !is_invisible(*it))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A name: 王 芳 is written with a space to fill a column, Anna Li is not.
pub(super) fn name(cleaned: &str) -> String {
    let latin = cleaned.chars().any(|it| it.is_ascii_alphabetic());
    if latin { cleaned.to_owned() } else { cleaned.replace(' ', "") }
}

/// The text without the signs that make a spreadsheet run it, and whether there were any. A bare
/// number keeps its sign (-1栋 is a basement), and a dash alone stands for nothing.
pub(super) fn without_formula(text: &str) -> (&str, bool) {
    let signed = text.strip_prefix(['-', '+']).unwrap_or("0");
    let harmless = signed.starts_with(|it: char| it.is_ascii_digit())
        && !signed.contains(['=', '+', '-', '@', '|', '!', '(', '*', '/']);
    if harmless && !text.starts_with(['=', '@']) {
        return (text, false);
    }
    let plain = text.trim_start_matches(['=', '+', '-', '@', '\t', '\r', ' ']);
    (plain, plain.len() != text.len() && !plain.is_empty())
}

/// A cell for a file we write: what a spreadsheet would run gets an apostrophe in front.
#[must_use]
pub fn safe_cell(text: &str) -> std::borrow::Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

fn half_width(it: char) -> char {
    match it {
        // digits, capitals, small letters
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => shifted(it),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Full-width forms stand at a fixed distance from ASCII.
fn shifted(it: char) -> char {
    char::from_u32(it as u32 - 0xFEE0).unwrap_or(it)
}

/// Zero-width spaces and joiners, soft hyphens, marks of direction, byte order marks.
fn is_invisible(it: char) -> bool {
    matches!(it, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

/// Reads a day as people and spreadsheets write it: 2026-11-23, 2026/11/23, 2026.11.23,
/// 2026年11月23日, 20261123.
pub(super) fn day(text: &str) -> Option<Day> {
    let text = folded(text);
    let date = text.split(['t', ' ']).next().unwrap_or_default();
    let numbers: Vec<u32> = if date.len() == 8 && date.bytes().all(|it| it.is_ascii_digit()) {
        vec![date[..4].parse().ok()?, date[4..6].parse().ok()?, date[6..].parse().ok()?]
    } else {
        date.split(['-', '/', '.', '年', '月', '日'])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?
    };
    let [year, month, date] = numbers[..] else { return None };
    Day::from_ymd(i32::try_from(year).ok()?, month, date)
}
