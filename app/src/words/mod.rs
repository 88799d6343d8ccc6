//! Enums into words and moments into sentences, from the locale files.

pub mod import;
mod joined;
mod look;
mod moment;
mod refusal;

use domain::dispatch::Reason;
use domain::event::EventKind;
use domain::menu::{Doer, Door, Skill, Urgency};
use domain::order::{Part, State};
use domain::time::Window;
use leptos_i18n::td_string;

use crate::Locale;
use crate::prefs::locale;

pub use joined::{after_another, listed};
pub use look::{device, icon, icon_choices, state_look};
pub use moment::{
    day, days_with, duration, local_calendar, moment, moment_in, moment_since, promised, rfc3339, window,
};
pub use refusal::{problem, problem_in, refusal, refusal_at_desk, refusal_in};

/// Looks a word up among keys of a namespace; the compiler checks that each key is there.
macro_rules! by_word {
    ($locale:expr, $space:ident, $word:expr, [$($key:ident),+ $(,)?]) => {
        match $word {
            $(stringify!($key) => td_string!($locale, $space.$key).to_string(),)+
            other => other.to_owned(),
        }
    };
}
use by_word;

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

/// What happened, as a line of the timeline.
#[must_use]
pub fn event(kind: EventKind, reason: Option<&str>) -> String {
    let l = locale();
    match (kind, reason) {
        (EventKind::Merged, Some(no)) => td_string!(l, event.merged, no = no.to_owned()),
        (EventKind::Rescheduled, Some(to)) => {
            let to = Window::parse(to).map(|it| window(it.start, it.end)).unwrap_or_default();
            td_string!(l, event.rescheduled, t = to)
        }
        (EventKind::FellBack, Some("taken_back")) => td_string!(l, event.taken_back).to_string(),
        (EventKind::Added, Some("alternative")) => td_string!(l, event.alternative).to_string(),
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
                reminded,
                contact_tried,
                call_needed,
                reopened,
                rejected,
                appealed,
                dispatched,
                accepted,
                taken_on,
                put_back,
                filled,
                declined,
                lapsed,
                fell_back,
                released,
                no_show,
                turned_up,
                excuse_stated,
                excused,
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
                given_back,
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
                needs_approval,
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
    if key == "complaint_answered" {
        // the only one that is about no item
        return td_string!(locale(), message.complaint_answered).to_string();
    }
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
            question_reminder,
            call_needed,
            reopened,
            rescheduled,
            held,
            resumed,
            merged,
            escalated,
            given_back,
            yours_again,
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
            no_show,
            missed,
            approval_needed,
            turned_up,
            excuse_stated,
            excused,
            fell_back,
            awarded,
            disputed,
            reversed,
            settled,
            main_moved,
            taken_on,
        ]
    )
}

/// How soon.
#[must_use]
pub fn urgency(urgency: Urgency) -> String {
    by_word!(locale(), menu, urgency.word(), [u1, u2, u3, u4])
}

/// Who may do it.
#[must_use]
pub fn doer(doer: Doer) -> String {
    let l = locale();
    match doer {
        Doer::Volunteer => td_string!(l, desk.d_volunteer),
        Doer::PartyMember => td_string!(l, desk.d_party_member),
        Doer::Staff => td_string!(l, desk.d_staff),
    }
    .to_string()
}

/// Behind which of the three doors.
#[must_use]
pub fn door(door: Door) -> String {
    let l = locale();
    match door {
        Door::Government => td_string!(l, home.government),
        Door::Convenience => td_string!(l, home.convenience),
        Door::Appeal => td_string!(l, home.appeal),
    }
    .to_string()
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
