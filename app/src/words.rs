//! Enums into words and moments into sentences, from the locale files.

use domain::Refusal;
use domain::calendar::{Calendar, Zone};
use domain::dispatch::Reason;
use domain::event::EventKind;
use domain::form::Problem;
use domain::menu::{Skill, Urgency};
use domain::order::{Part, State};
use domain::time::{DAY, Timestamp};
use leptos_i18n::td_string;

use crate::Locale;
use crate::prefs::locale;
use crate::ui::{IconName, Tone};

/// Looks a word up among keys of a namespace; the compiler checks that each key is there.
macro_rules! by_word {
    ($locale:expr, $space:ident, $word:expr, [$($key:ident),+ $(,)?]) => {
        match $word {
            $(stringify!($key) => td_string!($locale, $space.$key).to_string(),)+
            other => other.to_owned(),
        }
    };
}

/// 已点单 and so on.
#[must_use]
pub fn state(state: State) -> String {
    state_in(locale(), state)
}

/// The same, outside of a page.
#[must_use]
pub fn state_in(l: Locale, state: State) -> String {
    by_word!(
        l,
        state,
        state.word(),
        [
            submitted,
            need_info,
            to_dispatch,
            offered,
            claimed,
            in_service,
            reported,
            confirmed,
            closed,
            disputed,
            on_hold,
            escalated,
            referred,
            rejected,
            cancelled,
            merged,
            unmet,
        ]
    )
}

/// The tone and the picture of a state, the same on every page (docs/DESIGN.md).
#[must_use]
pub const fn state_look(state: State) -> (Tone, IconName) {
    match state {
        State::Submitted => (Tone::Info, IconName::Inbox),
        State::NeedInfo => (Tone::Yours, IconName::Question),
        State::ToDispatch => (Tone::Wait, IconName::Hourglass),
        State::Offered => (Tone::Wait, IconName::Send),
        State::Claimed => (Tone::Ok, IconName::Handshake),
        State::InService => (Tone::Primary, IconName::Door),
        State::Reported => (Tone::Yours, IconName::Check),
        State::Confirmed => (Tone::Ok, IconName::CheckCircle),
        State::Closed => (Tone::Calm, IconName::Archive),
        State::Disputed => (Tone::Danger, IconName::Flag),
        State::OnHold => (Tone::Calm, IconName::Pause),
        State::Escalated => (Tone::Info, IconName::Raise),
        State::Referred => (Tone::Info, IconName::Forwarded),
        State::Rejected => (Tone::Calm, IconName::Ban),
        State::Cancelled => (Tone::Calm, IconName::Undo),
        State::Merged => (Tone::Calm, IconName::Merge),
        State::Unmet => (Tone::Late, IconName::Alert),
    }
}

/// What happened, as a line of the timeline.
#[must_use]
pub fn event(kind: EventKind, reason: Option<&str>) -> String {
    let l = locale();
    match (kind, reason) {
        (EventKind::Merged, Some(no)) => td_string!(l, event.merged, no = no.to_owned()),
        (EventKind::Awarded, Some(points)) => td_string!(l, event.awarded, n = points.to_owned()),
        _ => by_word!(
            l,
            event,
            kind.word(),
            [
                placed,
                admitted,
                asked_back,
                answered,
                rejected,
                appealed,
                dispatched,
                accepted,
                filled,
                declined,
                lapsed,
                fell_back,
                released,
                checked_in,
                checked_out,
                reported,
                confirmed,
                auto_confirmed,
                disputed,
                redone,
                upheld,
                not_done,
                closed,
                held,
                resumed,
                escalated,
                taken_up,
                referred,
                refer_answered,
                given_up,
                cancelled,
                urged,
                added,
                rated,
                details_opened,
                handed_over,
            ]
        ),
    }
}

/// In what capacity somebody acted.
#[must_use]
pub fn part(part: Part) -> String {
    let l = locale();
    match part {
        Part::Orderer => td_string!(l, event.part_orderer).to_string(),
        Part::Beneficiary => td_string!(l, event.part_beneficiary).to_string(),
        Part::Dispatcher => td_string!(l, event.part_dispatcher).to_string(),
        Part::HigherLevel => td_string!(l, event.part_higher_level).to_string(),
        Part::Helper => td_string!(l, event.part_helper).to_string(),
        Part::System => td_string!(l, event.part_system).to_string(),
    }
}

/// What is wrong with a field.
#[must_use]
pub fn problem(problem: Problem, is_phone: bool) -> String {
    problem_in(locale(), problem, is_phone)
}

/// The same, outside of a page.
#[must_use]
pub fn problem_in(l: Locale, problem: Problem, is_phone: bool) -> String {
    if is_phone && problem == Problem::Malformed {
        return td_string!(l, form.malformed_phone).to_string();
    }
    by_word!(
        l,
        form,
        problem.word(),
        [missing, too_long, malformed, out_of_range, past, unknown_choice, end_before_start, consent_needed]
    )
}

