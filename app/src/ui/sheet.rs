//! What is not needed every time.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// A native `<details>`. Put second thoughts in one: the summary asks, the body has the reason and
/// the [`Danger`](super::ButtonKind::Danger) button. Works without a script, closes by its summary.
#[component]
pub fn Sheet(
    /// What is inside.
    #[prop(into)]
    title: TextProp,
    /// Below the title, small.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Before the title.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Open when the page opens, for example because a form inside was refused.
    #[prop(optional)]
    open: bool,
    /// What is inside cannot be taken back.
    #[prop(optional)]
    danger: bool,
    /// The body.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="sheet" open=open data-tone=danger.then_some("danger")>
            <summary class="sheet-summary">
                {icon.map(|name| view! { <Icon name /> })}
                <span class="sheet-words">
                    {move || title.get()}
                    {hint.map(|hint| view! { <span class="sheet-hint">{move || hint.get()}</span> })}
                </span>
                <span class="sheet-turn">
                    <Icon name=IconName::Down />
                </span>
            </summary>
            <div class="sheet-body">{children()}</div>
        </details>
    }
}
