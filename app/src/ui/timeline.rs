//! What happened, newest first.

use leptos::{children::ViewFnOnce, prelude::*, text_prop::TextProp};

use super::{
    icon::{Icon, IconName},
    tone::Tone,
};

/// The list of [`TimelineItem`]s.
#[component]
pub fn Timeline(
    /// The [`TimelineItem`]s, newest first.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline">{children()}</ol> }
}

/// One thing that happened.
#[component]
pub fn TimelineItem(
    /// When, in words.
    #[prop(into)]
    time: TextProp,
    /// When, in RFC 3339.
    #[prop(optional, into)]
    datetime: Option<String>,
    /// Who, with their part ("Chen · desk").
    #[prop(optional, into)]
    actor: Option<TextProp>,
    /// What it asked of the reader.
    #[prop(optional)]
    tone: Tone,
    /// A picture; without it a dot.
    #[prop(optional)]
    icon: Option<IconName>,
    /// The newest, shown stronger.
    #[prop(optional)]
    current: bool,
    /// What the actor said.
    #[prop(optional_no_strip)]
    note: Option<TextProp>,
    /// Below the note: pictures.
    #[prop(optional, into)]
    more: Option<ViewFnOnce>,
    /// What happened, as a sentence.
    children: Children,
) -> impl IntoView {
    view! {
        <li class="timeline-item" data-tone=tone.word() data-current=current>
            <span class="timeline-mark">{icon.map(|name| view! { <Icon name /> })}</span>
            <p class="timeline-text">{children()}</p>
            <p class="timeline-meta">
                <time datetime=datetime>{move || time.get()}</time>
                {actor.map(|actor| view! { <span>{move || actor.get()}</span> })}
            </p>
            {note.map(|note| view! { <p class="timeline-note">{move || note.get()}</p> })}
            {more.map(ViewFnOnce::run)}
        </li>
    }
}
