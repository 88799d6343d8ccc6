//! A card: one thing, its title and what belongs to it.

use leptos::{children::ViewFnOnce, prelude::*, text_prop::TextProp};

/// An `<article>` on its own ground. With `href` the whole card opens that page.
#[component]
pub fn Card(
    /// The title.
    #[prop(optional, into)]
    title: Option<TextProp>,
    /// Makes the title a link and the whole card its target.
    #[prop(optional, into)]
    href: Option<String>,
    /// At the end of the title line: a badge, or one button.
    #[prop(optional, into)]
    end: Option<ViewFnOnce>,
    /// The title is an `<h2>` instead of an `<h3>`: the card stands in no section.
    #[prop(optional)]
    top: bool,
    /// A further class, a word for a page's own layout (`order-card`).
    #[prop(optional, into)]
    class: String,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let linked = href.is_some();
    let title = title.map(|title| {
        let words = match href {
            Some(href) => view! { <a href=href>{move || title.get()}</a> }.into_any(),
            None => (move || title.get()).into_any(),
        };
        if top {
            view! { <h2 class="card-title">{words}</h2> }.into_any()
        } else {
            view! { <h3 class="card-title">{words}</h3> }.into_any()
        }
    });
    let has_head = title.is_some() || end.is_some();
    view! {
        <article class=format!("card {class}").trim_end().to_owned() data-link=linked>
            {has_head
                .then(|| view! { <div class="card-head">{title} {end.map(ViewFnOnce::run)}</div> })}
            {children()}
        </article>
    }
}
