//! What can be wrong with a file, as words. The sentence to each word stands in the locale files
//! (`import.json`), in the reader's language.

/// Declares an enum of words that has no place in `domain`: only imports know it.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key of its sentence.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = domain::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|it| it.word() == text).ok_or(domain::UnknownWord)
            }
        }
    };
}

words! {
    /// What a sheet is a list of. Told by its headers, never by its name.
    Kind {
        /// 区域: one building a row.
        Areas = "areas",
        /// 居民.
        Residents = "residents",
        /// 志愿者.
        Volunteers = "volunteers",
        /// 工作人员.
        Staff = "staff",
        /// 菜单.
        Items = "items",
    }
}

words! {
    /// What is wrong. The first eleven are about a cell, the others about a column, a sheet or
    /// the file.
    Problem {
        /// It is needed and empty.
        Missing = "missing",
        /// Longer than it may be.
        TooLong = "too_long",
        /// Not a mobile number of the mainland.
        NotAPhone = "not_a_phone",
        /// A number that the spreadsheet has rounded, such as 1.39E+10: the last digits are lost.
        Rounded = "rounded",
        /// Not a date.
        NotADate = "not_a_date",
        /// Not a number.
        NotANumber = "not_a_number",
        /// Smaller or larger than it may be.
        OutOfRange = "out_of_range",
        /// None of the words that can stand there.
        UnknownWord = "unknown_word",
        /// Not a 12-digit division code.
        NotACode = "not_a_code",
        /// The same person, building or item stands in an earlier row.
        Duplicate = "duplicate",
        /// A formula without a result, such as `#REF!`.
        BrokenFormula = "broken_formula",
        /// No row of the sheet looks like the headers of a template.
        UnknownKind = "unknown_kind",
        /// A column that is needed is not there.
        MissingColumn = "missing_column",
        /// Two columns mean the same.
        DuplicateColumn = "duplicate_column",
        /// Headers, and nothing below.
        NoRows = "no_rows",
        /// More rows than are read at a time.
        TooManyRows = "too_many_rows",
        /// A larger file than is read.
        TooLarge = "too_large",
        /// Neither a spreadsheet nor a text.
        Unreadable = "unreadable",
        /// Text in an encoding that is none of UTF-8, UTF-16 and GB18030.
        Undecodable = "undecodable",
        /// Opens with a password only.
        Protected = "protected",
    }
}

words! {
    /// What was read all the same, and should be looked at.
    Notice {
        /// A column nobody knows; it is not read.
        UnknownColumn = "unknown_column",
        /// A sheet nobody knows, beside others; it is not read.
        UnknownSheet = "unknown_sheet",
        /// The text began like a formula; the sign in front was taken away.
        FormulaRemoved = "formula_removed",
        /// Year of birth and gender were taken from an identity number, which is not kept.
        IdentityNotKept = "identity_not_kept",
    }
}

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
