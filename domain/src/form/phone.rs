//! Mobile numbers of the mainland: `1[3-9]` and nine digits (trust.md 1.8).

use serde::{Deserialize, Serialize};

use super::{Problem, plain_digits};

/// A mobile number. `Debug` shows the last two digits only, so that no log can hold one.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people write it: with spaces, dashes, +86, full-width digits.
    ///
    /// # Errors
    /// [`Problem::Missing`] or [`Problem::Malformed`].
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let digits = plain_digits(raw);
        if digits.is_empty() {
            return Err(Problem::Missing);
        }
        let digits = digits.strip_prefix("+86").or_else(|| digits.strip_prefix("0086")).unwrap_or(&digits);
        let bytes = digits.as_bytes();
        let good = bytes.len() == 11
            && bytes.iter().all(u8::is_ascii_digit)
            && bytes[0] == b'1'
            && (b'3'..=b'9').contains(&bytes[1]);
        if good { Ok(Self(digits.to_owned())) } else { Err(Problem::Malformed) }
    }

    /// All eleven digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// `138****5678`, for screens on which the whole is nobody's business.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}****{}", &self.0[..3], &self.0[7..])
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Phone(…{})", &self.0[9..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for raw in ["13812345678", " 138 1234 5678", "+86 138-1234-5678", "\u{FF11}\u{FF13}\u{FF18}12345678"]
        {
            assert_eq!(Phone::parse(raw).map(|it| it.digits().to_owned()), Ok("13812345678".into()), "{raw}");
        }
    }

    #[test]
    fn what_is_not_a_mobile_number_is_refused() {
        for raw in ["1381234567", "12812345678", "138123456789", "一三八", "13812345６7x"] {
            assert_eq!(Phone::parse(raw), Err(Problem::Malformed), "{raw}");
        }
        assert_eq!(Phone::parse("  "), Err(Problem::Missing));
    }

    #[test]
    fn a_number_never_shows_in_debug_output() {
        let phone = Phone::parse("13812345678").expect("a number");
        assert_eq!(format!("{phone:?}"), "Phone(…78)");
        assert_eq!(phone.masked(), "138****5678");
    }
}
