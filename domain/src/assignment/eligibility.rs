//! Who may accept an order, and who may be asked (product.md 5.4, 5.5, 5.9).
//!
//! Accepting needs the hard rules. Being asked needs them too, and that it does not disturb: a
//! person who looks at the pool at night may accept what nobody would have rung them for.

use super::{Candidate, Need, OFFERS_A_DAY, TIGHT_GAP_MINUTES};
use crate::calendar::{Calendar, Day};
use crate::form::Slot;
use crate::menu::{Doer, Risk};
use crate::refusal::Refusal;
use crate::time::{MINUTE, Timestamp, Window};
use crate::words::words;

words! {
    /// The rule that stands between a person and an order. Its word is the key of its sentence.
    Ineligible {
        /// The window is over: the resident is asked for a new one.
        WindowOver = "window_over",
        /// It is for themselves, or they placed it.
        OwnService = "own_service",
        /// It is for their own household.
        SameHousehold = "same_household",
        /// One of the two does not want to meet the other. Neither word nor sentence says so:
        /// nobody is told that they are on a list.
        Blocked = "not_matched",
        /// Staff do this themselves.
        StaffOnly = "staff_only",
        /// For verified party members.
        PartyOnly = "party_only",
        /// It needs a skill they have not stated.
        SkillMissing = "skill_missing",
        /// Their qualification ends before the visit does.
        SkillExpired = "skill_expired",
        /// Minors do not visit homes (seed 003: 三员组织).
        MinorHomeVisit = "minor_home_visit",
        /// Minors do nothing dangerous (未成年人保护法).
        MinorRisk = "minor_risk",
        /// No accident insurance on record for something dangerous (志愿服务条例 art. 17).
        InsuranceNeeded = "insurance_needed",
        /// They have accepted something else at the same time.
        Overlap = "overlap",
        /// They have as many open orders as one person takes.
        CapReached = "cap_reached",
        /// They take a break.
        Paused = "paused",
        /// They have said no to this order.
        SaidNo = "said_no",
        /// They have let people down twice lately: the desk asks them by name.
        NeedsApproval = "needs_approval",
        /// They are at work elsewhere on working days.
        WeekendOnly = "weekend_only",
        /// They are not free at that time.
        NotAvailable = "not_available",
        /// It is their quiet time.
        QuietHours = "quiet_hours",
        /// They were asked often enough today.
        EnoughOffers = "enough_offers",
    }
}

impl From<Ineligible> for Refusal {
    fn from(why: Ineligible) -> Self {
        Self::Ineligible { why }
    }
}

words! {
    /// Something to know before saying yes; it forbids nothing.
    Warning {
        /// Less than half an hour to another visit in a different estate.
        TightGap = "tight_gap",
        /// Another order in the same stretch of time, of which one leaves room for the other.
        SameStretch = "same_stretch",
        /// She would rather have had somebody she knows.
        OtherPerson = "other_person",
    }
}

/// Whether somebody may accept an order now, and what they should know.
///
/// Whether places are left, and whether they were asked or the order is in the pool, is the
/// order's business and not decided here.
///
/// # Errors
/// The first rule that stands against it.
pub fn eligible(need: &Need, it: &Candidate, now: Timestamp) -> Result<Vec<Warning>, Ineligible> {
    // what has to be current has to be so until the visit is over
    let until = need.window.end.max(now);
    let same_household = need.household.is_some() && need.household == it.household;
    let risky = need.risk == Risk::Raised;
    let insured = it.insured_until.is_some_and(|end| end >= until);
    let rules = [
        (now >= need.window.end, Ineligible::WindowOver),
        (it.person == need.beneficiary || it.person == need.orderer, Ineligible::OwnService),
        (same_household, Ineligible::SameHousehold),
        (it.blocked, Ineligible::Blocked),
        (need.doer == Doer::Staff, Ineligible::StaffOnly),
        (need.doer == Doer::PartyMember && !it.party_member, Ineligible::PartyOnly),
        (it.minor && need.home_visit, Ineligible::MinorHomeVisit),
        (it.minor && risky, Ineligible::MinorRisk),
        (risky && !insured, Ineligible::InsuranceNeeded),
    ];
    first(&rules)?;
    qualified(need, it, until)?;
    let mut warnings = fits_in(need, it)?;
    if need.wished_person.is_some_and(|wished| wished != it.person) {
        warnings.push(Warning::OtherPerson);
    }
    Ok(warnings)
}

