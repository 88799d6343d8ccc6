//! The frame of every page.

use leptos::{prelude::*, text_prop::TextProp};

/// How wide the content may become on a wide screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageWidth {
    /// For reading and forms.
    #[default]
    Reading,
    /// For two columns.
    Wide,
    /// For the desk.
    Full,
}

/// Everything in `<body>`: a [`TopBar`](super::TopBar), an [`AppNav`](super::AppNav) for those
/// signed in, one [`Page`], a foot. The style sheet puts them where hand or eye looks for them.
#[component]
pub fn Shell(
    /// The words of the link that skips to the content.
    #[prop(into)]
    skip_label: TextProp,
    /// There is an [`AppNav`](super::AppNav) in it; on wide screens it gets a rail.
    #[prop(optional)]
    nav: bool,
    /// The parts, in the order top bar, navigation, page, foot.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main">
            {move || skip_label.get()}
        </a>
        <div class="shell" data-nav=nav>{children()}</div>
    }
}

/// The `<main>` of a page.
#[component]
pub fn Page(
    /// How wide it may become.
    #[prop(optional)]
    width: PageWidth,
    /// What is on it.
    children: Children,
) -> impl IntoView {
    view! {
        <main
            class="page"
            id="main"
            tabindex="-1"
            data-width=match width {
                PageWidth::Reading => None,
                PageWidth::Wide => Some("wide"),
                PageWidth::Full => Some("full"),
            }
        >
            {children()}
        </main>
    }
}
