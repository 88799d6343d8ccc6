//! Buttons, and links that look like them.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// How much a button wants to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing to do on this page.
    #[default]
    Primary,
    /// Something else that can be done.
    Secondary,
    /// Possible, seldom wanted.
    Quiet,
    /// Cannot be taken back. Keep it inside a [`Sheet`](super::Sheet).
    Danger,
}

impl ButtonKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// A `<button>`, by default `type=submit` of the form it stands in.
///
/// While `pending`, the words stay, a wheel turns, and further presses do nothing.
#[component]
pub fn Button(
    /// How much it wants to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// Larger, for the one answer a page is about.
    #[prop(optional)]
    large: bool,
    /// As wide as the form.
    #[prop(optional)]
    wide: bool,
    /// Before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// `submit` (default), `button` or `reset`.
    #[prop(default = "submit")]
    button_type: &'static str,
    /// Sent with the form when several buttons share one.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value sent under `name`.
    #[prop(optional, into)]
    value: Option<String>,
    /// Sends the form even when something in it is missing.
    #[prop(optional)]
    unchecked: bool,
    /// What a screen reader says instead of the words, when the words need their surroundings.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// The answer of the server is on its way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Cannot be pressed; say beside it why.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class="button"
            type=button_type
            name=name
            value=value
            formnovalidate=unchecked
            data-kind=kind.word()
            data-size=large.then_some("large")
            data-wide=wide
            aria-label=label.map(|label| move || label.get())
            aria-busy=move || pending.get().then_some("true")
            disabled=move || disabled.get()
        >
            <span class="button-spinner"><Icon name=IconName::Loader /></span>
            {icon.map(|name| view! { <Icon name /> })}
            <span>{children()}</span>
        </button>
    }
}

/// A link that looks like a button, for going somewhere.
#[component]
pub fn ButtonLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// How much it wants to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// Larger, for the one answer a page is about.
    #[prop(optional)]
    large: bool,
    /// As wide as its column.
    #[prop(optional)]
    wide: bool,
    /// Before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class="button"
            href=href
            data-kind=kind.word()
            data-size=large.then_some("large")
            data-wide=wide
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span>{children()}</span>
        </a>
    }
}

/// Buttons that belong together: side by side where they fit, below each other in 长辈版.
#[component]
pub fn Actions(
    /// On wide screens as narrow as their words.
    #[prop(optional)]
    fit: bool,
    /// [`Button`]s, [`ButtonLink`]s, or forms with one button each.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="actions" data-fit=fit>
            {children()}
        </div>
    }
}
