//! Links that narrow a list, and small labels that say a reason.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    icon::{Icon, IconName},
    tone::Tone,
};

/// A wrapping row of [`Chip`]s.
#[component]
pub fn Chips(
    /// What they narrow, for screen readers.
    #[prop(into)]
    label: TextProp,
    /// The [`Chip`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="chips" aria-label=move || label.get()>
            {children()}
        </nav>
    }
}

/// One filter: a link to the same list with other words in the address.
#[component]
pub fn Chip(
    /// The list so narrowed.
    #[prop(into)]
    href: String,
    /// What is left in it.
    #[prop(into)]
    label: TextProp,
    /// It is the one that is on; a tick says so too.
    #[prop(optional)]
    current: bool,
    /// Before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// How many are in it.
    #[prop(optional)]
    count: Option<u32>,
) -> impl IntoView {
    let icon = if current { Some(IconName::Check) } else { icon };
    view! {
        <a class="chip" href=href aria-current=current.then_some("true")>
            {icon.map(|name| view! { <Icon name /> })}
            <span>{move || label.get()}</span>
            {count.map(|count| view! { <span class="chip-count">{count}</span> })}
        </a>
    }
}

/// A wrapping row of [`Tag`]s.
#[component]
pub fn Tags(
    /// The [`Tag`]s.
    children: Children,
) -> impl IntoView {
    view! { <div class="tags">{children()}</div> }
}

/// A reason or a property. Not a control.
#[component]
pub fn Tag(
    /// The words.
    #[prop(into)]
    label: TextProp,
    /// Painted by what it asks; calm by default.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! {
        <span class="tag" data-tone=tone.word()>
            {move || label.get()}
        </span>
    }
}
