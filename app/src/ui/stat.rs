//! A number and what it counts.

use leptos::{prelude::*, text_prop::TextProp};

use super::tone::Tone;

/// A grid of [`Stat`]s.
#[component]
pub fn Stats(
    /// The [`Stat`]s.
    children: Children,
) -> impl IntoView {
    view! { <div class="stats">{children()}</div> }
}

/// One number. With `href` it opens the list that it counts.
#[component]
pub fn Stat(
    /// The number, already in the reader's form.
    #[prop(into)]
    number: TextProp,
    /// What it counts.
    #[prop(into)]
    label: TextProp,
    /// After the number, small.
    #[prop(optional, into)]
    unit: Option<TextProp>,
    /// The list behind it.
    #[prop(optional, into)]
    href: Option<String>,
    /// Paints the number.
    #[prop(optional)]
    tone: Option<Tone>,
) -> impl IntoView {
    let tone = tone.map(Tone::word);
    let words = view! {
        <span class="stat-number">
            {move || number.get()}
            {unit.map(|unit| view! { <span class="stat-unit">{move || unit.get()}</span> })}
        </span>
        <span class="stat-label">{move || label.get()}</span>
    };
    match href {
        Some(href) => view! {
            <a class="stat" data-tone=tone href=href>
                {words}
            </a>
        }
        .into_any(),
        None => view! {
            <div class="stat" data-tone=tone>
                {words}
            </div>
        }
        .into_any(),
    }
}
