//! A part of a page under a heading.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// An `<h2>`, a link to the rest, and what belongs below.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: TextProp,
    /// Where the rest is.
    #[prop(optional, into)]
    more_href: Option<String>,
    /// The words for it.
    #[prop(optional, into)]
    more_label: Option<TextProp>,
    /// What belongs below.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{move || title.get()}</h2>
                {more_href
                    .map(|href| {
                        view! {
                            <a class="section-more" href=href>
                                <span>{more_label.map(|label| move || label.get())}</span>
                                <Icon name=IconName::Forward />
                            </a>
                        }
                    })}
            </div>
            {children()}
        </section>
    }
}
