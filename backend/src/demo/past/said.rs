//! What is said around a visit: questions before it, objections, confirmation and stars after it.

use domain::dispatch::Mode;
use domain::menu::Urgency;
use domain::order::{Basis, Channel};
use domain::time::{HOUR, MINUTE, Timestamp};
use rand::Rng;
use rand::seq::IndexedRandom;

use super::super::areas::AreaIx;
use super::super::menu::{Item, ItemIx};
use super::super::people::PersonIx;
use super::super::rhythm::{awake, on_duty, year};
use super::super::roster::Roster;
use super::super::staff;
use super::super::texts::{Here, NOWHERE, Texts, fill, one_of};
use super::course::{at_the_door, minutes};
use super::{AskedBack, Objection, Placed, Rating, Solved, Visit};

/// Words that only somebody with a family at home says.
const WITH_OTHERS: &[&str] =
    &["老伴", "老两口", "爱人", "老公", "两个老人", "两个人", "一家人", "家里有小孩", "我家孩子", "走不开"];
/// Words that only an elder says.
const OF_ELDERS: &[&str] = &["老伴", "孙", "八十", "七十", "退休", "我只读过小学", "外婆"];
/// Words that an elder does not say.
const OF_THE_YOUNG: &[&str] =
    &["怀孕", "生完孩子", "我妈", "妈妈", "我爸", "爸爸", "上晚班", "我上班", "高三", "宝宝"];

/// What this person would say of it: nobody who lives alone speaks of the other at home, and
/// nobody of thirty of grandchildren.
pub(super) fn words_of(
    rng: &mut impl Rng,
    texts: &Texts,
    roster: &Roster<'_>,
    item: ItemIx,
    building: AreaIx,
    who: PersonIx,
    at: Timestamp,
) -> String {
    const TRIES: usize = 30;
    let age = year(at) - roster.people[who].birth_year;
    let alone = roster.lives_alone(who);
    let says = |words: &str, list: &[&str]| list.iter().any(|it| words.contains(it));
    let words = &texts.of(roster.items[item].code).words;
    let mut said = String::new();
    for _ in 0..TRIES {
        said = one_of(rng, words, roster.here(building)).unwrap_or_default();
        let odd = (alone && says(&said, WITH_OTHERS))
            || (age < 55 && says(&said, OF_ELDERS))
            || (age >= 75 && says(&said, OF_THE_YOUNG));
        if !odd {
            break;
        }
    }
    said
}

/// Some questions of the desk; only for items that it reads before dispatching.
pub(super) fn asked_back(
    rng: &mut impl Rng,
    texts: &Texts,
    item: &Item,
    placed: &Placed,
    before: Timestamp,
) -> Option<AskedBack> {
    let (question, answer) = texts.of(item.code).asked_back.choose(rng)?;
    let room = before.since(placed.admitted_at);
    if room < 6 * MINUTE || !rng.random_bool(0.6) {
        return None;
    }
    Some(AskedBack {
        question: (*question).to_owned(),
        asked_at: placed.admitted_at.plus(room / 4),
        answer: fill(rng, answer, NOWHERE),
        answered_at: placed.admitted_at.plus(room / 4 * 3),
    })
}

/// A repair that did not hold, done again by the same people within the same 24 hours.
pub(super) fn redone(
    rng: &mut impl Rng,
    texts: &Texts,
    item: &Item,
    placed: &Placed,
    first: &Visit,
) -> Option<(Objection, Timestamp)> {
    let lasting = matches!(item.code, "water_pipe" | "drain");
    if !lasting || !rng.random_bool(0.12) {
        return None;
    }
    let at = awake(first.left_at.plus(minutes(rng, 50, 200)));
    let agreed_at = on_duty(at.plus(minutes(rng, 8, 40)), item.urgency);
    let accepted_at = agreed_at.plus(minutes(rng, 2, 9));
    let (arrived_at, left_at) = at_the_door(rng, item, placed.window, accepted_at)?;
    let words = one_of(rng, &texts.of("objection").said, NOWHERE)?;
    let visit = Visit {
        mode: Mode::Direct,
        dispatched_at: agreed_at.plus(MINUTE),
        declined: Vec::new(),
        helpers: first.helpers.clone(),
        accepted_at,
        arrived_at,
        left_at,
    };
    Some((Objection::Redone { words, at, agreed_at, visit }, left_at))
}

