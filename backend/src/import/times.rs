//! When a volunteer is free, as people write it: 周二、周四晚上；周六上午, 周一至周五 晚上, 周末,
//! 每天, Mon-Fri evening, Tue Thu evening.
//!
//! Days and parts are gathered until a day comes after a part; then a new group begins. A group
//! without a part means all parts, one without a day all days.

use domain::form::{DAY_PARTS, Slot};

/// The times of a volunteer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Week {
    pub(super) slots: Vec<Slot>,
    /// 星期天先锋: only at weekends, and never asked for a weekday.
    pub(super) weekend_only: bool,
}

/// One thing that stands in such a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Day(i32),
    /// 至: from the day before to the day after.
    Until,
    Days(&'static [i32]),
    Parts(&'static [&'static str]),
    WeekendOnly,
    /// Says nothing.
    Nothing,
}

const WEEKEND: &[i32] = &[6, 7];
const WORKDAYS: &[i32] = &[1, 2, 3, 4, 5];
const ALL_DAYS: &[i32] = &[1, 2, 3, 4, 5, 6, 7];
const ALL_PARTS: &[&str] = &["morning", "afternoon", "evening"];
const BY_DAY: &[&str] = &["morning", "afternoon"];

/// Longer words stand before shorter ones that begin alike. The text is folded: no spaces, lower
/// case.
const SIGNS: &[(&str, Sign)] = &[
    ("星期天先锋", Sign::WeekendOnly),
    ("weekendonly", Sign::WeekendOnly),
    ("weekendsonly", Sign::WeekendOnly),
    ("只有周末", Sign::WeekendOnly),
    ("仅周末", Sign::WeekendOnly),
    ("仅限周末", Sign::WeekendOnly),
    ("工作日", Sign::Days(WORKDAYS)),
    ("weekdays", Sign::Days(WORKDAYS)),
    ("双休日", Sign::Days(WEEKEND)),
    ("周末", Sign::Days(WEEKEND)),
    ("weekends", Sign::Days(WEEKEND)),
    ("weekend", Sign::Days(WEEKEND)),
    ("每天", Sign::Days(ALL_DAYS)),
    ("天天", Sign::Days(ALL_DAYS)),
    ("everyday", Sign::Days(ALL_DAYS)),
    ("daily", Sign::Days(ALL_DAYS)),
    ("随时", Sign::Days(ALL_DAYS)),
    ("anytime", Sign::Days(ALL_DAYS)),
    ("上午", Sign::Parts(&["morning"])),
    ("早上", Sign::Parts(&["morning"])),
    ("mornings", Sign::Parts(&["morning"])),
    ("morning", Sign::Parts(&["morning"])),
    ("下午", Sign::Parts(&["afternoon"])),
    ("afternoons", Sign::Parts(&["afternoon"])),
    ("afternoon", Sign::Parts(&["afternoon"])),
    ("晚上", Sign::Parts(&["evening"])),
    ("晚间", Sign::Parts(&["evening"])),
    ("傍晚", Sign::Parts(&["evening"])),
    ("下班后", Sign::Parts(&["evening"])),
    ("evenings", Sign::Parts(&["evening"])),
    ("evening", Sign::Parts(&["evening"])),
    ("白天", Sign::Parts(BY_DAY)),
    ("全天", Sign::Parts(ALL_PARTS)),
    ("allday", Sign::Parts(ALL_PARTS)),
    ("monday", Sign::Day(1)),
    ("tuesday", Sign::Day(2)),
    ("wednesday", Sign::Day(3)),
    ("thursday", Sign::Day(4)),
    ("friday", Sign::Day(5)),
    ("saturday", Sign::Day(6)),
    ("sunday", Sign::Day(7)),
    ("mon", Sign::Day(1)),
    ("tues", Sign::Day(2)),
    ("tue", Sign::Day(2)),
    ("wed", Sign::Day(3)),
    ("thurs", Sign::Day(4)),
    ("thu", Sign::Day(4)),
    ("fri", Sign::Day(5)),
    ("sat", Sign::Day(6)),
    ("sun", Sign::Day(7)),
    ("至", Sign::Until),
    ("到", Sign::Until),
    ("-", Sign::Until),
    ("~", Sign::Until),
    ("\u{2014}", Sign::Until),
    ("\u{2013}", Sign::Until),
    ("to", Sign::Until),
    ("和", Sign::Nothing),
    ("及", Sign::Nothing),
    ("有空", Sign::Nothing),
    ("都可以", Sign::Nothing),
    ("均可", Sign::Nothing),
    ("可以", Sign::Nothing),
    ("的", Sign::Nothing),
    ("and", Sign::Nothing),
    (",", Sign::Nothing),
    (";", Sign::Nothing),
    ("/", Sign::Nothing),
    (".", Sign::Nothing),
    ("。", Sign::Nothing),
];

