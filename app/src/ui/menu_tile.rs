//! The big-picture menu.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    icon::{Icon, IconName},
    tone::Hue,
};

/// The grid of [`MenuTile`]s; one column in 长辈版.
#[component]
pub fn MenuTiles(
    /// The [`MenuTile`]s.
    children: Children,
) -> impl IntoView {
    view! { <ul class="menu-tiles">{children()}</ul> }
}

/// One thing that can be asked for.
#[component]
pub fn MenuTile(
    /// The page on which it is asked for.
    #[prop(into)]
    href: String,
    /// The picture.
    icon: IconName,
    /// The colour of the door it belongs to.
    #[prop(optional)]
    hue: Hue,
    /// Its name.
    #[prop(into)]
    name: TextProp,
    /// Below the name: how soon.
    #[prop(optional, into)]
    note: Option<TextProp>,
    /// Its number on the printed card, with the word for number.
    #[prop(optional, into)]
    number: Option<TextProp>,
) -> impl IntoView {
    view! {
        <li>
            <a class="menu-tile" data-hue=hue.word() href=href>
                {number
                    .map(|number| {
                        view! { <span class="menu-tile-number">{move || number.get()}</span> }
                    })}
                <span class="menu-tile-picture">
                    <Icon name=icon />
                </span>
                <span class="menu-tile-words">
                    <span class="menu-tile-name">{move || name.get()}</span>
                    {note
                        .map(|note| {
                            view! { <span class="menu-tile-note">{move || note.get()}</span> }
                        })}
                </span>
            </a>
        </li>
    }
}
