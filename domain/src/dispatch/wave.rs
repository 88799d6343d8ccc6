//! Waves 分批推荐: a few people at a time, so that nobody races and nobody is always first
//! (product.md 5.5).

use super::{Ranked, Reason};
use crate::id::PersonId;

/// How many waves there are before the order falls to the pool.
pub const WAVES: i32 = 3;

/// How many people a wave (0 is the first) asks while `missing` places are open: three times as
/// many at first, three more each time after, nobody once it is time for the pool.
#[must_use]
pub fn wave_size(missing: i32, wave: i32) -> usize {
    match wave {
        0 => usize::try_from(missing.max(1)).unwrap_or(1) * 3,
        1..WAVES => 3,
        _ => 0,
    }
}

/// Whom a wave asks: the best of those who were not asked in this round, and whom nobody has to approve. Empty means that it is
/// time for the pool.
#[must_use]
pub fn next_wave(ranked: &[Ranked], asked: &[PersonId], missing: i32, wave: i32) -> Vec<PersonId> {
    ranked
        .iter()
        .filter(|one| !one.reasons.contains(&Reason::NeedsApproval))
        .map(|one| one.person)
        .filter(|person| !asked.contains(person))
        .take(wave_size(missing, wave))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(count: u128) -> Vec<Ranked> {
        let person = |n| PersonId(uuid::Uuid::from_u128(n));
        (1..=count).map(|n| Ranked { person: person(n), reasons: Vec::new() }).collect()
    }

    #[test]
    fn three_are_asked_for_each_missing_place_and_then_three_more_twice() {
        assert_eq!([0, 1, 2, 3].map(|wave| wave_size(1, wave)), [3, 3, 3, 0]);
        assert_eq!([0, 1, 2, 3].map(|wave| wave_size(4, wave)), [12, 3, 3, 0]);
    }

    #[test]
    fn nobody_is_asked_twice_in_a_round() {
        let ranked = people(8);
        let mut asked = Vec::new();
        for wave in 0..WAVES {
            let next = next_wave(&ranked, &asked, 1, wave);
            assert!(next.iter().all(|person| !asked.contains(person)));
            asked.extend(next);
        }
        assert_eq!(asked, ranked.iter().map(|one| one.person).collect::<Vec<_>>(), "best first");
        assert_eq!(next_wave(&ranked, &asked, 1, WAVES), [], "and then the pool");
    }
}
