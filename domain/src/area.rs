//! The area tree 省…区·街道·社区·小区·楼栋(院落), of which each node is a dated row.

use std::cmp::Ordering;

use crate::words::words;

words! {
    /// The five levels that share the work (seed 003: 区级、街道级、社区级、小区级、院落级).
    Level {
        /// 院落/楼栋.
        Courtyard = "courtyard",
        /// 小区.
        Estate = "estate",
        /// 社区.
        Community = "community",
        /// 街道.
        Street = "street",
        /// 区.
        District = "district",
    }
}

impl Level {
    /// The next level up, if there is one.
    #[must_use]
    pub const fn above(self) -> Option<Self> {
        match self {
            Self::Courtyard => Some(Self::Estate),
            Self::Estate => Some(Self::Community),
            Self::Community => Some(Self::Street),
            Self::Street => Some(Self::District),
            Self::District => None,
        }
    }
}

/// Names in the order in which people count: 2栋 stands before 10栋.
#[must_use]
pub fn by_number(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    while !left.is_empty() && !right.is_empty() {
        let (a, b) = (digits(left), digits(right));
        let order = if a.is_empty() || b.is_empty() {
            let (a, b) = (first(left), first(right));
            (left, right) = (&left[a.len()..], &right[b.len()..]);
            a.cmp(b)
        } else {
            (left, right) = (&left[a.len()..], &right[b.len()..]);
            let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
            a.len().cmp(&b.len()).then_with(|| a.cmp(b))
        };
        if order.is_ne() {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| one.cmp(other))
}

/// The digits with which a text begins.
fn digits(text: &str) -> &str {
    let end = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

/// The character with which a text begins.
fn first(text: &str) -> &str {
    let end = text.chars().next().map_or(0, char::len_utf8);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buildings_are_counted_as_people_count_them() {
        let counted = ["1栋", "02栋", "2栋", "2栋A座", "3号楼", "10栋", "11栋", "A2座", "A10座", "东楼"];
        let mut names = counted;
        names.sort_unstable();
        assert_ne!(names, counted, "letter by letter they stand otherwise");
        names.sort_by(|a, b| by_number(a, b));
        assert_eq!(names, counted);
    }

    #[test]
    fn a_number_may_be_longer_than_any_integer() {
        let (one, other) = ("9".repeat(40), format!("1{}", "0".repeat(40)));
        assert_eq!(by_number(&one, &other), Ordering::Less);
        assert_eq!(by_number(&one, &one), Ordering::Equal);
    }
}
