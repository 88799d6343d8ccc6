//! A list of things to open.

use leptos::{children::ViewFnOnce, prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// The list around [`ListRow`]s, or around `<li>`s of a page's own.
#[component]
pub fn List(
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! { <ul class="list">{children()}</ul> }
}

/// One line: picture, title, details, and at its end a badge or a clock.
#[component]
pub fn ListRow(
    /// What it opens; without it the row is only read.
    #[prop(optional, into)]
    href: Option<String>,
    /// The title.
    #[prop(into)]
    title: TextProp,
    /// Details in the second line.
    #[prop(optional, into)]
    meta: Vec<String>,
    /// A picture at the start.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Something else at the start instead, such as an [`Avatar`](super::Avatar).
    #[prop(optional, into)]
    lead: Option<ViewFnOnce>,
    /// At the end.
    #[prop(optional, into)]
    end: Option<ViewFnOnce>,
    /// It is the one that is open beside the list.
    #[prop(optional)]
    current: bool,
    /// A further class, a word for a page's own layout (`order-row`).
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let linked = href.is_some();
    let words = view! {
        {icon.map(|name| view! { <span class="list-row-lead"><Icon name /></span> })}
        {lead.map(ViewFnOnce::run)}
        <span class="list-row-body">
            <span class="list-row-words">
                <span class="list-row-title">{move || title.get()}</span>
                {(!meta.is_empty())
                    .then(|| {
                        let parts = meta.into_iter().map(|text| view! { <Detail text /> });
                        view! { <span class="list-row-meta">{parts.collect_view()}</span> }
                    })}
            </span>
            {end.map(|end| view! { <span class="list-row-end">{end.run()}</span> })}
        </span>
        {linked.then(|| view! { <Icon name=IconName::Forward /> })}
    };
    let class = format!("list-row {class}").trim_end().to_owned();
    let row = match href {
        Some(href) => view! {
            <a class=class href=href aria-current=current.then_some("true")>
                {words}
            </a>
        }
        .into_any(),
        None => view! { <div class=class>{words}</div> }.into_any(),
    };
    view! { <li>{row}</li> }
}

/// One detail. Where it ends in a number with a hyphen inside, no line ends at that hyphen.
#[component]
fn Detail(text: String) -> impl IntoView {
    let start = text.rfind(' ').map_or(0, |space| space + 1);
    let number = text[start..].contains('-')
        && text[start..].chars().all(|letter| letter.is_ascii_digit() || letter == '-');
    if !number {
        return view! { <span>{text}</span> }.into_any();
    }
    let (before, number) = (text[..start].to_owned(), text[start..].to_owned());
    let number = view! { <span class="nowrap">{number}</span> };
    if before.is_empty() {
        view! { <span>{number}</span> }.into_any()
    } else {
        view! { <span>{before} {number}</span> }.into_any()
    }
}
