//! Short answers above the page, for actions that do not load a new one.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    icon::{Icon, IconName},
    notice::NoticeTone,
};

/// Where toasts appear; one per page, always there, so that screen readers listen to it. Empty
/// without a script: then the page shows a [`Notice`](super::Notice) instead.
#[component]
pub fn ToastArea(
    /// The [`Toast`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="toast-area" role="status">
            {children()}
        </div>
    }
}

/// One answer. It stays until it is closed.
#[component]
pub fn Toast(
    /// How urgent it is.
    #[prop(optional)]
    tone: NoticeTone,
    /// The name of the closing cross.
    #[prop(into)]
    close_label: TextProp,
    /// Takes it away.
    #[prop(into)]
    on_close: Callback<()>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="toast" data-tone=tone.word()>
            <Icon name=tone.icon() />
            <div class="toast-words">{children()}</div>
            <button
                class="toast-close"
                type="button"
                aria-label=move || close_label.get()
                on:click=move |_| on_close.run(())
            >
                <Icon name=IconName::Close />
            </button>
        </div>
    }
}
