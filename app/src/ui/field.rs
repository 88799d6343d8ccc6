//! One-line fields, text areas and selects: label above, hint below the label, error below the
//! control, tied together for screen readers.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// A one-line `<input>`.
#[component]
pub fn Field(
    /// The key in the form body; also makes the `id`.
    #[prop(into)]
    name: String,
    /// What to fill in.
    #[prop(into)]
    label: TextProp,
    /// The `id`, where two forms of a page share a name.
    #[prop(optional, into)]
    id: Option<String>,
    /// `text`, `tel`, `date`, `time`, `number`, `search`, `password`, `file` ...
    #[prop(default = "text")]
    input_type: &'static str,
    /// What stands in it: the old value, or what was posted when the form comes back refused.
    #[prop(optional, into)]
    value: String,
    /// Beside the label, small ("optional").
    #[prop(optional, into)]
    note: Option<TextProp>,
    /// Below the label: how, why, who will see it.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Below the control: what to change. Nothing means no error.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// An example, never the only explanation.
    #[prop(optional, into)]
    placeholder: Option<TextProp>,
    /// The autofill token, e.g. `tel`.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// Which keyboard a phone shows, e.g. `numeric`.
    #[prop(optional, into)]
    inputmode: Option<String>,
    /// The longest answer, in characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// The smallest value of a number, date or time.
    #[prop(optional, into)]
    min: Option<String>,
    /// The greatest value of a number, date or time.
    #[prop(optional, into)]
    max: Option<String>,
    /// For `file`: which kinds.
    #[prop(optional, into)]
    accept: Option<String>,
    /// For `file`: several at once.
    #[prop(optional)]
    multiple: bool,
    /// The browser refuses an empty answer.
    #[prop(optional)]
    required: bool,
    /// Shown, not changed.
    #[prop(optional)]
    readonly: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| format!("field-{name}"));
    let described = described_by(&id, hint.is_some(), error);
    let focused = takes_focus(&name, error);
    view! {
        <Frame id=id.clone() label note hint error>
            <input
                class="input"
                id=id.clone()
                name=name
                type=input_type
                value=value
                placeholder=placeholder.map(|text| move || text.get())
                autocomplete=autocomplete
                inputmode=inputmode
                maxlength=maxlength.map(|most| most.to_string())
                min=min
                max=max
                accept=accept
                multiple=multiple
                required=required
                readonly=readonly
                aria-describedby=described
                autofocus=focused
                aria-invalid=move || error.get().map(|_| "true")
            />
        </Frame>
    }
}

/// A `<textarea>` that grows with its text where the browser can.
#[component]
pub fn TextArea(
    /// The key in the form body; also makes the `id`.
    #[prop(into)]
    name: String,
    /// What to fill in.
    #[prop(into)]
    label: TextProp,
    /// The `id`, where two forms of a page share a name.
    #[prop(optional, into)]
    id: Option<String>,
    /// What stands in it.
    #[prop(optional, into)]
    value: String,
    /// Beside the label, small ("optional").
    #[prop(optional, into)]
    note: Option<TextProp>,
    /// Below the label.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Below the control.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// An example.
    #[prop(optional, into)]
    placeholder: Option<TextProp>,
    /// The longest answer, in characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// How many lines are shown empty.
    #[prop(default = 3)]
    rows: u32,
    /// The browser refuses an empty answer.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| format!("field-{name}"));
    let described = described_by(&id, hint.is_some(), error);
    let focused = takes_focus(&name, error);
    view! {
        <Frame id=id.clone() label note hint error>
            <textarea
                class="input"
                id=id.clone()
                name=name
                rows=rows.to_string()
                placeholder=placeholder.map(|text| move || text.get())
                maxlength=maxlength.map(|most| most.to_string())
                required=required
                aria-describedby=described
                autofocus=focused
                aria-invalid=move || error.get().map(|_| "true")
                inner_html=escaped(&value)
            ></textarea>
        </Frame>
    }
}

/// The text of a `<textarea>` as markup. Not a child node: Leptos writes an empty one as a space,
/// which would hide the placeholder and satisfy `required`.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A native `<select>`; the children are its `<option>`s. For up to five answers prefer a
/// [`ChoiceGroup`](super::ChoiceGroup).
#[component]
pub fn Select(
    /// The key in the form body; also makes the `id`.
    #[prop(into)]
    name: String,
    /// What to choose.
    #[prop(into)]
    label: TextProp,
    /// The `id`, where two forms of a page share a name.
    #[prop(optional, into)]
    id: Option<String>,
    /// Beside the label, small ("optional").
    #[prop(optional, into)]
    note: Option<TextProp>,
    /// Below the label.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Below the control.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The browser refuses an empty answer.
    #[prop(optional)]
    required: bool,
    /// `<option value=.. selected=..>`.
    children: Children,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| format!("field-{name}"));
    let described = described_by(&id, hint.is_some(), error);
    let focused = takes_focus(&name, error);
    view! {
        <Frame id=id.clone() label note hint error>
            <div class="select">
                <select
                    class="input"
                    id=id.clone()
                    name=name
                    required=required
                    aria-describedby=described
                    autofocus=focused
                    aria-invalid=move || error.get().map(|_| "true")
                >
                    {children()}
                </select>
                <Icon name=IconName::Down />
            </div>
        </Frame>
    }
}

/// The name of the first field that is wrong in a form that came back: whoever draws such a page puts it
/// into the context, and the field has the focus when the page opens.
#[derive(Debug, Clone)]
pub struct FirstWrong(pub String);

/// Whether this control is that field.
pub(super) fn takes_focus(name: &str, error: MaybeProp<String>) -> bool {
    // another form of the page may have a field of that name, but nothing is wrong with it
    error.get_untracked().is_some() && use_context::<FirstWrong>().is_some_and(|it| it.0 == name)
}

/// What stands around every control.
#[component]
pub(super) fn Frame(
    id: String,
    label: TextProp,
    note: Option<TextProp>,
    hint: Option<TextProp>,
    error: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    let error_id = format!("{id}-error");
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label class="field-label" for=id>
                <span>{move || label.get()}</span>
                {note.map(|note| view! { <span class="field-note">{move || note.get()}</span> })}
            </label>
            {hint
                .map(|hint| {
                    view! {
                        <p class="field-hint" id=hint_id>
                            {move || hint.get()}
                        </p>
                    }
                })}
            {children()}
            <FieldError id=error_id error />
        </div>
    }
}

/// The error under a control, there only while there is one.
#[component]
pub(super) fn FieldError(id: String, error: MaybeProp<String>) -> impl IntoView {
    move || {
        error.get().map(|text| {
            view! {
                <p class="field-error" id=id.clone()>
                    <Icon name=IconName::Alert />
                    <span>{text}</span>
                </p>
            }
        })
    }
}

/// Names the hint and, while there is one, the error, in the order in which they are read.
pub(super) fn described_by(
    id: &str,
    has_hint: bool,
    error: MaybeProp<String>,
) -> impl Fn() -> Option<String> + Send + Sync + 'static + use<> {
    let hint_id = has_hint.then(|| format!("{id}-hint"));
    let error_id = format!("{id}-error");
    move || match (&hint_id, error.get()) {
        (Some(hint_id), Some(_)) => Some(format!("{hint_id} {error_id}")),
        (Some(hint_id), None) => Some(hint_id.clone()),
        (None, Some(_)) => Some(error_id.clone()),
        (None, None) => None,
    }
}
