//! Words and sentences in a row.

use crate::Locale;
use crate::prefs::locale;

/// Several in a row: `李、王`, `Li, Wang`.
#[must_use]
pub fn listed(words: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let between = match locale() {
        Locale::en => ", ",
        Locale::zh_CN => "、",
    };
    let mut list = String::new();
    for word in words {
        if !list.is_empty() {
            list.push_str(between);
        }
        list.push_str(word.as_ref());
    }
    list
}

/// One sentence after another.
#[must_use]
pub fn after_another(first: &str, second: &str) -> String {
    match locale() {
        Locale::en => format!("{first} {second}"),
        Locale::zh_CN => format!("{first}{second}"),
    }
}
