//! Where something is wrong, or should be looked at.

use domain::import::{Notice, Problem};

/// Where something stands, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding<W> {
    /// The name of the sheet; empty for CSV and for the file as a whole.
    pub sheet: String,
    /// The row as the spreadsheet numbers it, from 1; 0 for the sheet or the file as a whole.
    pub row: u32,
    /// The header of the column as it stands in the file, or as the template has it when the
    /// column is missing.
    pub column: Option<String>,
    /// What it is.
    pub what: W,
    /// The beginning of what stands there, to find it again. Personal data: for the screen of
    /// whoever has uploaded the file, never for a log.
    pub value: Option<String>,
}

/// Something that has to be put right before anything of the file is stored.
pub type ImportError = Finding<Problem>;

/// Something to look at.
pub type ImportNotice = Finding<Notice>;
