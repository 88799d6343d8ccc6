//! Numbers of the mainland: mobiles, `1[3-9]` and nine digits (trust.md 1.8), which say who somebody
//! is, and landlines, which only say where somebody can be rung back.

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

/// A number to ring somebody back at: a mobile, or a landline as older households have one.
///
/// Everybody at home answers a landline: it never says who somebody is, and no code goes to it. What
/// finds an account or opens one takes a [`Phone`].
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CallBack(String);

impl CallBack {
    /// Reads a number as people write it: `13812345678`, `(0813) 223 4567 转 8012`, `2234567`.
    ///
    /// # Errors
    /// [`Problem::Missing`] or [`Problem::Malformed`].
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        match Phone::parse(raw) {
            Ok(mobile) => Ok(mobile.into()),
            Err(Problem::Malformed) => landline(raw).map(Self).ok_or(Problem::Malformed),
            Err(problem) => Err(problem),
        }
    }

    /// Eleven digits, or `0813-2234567-8012`: area code and extension only where they were given.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.0
    }

    /// The mobile, when it is one.
    #[must_use]
    pub fn mobile(&self) -> Option<Phone> {
        Phone::parse(&self.0).ok()
    }
}

impl From<Phone> for CallBack {
    fn from(mobile: Phone) -> Self {
        Self(mobile.0)
    }
}

impl std::fmt::Debug for CallBack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CallBack(…)")
    }
}

/// What stands before an extension.
const EXTENSION: &[&str] = &["分机", "转", "轉", "ext", "x", "#", ","];

/// Area code, number and extension with hyphens between; none when it is no landline.
fn landline(raw: &str) -> Option<String> {
    let typed: String = raw.chars().map(half_width).collect();
    let typed = typed.to_lowercase();
    let (number, extension) = match EXTENSION.iter().find_map(|sign| typed.split_once(*sign)) {
        Some((number, extension)) => (number, Some(extension)),
        None => (typed.as_str(), None),
    };
    let groups: Vec<&str> = number.split(is_between).filter(|group| !group.is_empty()).collect();
    if let Some(extension) = extension {
        let extension = extension.trim_matches(|c: char| is_between(c) || matches!(c, '.' | ':'));
        return hyphened(&groups.concat(), extension);
    }
    // behind what is a number already there is an extension
    let extended = match groups.split_last() {
        Some((last, before)) if before.last().is_some_and(|group| group.len() >= 7) => {
            hyphened(&before.concat(), last)
        }
        _ => None,
    };
    extended.or_else(|| hyphened(&groups.concat(), ""))
}

/// ASCII for what an input method writes full-width: （０８１３）.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '(' | ')' | '‐' | '–' | '—')
}

/// A number begins with 2 to 9: with 0 there is an area code before it, with 1 it is a mobile, whole or
/// cut off, or a number of the emergency services.
fn hyphened(number: &str, extension: &str) -> Option<String> {
    let abroad = number.strip_prefix("+86").or_else(|| number.strip_prefix("0086"));
    let at_home = abroad.map(|rest| format!("0{}", rest.trim_start_matches('0')));
    let number = at_home.as_deref().unwrap_or(number);
    let (area, own) = match number.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => number.split_at_checked(3)?,
        [b'0', b'3'..=b'9', ..] => number.split_at_checked(4)?,
        _ => ("", number),
    };
    let digits = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    let good = digits(area)
        && digits(own)
        && matches!(own.len(), 7 | 8)
        && !own.starts_with(['0', '1'])
        && digits(extension)
        && extension.len() <= 6;
    let parts: Vec<&str> = [area, own, extension].into_iter().filter(|part| !part.is_empty()).collect();
    good.then(|| parts.join("-"))
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
        let landline = CallBack::parse("0813-2234567").expect("a number");
        assert_eq!(format!("{landline:?}"), "CallBack(…)");
    }

    #[test]
    fn a_landline_is_read_as_people_write_it() {
        for (raw, number) in [
            ("0813-2234567", "0813-2234567"),
            ("08132234567", "0813-2234567"),
            (" (0813) 223 4567 ", "0813-2234567"),
            ("（０８１３）２２３４５６７", "0813-2234567"),
            ("+86 813 2234567", "0813-2234567"),
            ("0086-0813-2234567", "0813-2234567"),
            ("010 6234 5678", "010-62345678"),
            ("028－86234567", "028-86234567"),
            ("0813—2234567转8012", "0813-2234567-8012"),
            ("0813 2234567 分机：12", "0813-2234567-12"),
            ("0813-2234567 ext. 8012", "0813-2234567-8012"),
            ("0813-2234567-8012", "0813-2234567-8012"),
            ("08132234567 8012", "0813-2234567-8012"),
            ("2234567", "2234567"),
            ("6234 5678", "62345678"),
            ("2234567-8", "2234567-8"),
        ] {
            let read = CallBack::parse(raw);
            assert_eq!(read.as_ref().map(CallBack::number), Ok(number), "{raw}");
            assert_eq!(read.expect("a number").mobile(), None, "{raw} is nobody's own");
            assert_eq!(Phone::parse(raw), Err(Problem::Malformed), "no code goes to {raw}");
            assert_eq!(CallBack::parse(number).as_ref().map(CallBack::number), Ok(number), "as it is kept");
        }
    }

    #[test]
    fn a_mobile_is_a_number_to_ring_back_and_says_whose_it_is() {
        let read = CallBack::parse("+86 138-1234-5678").expect("a number");
        assert_eq!(read.number(), "13812345678");
        assert_eq!(read.mobile(), Phone::parse("13812345678").ok());
    }

    #[test]
    fn what_nobody_answers_is_refused() {
        for raw in [
            "1381234567",
            "13812345",
            "138123456789",
            "013812345678",
            "0813-1234567",
            "0813-223456",
            "0813-223456789",
            "081-2234567",
            "+86 2234567",
            "120",
            "95588",
            "4008123123",
            "2234567/2234568",
            "0813-2234567转12345678",
            "0813-2234567转前台",
            "问邻居",
        ] {
            assert_eq!(CallBack::parse(raw), Err(Problem::Malformed), "{raw}");
        }
        assert_eq!(CallBack::parse(" "), Err(Problem::Missing));
    }
}
