//! A community's own lists, from Excel, LibreOffice or plain text, as people keep them.
//!
//! Reads only, over bytes in memory; what is done with the rows is the business of a flow. The
//! way of a file:
//!
//! | Step | File | What happens |
//! |---|---|---|
//! | 1 bytes to cells | `source` | xlsx, xls, ods by [`calamine`]; CSV with comma, tab or semicolon in UTF-8, UTF-16 or GB18030 |
//! | 2 headers | `columns` | the first rows are searched for headers, in Chinese or English, in any order; they tell the [`Kind`] |
//! | 3 cells to fields | `line`, `cell` | cleaned of full-width digits, invisible signs and formulas |
//! | 4 fields to rows | `parse` | typed, with the words of `words` and `times` |
//!
//! Invariants
//! - every problem is reported, not only the first, with sheet, row and column as the person at
//!   the spreadsheet sees them; beyond a thousand they are counted;
//! - a row with a problem is not among the rows, and a [`Reading`] with problems must not be
//!   stored: all or nothing;
//! - blank lines and titles above the headers are skipped; unknown columns are noticed and not
//!   read;
//! - identity numbers are never kept.

mod cell;
mod columns;
mod finding;
mod line;
mod parse;
mod reading;
mod rows;
mod source;
mod templates;
mod times;
mod words;

#[cfg(test)]
mod tests;

pub use cell::safe_cell;
pub use columns::header;
pub use domain::import::{Format, Kind, Notice, Problem};
pub use finding::{Finding, ImportError, ImportNotice};
pub use reading::{MAX_BYTES, MAX_ROWS, Reading, read};
pub use rows::{AreaRow, ItemRow, Place, ResidentRow, Row, Rows, Sheet, StaffRow, VolunteerRow};
pub use templates::{file_name, template};
