//! Every business "no", as a value. Each has a key; the sentence to the key stands in the locale
//! files of both languages, and a test fails when one is missing.

use serde::{Deserialize, Serialize};

use crate::assignment::Ineligible;
use crate::order::State;
use crate::time::Timestamp;

/// Why something that was asked for does not happen. Not a fault: nothing is logged as an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
#[error("refused: {}", self.key())]
pub enum Refusal {
    /// The order is in a state in which this cannot be done (any more).
    NotNow {
        /// Where it stands.
        state: State,
    },
    /// Somebody else changed it since the page was drawn.
    Stale {
        /// The version it has now.
        current: i64,
    },
    /// All places are taken. Other orders are offered beside the message.
    AlreadyFull,
    /// The person may not take this order.
    Ineligible {
        /// The rule that stands against it.
        why: Ineligible,
    },
    /// There is no open offer to this person, and the order is not in the pool.
    NoOffer,
    /// The answer comes after the end of the offer.
    OfferOver,
    /// It is too early to say that somebody did not come.
    NotYet {
        /// From when on it can be said.
        from: Timestamp,
    },
    /// The door key does not match.
    WrongKey {
        /// How many more tries there are.
        tries_left: u8,
    },
    /// The door key was tried too often; the desk can confirm by phone.
    KeyLocked,
    /// The door keys are entered more than 48 hours after the visit.
    TooLateForKeys,
    /// The keys of somebody who was said not to have come, when the order has gone on without them.
    WentOn,
    /// Urged already in this promise period.
    AlreadyUrged {
        /// When it can be urged again.
        again_at: Timestamp,
    },
    /// The time for an objection or an appeal is over.
    TooLate,
    /// The one who dispatched the order does not decide the dispute about it.
    SamePersonDecides,
    /// Nobody dispatches or confirms for themselves.
    OwnOrder,
    /// The item is not on offer in this community at present.
    ItemClosed,
    /// The item has changed hands and is not offered at this place.
    ItemNotHere,
    /// Somebody has changed the item of the menu since it was opened.
    ItemChanged,
    /// Another time has been agreed on since the offer was read.
    OtherTime,
    /// The order to merge into is final, elsewhere, or the same one.
    CannotMerge,
    /// There is no level above this one.
    NoLevelAbove,
    /// An order can be put on hold twice, for at most 30 days.
    HeldEnough,
    /// The same id of an intention came with other content.
    OtherBody,
    /// The one-time code is wrong.
    WrongCode {
        /// How many more tries there are.
        tries_left: u8,
    },
    /// The one-time code is too old, used, or was tried too often.
    CodeOver,
    /// Phone, password or second factor do not match. Which one is not said.
    WrongCredentials,
    /// Too many wrong tries.
    Locked {
        /// When it opens again.
        until: Timestamp,
    },
    /// Too many requests of one kind.
    TooMany {
        /// When the next is taken.
        again_at: Timestamp,
    },
    /// The paper card is unknown, used or expired.
    CardOver,
    /// Points would fall below zero.
    NotEnoughPoints,
    /// An account cannot pay itself.
    SameAccount,
    /// There is nothing left to correct: it was reversed before.
    AlreadyReversed,
    /// Signed in, but this needs a sign-in with password and second factor.
    StaffSignInNeeded,
    /// Nobody is signed in.
    SignInNeeded,
    /// The report-in has been verified already.
    AlreadyVerified,
    /// The complaint has its answer.
    AlreadyAnswered,
    /// Why they did not come was said before.
    AlreadyStated,
    /// The phone number belongs to another account.
    PhoneTaken,
    /// Only a part of a form has arrived.
    CutOff,
}

impl Refusal {
    /// When the same may be asked again, where time alone is in the way.
    #[must_use]
    pub const fn again_at(&self) -> Option<Timestamp> {
        match self {
            Self::TooMany { again_at: at }
            | Self::AlreadyUrged { again_at: at }
            | Self::Locked { until: at } => Some(*at),
            _ => None,
        }
    }

    /// The key of its sentence in `app/locales/*/refusal.json`.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NotNow { .. } => "not_now",
            Self::Stale { .. } => "stale",
            Self::AlreadyFull => "already_full",
            Self::Ineligible { why } => why.word(),
            Self::NoOffer => "no_offer",
            Self::OfferOver => "offer_over",
            Self::NotYet { .. } => "not_yet",
            Self::WrongKey { .. } => "wrong_key",
            Self::KeyLocked => "key_locked",
            Self::TooLateForKeys => "too_late_for_keys",
            Self::WentOn => "went_on",
            Self::AlreadyUrged { .. } => "already_urged",
            Self::TooLate => "too_late",
            Self::SamePersonDecides => "same_person_decides",
            Self::OwnOrder => "own_order",
            Self::ItemClosed => "item_closed",
            Self::ItemNotHere => "item_not_here",
            Self::ItemChanged => "item_changed",
            Self::OtherTime => "other_time",
            Self::CannotMerge => "cannot_merge",
            Self::NoLevelAbove => "no_level_above",
            Self::HeldEnough => "held_enough",
            Self::OtherBody => "other_body",
            Self::WrongCode { .. } => "wrong_code",
            Self::CodeOver => "code_over",
            Self::WrongCredentials => "wrong_credentials",
            Self::Locked { .. } => "locked",
            Self::TooMany { .. } => "too_many",
            Self::CardOver => "card_over",
            Self::NotEnoughPoints => "not_enough_points",
            Self::SameAccount => "same_account",
            Self::AlreadyReversed => "already_reversed",
            Self::StaffSignInNeeded => "staff_sign_in_needed",
            Self::SignInNeeded => "sign_in_needed",
            Self::AlreadyVerified => "already_verified",
            Self::AlreadyAnswered => "already_answered",
            Self::AlreadyStated => "already_stated",
            Self::PhoneTaken => "phone_taken",
            Self::CutOff => "cut_off",
        }
    }

    /// Every key but those of [`Ineligible`], which has its own list.
    pub const KEYS: &'static [&'static str] = &[
        "not_now",
        "stale",
        "already_full",
        "no_offer",
        "offer_over",
        "not_yet",
        "wrong_key",
        "key_locked",
        "too_late_for_keys",
        "went_on",
        "already_urged",
        "too_late",
        "same_person_decides",
        "own_order",
        "item_closed",
        "item_not_here",
        "item_changed",
        "other_time",
        "cannot_merge",
        "no_level_above",
        "held_enough",
        "other_body",
        "wrong_code",
        "code_over",
        "wrong_credentials",
        "locked",
        "too_many",
        "card_over",
        "not_enough_points",
        "same_account",
        "already_reversed",
        "staff_sign_in_needed",
        "sign_in_needed",
        "already_verified",
        "already_answered",
        "already_stated",
        "phone_taken",
        "cut_off",
    ];
}
