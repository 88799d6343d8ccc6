//! Where a thing stands.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    icon::{Icon, IconName},
    tone::Tone,
};

/// An icon and a word on a tinted ground. Give every state its own icon: colour is read last.
#[component]
pub fn StateBadge(
    /// What the state asks of the reader.
    #[prop(optional)]
    tone: Tone,
    /// The picture of the state.
    icon: IconName,
    /// Its name.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    view! {
        <span class="state-badge" data-tone=tone.word()>
            <Icon name=icon />
            <span>{move || label.get()}</span>
        </span>
    }
}
