//! Who has let people down twice in thirty days says yes with the desk for thirty more (product.md 5.6): the
//! desk asks them by name, and that is its approval. Never a point, and nobody else learns it.

use super::{Candidate, Ineligible, Need, Warning, eligible};
use crate::time::{DAY, HOUR, MINUTE, Timestamp, Window};

/// Two of them so close together, and so long after the second.
const LET_DOWN_DAYS: i64 = 30;
/// Hours before a visit in which handing it back is late (product.md 5.4).
const LATE_HOURS: i64 = 24;
/// Minutes after a yes in which it may be taken back at any time: what is to be done and where opens only
/// with the yes.
const SECOND_THOUGHTS_MINUTES: i64 = 30;

/// Whether a place is handed back late.
#[must_use]
pub fn is_late_release(window: Window, accepted: Timestamp, now: Timestamp) -> bool {
    now > window.start.plus(-LATE_HOURS * HOUR) && now > accepted.plus(SECOND_THOUGHTS_MINUTES * MINUTE)
}

/// Since when late hand-backs and no-shows have to be known, to say anything at `now`.
#[must_use]
pub const fn let_downs_since(now: Timestamp) -> Timestamp {
    now.plus(-2 * LET_DOWN_DAYS * DAY)
}

/// Until when the desk decides, after late hand-backs and no-shows, oldest first.
#[must_use]
pub fn approval_until(let_downs: &[Timestamp]) -> Option<Timestamp> {
    let close = |pair: &&[Timestamp]| pair[1] <= pair[0].plus(LET_DOWN_DAYS * DAY);
    let second = let_downs.windows(2).rfind(close)?[1];
    Some(second.plus(LET_DOWN_DAYS * DAY))
}

/// Whether the last of these is what makes the desk decide: those before it did not.
#[must_use]
pub fn is_second(let_downs: &[Timestamp], now: Timestamp) -> bool {
    let decides = |known| is_in_force(approval_until(known), now);
    let_downs.split_last().is_some_and(|(_, before)| decides(let_downs) && !decides(before))
}

/// Whether the desk decides, until then.
#[must_use]
pub fn is_in_force(until: Option<Timestamp>, now: Timestamp) -> bool {
    until.is_some_and(|until| now < until)
}

/// Whether somebody may say yes now; `named`: the desk has asked them, and nobody else.
///
/// # Errors
/// What [`eligible`] says; [`Ineligible::NeedsApproval`].
pub fn may_accept(
    need: &Need,
    it: &Candidate,
    named: bool,
    now: Timestamp,
) -> Result<Vec<Warning>, Ineligible> {
    let warnings = eligible(need, it, now)?;
    if !named && it.needs_approval(now) { Err(Ineligible::NeedsApproval) } else { Ok(warnings) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: Timestamp = Timestamp(1_800_000_000_000);

    fn after(days: &[i64]) -> Option<i64> {
        let at: Vec<_> = days.iter().map(|days| TEN.plus(days * DAY)).collect();
        approval_until(&at).map(|until| until.since(TEN) / DAY)
    }

    #[test]
    fn two_in_thirty_days_are_two_and_one_is_none() {
        assert_eq!([after(&[]), after(&[0]), after(&[0, 31])], [None, None, None]);
        assert_eq!(after(&[0, 0]), Some(30));
        assert_eq!(after(&[0, 30]), Some(60), "thirty days from the second on");
        assert_eq!(after(&[0, 10, 60]), Some(40), "a later one alone adds nothing");
        assert_eq!(after(&[0, 10, 35]), Some(65));
    }

    #[test]
    fn the_second_is_told_and_no_third() {
        let at = |days: &[i64]| days.iter().map(|days| TEN.plus(days * DAY)).collect::<Vec<_>>();
        let second = |days: &[i64]| is_second(&at(days), TEN.plus(days.last().unwrap_or(&0) * DAY));
        assert_eq!([second(&[]), second(&[0]), second(&[0, 31])], [false; 3]);
        assert!(second(&[0, 0]) && second(&[0, 30]));
        assert!(!second(&[0, 10, 20]), "they know it already");
        assert!(second(&[0, 10, 45, 50]), "it was over by then");
        assert!(!is_second(&at(&[0, 10]), TEN.plus(40 * DAY)), "and is over now");
    }

    #[test]
    fn a_day_before_the_visit_is_early_and_so_is_half_an_hour_after_the_yes() {
        let window = Window { start: TEN, end: TEN.plus(2 * HOUR) };
        let yes = TEN.plus(-10 * DAY);
        assert!(!is_late_release(window, yes, TEN.plus(-DAY)));
        assert!(is_late_release(window, yes, TEN.plus(-DAY + 1)));
        let yes = TEN.plus(-HOUR);
        assert!(!is_late_release(window, yes, yes.plus(30 * MINUTE)));
        assert!(is_late_release(window, yes, yes.plus(30 * MINUTE + 1)));
    }
}
