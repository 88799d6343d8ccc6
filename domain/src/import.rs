//! Imports 导入: what a list of a community can be, and what can be wrong with one. The sentence
//! to each word stands in the locale files (`import.json`), in the reader's language.

use crate::words::words;

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
    /// What a template can be downloaded as.
    Format {
        /// A workbook. Its cells are text, so that no spreadsheet rounds a phone number.
        Xlsx = "xlsx",
        /// Text, in UTF-8 with a byte order mark.
        Csv = "csv",
    }
}

words! {
    /// What is wrong. The first twelve are about a cell, then about a column, a sheet or the file;
    /// the last seven are found only beside other rows and what is registered already.
    Problem {
        /// It is needed and empty.
        Missing = "missing",
        /// Longer than it may be.
        TooLong = "too_long",
        /// Not a mobile number of the mainland.
        NotAPhone = "not_a_phone",
        /// Neither a mobile number nor a landline of the mainland.
        NotACallBack = "not_a_call_back",
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
        /// No area of that name, neither in the lists nor registered.
        UnknownArea = "unknown_area",
        /// Several areas have that name, or none is named and there are several.
        Ambiguous = "ambiguous",
        /// Another row says something else about the same.
        Contradicts = "contradicts",
        /// The phone number stands beside another name in another row.
        PhoneOfAnother = "phone_of_another",
        /// The phone number belongs to an account that was closed.
        AccountClosed = "account_closed",
        /// The code is that of another area.
        CodeTaken = "code_taken",
        /// Nobody has this phone number, neither in the lists nor registered.
        UnknownPerson = "unknown_person",
        /// Another service has this number on the menu.
        NumberTaken = "number_taken",
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
        /// A person, community or item is called otherwise from now on; the old name stands beside.
        Renamed = "renamed",
        /// A new estate has the name of one in another community.
        SameNameElsewhere = "same_name_elsewhere",
        /// The role was withdrawn before; a list does not give it back.
        RoleWithdrawn = "role_withdrawn",
        /// Somebody else answers for the building; a list does not take that from them.
        AnotherInCharge = "another_in_charge",
    }
}