/// What begins the name of a weekday, and the numbers that may follow, even several: 周二四六.
const WEEK: &[&str] = &["星期", "礼拜", "周"];
const NUMBERS: &[(char, i32)] = &[
    ('一', 1),
    ('二', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('日', 7),
    ('天', 7),
    ('1', 1),
    ('2', 2),
    ('3', 3),
    ('4', 4),
    ('5', 5),
    ('6', 6),
    ('7', 7),
];

/// Reads the (folded) text; none when anything in it is not understood.
pub(super) fn read(text: &str) -> Option<Week> {
    let mut week = Week::default();
    let mut group = Group::default();
    let mut until = false;
    for sign in signs(text)? {
        match sign {
            Sign::Nothing => continue,
            Sign::Until => {
                until = true;
                continue;
            }
            Sign::WeekendOnly => {
                week.weekend_only = true;
                group.begin_days(&mut week.slots);
                group.days.extend(WEEKEND);
            }
            Sign::Day(day) => match (until, group.days.last()) {
                (true, Some(first)) if group.parts.is_empty() && *first < day => {
                    group.days.extend(*first + 1..=day);
                }
                (true, _) => return None,
                (false, _) => {
                    group.begin_days(&mut week.slots);
                    group.days.push(day);
                }
            },
            Sign::Days(days) => {
                group.begin_days(&mut week.slots);
                group.days.extend(days);
            }
            Sign::Parts(parts) => group.parts.extend(parts),
        }
        if until && !matches!(sign, Sign::Day(_)) {
            return None;
        }
        until = false;
    }
    group.end(&mut week.slots);
    week.slots.sort_unstable();
    week.slots.dedup();
    (!until).then_some(week)
}

/// Days and parts that belong together.
#[derive(Debug, Default)]
struct Group {
    days: Vec<i32>,
    parts: Vec<&'static str>,
}

impl Group {
    /// A day follows: if parts were said already, they belonged to the days before.
    fn begin_days(&mut self, slots: &mut Vec<Slot>) {
        if !self.parts.is_empty() {
            self.end(slots);
        }
    }

    fn end(&mut self, slots: &mut Vec<Slot>) {
        let Self { days, parts } = std::mem::take(self);
        if days.is_empty() && parts.is_empty() {
            return;
        }
        let days = if days.is_empty() { ALL_DAYS } else { &days };
        let parts = if parts.is_empty() { ALL_PARTS } else { &parts };
        for weekday in days {
            slots.extend(DAY_PARTS.iter().filter(|(word, ..)| parts.contains(word)).map(
                |(_, start, end)| Slot {
                    weekday: *weekday,
                    start_minute: i32::from(*start),
                    end_minute: i32::from(*end),
                },
            ));
        }
    }
}

fn signs(mut rest: &str) -> Option<Vec<Sign>> {
    let mut signs = Vec::new();
    while !rest.is_empty() {
        if let Some((word, sign)) = SIGNS.iter().find(|(word, _)| rest.starts_with(word)) {
            signs.push(*sign);
            rest = &rest[word.len()..];
            continue;
        }
        let after = WEEK.iter().find_map(|word| rest.strip_prefix(word))?;
        let (days, after) = numbers(after);
        if days.is_empty() {
            return None;
        }
        signs.extend(days.into_iter().map(Sign::Day));
        rest = after;
    }
    Some(signs)
}

/// The weekdays at the beginning: 二四六, 二、四, and what is left.
fn numbers(mut rest: &str) -> (Vec<i32>, &str) {
    let mut days = Vec::new();
    loop {
        let next = if days.is_empty() { rest } else { rest.trim_start_matches(',') };
        let Some(first) = next.chars().next() else { break };
        let Some((_, day)) = NUMBERS.iter().find(|(sign, _)| *sign == first) else { break };
        days.push(*day);
        rest = &next[first.len_utf8()..];
    }
    (days, rest)
}
