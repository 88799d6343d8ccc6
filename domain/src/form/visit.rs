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
    /// The day of it, as `2026-11-24`; empty means the last time it was that late.
    pub day: String,
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
        if leave_key.is_none() && visit.as_ref().is_some_and(|it| it.words.is_none()) {
            read.errors.add("leave_key", Problem::Missing);
        }
        let arrived_at = self.arrived_at(&mut read, now, calendar);
        let left_at = read.minute_of_day("left_at", &self.left_at).zip(arrived_at);
        let left_at =
            left_at.and_then(|(minute, arrived)| match left_at_minute(arrived, minute, now, calendar) {
                Ok(at) => Some(at),
                Err(problem) => {
                    read.errors.add("left_at", problem);
                    None
                }
            });
        read.errors.unless_wrong(visit.map(|visit| {
            let second = ClientOpId(Uuid::from_u128(visit.op.0.as_u128() ^ 1));
            let left = AtTheDoor { op: second, key: leave_key, at: left_at, ..visit.clone() };
            (AtTheDoor { at: arrived_at, ..visit }, left)
        }))
    }

    fn arrived_at(&self, read: &mut Reader, now: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
        let minute = read.minute_of_day("arrived_at", &self.arrived_at);
        let day = match self.day.trim() {
            "" => None,
            raw => match Day::parse(raw) {
                None => {
                    read.errors.add("day", Problem::Malformed);
                    return None;
                }
                day => day,
            },
        };
        let at = match day {
            Some(day) => calendar.at(day, minute?),
            None => calendar.last_at(now, minute?),
        };
        if at > now {
            read.errors.add("arrived_at", Problem::NotYet);
            return None;
        }
        Some(at)
    }
}

/// When somebody left who says at which minute of the day: the first time it was that after they came.
///
/// # Errors
/// [`Problem::NotYet`], or [`Problem::EndBeforeStart`] for a minute of the same day before they came.
pub fn left_at_minute(
    arrived: Timestamp,
    minute: u16,
    now: Timestamp,
    calendar: &Calendar,
) -> Result<Timestamp, Problem> {
    let left = calendar.next_at(arrived, minute);
    let same_day = calendar.local(left).0 == calendar.local(arrived).0;
    match (left <= now, same_day) {
        (true, _) => Ok(left),
        (false, true) => Err(Problem::NotYet),
        (false, false) => Err(Problem::EndBeforeStart),
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

    fn late(day: &str, arrived_at: &str, left_at: &str) -> LateVisitForm {
        LateVisitForm {
            visit: form("1234", ""),
            day: day.to_owned(),
            arrived_at: arrived_at.to_owned(),
            leave_key: "4321".to_owned(),
            left_at: left_at.to_owned(),
        }
    }

    /// Day and minute of arriving and leaving, as they are read on 2026-11-24 at 20:00 in Shanghai.
    fn read(it: &LateVisitForm) -> Result<[(String, u16); 2], FieldErrors> {
        let calendar = Calendar::new(Zone { offset_minutes: 480 });
        let now = Timestamp(1_795_521_600_000);
        let local = |it: AtTheDoor| {
            let (day, minute) = calendar.local(it.at.expect("a time"));
            (day.to_string(), minute)
        };
        it.parse(ORDER, now, &calendar).map(|(arrived, left)| [local(arrived), local(left)])
    }

    #[test]
    fn a_late_entry_is_of_the_day_that_is_said() {
        let visit = |day: &str, arrived: u16, until: &str, left: u16| {
            Ok([(day.to_owned(), arrived), (until.to_owned(), left)])
        };
        let monday = visit("2026-11-22", 545, "2026-11-22", 590);
        assert_eq!(read(&late("2026-11-22", "9:05", "9:50")), monday);
        assert_eq!(read(&late("", "9:05", "9:50")), visit("2026-11-24", 545, "2026-11-24", 590));
        assert_eq!(read(&late("", "21:00", "21:30")), visit("2026-11-23", 1260, "2026-11-23", 1290));
        let over_midnight = visit("2026-11-23", 1430, "2026-11-24", 10);
        assert_eq!(read(&late("2026-11-23", "23:50", "0:10")), over_midnight);
    }

    #[test]
    fn a_late_entry_is_not_of_a_time_to_come() {
        let wrong = |field: &str, problem| Err(FieldErrors::one(field, problem));
        assert_eq!(read(&late("2026-11-24", "20:01", "20:30")), wrong("arrived_at", Problem::NotYet));
        assert_eq!(read(&late("2026-11-25", "9:05", "9:50")), wrong("arrived_at", Problem::NotYet));
        assert_eq!(read(&late("2026-11-24", "19:30", "20:01")), wrong("left_at", Problem::NotYet));
        assert_eq!(read(&late("2026-11-24", "9:50", "9:05")), wrong("left_at", Problem::EndBeforeStart));
        assert_eq!(read(&late("11-24", "9:05", "9:50")), wrong("day", Problem::Malformed));
    }

    #[test]
    fn a_time_of_day_is_read_with_a_colon_and_without() {
        let minute = |raw: &str| read(&late("", raw, "19:59")).map(|it| it[0].1);
        for raw in ["14:05", "14：05", "1405", "１４０５"] {
            assert_eq!(minute(raw), Ok(14 * 60 + 5), "{raw}");
        }
        assert_eq!(minute("905"), Ok(9 * 60 + 5));
        assert_eq!(minute(""), Err(FieldErrors::one("arrived_at", Problem::Missing)));
        for raw in ["5", "05", "2405", "1460", "十四点"] {
            assert_eq!(minute(raw), Err(FieldErrors::one("arrived_at", Problem::Malformed)), "{raw}");
        }
    }
}
