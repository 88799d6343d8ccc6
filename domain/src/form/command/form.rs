//! The form with a verb, and how it is read.

use serde::{Deserialize, Serialize};

use super::{Command, Intent, WORDS_MAX};
use crate::calendar::{Calendar, Day};
use crate::form::when::chosen;
use crate::form::{FieldErrors, Problem, Reader};
use crate::id::{ClientOpId, OrderId};
use crate::order::Action;
use crate::time::Timestamp;

/// The form as a browser sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommandForm {
    /// Made with the page.
    pub client_op_id: String,
    /// The version the page was drawn from; empty means whatever it is now.
    pub version: String,
    /// The [`Action`]'s word.
    pub action: String,
    /// Question, answer, explanation, complaint, finding.
    pub words: String,
    /// The [`RejectReason`]'s word.
    pub reason: String,
    /// What to do instead.
    pub alternative: String,
    /// The other order's number.
    pub into: String,
    /// A day.
    pub until: String,
    /// To whom it is sent outside.
    pub party: String,
    /// 1–5.
    pub rating: String,
    /// `soon`, or a day as `2026-11-24`.
    pub day: String,
    /// `any`, or one of [`DAY_PARTS`](super::DAY_PARTS).
    pub part: String,
    /// `yes` when who comes was asked about the new time.
    pub helpers_agree: String,
}

impl CommandForm {
    /// Whether an action is a command. The others have forms of their own, or are the clock's.
    #[must_use]
    pub const fn takes(action: Action) -> bool {
        matches!(
            action,
            Action::Admit
                | Action::AskBack
                | Action::Answer
                | Action::Reopen
                | Action::Reject
                | Action::Appeal
                | Action::Merge
                | Action::TakeOn
                | Action::Finish
                | Action::Vacate
                | Action::FallBack
                | Action::Reschedule
                | Action::Hold
                | Action::Resume
                | Action::Escalate
                | Action::TakeUp
                | Action::GiveBack
                | Action::Refer
                | Action::ReferDone
                | Action::ReferBack
                | Action::GiveUp
                | Action::Cancel
                | Action::Confirm
                | Action::Dispute
                | Action::Redo
                | Action::Uphold
                | Action::CloseNotDone
        )
    }

    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(
        &self,
        order_id: OrderId,
        now: Timestamp,
        calendar: &Calendar,
    ) -> Result<Intent, FieldErrors> {
        let mut read = Reader::new();
        let op = read.parsed("client_op_id", &self.client_op_id, Problem::Malformed).map(ClientOpId);
        let version = read.version(&self.version);
        let action = read.parsed::<Action>("action", &self.action, Problem::UnknownChoice);
        let command = action.and_then(|action| self.command(action, &mut read, now, calendar));
        read.errors.unless_wrong(op.zip(command).map(|(op, command)| Intent {
            op,
            order_id,
            version,
            command,
        }))
    }

    fn command(
        &self,
        action: Action,
        read: &mut Reader,
        now: Timestamp,
        calendar: &Calendar,
    ) -> Option<Command> {
        let words = |read: &mut Reader| read.text("words", &self.words, WORDS_MAX);
        let maybe = |read: &mut Reader| read.optional("words", &self.words, WORDS_MAX);
        Some(match action {
            Action::Admit => Command::Admit { public_note: maybe(read) },
            Action::AskBack => Command::AskBack { question: words(read)? },
            Action::Answer => Command::Answer { words: words(read)? },
            Action::Reopen => Command::Reopen { words: maybe(read) },
            Action::Reject => {
                let reason = read.parsed("reason", &self.reason, Problem::UnknownChoice);
                let explanation = words(read);
                let alternative = read.text("alternative", &self.alternative, WORDS_MAX);
                Command::Reject { reason: reason?, explanation: explanation?, alternative: alternative? }
            }
            Action::Appeal => Command::Appeal { words: words(read)? },
            Action::Merge => Command::Merge { into: read.text("into", &self.into, 20)? },
            Action::TakeOn => Command::TakeOn,
            Action::Finish => Command::Finish { words: words(read)? },
            Action::Vacate => Command::PutBack,
            Action::FallBack => Command::TakeBack,
            Action::Reschedule => {
                if self.day.trim().is_empty() {
                    read.errors.add("day", Problem::Missing);
                    return None;
                }
                let to = chosen(read, &self.day, &self.part, now, calendar)?;
                Command::Reschedule { to, helpers_agree: self.helpers_agree == "yes" }
            }
            Action::Hold => {
                let (reason, until) = (words(read), self.until(read, now, calendar));
                Command::Hold { reason: reason?, until: until? }
            }
            Action::Resume => Command::Resume,
            Action::Escalate => Command::Escalate { reason: words(read)? },
            Action::TakeUp => Command::TakeUp,
            Action::GiveBack => Command::GiveBack { words: words(read)? },
            Action::Refer => {
                let (party, until) = (read.text("party", &self.party, 80), self.until(read, now, calendar));
                Command::Refer { party: party?, until: until? }
            }
            Action::ReferDone => Command::ReferDone { words: words(read)? },
            Action::ReferBack => Command::ReferBack { words: words(read)? },
            Action::GiveUp => Command::GiveUp { words: words(read)? },
            Action::Cancel => Command::Cancel { reason: maybe(read) },
            Action::Confirm => Command::Confirm { rating: self.rating(read), words: maybe(read) },
            Action::Dispute => Command::Dispute { words: words(read)? },
            Action::Redo => Command::Redo { words: words(read)? },
            Action::Uphold => Command::Uphold { finding: words(read)? },
            Action::CloseNotDone => Command::CloseNotDone { finding: words(read)? },
            // as `takes` says
            _ => {
                read.errors.add("action", Problem::UnknownChoice);
                return None;
            }
        })
    }

    fn rating(&self, read: &mut Reader) -> Option<i32> {
        match self.rating.trim() {
            "" => None,
            raw => match raw.parse() {
                Ok(stars @ 1..=5) => Some(stars),
                _ => {
                    read.errors.add("rating", Problem::OutOfRange);
                    None
                }
            },
        }
    }

    fn until(&self, read: &mut Reader, now: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
        let day: Day = match Day::parse(self.until.trim()) {
            Some(day) => day,
            None => {
                let problem =
                    if self.until.trim().is_empty() { Problem::Missing } else { Problem::Malformed };
                read.errors.add("until", problem);
                return None;
            }
        };
        let until = calendar.at(day, calendar.work_start);
        if until <= now {
            read.errors.add("until", Problem::Past);
            return None;
        }
        Some(until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zone;

    #[test]
    fn a_command_is_what_is_said_to_be_one() {
        let calendar = Calendar::new(Zone { offset_minutes: 480 });
        for action in Action::ALL {
            let form = CommandForm { action: action.word().to_owned(), ..CommandForm::default() };
            let read = form.parse(OrderId(uuid::Uuid::nil()), Timestamp(0), &calendar);
            let wrong = read.expect_err("it has no id");
            assert_eq!(wrong.of("action").is_none(), CommandForm::takes(*action), "{action}");
        }
    }
}
