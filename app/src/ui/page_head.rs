//! The head of a page.

use leptos::{children::ViewFnOnce, prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// The one `<h1>`, the way back, and at the end of the line what can be done here.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: TextProp,
    /// A sentence below it.
    #[prop(optional, into)]
    lead: Option<TextProp>,
    /// The page above this one.
    #[prop(optional, into)]
    back_href: Option<String>,
    /// Its name.
    #[prop(optional, into)]
    back_label: Option<TextProp>,
    /// One or two buttons.
    #[prop(optional, into)]
    end: Option<ViewFnOnce>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            {back_href
                .map(|href| {
                    view! {
                        <a class="back-link" href=href>
                            <Icon name=IconName::Back />
                            <span>{back_label.map(|label| move || label.get())}</span>
                        </a>
                    }
                })} <div class="page-title">
                <h1>{move || title.get()}</h1>
                {end.map(|end| view! { <div class="row">{end.run()}</div> })}
            </div>
            {lead.map(|lead| view! { <p class="page-lead">{move || lead.get()}</p> })}
        </header>
    }
}
