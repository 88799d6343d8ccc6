//! The order of candidates (product.md 5.5): the same people and the same facts give the same
//! order, whoever computes it.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::assignment::{Candidate, Need};
use crate::id::PersonId;
use crate::time::{DAY, Timestamp};

/// Why somebody stands where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// Has let people down twice lately: stands last, and only the desk's asking by name counts.
    NeedsApproval,
    /// Has the qualification the item asks for.
    Qualified,
    /// The resident asked for this person.
    Wished,
    /// Was here before and it went well, so many times.
    GoodPair {
        /// How many times.
        times: i32,
    },
    /// Lives in the same building.
    SameBuilding,
    /// Lives in the same estate.
    SameEstate,
    /// Lives in the same community.
    SameCommunity,
    /// Has not been asked to work for so many days.
    Rested {
        /// Whole days.
        days: i64,
    },
    /// Has never had an order.
    NewHere,
    /// Was asked so often this week.
    OffersThisWeek {
        /// How often.
        count: i32,
    },
}

impl Reason {
    /// Every key.
    pub const KEYS: &'static [&'static str] = &[
        "needs_approval",
        "qualified",
        "wished",
        "good_pair",
        "same_building",
        "same_estate",
        "same_community",
        "rested",
        "new_here",
        "offers_this_week",
    ];

    /// The key of its sentence in `reason.json`.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NeedsApproval => "needs_approval",
            Self::Qualified => "qualified",
            Self::Wished => "wished",
            Self::GoodPair { .. } => "good_pair",
            Self::SameBuilding => "same_building",
            Self::SameEstate => "same_estate",
            Self::SameCommunity => "same_community",
            Self::Rested { .. } => "rested",
            Self::NewHere => "new_here",
            Self::OffersThisWeek { .. } => "offers_this_week",
        }
    }

    /// The number in the sentence, where it has one.
    #[must_use]
    pub const fn number(&self) -> Option<i64> {
        match self {
            Self::GoodPair { times } => Some(*times as i64),
            Self::Rested { days } => Some(*days),
            Self::OffersThisWeek { count } => Some(*count as i64),
            _ => None,
        }
    }
}

/// A candidate in their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// Who.
    pub person: PersonId,
    /// Why here.
    pub reasons: Vec<Reason>,
}

/// Best first: those who need no approval, qualification, wish, earlier good pair, nearness, longest rest, fewest offers, id.
#[must_use]
pub fn rank(need: &Need, candidates: &[Candidate], now: Timestamp) -> Vec<Ranked> {
    let mut order: Vec<&Candidate> = candidates.iter().collect();
    order.sort_by_key(|it| {
        (
            it.needs_approval(now),
            Reverse(qualified(need, it, now)),
            Reverse(need.wished_person == Some(it.person)),
            Reverse(it.good_pairs),
            Reverse(nearness(need, it)),
            // never served comes before longest ago
            it.last_accepted_at.map_or(i64::MIN, |at| at.0),
            it.offers_this_week,
            it.person,
        )
    });
    order.into_iter().map(|it| Ranked { person: it.person, reasons: reasons(need, it, now) }).collect()
}

fn qualified(need: &Need, it: &Candidate, now: Timestamp) -> bool {
    need.skill.is_some_and(|skill| it.has_skill(skill, now))
}

fn nearness(need: &Need, it: &Candidate) -> u8 {
    if it.building == Some(need.building) {
        3
    } else if need.estate.is_some() && it.estate == need.estate {
        2
    } else {
        u8::from(it.community == need.community)
    }
}

fn reasons(need: &Need, it: &Candidate, now: Timestamp) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if it.needs_approval(now) {
        reasons.push(Reason::NeedsApproval);
    }
    if qualified(need, it, now) {
        reasons.push(Reason::Qualified);
    }
    if need.wished_person == Some(it.person) {
        reasons.push(Reason::Wished);
    }
    if it.good_pairs > 0 {
        reasons.push(Reason::GoodPair { times: it.good_pairs });
    }
    match nearness(need, it) {
        3 => reasons.push(Reason::SameBuilding),
        2 => reasons.push(Reason::SameEstate),
        1 => reasons.push(Reason::SameCommunity),
        _ => {}
    }
    match it.last_accepted_at.map(|at| now.since(at).max(0) / DAY) {
        None => reasons.push(Reason::NewHere),
        // "rested for no day" speaks for nobody
        Some(0) => {}
        Some(days) => reasons.push(Reason::Rested { days }),
    }
    reasons.push(Reason::OffersThisWeek { count: it.offers_this_week });
    reasons
}