/// She was not content; a second member of staff looked at it and found it done.
pub(super) fn uphold(
    rng: &mut impl Rng,
    texts: &Texts,
    roster: &Roster<'_>,
    placed: &Placed,
    solved: &mut Solved,
) {
    let at = awake(solved.confirmed_at.plus(minutes(rng, 60, 4 * 24 * 60)));
    let words = one_of(rng, &texts.of("stars_2").said, roster.here(placed.building));
    solved.rating = Some(Rating { stars: 2, words: words.clone() });
    solved.objection = Some(Objection::Upheld {
        words: words.unwrap_or_default(),
        at,
        by: colleague(placed),
        decided_at: on_duty(at.plus(minutes(rng, 90, 20 * 60)), Urgency::U3),
        finding: "到现场看过，事情办到了；约定的时间没守好，已当面说明，下回先打电话。".to_owned(),
    });
}

fn colleague(placed: &Placed) -> PersonIx {
    let (first, second) = staff::desk(placed.community, 0);
    if placed.desk == first { second } else { first }
}

/// What is said when it is over.
pub(super) struct Said {
    pub(super) basis: Basis,
    pub(super) by: Option<PersonIx>,
    pub(super) at: Timestamp,
    pub(super) rating: Option<Rating>,
}

pub(super) fn confirmation(
    rng: &mut impl Rng,
    texts: &Texts,
    roster: &Roster<'_>,
    placed: &Placed,
    done_at: Timestamp,
    with_keys: bool,
) -> Said {
    let has_phone = roster.people[placed.beneficiary].phone.is_some();
    let at_home = matches!(placed.channel, Channel::Own | Channel::Family);
    let basis = match rng.random_range(0..100) {
        0..58 if with_keys => Basis::Keys,
        58..78 if at_home => Basis::Resident,
        0..50 if at_home && !with_keys => Basis::Resident,
        78..92 => Basis::CallBack,
        92.. => Basis::Auto,
        _ if with_keys && !has_phone => Basis::Keys,
        _ => Basis::CallBack,
    };
    let (by, at, rated) = match basis {
        Basis::Keys => (None, done_at, 0.55),
        Basis::Resident => (Some(placed.orderer), awake(done_at.plus(minutes(rng, 8, 20 * 60))), 0.85),
        Basis::CallBack => {
            let call = on_duty(done_at.plus(minutes(rng, 60, 30 * 60)), Urgency::U2);
            (Some(colleague(placed)), call, 0.7)
        }
        Basis::Auto => (None, done_at.plus(72 * HOUR), 0.0),
    };
    let rating = rng.random_bool(rated).then(|| rating(rng, texts, roster, placed.item, placed.building));
    Said { basis, by, at, rating }
}

/// Mostly four and five stars, as among neighbours; three in five say why.
fn rating(rng: &mut impl Rng, texts: &Texts, roster: &Roster<'_>, item: ItemIx, building: AreaIx) -> Rating {
    let stars = match rng.random_range(0..100) {
        0..62 => 5,
        62..89 => 4,
        89..96 => 3,
        96..99 => 2,
        _ => 1,
    };
    let words = rng
        .random_bool(0.6)
        .then(|| said_with(rng, texts, roster.items[item].code, stars, roster.here(building)))
        .flatten();
    Rating { stars, words }
}

/// What is said with so many stars.
fn said_with(rng: &mut impl Rng, texts: &Texts, code: &str, stars: i32, here: Here<'_>) -> Option<String> {
    let section = match stars {
        ..=1 => "stars_1",
        2 => "stars_2",
        3 => "stars_3",
        _ if rng.random_bool(0.4) => "stars_5",
        _ => code,
    };
    one_of(rng, &texts.of(section).said, here)
}
