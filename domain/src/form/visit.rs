//! The visit: the first key at the door, the second on leaving, and both later for who had no
//! signal (product.md 5.6).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{FieldErrors, Problem, Reader, WORDS_MAX, plain_digits};
use crate::calendar::{Calendar, Day};
use crate::id::{ClientOpId, OrderId};
use crate::order::Outcome;
use crate::photo::Upload;
use crate::time::Timestamp;

/// Digits of a door key 敲门码.
const KEY_DIGITS: usize = 4;

/// A check-in or check-out as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitForm {
    /// Made with the page.
    pub client_op_id: String,
    /// The four digits that are read out. On leaving, words can stand in for them.
    pub key: String,
    /// The [`Outcome`]'s word; only on leaving.
    pub outcome: String,
    /// In words.
    pub words: String,
}

/// A whole visit, entered afterwards.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LateVisitForm {
    /// The visit; its key is the first one.
    #[serde(flatten)]
    pub visit: VisitForm,
    /// When the helper arrived, as `14:05`.
    pub arrived_at: String,
    /// The second key, if there was one.
    pub leave_key: String,
    /// When the helper left, as `14:50`.
    pub left_at: String,
}

/// A well-formed check-in or check-out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtTheDoor {
    /// The id of the intention.
    pub op: ClientOpId,
    /// Which order.
    pub order_id: OrderId,
    /// Four digits; none on leaving means "no key", with a reason.
    pub key: Option<String>,
    /// When it happened, if it is entered later.
    pub at: Option<Timestamp>,
    /// How it went; only on leaving.
    pub outcome: Option<Outcome>,
    /// In words.
    pub words: Option<String>,
    /// Pictures of what was done; only on leaving. The form has none: whoever takes them in adds them.
    pub photos: Vec<Upload>,
}

impl VisitForm {
    /// At the door: the key is needed.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn arriving(&self, order_id: OrderId) -> Result<AtTheDoor, FieldErrors> {
        let mut read = Reader::new();
        let it = self.read(&mut read, order_id);
        if it.as_ref().is_some_and(|it| it.key.is_none()) {
            read.errors.add("key", Problem::Missing);
        }
        read.errors.unless_wrong(it)
    }

    /// On leaving: the key, or words that say why there is none.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn leaving(&self, order_id: OrderId) -> Result<AtTheDoor, FieldErrors> {
        let mut read = Reader::new();
        let it = self.read(&mut read, order_id);
        if it.as_ref().is_some_and(|it| it.key.is_none() && it.words.is_none()) {
            read.errors.add("words", Problem::Missing);
        }
        read.errors.unless_wrong(it)
    }

    fn read(&self, read: &mut Reader, order_id: OrderId) -> Option<AtTheDoor> {
        let op = read.parsed("client_op_id", &self.client_op_id, Problem::Malformed).map(ClientOpId);
        let key = key(read, "key", &self.key);
        let outcome = match self.outcome.trim() {
            "" => None,
            word => read.parsed("outcome", word, Problem::UnknownChoice),
        };
        let words = read.optional("words", &self.words, WORDS_MAX);
        op.map(|op| AtTheDoor { op, order_id, key, at: None, outcome, words, photos: Vec::new() })
    }
}

impl LateVisitForm {
    /// Arrival and leaving. The second intention's id is made from the first, so that a repeat of
    /// the form repeats both.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(
        &self,
        order_id: OrderId,
        now: Timestamp,
        calendar: &Calendar,
    ) -> Result<(AtTheDoor, AtTheDoor), FieldErrors> {
        let mut read = Reader::new();
        let visit = self.visit.read(&mut read, order_id);
        if visit.as_ref().is_some_and(|it| it.key.is_none()) {
            read.errors.add("key", Problem::Missing);
        }
        let leave_key = key(&mut read, "leave_key", &self.leave_key);
        let arrived_at = time_of_day(&mut read, "arrived_at", &self.arrived_at, now, calendar);
        let left_at = time_of_day(&mut read, "left_at", &self.left_at, now, calendar);
        read.errors.unless_wrong(visit.map(|visit| {
            let second = ClientOpId(Uuid::from_u128(visit.op.0.as_u128() ^ 1));
            let left = AtTheDoor { op: second, key: leave_key, at: left_at, ..visit.clone() };
            (AtTheDoor { at: arrived_at, ..visit }, left)
        }))
    }
}

/// A door key, if one was typed.
fn key(read: &mut Reader, field: &str, raw: &str) -> Option<String> {
    let digits = plain_digits(raw);
    if digits.is_empty() {
        return None;
    }
    if digits.len() != KEY_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        read.errors.add(field, Problem::Malformed);
        return None;
    }
    Some(digits)
}

/// A time of today, or of yesterday when that is still to come.
pub(super) fn time_of_day(
    read: &mut Reader,
    field: &str,
    raw: &str,
    now: Timestamp,
    calendar: &Calendar,
) -> Option<Timestamp> {
    let minute = read.minute_of_day(field, raw)?;
    let (today, _) = calendar.local(now);
    let at = calendar.at(today, minute);
    Some(if at > now { calendar.at(Day(today.0 - 1), minute) } else { at })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zone;

    const ORDER: OrderId = OrderId(Uuid::from_u128(1));

    fn form(key: &str, words: &str) -> VisitForm {
        VisitForm {
            client_op_id: Uuid::from_u128(2).to_string(),
            key: key.to_owned(),
            words: words.to_owned(),
            ..VisitForm::default()
        }
    }

    #[test]
    fn the_first_key_is_needed_and_words_do_not_stand_in_for_it() {
        let missing = form("", "没人念").arriving(ORDER);
        assert_eq!(missing, Err(FieldErrors::one("key", Problem::Missing)));
        assert_eq!(form("１２ 34", "").arriving(ORDER).map(|it| it.key), Ok(Some("1234".to_owned())));
    }

    #[test]
    fn on_leaving_words_stand_in_for_the_key() {
        assert!(form("", "李阿姨在忙").leaving(ORDER).is_ok());
        assert!(form("1234", "").leaving(ORDER).is_ok());
        assert_eq!(form("", " ").leaving(ORDER), Err(FieldErrors::one("words", Problem::Missing)));
    }

    #[test]
    fn a_key_that_is_none_is_said_at_its_field() {
        for wrong in ["123", "12345", "12a4", "一二三四"] {
            assert_eq!(form(wrong, "").arriving(ORDER), Err(FieldErrors::one("key", Problem::Malformed)));
        }
    }

    #[test]
    fn words_are_bounded() {
        let it = form("", &"长".repeat(WORDS_MAX + 1));
        assert_eq!(it.leaving(ORDER), Err(FieldErrors::one("words", Problem::TooLong)));
    }

    #[test]
    fn a_time_of_day_is_read_with_a_colon_and_without() {
        let calendar = Calendar::new(Zone { offset_minutes: 480 });
        // 2026-11-24 20:00 in Shanghai
        let now = Timestamp(1_795_521_600_000);
        let minute = |raw: &str| {
            let mut read = Reader::new();
            let at = time_of_day(&mut read, "at", raw, now, &calendar)?;
            Some(calendar.local(at).1)
        };
        for raw in ["14:05", "14：05", "1405", "１４０５"] {
            assert_eq!(minute(raw), Some(14 * 60 + 5), "{raw}");
        }
        assert_eq!(minute("905"), Some(9 * 60 + 5));
        for raw in ["", "5", "05", "2405", "1460", "十四点"] {
            assert_eq!(minute(raw), None, "{raw}");
        }
    }
}
