//! One input for a short code of digits.

use leptos::{prelude::*, text_prop::TextProp};

use super::field::{Frame, described_by, takes_focus};

/// One input, not six boxes: pasting, autofill from the message and screen readers all work.
#[component]
pub fn CodeInput(
    /// The key in the form body; also makes the `id`.
    #[prop(into)]
    name: String,
    /// Which code.
    #[prop(into)]
    label: TextProp,
    /// How many digits: 6 for a message, 4 for a door key.
    #[prop(default = 6)]
    length: u8,
    /// The code came by text message, so the phone may fill it in.
    #[prop(default = true)]
    one_time: bool,
    /// What was typed, where it may be shown again.
    #[prop(optional, into)]
    value: String,
    /// Below the label.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Below the control.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let id = format!("field-{name}");
    let described = described_by(&id, hint.is_some(), error);
    let focused = takes_focus(&name, error);
    view! {
        <Frame id=id.clone() label note=None hint error>
            <input
                class="code-input"
                id=id.clone()
                name=name
                type="text"
                value=value
                inputmode="numeric"
                pattern=format!("[0-9]{{{length}}}")
                maxlength=length.to_string()
                autocomplete=if one_time { "one-time-code" } else { "off" }
                required=true
                autofocus=focused
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
            />
        </Frame>
    }
}
