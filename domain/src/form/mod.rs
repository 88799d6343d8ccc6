//! Forms: one struct a form, all fields as text as a browser sends them, and `parse` to a command
//! or to what is wrong with each field. Browser and server use the same ones.

mod command;
mod complaint;
mod demand;
mod dispatch;
mod has_left;
mod menu_item;
mod new_order;
mod note;
mod phone;
mod rating;
mod sign_in;
mod steward;
mod visit;
mod volunteer;
mod when;

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

pub use command::{Command, CommandForm, Intent, WORDS_MAX};
pub use complaint::{Complaint, ComplaintForm, RECEIPT_DIGITS, REPLY_MAX, Reply, ReplyForm, receipt_no};
pub use demand::{DEMAND_MAX, Demand, DemandForm};
pub use dispatch::{Dispatch, DispatchForm};
pub use has_left::{HasLeft, HasLeftForm};
pub use menu_item::{ITEM_LINE_MAX, ITEM_NAME_MAX, MenuItemForm, NewMenuItem};
pub use new_order::{DETAILS_MAX, NewOrder, NewOrderForm, OnBehalf};
pub use note::{needed_words, words_if_any};
pub use phone::{CallBack, Phone};
pub use rating::{Rating, RatingForm};
pub use sign_in::{CodeForm, PhoneForm, StaffForm, StaffSignIn};
pub use steward::{StewardForm, Stewarding};
pub use visit::{AtTheDoor, LateVisitForm, VisitForm, left_at_minute};
pub use volunteer::{ReportIn, ReportInForm, Slot, Times, TimesForm};
pub use when::{AHEAD_MAX_DAYS, Chosen, DAY_PARTS, as_wanted};

use crate::words::words;

words! {
    /// What is wrong with a field. The sentence to it stands in `form.json`.
    Problem {
        /// It is needed.
        Missing = "missing",
        /// What is to be asked before anything is sent has not been asked yet.
        Unasked = "unasked",
        /// Longer than it may be.
        TooLong = "too_long",
        /// Not of the form it has to have.
        Malformed = "malformed",
        /// A landline, where a code has to go to.
        NotMobile = "not_mobile",
        /// Smaller or larger than it may be.
        OutOfRange = "out_of_range",
        /// A time that is over.
        Past = "past",
        /// A time that is still to come, of something that has been.
        NotYet = "not_yet",
        /// Not one of the choices.
        UnknownChoice = "unknown_choice",
        /// Ends before it begins.
        EndBeforeStart = "end_before_start",
        /// Has to be agreed to.
        ConsentNeeded = "consent_needed",
        /// Whose it is has to be seen face to face first.
        NotSeen = "not_seen",
        /// Somebody or something else has it already.
        Taken = "taken",
        /// Nobody is registered under it.
        Nobody = "nobody",
        /// More files than a form takes.
        TooMany = "too_many",
        /// A larger file than is taken, or more pixels.
        TooLarge = "too_large",
        /// No picture of a kind that can be read, or a broken one.
        NotAPicture = "not_a_picture",
        /// A picture of a kind that only some phones can read (HEIC).
        OtherKind = "other_kind",
        /// A picture that was sent long ago, or belongs to something else by now.
        Gone = "gone",
    }
}

/// What is wrong, field by field, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<(String, Problem)>);

impl FieldErrors {
    /// One wrong field.
    #[must_use]
    pub fn one(field: &str, problem: Problem) -> Self {
        Self(vec![(field.to_owned(), problem)])
    }

    /// What is wrong with this field, if anything.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<Problem> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, problem)| *problem)
    }

    /// The same where a form calls a field otherwise.
    #[must_use]
    pub fn renamed(mut self, from: &str, to: &str) -> Self {
        for (field, _) in &mut self.0 {
            if field == from {
                to.clone_into(field);
            }
        }
        self
    }

    pub(crate) fn add(&mut self, field: &str, problem: Problem) {
        if self.of(field).is_none() {
            self.0.push((field.to_owned(), problem));
        }
    }

    /// The value when nothing is wrong.
    pub(crate) fn unless_wrong<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}

/// Collects what is wrong while the fields of one form are read.
pub(crate) struct Reader {
    pub(crate) errors: FieldErrors,
}

impl Reader {
    pub(crate) fn new() -> Self {
        Self { errors: FieldErrors::default() }
    }

    /// Text of at most `max` characters, trimmed; none when empty.
    pub(crate) fn optional(&mut self, field: &str, raw: &str, max: usize) -> Option<String> {
        let text: String = raw.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
        if text.is_empty() {
            return None;
        }
        if text.chars().count() > max {
            self.errors.add(field, Problem::TooLong);
            return None;
        }
        Some(text)
    }

    /// The same, but it is needed.
    pub(crate) fn text(&mut self, field: &str, raw: &str, max: usize) -> Option<String> {
        let wrong_before = self.errors.of(field).is_some();
        let text = self.optional(field, raw, max);
        if text.is_none() && !wrong_before {
            self.errors.add(field, Problem::Missing);
        }
        text
    }

    /// The version a page was drawn from; none when it does not matter.
    pub(crate) fn version(&mut self, raw: &str) -> Option<i64> {
        match raw.trim() {
            "" => None,
            raw => self.parsed("version", raw, Problem::Malformed),
        }
    }

    /// A whole number within bounds; full-width digits count.
    pub(crate) fn number(&mut self, field: &str, raw: &str, bounds: RangeInclusive<i32>) -> Option<i32> {
        let number = self.parsed(field, &plain_digits(raw), Problem::Malformed)?;
        if !bounds.contains(&number) {
            self.errors.add(field, Problem::OutOfRange);
            return None;
        }
        Some(number)
    }

    /// The minute of the day of `14:05`, or of `1405` from a keypad without a colon.
    pub(crate) fn minute_of_day(&mut self, field: &str, raw: &str) -> Option<u16> {
        let raw = plain_digits(&self.text(field, raw, 8)?);
        let minute = raw
            .split_once([':', '：'])
            .or_else(|| raw.split_at_checked(raw.len().checked_sub(2)?))
            .and_then(|(h, m)| Some((h.trim().parse::<u16>().ok()?, m.trim().parse::<u16>().ok()?)))
            .filter(|(h, m)| *h < 24 && *m < 60)
            .map(|(h, m)| h * 60 + m);
        if minute.is_none() {
            self.errors.add(field, Problem::Malformed);
        }
        minute
    }

    /// Anything that is written as a word or a number.
    pub(crate) fn parsed<T: std::str::FromStr>(
        &mut self,
        field: &str,
        raw: &str,
        problem: Problem,
    ) -> Option<T> {
        let raw = raw.trim();
        if raw.is_empty() {
            self.errors.add(field, Problem::Missing);
            return None;
        }
        let value = raw.parse().ok();
        if value.is_none() {
            self.errors.add(field, problem);
        }
        value
    }
}

/// `08:05`: a minute of the day as a time field of a browser takes it.
#[must_use]
pub fn hh_mm(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// ASCII digits for full-width ones, and no spaces or dashes between: people paste numbers.
#[must_use]
pub fn plain_digits(raw: &str) -> String {
    raw.chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        // full-width digits stand in the same order, 0xFEE0 further on
        .map(|c| match c {
            '\u{FF10}'..='\u{FF19}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .collect()
}
