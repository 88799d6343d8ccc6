//! Bytes to rows of cells, one at a time. An `.xlsx` is read as a stream of the cells that are
//! there: a file that claims a cell in its last corner must not make us allocate the whole sheet.

use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetVisible, Sheets};
use domain::calendar::Day;

use super::cell::Cell;
use domain::import::Problem;

/// The most a workbook may be unpacked, in bytes.
const MAX_UNPACKED: u64 = 512 * 1024 * 1024;
/// Columns beyond this are not looked at.
const MAX_COLUMNS: usize = 128;

/// Takes the rows of a file, sheet after sheet.
pub(super) trait Taker {
    /// A new sheet begins.
    fn sheet(&mut self, name: &str);
    /// A row of it, numbered as the spreadsheet does; breaks when no more are wanted.
    fn row(&mut self, row: u32, cells: &[Cell]) -> ControlFlow<()>;
}

/// Reads a file of any kind; the kind is told by its first bytes, not by its name.
pub(super) fn rows(bytes: &[u8], taker: &mut impl Taker) -> Result<(), Problem> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    if bytes.starts_with(ZIP) {
        if unpacked_size(bytes) > MAX_UNPACKED {
            return Err(Problem::TooLarge);
        }
        workbook(bytes, taker)
    } else if bytes.starts_with(OLE) {
        if is_encrypted(bytes) {
            return Err(Problem::Protected);
        }
        workbook(bytes, taker)
    } else {
        text(&decode(bytes)?, taker);
        Ok(())
    }
}

/// What a zip says its files are unpacked, added up from its central directory: a small file must
/// not become a gigabyte of shared strings.
fn unpacked_size(bytes: &[u8]) -> u64 {
    const ENTRY: &[u8] = b"PK\x01\x02";
    const ENTRY_LENGTH: usize = 46;
    let number = |at: usize| {
        let four = bytes.get(at..at + 4).and_then(|it| <[u8; 4]>::try_from(it).ok());
        u64::from(four.map_or(0, u32::from_le_bytes))
    };
    // a chance hit inside packed data only makes the sum larger, and is rarer than honest files
    bytes
        .windows(ENTRY.len())
        .enumerate()
        .filter(|(at, window)| *window == ENTRY && at + ENTRY_LENGTH <= bytes.len())
        .map(|(at, _)| number(at + 24))
        .sum()
}

/// A new Excel file with a password is an old container around a locked package.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// UTF-8 or UTF-16 by its mark, UTF-8 when it is valid, else GB18030, which is what Excel writes
/// on a Chinese Windows.
fn decode(bytes: &[u8]) -> Result<String, Problem> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if wrong { Err(Problem::Undecodable) } else { Ok(text.into_owned()) };
    }
    // pictures and the like; no text has this character, whatever its encoding
    if bytes.contains(&0) {
        return Err(Problem::Unreadable);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, wrong) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    if wrong { Err(Problem::Undecodable) } else { Ok(text.into_owned()) }
}

fn text(text: &str, taker: &mut impl Taker) {
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    taker.sheet("");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut cells = Vec::new();
    let mut row = 0_u32;
    // text in memory, already decoded, of any number of fields: there is nothing left to fail
    while let Ok(true) = reader.read_record(&mut record) {
        // a spreadsheet counts blank lines, which the reader skips, and does not count the line
        // ends within a cell, which the reader does
        let begin = record.position().map_or(0, csv::Position::byte);
        let begin = usize::try_from(begin).unwrap_or(text.len());
        let blank = text.as_bytes()[begin..].iter().take_while(|it| **it == b'\n').count();
        row = row.saturating_add(1).saturating_add(u32::try_from(blank).unwrap_or(u32::MAX));
        cells.clear();
        cells.extend(record.iter().take(MAX_COLUMNS).map(|field| Cell::Text(field.to_owned())));
        if taker.row(row, &cells).is_break() {
            return;
        }
    }
}

/// The sign that stands most often in the first line with any of them.
fn delimiter(text: &str) -> u8 {
    let count = |line: &str, sign: u8| line.bytes().filter(|it| *it == sign).count();
    text.lines()
        .take(10)
        .map(|line| [b',', b'\t', b';'].map(|sign| (count(line, sign), sign)))
        .find_map(|counts| counts.into_iter().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count))
        .map_or(b',', |(_, sign)| sign)
}

