//! Tones and pictures: the same for a thing on every page (docs/DESIGN.md).

use domain::member::Device;
use domain::order::State;
use leptos_i18n::td_string;

use crate::prefs::locale;
use crate::ui::{IconName, Tone};

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

/// What a device is called, and its picture.
#[must_use]
pub fn device(it: Device) -> (&'static str, IconName) {
    let l = locale();
    match it {
        Device::Android => (td_string!(l, account.device_android), IconName::Smartphone),
        Device::Iphone => (td_string!(l, account.device_iphone), IconName::Smartphone),
        Device::Tablet => (td_string!(l, account.device_tablet), IconName::Smartphone),
        Device::Computer => (td_string!(l, account.device_computer), IconName::Settings),
        Device::Program => (td_string!(l, account.device_program), IconName::Plug),
        Device::Other => (td_string!(l, account.device_other), IconName::Question),
    }
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

/// The pictures a new item can have: the word of the menu's file, and what it shows.
#[must_use]
pub fn icon_choices() -> Vec<(String, String)> {
    let l = locale();
    macro_rules! choices {
        ($($word:literal => $key:ident),+ $(,)?) => {
            vec![$(($word.to_owned(), td_string!(l, desk.$key).to_owned())),+]
        };
    }
    choices![
        "wrench" => i_wrench,
        "droplet" => i_droplet,
        "lightbulb" => i_lightbulb,
        "plug" => i_plug,
        "utensils" => i_utensils,
        "scissors" => i_scissors,
        "shopping-bag" => i_shopping_bag,
        "pill" => i_pill,
        "activity" => i_activity,
        "book-open" => i_book_open,
        "smartphone" => i_smartphone,
        "scale" => i_scale,
        "car" => i_car,
        "baby" => i_baby,
        "sprout" => i_sprout,
        "id-card" => i_id_card,
        "gift" => i_gift,
        "heart-handshake" => i_heart_handshake,
        "messages-square" => i_messages_square,
        "door-open" => i_door_open,
        "shirt" => i_shirt,
    ]
}