/// Whether somebody may be asked now, by whoever ranks best.
///
/// # Errors
/// The first rule that stands against it.
pub fn may_be_asked(
    need: &Need,
    it: &Candidate,
    now: Timestamp,
    calendar: &Calendar,
) -> Result<Vec<Warning>, Ineligible> {
    let warnings = may_be_named(need, it, now, calendar)?;
    let urgent = it.wakes_for(need.urgency);
    let rules = [
        (!urgent && !is_free(it, &need.window, calendar), Ineligible::NotAvailable),
        (!urgent && it.quiet.contains(calendar.local(now).1), Ineligible::QuietHours),
    ];
    first(&rules).map(|()| warnings)
}

/// Whether the desk may ask somebody by name now. It may have spoken with those who only are not free at
/// that hour; what somebody has ruled out themselves stands (product.md 5.5, M27).
///
/// # Errors
/// The first rule that stands against it.
pub fn may_be_named(
    need: &Need,
    it: &Candidate,
    now: Timestamp,
    calendar: &Calendar,
) -> Result<Vec<Warning>, Ineligible> {
    let warnings = eligible(need, it, now)?;
    let (first_day, _) = calendar.local(need.window.start);
    let rules = [
        (it.paused, Ineligible::Paused),
        (it.declined, Ineligible::SaidNo),
        // a working Saturday 调休 is a day at work elsewhere, a holiday is not
        (
            it.weekend_only && !it.wakes_for(need.urgency) && calendar.is_workday(first_day),
            Ineligible::WeekendOnly,
        ),
        (it.offers_today >= OFFERS_A_DAY, Ineligible::EnoughOffers),
    ];
    first(&rules).map(|()| warnings)
}

fn first(rules: &[(bool, Ineligible)]) -> Result<(), Ineligible> {
    match rules.iter().find(|(broken, _)| *broken) {
        Some((_, why)) => Err(*why),
        None => Ok(()),
    }
}

fn qualified(need: &Need, it: &Candidate, until: Timestamp) -> Result<(), Ineligible> {
    let Some(skill) = need.skill else { return Ok(()) };
    if it.has_skill(skill, until) {
        return Ok(());
    }
    let had_it = it.skills.iter().any(|(has, _)| *has == skill);
    Err(if had_it { Ineligible::SkillExpired } else { Ineligible::SkillMissing })
}

/// Beside what they have accepted already: overlap and cap.
fn fits_in(need: &Need, it: &Candidate) -> Result<Vec<Warning>, Ineligible> {
    let mut warnings = Vec::new();
    let others = || it.engagements.iter().filter(|other| other.order != need.order);
    for other in others() {
        let warning = if need.window.overlaps(&other.window) {
            if need.window.is_fixed() && other.window.is_fixed() {
                return Err(Ineligible::Overlap);
            }
            Warning::SameStretch
        } else {
            let same_estate = need.estate.is_some() && need.estate == other.estate;
            if same_estate || need.window.gap(&other.window) >= TIGHT_GAP_MINUTES * MINUTE {
                continue;
            }
            Warning::TightGap
        };
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    if others().count() >= usize::try_from(it.cap).unwrap_or(0) {
        return Err(Ineligible::CapReached);
    }
    Ok(warnings)
}

/// Whether any part of the window falls into their week; on days off only, for weekend helpers.
fn is_free(it: &Candidate, window: &Window, calendar: &Calendar) -> bool {
    const DAYS: usize = 8; // after a week every slot has been seen
    let (first, _) = calendar.local(window.start);
    (0..DAYS as i32)
        .map(|days| Day(first.0.saturating_add(days)))
        .take_while(|day| calendar.at(*day, 0) < window.end)
        .filter(|day| !it.weekend_only || !calendar.is_workday(*day))
        .any(|day| {
            it.slots.is_empty()
                || it
                    .slots
                    .iter()
                    .filter(|slot| slot.weekday == day.weekday())
                    .filter_map(|slot| hours(slot, &|minute| calendar.at(day, minute)))
                    .any(|free| free.overlaps(window))
        })
}

fn hours(slot: &Slot, at: &dyn Fn(u16) -> Timestamp) -> Option<Window> {
    let minute = |it| u16::try_from(it).ok().filter(|it| *it <= 1440);
    Some(Window { start: at(minute(slot.start_minute)?), end: at(minute(slot.end_minute)?) })
}
