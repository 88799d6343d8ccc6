//! The places of the app: a bar at the thumb, or a rail at the side.

use leptos::{prelude::*, text_prop::TextProp};
use leptos_router::components::A;

use super::icon::{Icon, IconName};

/// On which screens an entry is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Room {
    /// On all.
    #[default]
    Everywhere,
    /// Only where there is a rail.
    Wide,
    /// Only where there is a bar: the entry "more".
    Narrow,
}

/// The list of [`NavItem`]s. A bar holds four or five; mark the others [`Room::Wide`] and give the
/// bar one [`Room::Narrow`] entry that leads to them.
#[component]
pub fn AppNav(
    /// What it is, for screen readers.
    #[prop(into)]
    label: TextProp,
    /// The [`NavItem`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="app-nav" aria-label=move || label.get()>
            <ul class="app-nav-list">{children()}</ul>
        </nav>
    }
}

/// One place. It knows by itself whether we are there.
#[component]
pub fn NavItem(
    /// Its address.
    #[prop(into)]
    href: String,
    /// Its picture.
    icon: IconName,
    /// Its name: two or three characters.
    #[prop(into)]
    label: TextProp,
    /// Only the address itself counts as being there, not those below it. For `/`.
    #[prop(optional)]
    exact: bool,
    /// On which screens it is shown.
    #[prop(optional)]
    room: Room,
    /// How many things wait there; 0 shows nothing.
    #[prop(optional, into)]
    count: Signal<u32>,
) -> impl IntoView {
    let room = match room {
        Room::Everywhere => None,
        Room::Wide => Some("wide"),
        Room::Narrow => Some("narrow"),
    };
    view! {
        <li data-room=room>
            <A href=href exact=exact attr:class="app-nav-item">
                <Icon name=icon />
                <span>{move || label.get()}</span>
                {move || {
                    let count = count.get();
                    (count > 0).then(|| view! { <span class="app-nav-count">{count}</span> })
                }}
            </A>
        </li>
    }
}
