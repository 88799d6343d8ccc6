//! Whose court the ball is in.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    icon::{Icon, IconName},
    tone::Tone,
};

/// Who holds it, since when, until when, what comes next, and at which level.
#[component]
pub fn Court(
    /// `Yours` when the reader holds it, `Late` when its time is up, `Calm` when it is over.
    #[prop(default = Tone::Primary)]
    tone: Tone,
    /// The small line above ("Now with").
    #[prop(into)]
    label: TextProp,
    /// A picture of the holder.
    icon: IconName,
    /// Who holds it.
    #[prop(into)]
    holder: TextProp,
    /// What comes next, as a sentence.
    #[prop(optional, into)]
    next: Option<TextProp>,
    /// The names of the levels, nearest first. None are shown when empty.
    #[prop(optional)]
    levels: Vec<String>,
    /// Which of `levels` holds it, from 0.
    #[prop(optional)]
    level: usize,
    /// [`Clock`](super::Clock)s: since when, until when.
    children: Children,
) -> impl IntoView {
    let has_levels = !levels.is_empty();
    let levels = levels
        .into_iter()
        .enumerate()
        .map(move |(at, name)| {
            view! { <li aria-current=(at == level).then_some("step")>{name}</li> }
        })
        .collect_view();
    view! {
        <section class="court" data-tone=tone.word()>
            <p class="court-label">{move || label.get()}</p>
            <p class="court-holder">
                <Icon name=icon />
                <span>{move || holder.get()}</span>
            </p>
            <p class="court-times">{children()}</p>
            {next.map(|next| view! { <p class="court-next">{move || next.get()}</p> })}
            {has_levels.then(|| view! { <ol class="court-levels">{levels}</ol> })}
        </section>
    }
}