fn workbook(bytes: &[u8], taker: &mut impl Taker) -> Result<(), Problem> {
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(unreadable)?;
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in visible {
        taker.sheet(&name);
        match &mut book {
            Sheets::Xlsx(book) => {
                let mut cells = match book.worksheet_cells_reader(&name) {
                    Ok(cells) => cells,
                    // a sheet that holds a chart only
                    Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
                    Err(_) => return Err(Problem::Unreadable),
                };
                stream(taker, || match cells.next_cell() {
                    Ok(cell) => Ok(cell.map(|it| (it.get_position(), of_ref(it.get_value())))),
                    Err(_) => Err(Problem::Unreadable),
                })?;
            }
            other => {
                let range = other.worksheet_range(&name).map_err(unreadable)?;
                let first = range.start().unwrap_or_default();
                let mut used = range.used_cells();
                stream(taker, || {
                    Ok(used.next().map(|(row, column, value)| {
                        let row = first.0 + u32::try_from(row).unwrap_or(u32::MAX - first.0);
                        let column = first.1 + u32::try_from(column).unwrap_or(u32::MAX - first.1);
                        ((row, column), of_data(value))
                    }))
                })?;
            }
        }
    }
    Ok(())
}

fn unreadable(error: calamine::Error) -> Problem {
    use calamine::{Error, OdsError, XlsError, XlsxError};
    match error {
        Error::Xlsx(XlsxError::Password)
        | Error::Xls(XlsError::Password)
        | Error::Ods(OdsError::Password) => Problem::Protected,
        _ => Problem::Unreadable,
    }
}

/// Gathers cells, which come row by row, into rows.
fn stream(
    taker: &mut impl Taker,
    mut next: impl FnMut() -> Result<Option<((u32, u32), Cell)>, Problem>,
) -> Result<(), Problem> {
    let mut row: Option<u32> = None;
    let mut cells: Vec<Cell> = Vec::new();
    while let Some(((at, column), cell)) = next()? {
        if row != Some(at) {
            if let Some(row) = row
                && taker.row(row.saturating_add(1), &cells).is_break()
            {
                return Ok(());
            }
            row = Some(at);
            cells.clear();
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column < MAX_COLUMNS {
            if cells.len() <= column {
                cells.resize(column + 1, Cell::Empty);
            }
            cells[column] = cell;
        }
    }
    if let Some(row) = row {
        // the last row: nobody waits for another one
        let _ = taker.row(row.saturating_add(1), &cells);
    }
    Ok(())
}

fn of_ref(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Int(it) => whole(*it),
        DataRef::Float(it) => Cell::Number(*it),
        DataRef::String(it) => Cell::Text(it.clone()),
        DataRef::SharedString(it) => Cell::Text((*it).to_owned()),
        DataRef::Bool(it) => Cell::Yes(*it),
        DataRef::DateTime(it) => date(it),
        DataRef::DateTimeIso(it) | DataRef::DurationIso(it) => Cell::Text(it.clone()),
        DataRef::Error(it) => Cell::Broken(it.to_string()),
        DataRef::Empty => Cell::Empty,
    }
}

fn of_data(value: &Data) -> Cell {
    match value {
        Data::Int(it) => whole(*it),
        Data::Float(it) => Cell::Number(*it),
        Data::String(it) => Cell::Text(it.clone()),
        Data::Bool(it) => Cell::Yes(*it),
        Data::DateTime(it) => date(it),
        Data::DateTimeIso(it) | Data::DurationIso(it) => Cell::Text(it.clone()),
        Data::Error(it) => Cell::Broken(it.to_string()),
        Data::Empty => Cell::Empty,
    }
}

fn whole(number: i64) -> Cell {
    Cell::Text(number.to_string())
}

fn date(it: &ExcelDateTime) -> Cell {
    let (year, month, date, ..) = it.to_ymd_hms_milli();
    match Day::from_ymd(i32::from(year), u32::from(month), u32::from(date)) {
        Some(day) if it.is_datetime() => Cell::Date(day),
        _ => Cell::Number(it.as_f64()),
    }
}
