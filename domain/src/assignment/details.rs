//! When a helper may read the name, door and phone of an order (product.md 5.5). Every opening is
//! an event; this says only whether it may happen.

use super::AssignmentState;
use crate::order::State;
use crate::time::{HOUR, Timestamp};

/// Hours after the confirmation when they close again.
pub const DETAILS_HOURS: i64 = 24;

/// Whether somebody whose part stands at `mine` may read them: from acceptance on, for as long as
/// they hold a place, until 24 hours after the confirmation; never of an order that has ended
/// another way.
#[must_use]
pub fn details_open(
    mine: AssignmentState,
    order: State,
    confirmed_at: Option<Timestamp>,
    now: Timestamp,
) -> bool {
    let served = matches!(mine, AssignmentState::CheckedOut | AssignmentState::Verified);
    match (order, confirmed_at) {
        _ if !mine.holds_place() => false,
        (State::Offered | State::Claimed | State::InService | State::Reported, None) => true,
        // an objection, perhaps about something left behind: as long as it is open
        (State::Disputed, None) => served,
        (State::Reported | State::Confirmed | State::Disputed, Some(confirmed)) => {
            now < confirmed.plus(DETAILS_HOURS * HOUR)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn nobody_reads_them_before_they_have_accepted() {
        for order in State::ALL {
            for mine in [AssignmentState::Offered, AssignmentState::Waiting, AssignmentState::Declined] {
                assert!(!details_open(mine, *order, None, NOW), "{mine} {order}");
            }
        }
    }

    #[test]
    fn somebody_who_accepted_reads_them_while_others_are_still_looked_for() {
        assert!(details_open(AssignmentState::Accepted, State::Offered, None, NOW));
        assert!(details_open(AssignmentState::StandinWanted, State::Claimed, None, NOW));
    }

    #[test]
    fn they_close_a_day_after_the_confirmation() {
        let open = |hours| {
            let now = NOW.plus(hours * HOUR);
            details_open(AssignmentState::Verified, State::Confirmed, Some(NOW), now)
        };
        assert!(open(23));
        assert!(!open(24));
    }

    #[test]
    fn they_close_with_an_order_that_is_withdrawn() {
        for order in [State::Cancelled, State::OnHold, State::Referred, State::Closed] {
            assert!(!details_open(AssignmentState::Accepted, order, None, NOW), "{order}");
        }
    }

    #[test]
    fn somebody_who_handed_back_reads_them_no_more() {
        for mine in [AssignmentState::Released, AssignmentState::Replaced, AssignmentState::NoShow] {
            assert!(!details_open(mine, State::Claimed, None, NOW), "{mine}");
        }
    }
}
