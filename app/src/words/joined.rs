//! Words and sentences in a row.

use std::borrow::Borrow;

use crate::Locale;
use crate::prefs::locale;

/// Several in a row: `李、王`, `Li, Wang`.
#[must_use]
pub fn listed(words: impl IntoIterator<Item = impl Borrow<str>>) -> String {
    let between = match locale() {
        Locale::en => ", ",
        Locale::zh_CN => "、",
    };
    words.into_iter().collect::<Vec<_>>().join(between)
}

/// One sentence after another.
#[must_use]
pub fn after_another(first: &str, second: &str) -> String {
    match locale() {
        Locale::en => format!("{first} {second}"),
        Locale::zh_CN => format!("{first}{second}"),
    }
}
