//! Imports in words: for the page, and for the operator's command line.

use domain::import::{Kind, Notice, Problem};
use leptos_i18n::td_string;

use crate::Locale;

/// 区域, 居民 and so on.
#[must_use]
pub fn kind(l: Locale, it: Kind) -> &'static str {
    match it {
        Kind::Areas => td_string!(l, import.areas),
        Kind::Residents => td_string!(l, import.residents),
        Kind::Volunteers => td_string!(l, import.volunteers),
        Kind::Staff => td_string!(l, import.staff),
        Kind::Items => td_string!(l, import.items),
    }
}

/// What the list is good for, in a sentence.
#[must_use]
pub fn lead(l: Locale, it: Kind) -> &'static str {
    match it {
        Kind::Areas => td_string!(l, import.areas_lead),
        Kind::Residents => td_string!(l, import.residents_lead),
        Kind::Volunteers => td_string!(l, import.volunteers_lead),
        Kind::Staff => td_string!(l, import.staff_lead),
        Kind::Items => td_string!(l, import.items_lead),
    }
}

/// What is wrong, and what to do about it.
#[must_use]
pub fn problem(l: Locale, it: Problem) -> &'static str {
    match it {
        Problem::Missing => td_string!(l, import.missing),
        Problem::TooLong => td_string!(l, import.too_long),
        Problem::NotAPhone => td_string!(l, import.not_a_phone),
        Problem::NotACallBack => td_string!(l, import.not_a_call_back),
        Problem::Rounded => td_string!(l, import.rounded),
        Problem::NotADate => td_string!(l, import.not_a_date),
        Problem::NotANumber => td_string!(l, import.not_a_number),
        Problem::OutOfRange => td_string!(l, import.out_of_range),
        Problem::UnknownWord => td_string!(l, import.unknown_word),
        Problem::NotACode => td_string!(l, import.not_a_code),
        Problem::Duplicate => td_string!(l, import.duplicate),
        Problem::BrokenFormula => td_string!(l, import.broken_formula),
        Problem::UnknownKind => td_string!(l, import.unknown_kind),
        Problem::MissingColumn => td_string!(l, import.missing_column),
        Problem::DuplicateColumn => td_string!(l, import.duplicate_column),
        Problem::NoRows => td_string!(l, import.no_rows),
        Problem::TooManyRows => td_string!(l, import.too_many_rows),
        Problem::TooLarge => td_string!(l, import.too_large),
        Problem::Unreadable => td_string!(l, import.unreadable),
        Problem::Undecodable => td_string!(l, import.undecodable),
        Problem::Protected => td_string!(l, import.protected),
        Problem::UnknownArea => td_string!(l, import.unknown_area),
        Problem::Ambiguous => td_string!(l, import.ambiguous),
        Problem::Contradicts => td_string!(l, import.contradicts),
        Problem::PhoneOfAnother => td_string!(l, import.phone_of_another),
        Problem::AccountClosed => td_string!(l, import.account_closed),
        Problem::CodeTaken => td_string!(l, import.code_taken),
        Problem::UnknownPerson => td_string!(l, import.unknown_person),
        Problem::NumberTaken => td_string!(l, import.number_taken),
    }
}

/// What should be looked at.
#[must_use]
pub fn notice(l: Locale, it: Notice) -> &'static str {
    match it {
        Notice::UnknownColumn => td_string!(l, import.unknown_column),
        Notice::UnknownSheet => td_string!(l, import.unknown_sheet),
        Notice::FormulaRemoved => td_string!(l, import.formula_removed),
        Notice::IdentityNotKept => td_string!(l, import.identity_not_kept),
        Notice::Renamed => td_string!(l, import.renamed),
        Notice::SameNameElsewhere => td_string!(l, import.same_name_elsewhere),
        Notice::AnotherInCharge => td_string!(l, import.another_in_charge),
        Notice::RoleWithdrawn => td_string!(l, import.role_withdrawn),
    }
}

/// Where something stands: file, sheet, row and column, as far as there are any.
#[must_use]
pub fn place(l: Locale, file: &str, sheet: &str, row: u32, column: Option<&str>) -> String {
    let row = if row > 0 { td_string!(l, import.row, row = row).to_string() } else { String::new() };
    let parts = [file, sheet, &row, column.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What stands there.
#[must_use]
pub fn value(l: Locale, text: &str) -> String {
    td_string!(l, import.value, value = text).to_string()
}

/// The other row with which it does not go together.
#[must_use]
pub fn beside(l: Locale, place: &str) -> String {
    td_string!(l, import.beside, place = place).to_string()
}

/// What became of the rows of a kind.
#[must_use]
pub fn counted(l: Locale, it: Kind, new: usize, changed: usize, unchanged: usize) -> String {
    let kind = kind(l, it);
    td_string!(l, import.counted, kind = kind, new = new, changed = changed, unchanged = unchanged)
        .to_string()
}

/// How an import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// So many problems, and nothing was stored.
    Refused(usize),
    /// A dry run without problems.
    Dry,
    /// Everything was stored.
    Stored,
    /// Everything was there already.
    Same,
}

/// How an import ended, in a sentence.
#[must_use]
pub fn ending(l: Locale, it: Ending) -> String {
    match it {
        Ending::Refused(count) => td_string!(l, import.refused, count = count).to_string(),
        Ending::Dry => td_string!(l, import.dry).to_owned(),
        Ending::Stored => td_string!(l, import.stored).to_owned(),
        Ending::Same => td_string!(l, import.same).to_owned(),
    }
}

/// What is not listed.
#[must_use]
pub fn more(l: Locale, count: usize) -> String {
    td_string!(l, import.more, count = count).to_string()
}

/// 请留意.
#[must_use]
pub fn note(l: Locale) -> &'static str {
    td_string!(l, import.note)
}

/// What stands above the credentials of new staff.
#[must_use]
pub fn accounts(l: Locale) -> &'static str {
    td_string!(l, import.accounts)
}

/// That a dry run has made no credentials.
#[must_use]
pub fn accounts_dry(l: Locale, count: usize) -> String {
    td_string!(l, import.accounts_dry, count = count).to_string()
}

/// The heads of the table of credentials: phone, name, password, secret, roles.
#[must_use]
pub fn account_heads(l: Locale) -> [&'static str; 5] {
    [
        td_string!(l, import.phone),
        td_string!(l, import.name),
        td_string!(l, import.password),
        td_string!(l, import.totp),
        td_string!(l, import.roles),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_and_notice_has_a_sentence_of_its_own_in_both_languages() {
        for l in [Locale::zh_CN, Locale::en] {
            let mut sentences: Vec<&str> = Problem::ALL.iter().map(|it| problem(l, *it)).collect();
            sentences.extend(Notice::ALL.iter().map(|it| notice(l, *it)));
            let count = sentences.len();
            sentences.sort_unstable();
            sentences.dedup();
            assert_eq!(sentences.len(), count);
            assert!(sentences.iter().all(|it| !it.is_empty()));
        }
    }
}
