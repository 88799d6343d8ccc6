//! A short code to be read out.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// Digits that can be read from the other side of a table. A screen reader says them one by one.
#[component]
pub fn KeyDigits(
    /// What the code is for.
    #[prop(into)]
    label: TextProp,
    /// The digits, without spaces.
    #[prop(into)]
    digits: String,
    /// To whom it may be said, and when not.
    #[prop(optional, into)]
    hint: Option<TextProp>,
) -> impl IntoView {
    let spoken: Vec<String> = digits.chars().map(String::from).collect();
    let shown = digits
        .chars()
        .map(|digit| view! { <span aria-hidden="true">{digit.to_string()}</span> })
        .collect_view();
    view! {
        <div class="key-digits">
            <p class="key-digits-label">
                <Icon name=IconName::Key />
                <span>{move || label.get()}</span>
            </p>
            <p class="key-digits-code">
                <b class="visually-hidden">{spoken.join(" ")}</b>
                {shown}
            </p>
            {hint.map(|hint| view! { <p class="key-digits-hint">{move || hint.get()}</p> })}
        </div>
    }
}
