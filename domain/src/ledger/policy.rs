//! What a service is worth: minutes, which are facts, and points, which are policy
//! (product.md 5.6).
//!
//! | Basis | Minutes | Points |
//! |---|---|---|
//! | both keys | measured, up to 1.5 × planned | rate × minutes / 60, rounded down |
//! | resident, call-back | planned or stated, the smaller, at least one | same |
//! | silence | half of planned, until sampled, and no more than stated | same, held for 14 days |
//!
//! Nothing here is ever negative: declining, lapsing and handing back cost nothing
//! (志愿服务条例 art. 25: nobody is ordered to serve).

use serde::{Deserialize, Serialize};

use crate::order::{Basis, DISPUTE_DAYS, Outcome};
use crate::time::{DAY, HOUR, Timestamp, Window};
use crate::words::words;

/// Thanks for a way in vain, in points, once per order.
pub const ON_THE_WAY_POINTS: i64 = 1;
/// Hours before the window from which on a cancellation finds the helper on the way.
pub const ON_THE_WAY_HOURS: i64 = 2;
/// Rewarded orders of one pair of helper and beneficiary in a month; more are looked at first.
pub const PAIR_ORDERS_A_MONTH: i32 = 8;
/// Minutes of one person on one day; more need a second person's approval.
pub const DAY_MINUTES_MAX: i32 = 480;
/// Days for which points confirmed by silence are held, unless they are sampled before.
pub const AUTO_HOLD_DAYS: i64 = 14;

/// One helper's part in a confirmed order, as far as it has a worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    /// On what ground it was confirmed.
    pub basis: Basis,
    /// How long it takes by the menu, in minutes.
    pub planned_minutes: i32,
    /// From the first key to the second, in whole minutes; none when a key is missing.
    pub measured_minutes: Option<i32>,
    /// How long it took by the times that were told afterwards, in minutes.
    pub stated_minutes: Option<i32>,
    /// Points for an hour.
    pub points_per_hour: i32,
    /// Minutes this person was credited on the same day before.
    pub minutes_today: i32,
    /// Rewarded orders of this pair in the same month before.
    pub pair_this_month: i32,
    /// Helper and beneficiary are the same person or share a household.
    pub same_household: bool,
    /// The helper is paid for this time: minutes only.
    pub on_paid_duty: bool,
}

words! {
    /// Why a service brings minutes and no points.
    NoPoints {
        /// For themselves or their own household.
        OwnHousehold = "own_household",
        /// The pair has been thanked eight times this month; somebody looks at it first.
        PairLimit = "pair_limit",
        /// Paid for that time.
        PaidDuty = "paid_duty",
    }
}

/// What a service is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// Credited now.
    pub minutes: i32,
    /// Measured beyond a limit: credited once a second person has approved.
    pub minutes_to_approve: i32,
    /// Pending now.
    pub points: i64,
    /// Why there are none, where a rule says so.
    pub no_points: Option<NoPoints>,
}

/// The worth of a confirmed service.
#[must_use]
pub fn award(it: &Served) -> Award {
    let planned = it.planned_minutes.max(0);
    // who was there was there for a minute
    let stated = it.stated_minutes.map_or(planned, |stated| stated.max(1).min(planned));
    let (earned, limit) = match (it.basis, it.measured_minutes) {
        (Basis::Keys, Some(measured)) => (measured.max(0), planned + planned / 2),
        // nobody earns more by silence than by a word
        (Basis::Auto, _) => (stated.min(planned / 2), planned),
        // keys on paper only: like a word of the resident
        (Basis::Keys | Basis::Resident | Basis::CallBack, _) => (stated, planned),
    };
    let left_today = (DAY_MINUTES_MAX - it.minutes_today.max(0)).max(0);
    let minutes = earned.min(limit).min(left_today);
    let no_points = if it.same_household {
        Some(NoPoints::OwnHousehold)
    } else if it.on_paid_duty {
        Some(NoPoints::PaidDuty)
    } else if it.pair_this_month >= PAIR_ORDERS_A_MONTH {
        Some(NoPoints::PairLimit)
    } else {
        None
    };
    Award {
        minutes,
        minutes_to_approve: earned - minutes,
        points: if no_points.is_some() { 0 } else { points(it.points_per_hour, minutes) },
        no_points,
    }
}

/// Points for so many minutes, rounded down to whole ones, never negative.
#[must_use]
pub const fn points(per_hour: i32, minutes: i32) -> i64 {
    if per_hour <= 0 || minutes <= 0 {
        return 0;
    }
    per_hour as i64 * minutes as i64 / 60
}

/// Whether an outcome means that the helper came for nothing: no minutes, but thanks for the way.
#[must_use]
pub const fn went_for_nothing(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::NotAtHome | Outcome::Refused)
}

/// Whether somebody who had accepted is probably on the way when the resident cancels: not after the time
/// in which they were expected, when they have not come.
#[must_use]
pub fn helper_is_on_the_way(cancelled_at: Timestamp, window: Window) -> bool {
    window.start.since(cancelled_at) < ON_THE_WAY_HOURS * HOUR && cancelled_at < window.end
}

/// When points of a service confirmed at `confirmed_at` become available, unless an objection is
/// open then, or a sample has shown before that it was done.
#[must_use]
pub const fn settles_at(basis: Basis, confirmed_at: Timestamp) -> Timestamp {
    match basis {
        Basis::Auto => confirmed_at.plus(AUTO_HOLD_DAYS * DAY),
        Basis::Keys | Basis::Resident | Basis::CallBack => confirmed_at.plus(DISPUTE_DAYS * DAY),
    }
}

