//! The front of the house: a wall, a roof, and the doors in it.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    icon::{Icon, IconName},
    tone::Hue,
};

/// The outline of a garden gate, so that a door is known by its shape as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gate {
    /// 月洞门.
    #[default]
    Moon,
    /// 八角门.
    Octagon,
    /// 海棠门.
    Begonia,
}

impl Gate {
    const fn path(self) -> &'static str {
        match self {
            Self::Moon => "M3 32a29 29 0 1 0 58 0a29 29 0 1 0-58 0z",
            Self::Octagon => "M20.5 4h23L60 20.5v23L43.5 60h-23L4 43.5v-23z",
            Self::Begonia => {
                "M32 4c7.5 0 12.5 4.6 13.6 12.4C53.4 17.5 60 24 60 32s-6.6 14.5-14.4 \
                 15.6C44.5 55.4 39.5 60 32 60s-12.5-4.6-13.6-12.4C10.6 46.5 4 \
                 40 4 32s6.6-14.5 14.4-15.6C19.5 8.6 24.5 4 32 4z"
            }
        }
    }
}

/// The wall. It takes three [`DoorCard`]s.
#[component]
pub fn Doors(
    /// What the doors are, for screen readers.
    #[prop(into)]
    label: TextProp,
    /// The [`DoorCard`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="doors" aria-label=move || label.get()>
            {children()}
        </nav>
    }
}

/// One door.
#[component]
pub fn DoorCard(
    /// What is behind it.
    #[prop(into)]
    href: String,
    /// Its outline.
    #[prop(optional)]
    gate: Gate,
    /// Its colour.
    #[prop(optional)]
    hue: Hue,
    /// The picture in it.
    icon: IconName,
    /// Its name.
    #[prop(into)]
    name: TextProp,
    /// Two or three short words with spaces between them.
    #[prop(optional, into)]
    hint: Option<TextProp>,
) -> impl IntoView {
    view! {
        <a class="door-card" data-hue=hue.word() href=href>
            <span class="gate">
                <svg class="gate-shape" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
                    <path d=gate.path()></path>
                </svg>
                <Icon name=icon />
            </span>
            <span class="door-words">
                <span class="door-name">{move || name.get()}</span>
                {hint.map(|hint| view! { <span class="door-hint">{move || hint.get()}</span> })}
            </span>
        </a>
    }
}
