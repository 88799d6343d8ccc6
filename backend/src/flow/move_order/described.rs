//! What stands in the timeline of a move.

use domain::event::EventKind;
use domain::form::Command;

use crate::flow::step::Said;

/// The event to a command, with the words that go into the timeline. `window` is when it is for now.
pub(super) fn described<'a>(command: &'a Command, window: &'a str) -> (EventKind, Said<'a>) {
    let said = |note| Said { note, ..Said::default() };
    match command {
        Command::Admit { .. } => (EventKind::Admitted, Said::default()),
        Command::AskBack { question } => (EventKind::AskedBack, said(Some(question))),
        Command::Answer { words } => (EventKind::Answered, said(Some(words))),
        Command::Reopen { words } => (EventKind::Reopened, said(words.as_deref())),
        Command::Reject { reason, explanation, .. } => {
            (EventKind::Rejected, Said { reason: Some(reason.word()), note: Some(explanation), late: false })
        }
        Command::Appeal { words } => (EventKind::Appealed, said(Some(words))),
        Command::Merge { into } => (EventKind::Merged, Said { reason: Some(into), ..Said::default() }),
        Command::TakeOn => (EventKind::TakenOn, Said::default()),
        Command::Finish { words } => (EventKind::Reported, said(Some(words))),
        Command::PutBack => (EventKind::PutBack, Said::default()),
        Command::TakeBack => (EventKind::FellBack, Said { reason: Some("taken_back"), ..Said::default() }),
        Command::Reschedule { .. } => {
            (EventKind::Rescheduled, Said { reason: Some(window), ..Said::default() })
        }
        Command::Hold { reason, .. } => (EventKind::Held, said(Some(reason))),
        Command::Resume => (EventKind::Resumed, Said::default()),
        Command::Escalate { reason } => (EventKind::Escalated, said(Some(reason))),
        Command::TakeUp => (EventKind::TakenUp, Said::default()),
        Command::GiveBack { words } => (EventKind::GivenBack, said(Some(words))),
        Command::Refer { party, .. } => (EventKind::Referred, said(Some(party))),
        Command::ReferDone { words } | Command::ReferBack { words } => {
            (EventKind::ReferAnswered, said(Some(words)))
        }
        Command::GiveUp { words } => (EventKind::GivenUp, said(Some(words))),
        Command::Cancel { reason } => (EventKind::Cancelled, said(reason.as_deref())),
        Command::Confirm { words, .. } => (EventKind::Confirmed, said(words.as_deref())),
        Command::Dispute { words } => (EventKind::Disputed, said(Some(words))),
        Command::Redo { words } => (EventKind::Redone, said(Some(words))),
        Command::Uphold { finding } => (EventKind::Upheld, said(Some(finding))),
        Command::CloseNotDone { finding } => (EventKind::NotDone, said(Some(finding))),
    }
}
