//! A list with nothing in it.

use leptos::{children::ViewFnOnce, prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// What would be here, and what to do about it.
#[component]
pub fn Empty(
    /// A picture.
    icon: IconName,
    /// What is missing.
    #[prop(into)]
    title: TextProp,
    /// A button that helps.
    #[prop(optional, into)]
    action: Option<ViewFnOnce>,
    /// What to do, or why that is fine.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon />
            <p class="empty-title">{move || title.get()}</p>
            <p class="empty-words">{children()}</p>
            {action.map(ViewFnOnce::run)}
        </div>
    }
}
