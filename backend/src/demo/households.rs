//! The kinds of households an old quarter has, and the ages in them: nobody is older than a
//! parent, and children do not live alone.

use domain::member::Gender;
use rand::Rng;
use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;

/// One member of a household that is about to move in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) age: i32,
    pub(super) gender: Gender,
    /// Carries the name of the door, rather than one that was married in.
    pub(super) of_the_name: bool,
}

/// A household of one of nine kinds.
pub(super) fn household(rng: &mut impl Rng) -> Vec<Member> {
    // weights of the kinds below; together every third resident is over sixty
    const KINDS: [u32; 9] = [13, 22, 11, 24, 10, 5, 6, 5, 4];
    let kinds = WeightedIndex::new(KINDS).expect("no weight is zero");
    let one = |age, gender, of_the_name| Member { age, gender, of_the_name };
    let gender = either(rng);
    let couple = |rng: &mut _, age: i32| {
        let gap = Rng::random_range(rng, -1..6);
        vec![one(age, Gender::Male, true), one((age - gap).max(20), Gender::Female, false)]
    };
    match kinds.sample(rng) {
        0 => {
            // widows outlive widowers
            let gender = if rng.random_bool(0.68) { Gender::Female } else { Gender::Male };
            vec![one(rng.random_range(66..96), gender, true)]
        }
        1 => {
            let age = rng.random_range(62..88);
            couple(rng, age)
        }
        2 => vec![one(rng.random_range(22..60), gender, true)],
        3 => {
            let age = rng.random_range(28..50);
            let mut family = couple(rng, age);
            family.push(one((age - rng.random_range(25..32)).max(0), gender, true));
            if rng.random_bool(0.3) {
                family.push(one((age - rng.random_range(29..36)).max(0), other(gender), true));
            }
            family
        }
        4 => {
            let age = rng.random_range(50..62);
            couple(rng, age)
        }
        5 => {
            // three generations
            let age = rng.random_range(33..48);
            let mut family = couple(rng, age);
            family.push(one(age + rng.random_range(23..30), Gender::Male, true));
            family.push(one(age + rng.random_range(22..28), Gender::Female, false));
            family.push(one((age - rng.random_range(26..33)).max(0), gender, true));
            family
        }
        6 => {
            // a grown child with a widowed parent
            let age = rng.random_range(34..60);
            let parent = either(rng);
            let of_the_name = parent == Gender::Male;
            vec![one(age, gender, true), one(age + rng.random_range(24..32), parent, of_the_name)]
        }
        7 => {
            // grandparents raising a child whose parents work far away
            let age = rng.random_range(58..74);
            let mut family = couple(rng, age);
            family.push(one(rng.random_range(3..15), gender, true));
            family
        }
        _ => {
            // a lone parent
            let age = rng.random_range(29..46);
            vec![one(age, Gender::Female, false), one((age - rng.random_range(23..29)).max(0), gender, true)]
        }
    }
}

/// One or the other.
pub(super) fn either(rng: &mut impl Rng) -> Gender {
    if rng.random_bool(0.5) { Gender::Female } else { Gender::Male }
}

const fn other(gender: Gender) -> Gender {
    match gender {
        Gender::Female => Gender::Male,
        Gender::Male => Gender::Female,
    }
}