/// How an award is taken back: what is still there, and what the community writes off. Nobody's
/// balance falls below zero, and nobody owes points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    /// From the pending account.
    pub from_pending: i64,
    /// From the available account.
    pub from_available: i64,
    /// Spent already: stays with the community, with a second person's approval.
    pub written_off: i64,
}

/// Takes `points` back, given what is pending of this award and what the person has available.
#[must_use]
pub fn reversal(points: i64, pending_of_it: i64, available: i64) -> Reversal {
    let points = points.max(0);
    let from_pending = pending_of_it.clamp(0, points);
    let from_available = available.clamp(0, points - from_pending);
    Reversal { from_pending, from_available, written_off: points - from_pending - from_available }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An hour by the menu at 60 points, so that points and minutes read the same.
    const HOUR_OF_CARE: Served = Served {
        basis: Basis::Keys,
        planned_minutes: 60,
        measured_minutes: Some(50),
        stated_minutes: None,
        points_per_hour: 60,
        minutes_today: 0,
        pair_this_month: 0,
        same_household: false,
        on_paid_duty: false,
    };

    fn worth(it: Served) -> (i32, i64) {
        let award = award(&it);
        (award.minutes, award.points)
    }

    #[test]
    fn both_keys_bring_what_was_measured_up_to_one_and_a_half_times_the_plan() {
        assert_eq!(worth(HOUR_OF_CARE), (50, 50));
        let long = award(&Served { measured_minutes: Some(100), ..HOUR_OF_CARE });
        assert_eq!((long.minutes, long.points, long.minutes_to_approve), (90, 90, 10));
    }

    #[test]
    fn a_word_of_the_resident_brings_the_plan_or_what_was_said_whichever_is_less() {
        for basis in [Basis::Resident, Basis::CallBack] {
            let said = |stated_minutes| worth(Served { basis, stated_minutes, ..HOUR_OF_CARE });
            assert_eq!(said(None), (60, 60));
            assert_eq!(said(Some(40)), (40, 40));
            assert_eq!(said(Some(200)), (60, 60));
            assert_eq!(said(Some(0)), (1, 1), "who was there was there for a minute");
            assert_eq!(
                worth(Served { basis, stated_minutes: Some(0), planned_minutes: 0, ..HOUR_OF_CARE }),
                (0, 0)
            );
        }
    }

    #[test]
    fn silence_brings_half_and_waits_for_a_sample_or_two_weeks() {
        assert_eq!(worth(Served { basis: Basis::Auto, planned_minutes: 45, ..HOUR_OF_CARE }), (22, 22));
        let stated = Served { basis: Basis::Auto, stated_minutes: Some(10), ..HOUR_OF_CARE };
        assert_eq!(worth(stated), (10, 10), "no more than a word would bring");
        assert_eq!(settles_at(Basis::Auto, Timestamp(0)), Timestamp(14 * DAY));
        assert_eq!(settles_at(Basis::Keys, Timestamp(0)), Timestamp(7 * DAY));
    }

    #[test]
    fn points_are_rounded_down_to_whole_ones() {
        assert_eq!(points(10, 59), 9);
        assert_eq!(points(10, 5), 0);
        assert_eq!(points(-10, 60), 0);
        assert_eq!(points(10, -60), 0);
    }

    #[test]
    fn a_rule_against_points_never_touches_the_minutes() {
        let rules = [
            (Served { same_household: true, ..HOUR_OF_CARE }, NoPoints::OwnHousehold),
            (Served { on_paid_duty: true, ..HOUR_OF_CARE }, NoPoints::PaidDuty),
            (Served { pair_this_month: PAIR_ORDERS_A_MONTH, ..HOUR_OF_CARE }, NoPoints::PairLimit),
        ];
        for (served, why) in rules {
            let award = award(&served);
            assert_eq!((award.minutes, award.points, award.no_points), (50, 0, Some(why)));
        }
        let eighth = award(&Served { pair_this_month: PAIR_ORDERS_A_MONTH - 1, ..HOUR_OF_CARE });
        assert_eq!(eighth.points, 50, "the eighth of the month is thanked for");
    }

    #[test]
    fn more_than_eight_hours_a_day_wait_for_a_second_person() {
        let award = award(&Served { minutes_today: 450, ..HOUR_OF_CARE });
        assert_eq!((award.minutes, award.points, award.minutes_to_approve), (30, 30, 20));
    }

    #[test]
    fn a_way_in_vain_is_thanked_for() {
        assert!(went_for_nothing(Outcome::NotAtHome));
        assert!(!went_for_nothing(Outcome::Done));
        let start = Timestamp(10 * HOUR);
        let window = Window { start, end: start.plus(3 * HOUR) };
        assert!(helper_is_on_the_way(start.plus(-2 * HOUR + 1), window));
        assert!(!helper_is_on_the_way(start.plus(-2 * HOUR), window));
        assert!(helper_is_on_the_way(window.end.plus(-1), window));
        assert!(!helper_is_on_the_way(window.end, window), "who has not come by then is not on the way");
    }

    #[test]
    fn what_was_spent_already_is_written_off_and_nobody_owes_points() {
        let back = |points, pending, available| {
            let it = reversal(points, pending, available);
            (it.from_pending, it.from_available, it.written_off)
        };
        assert_eq!(back(10, 10, 5), (10, 0, 0));
        assert_eq!(back(10, 0, 25), (0, 10, 0));
        assert_eq!(back(10, 0, 4), (0, 4, 6));
        assert_eq!(back(10, 3, 0), (3, 0, 7));
        assert_eq!(back(-10, 3, 3), (0, 0, 0));
    }
}
