//! When something is due.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// How near it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockTone {
    /// Far enough.
    #[default]
    Calm,
    /// Four fifths of the time are gone.
    Soon,
    /// The time is up.
    Late,
}

impl ClockTone {
    const fn word(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Soon => "soon",
            Self::Late => "late",
        }
    }

    const fn icon(self) -> IconName {
        match self {
            Self::Calm => IconName::Clock,
            Self::Soon => IconName::Hourglass,
            Self::Late => IconName::ClockAlert,
        }
    }
}

/// A `<time>` in words ("before 11:00 today"), with an icon that changes as it comes nearer.
/// It does not count down: the screen may not change while somebody reads it.
#[component]
pub fn Clock(
    /// How near it is.
    #[prop(optional)]
    tone: ClockTone,
    /// The moment in RFC 3339, for machines.
    #[prop(optional, into)]
    datetime: Option<String>,
    /// The words; for `Late` they say that it is late.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    view! {
        <time class="clock" data-tone=tone.word() datetime=datetime>
            <Icon name=tone.icon() />
            <span>{move || label.get()}</span>
        </time>
    }
}
