//! Large cards to choose from: one of several, or any of several.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    field::{FieldError, described_by, takes_focus},
    icon::{Icon, IconName},
};

/// One, or any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChoiceKind {
    /// One of them.
    #[default]
    Radio,
    /// Any of them.
    Checkbox,
}

/// A `<fieldset>` of [`Choice`]s under one question.
#[component]
pub fn ChoiceGroup(
    /// The question.
    #[prop(into)]
    legend: TextProp,
    /// Names the group's hint and error: the `name` of its choices, so that an error finds it.
    #[prop(into)]
    id: String,
    /// How many stand side by side where they fit: 1 to 3. 长辈版 always shows 1.
    #[prop(default = 1)]
    columns: u8,
    /// Below the question.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Below the choices.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The [`Choice`]s.
    children: Children,
) -> impl IntoView {
    let focused = takes_focus(&id, error);
    let id = format!("choice-{id}");
    let described = described_by(&id, hint.is_some(), error);
    let hint_id = format!("{id}-hint");
    view! {
        <fieldset
            class="choice-group"
            id=id.clone()
            tabindex=focused.then_some("-1")
            autofocus=focused
            aria-describedby=described
        >
            <legend class="choice-legend">{move || legend.get()}</legend>
            {hint
                .map(|hint| {
                    view! {
                        <p class="field-hint" id=hint_id>
                            {move || hint.get()}
                        </p>
                    }
                })}
            <div class="choices" data-columns=columns.to_string()>
                {children()}
            </div>
            <FieldError id=format!("{id}-error") error />
        </fieldset>
    }
}

/// One card. The input is the whole card, so a finger cannot miss it.
#[component]
pub fn Choice(
    /// The key in the form body.
    #[prop(into)]
    name: String,
    /// What is sent when it is chosen.
    #[prop(into)]
    value: String,
    /// What it is.
    #[prop(into)]
    label: TextProp,
    /// One of several or any of several.
    #[prop(optional)]
    kind: ChoiceKind,
    /// Below the label, small.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Before the label.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Chosen when the page opens.
    #[prop(optional)]
    checked: bool,
    /// The browser refuses a group without an answer (radio), or this one open (checkbox).
    #[prop(optional)]
    required: bool,
    /// Cannot be chosen; the hint says why.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    let input_type = match kind {
        ChoiceKind::Radio => "radio",
        ChoiceKind::Checkbox => "checkbox",
    };
    view! {
        <label class="choice">
            <input
                type=input_type
                name=name
                value=value
                checked=checked
                required=required
                disabled=disabled
            />
            {icon.map(|name| view! { <Icon name /> })}
            <span class="choice-words">
                <span class="choice-label">{move || label.get()}</span>
                {hint.map(|hint| view! { <span class="choice-hint">{move || hint.get()}</span> })}
            </span>
        </label>
    }
}
