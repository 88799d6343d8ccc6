//! Links to the pages before and after.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// Back, where we are, and on. A missing address leaves its button out.
#[component]
pub fn Pager(
    /// What is divided into pages, for screen readers.
    #[prop(into)]
    label: TextProp,
    /// The page before.
    #[prop(optional_no_strip, into)]
    prev: Option<String>,
    /// The words for it.
    #[prop(into)]
    prev_label: TextProp,
    /// The page after.
    #[prop(optional_no_strip, into)]
    next: Option<String>,
    /// The words for it.
    #[prop(into)]
    next_label: TextProp,
    /// Where we are ("page 2").
    #[prop(optional, into)]
    position: Option<TextProp>,
) -> impl IntoView {
    view! {
        <nav class="pager" aria-label=move || label.get()>
            {prev
                .map(|href| {
                    view! {
                        <a class="button" data-kind="secondary" rel="prev" href=href>
                            <Icon name=IconName::Back />
                            <span>{move || prev_label.get()}</span>
                        </a>
                    }
                })}
            <span class="pager-position">{position.map(|position| move || position.get())}</span>
            {next
                .map(|href| {
                    view! {
                        <a class="button" data-kind="secondary" rel="next" href=href>
                            <span>{move || next_label.get()}</span>
                            <Icon name=IconName::Forward />
                        </a>
                    }
                })}
        </nav>
    }
}
