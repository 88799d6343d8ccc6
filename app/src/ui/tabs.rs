//! Tabs: links between sibling lists.

use leptos::{prelude::*, text_prop::TextProp};

/// A row of [`Tab`]s.
#[component]
pub fn Tabs(
    /// What they divide, for screen readers.
    #[prop(into)]
    label: TextProp,
    /// The [`Tab`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=move || label.get()>
            <ul class="tabs-list">{children()}</ul>
        </nav>
    }
}

/// A link to one of the lists.
#[component]
pub fn Tab(
    /// The list.
    #[prop(into)]
    href: String,
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// It is the list on this page.
    #[prop(optional)]
    current: bool,
    /// How many are in it.
    #[prop(optional)]
    count: Option<u32>,
) -> impl IntoView {
    view! {
        <li>
            <a class="tab" href=href aria-current=current.then_some("page")>
                <span>{move || label.get()}</span>
                {count.map(|count| view! { <span class="tab-count">{count}</span> })}
            </a>
        </li>
    }
}
