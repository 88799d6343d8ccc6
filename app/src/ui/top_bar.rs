//! The top bar: where am I, and the switches everybody must be able to find.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    icon::{Icon, IconName},
    mark::Mark,
};

/// The bar: the name of the place at its start, [`ToolLink`]s and [`ToolButton`]s at its end.
#[component]
pub fn TopBar(
    /// Where the name leads.
    #[prop(into)]
    href: String,
    /// The name of the place.
    #[prop(into)]
    title: TextProp,
    /// The tools.
    children: Children,
) -> impl IntoView {
    view! {
        <header class="top-bar">
            <a class="top-bar-home" href=href>
                <Mark />
                <span>{move || title.get()}</span>
            </a>
            <div class="top-bar-tools">{children()}</div>
        </header>
    }
}

/// A tool that leads somewhere.
#[component]
pub fn ToolLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// Before the words.
    icon: IconName,
    /// The words; always shown.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    view! {
        <a class="tool" href=href>
            <Icon name=icon />
            <span>{move || label.get()}</span>
        </a>
    }
}

/// A tool that posts the form around it.
#[component]
pub fn ToolButton(
    /// Before the words.
    icon: IconName,
    /// The words; always shown.
    #[prop(into)]
    label: TextProp,
    /// On a ground of its own, for 长辈版.
    #[prop(optional)]
    strong: bool,
    /// Sent with the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value sent under `name`.
    #[prop(optional, into)]
    value: Option<String>,
    /// The `id` of another form to post instead.
    #[prop(optional, into)]
    form: Signal<Option<String>>,
    /// Where to post it, unchecked.
    #[prop(optional, into)]
    to: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <button
            class="tool"
            type="submit"
            name=name
            value=value
            form=move || form.get()
            formaction=move || to.get()
            formnovalidate=move || to.get().is_some()
            data-kind=strong.then_some("mode")
        >
            <Icon name=icon />
            <span>{move || label.get()}</span>
        </button>
    }
}
