//! How far along something is.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// Where one step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Here.
    Here,
    /// Still to come.
    ToCome,
}

/// The row of [`Step`]s, up to five; a column in 长辈版.
#[component]
pub fn Steps(
    /// What they lead to, for screen readers.
    #[prop(into)]
    label: TextProp,
    /// The [`Step`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <ol class="steps" aria-label=move || label.get()>
            {children()}
        </ol>
    }
}

/// One step. The number is counted by the style sheet.
#[component]
pub fn Step(
    /// Where it stands.
    state: StepState,
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// "Done", for screen readers, when it is done.
    #[prop(optional, into)]
    said: Option<TextProp>,
) -> impl IntoView {
    let done = state == StepState::Done;
    view! {
        <li
            class="step"
            data-step=match state {
                StepState::Done => "done",
                StepState::Here => "here",
                StepState::ToCome => "to-come",
            }
            aria-current=(state == StepState::Here).then_some("step")
        >
            <span class="step-mark">{done.then(|| view! { <Icon name=IconName::Check /> })}</span>
            <span>{move || label.get()}</span>
            {said
                .filter(|_| done)
                .map(|said| view! { <b class="visually-hidden">{move || said.get()}</b> })}
        </li>
    }
}