/// A business "no", kindly.
#[must_use]
pub fn refusal(refusal: &Refusal) -> String {
    refusal_in(locale(), refusal)
}

/// The same, outside of a page.
#[must_use]
pub fn refusal_in(l: Locale, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotNow { state } => td_string!(l, refusal.not_now, state = state_in(l, *state)),
        Refusal::WrongKey { tries_left } => td_string!(l, refusal.wrong_key, n = tries_left.to_string()),
        Refusal::WrongCode { tries_left } => td_string!(l, refusal.wrong_code, n = tries_left.to_string()),
        Refusal::AlreadyUrged { again_at } => {
            td_string!(l, refusal.already_urged, t = moment_in(l, *again_at))
        }
        Refusal::Locked { until } => td_string!(l, refusal.locked, t = moment_in(l, *until)),
        Refusal::TooMany { again_at } => td_string!(l, refusal.too_many, t = moment_in(l, *again_at)),
        other => by_word!(
            l,
            refusal,
            other.key(),
            [
                stale,
                already_full,
                no_offer,
                offer_over,
                key_locked,
                too_late_for_keys,
                too_late,
                same_person_decides,
                own_order,
                item_closed,
                item_not_here,
                cannot_merge,
                no_level_above,
                held_enough,
                other_body,
                code_over,
                wrong_credentials,
                card_over,
                not_enough_points,
                same_account,
                already_reversed,
                staff_sign_in_needed,
                sign_in_needed,
                already_verified,
                phone_taken,
                window_over,
                own_service,
                same_household,
                not_matched,
                staff_only,
                party_only,
                skill_missing,
                skill_expired,
                minor_home_visit,
                minor_risk,
                insurance_needed,
                overlap,
                cap_reached,
                paused,
                said_no,
                weekend_only,
                not_available,
                quiet_hours,
                enough_offers,
                other_community,
                needs_approval,
            ]
        ),
    }
}

/// Why somebody stands where they stand among the candidates.
#[must_use]
pub fn reason(reason: &Reason) -> String {
    let l = locale();
    let n = reason.number().unwrap_or(0).to_string();
    match reason.key() {
        "good_pair" => td_string!(l, reason.good_pair, n = n),
        "rested" => td_string!(l, reason.rested, n = n),
        "offers_this_week" => td_string!(l, reason.offers_this_week, n = n),
        key => by_word!(
            l,
            reason,
            key,
            [
                qualified,
                wished,
                wished_gender,
                same_building,
                same_courtyard,
                same_estate,
                same_community,
                new_here
            ]
        ),
    }
}

/// A message of the inbox.
#[must_use]
pub fn message(key: &str, item: &str) -> String {
    macro_rules! with_item {
        ($l:expr, [$($key:ident),+ $(,)?]) => {
            match key {
                $(stringify!($key) => td_string!($l, message.$key, item = item.to_owned()),)+
                other => other.to_owned(),
            }
        };
    }
    with_item!(
        locale(),
        [
            admitted,
            rejected,
            asked_back,
            held,
            merged,
            escalated,
            referred,
            given_up,
            cancelled,
            dispute_decided,
            added,
            handed_over,
            urged,
            dispatched,
            accepted,
            checked_in,
            please_confirm,
            confirmed_by_keys,
            auto_confirmed,
            question_lapsed,
            asked,
            place_taken,
            stood_down,
            released,
            fell_back,
            awarded,
            disputed,
            reversed,
            settled,
        ]
    )
}

/// How soon.
#[must_use]
pub fn urgency(urgency: Urgency) -> String {
    by_word!(locale(), menu, urgency.word(), [u1, u2, u3, u4])
}

/// What somebody can do.
#[must_use]
pub fn skill(skill: Skill) -> String {
    let l = locale();
    match skill {
        Skill::Repair => td_string!(l, volunteer.s_repair),
        Skill::Appliance => td_string!(l, volunteer.s_appliance),
        Skill::Hairdressing => td_string!(l, volunteer.s_hairdressing),
        Skill::FirstAid => td_string!(l, volunteer.s_first_aid),
        Skill::Counselling => td_string!(l, volunteer.s_counselling),
        Skill::Tutoring => td_string!(l, volunteer.s_tutoring),
        Skill::Law => td_string!(l, volunteer.s_law),
        Skill::Phone => td_string!(l, volunteer.s_phone),
        Skill::Driving => td_string!(l, volunteer.s_driving),
        Skill::Care => td_string!(l, volunteer.s_care),
    }
    .to_string()
}

/// Monday to Sunday.
#[must_use]
pub fn weekday(day: i32) -> String {
    let l = locale();
    match day {
        1 => td_string!(l, common.monday),
        2 => td_string!(l, common.tuesday),
        3 => td_string!(l, common.wednesday),
        4 => td_string!(l, common.thursday),
        5 => td_string!(l, common.friday),
        6 => td_string!(l, common.saturday),
        _ => td_string!(l, common.sunday),
    }
    .to_string()
}

