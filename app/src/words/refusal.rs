//! What is wrong with a field, and a business "no", kindly.

use domain::Refusal;
use domain::form::Problem;
use leptos_i18n::td_string;

use super::{by_word, moment_in, state_in};
use crate::Locale;
use crate::prefs::locale;

/// What is wrong with a field.
#[must_use]
pub fn problem(problem: Problem, field: &str) -> String {
    problem_in(locale(), problem, field)
}

/// The same, outside of a page.
#[must_use]
pub fn problem_in(l: Locale, problem: Problem, field: &str) -> String {
    if problem == Problem::Malformed && field == "contact_phone" {
        return td_string!(l, form.malformed_call_back).to_string();
    }
    if problem == Problem::Malformed && field.contains("phone") {
        return td_string!(l, form.malformed_phone).to_string();
    }
    if problem == Problem::OutOfRange && field == "arrived_at" {
        return td_string!(l, form.before_yes).to_string();
    }
    if problem == Problem::EndBeforeStart && field == "left_at" {
        return td_string!(l, form.left_before).to_string();
    }
    by_word!(
        l,
        form,
        problem.word(),
        [
            missing,
            unasked,
            too_long,
            malformed,
            not_mobile,
            out_of_range,
            past,
            not_yet,
            unknown_choice,
            end_before_start,
            consent_needed,
            not_seen,
            taken,
            nobody,
            too_many,
            too_large,
            not_a_picture,
            other_kind,
            gone
        ]
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
        Refusal::NotYet { from } => td_string!(l, refusal.not_yet, t = moment_in(l, *from)),
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
                went_on,
                too_late,
                same_person_decides,
                own_order,
                item_closed,
                item_not_here,
                item_changed,
                other_time,
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
                already_answered,
                phone_taken,
                cut_off,
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

/// The same at the desk, which mostly hears it of somebody else.
#[must_use]
pub fn refusal_at_desk(refusal: &Refusal) -> String {
    refusal_at_desk_in(locale(), refusal)
}

fn refusal_at_desk_in(l: Locale, refusal: &Refusal) -> String {
    let words = match refusal.key() {
        "own_order" => td_string!(l, refusal.desk_own_order),
        "too_late" => td_string!(l, refusal.desk_too_late),
        "item_closed" => td_string!(l, refusal.desk_item_closed),
        "item_not_here" => td_string!(l, refusal.desk_item_not_here),
        "own_service" => td_string!(l, refusal.desk_own_service),
        "same_household" => td_string!(l, refusal.desk_same_household),
        "not_matched" => td_string!(l, refusal.desk_not_matched),
        "skill_missing" => td_string!(l, refusal.desk_skill_missing),
        "skill_expired" => td_string!(l, refusal.desk_skill_expired),
        "overlap" => td_string!(l, refusal.desk_overlap),
        "cap_reached" => td_string!(l, refusal.desk_cap_reached),
        "paused" => td_string!(l, refusal.desk_paused),
        "said_no" => td_string!(l, refusal.desk_said_no),
        "weekend_only" => td_string!(l, refusal.desk_weekend_only),
        "not_available" => td_string!(l, refusal.desk_not_available),
        "enough_offers" => td_string!(l, refusal.desk_enough_offers),
        _ => return refusal_in(l, refusal),
    };
    words.to_string()
}

#[cfg(test)]
mod tests {
    use domain::assignment::Ineligible;

    use super::*;

    #[test]
    fn the_desk_is_not_spoken_to_as_if_it_were_the_helper() {
        let to_the_reader = [(Locale::zh_CN, &["您"][..]), (Locale::en, &["you", "You"][..])];
        for why in Ineligible::ALL {
            let refusal = Refusal::Ineligible { why: *why };
            for (l, words) in to_the_reader {
                let said = refusal_at_desk_in(l, &refusal);
                assert_ne!(said, refusal.key());
                assert!(!words.iter().any(|word| said.contains(word)), "{said}");
            }
        }
    }
}