/// Morning, afternoon, evening.
#[must_use]
pub fn day_part(part: &str) -> String {
    let l = locale();
    match part {
        "morning" => td_string!(l, common.morning),
        "afternoon" => td_string!(l, common.afternoon),
        "evening" => td_string!(l, common.evening),
        _ => td_string!(l, common.any_time),
    }
    .to_string()
}

/// The community's local time. Mainland China has one zone and no summer time.
#[must_use]
pub const fn local_calendar() -> Calendar {
    Calendar::new(Zone { offset_minutes: 480 })
}

/// `11 月 23 日 9:05`: a moment by the clock on the wall, without "today", which grows old.
#[must_use]
pub fn moment(at: Timestamp) -> String {
    moment_in(locale(), at)
}

/// The same, outside of a page.
#[must_use]
pub fn moment_in(l: Locale, at: Timestamp) -> String {
    let (day, minute) = local_calendar().local(at);
    let (_, month, date) = day.ymd();
    let (hour, minute) = (minute / 60, minute % 60);
    match l {
        Locale::en => format!("{} {date}, {hour}:{minute:02}", MONTHS[(month as usize - 1) % 12]),
        Locale::zh_CN => format!("{month} 月 {date} 日 {hour}:{minute:02}"),
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `11 月 24 日 周二`.
#[must_use]
pub fn day(at: Timestamp) -> String {
    let (day, _) = local_calendar().local(at);
    let (_, month, date) = day.ymd();
    let weekday = weekday(day.weekday());
    match locale() {
        Locale::en => format!("{weekday} {} {date}", MONTHS[(month as usize - 1) % 12]),
        Locale::zh_CN => format!("{month} 月 {date} 日 {weekday}"),
    }
}

/// `11 月 24 日 周二 8:30–12:00`; over more than a day, both ends.
#[must_use]
pub fn window(start: Timestamp, end: Timestamp) -> String {
    let calendar = local_calendar();
    let (from, a) = calendar.local(start);
    let (to, b) = calendar.local(end);
    if from == to {
        format!("{} {}:{:02}–{}:{:02}", day(start), a / 60, a % 60, b / 60, b % 60)
    } else {
        format!("{} – {}", moment(start), moment(end))
    }
}

/// `2026-11-24` for the next `count` days from a moment, with what to call them.
#[must_use]
pub fn next_days(from: Timestamp, count: i64) -> Vec<(String, String)> {
    let calendar = local_calendar();
    (0..count)
        .map(|days| {
            let at = from.plus(days * DAY);
            (calendar.local(at).0.to_string(), day(at))
        })
        .collect()
}

/// `2 小时 05 分`.
#[must_use]
pub fn duration(minutes: i64) -> String {
    let sign = if minutes < 0 { "−" } else { "" };
    let (h, m) = (minutes.abs() / 60, minutes.abs() % 60);
    let l = locale();
    let text = if h == 0 {
        td_string!(l, common.minutes, n = m.to_string())
    } else {
        td_string!(l, common.hours_minutes, h = h.to_string(), m = m.to_string())
    };
    format!("{sign}{text}")
}

/// For `<time datetime>`.
#[must_use]
pub fn rfc3339(at: Timestamp) -> String {
    let (day, minute) = local_calendar().local(at);
    format!("{day}T{:02}:{:02}:00+08:00", minute / 60, minute % 60)
}

/// The picture of a menu item, by the word in the menu's file.
#[must_use]
pub fn icon(word: &str) -> IconName {
    match word {
        "droplet" | "waves" => IconName::Water,
        "lightbulb" | "lamp-ceiling" => IconName::Bulb,
        "plug" | "flame" => IconName::Plug,
        "utensils" => IconName::Meal,
        "scissors" => IconName::Scissors,
        "shopping-bag" => IconName::Basket,
        "pill" | "shield-plus" => IconName::Pill,
        "activity" | "bed" => IconName::Pulse,
        "book-open" | "palette" => IconName::Book,
        "smartphone" => IconName::Smartphone,
        "scale" => IconName::Scale,
        "car" | "square-parking" => IconName::Car,
        "baby" => IconName::Child,
        "sprout" => IconName::Leaf,
        "id-card" | "file-check" | "badge-check" => IconName::Stamp,
        "gift" | "hand-coins" => IconName::Gift,
        "heart-handshake" | "message-circle-heart" => IconName::HandHeart,
        "messages-square" => IconName::Message,
        "eye" => IconName::Eye,
        "door-open" => IconName::Door,
        "construction" | "waypoints" => IconName::Building,
        "shirt" => IconName::Cleaning,
        "wrench" => IconName::Wrench,
        _ => IconName::Handshake,
    }
}
