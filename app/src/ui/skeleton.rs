//! The shape of what is coming.

use leptos::{prelude::*, text_prop::TextProp};

/// For the fallback of a `Suspense`. It does not blink.
#[component]
pub fn Skeleton(
    /// "Loading", for screen readers.
    #[prop(into)]
    label: TextProp,
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let lines =
        (0..lines).map(|_| view! { <span class="skeleton-line" aria-hidden="true"></span> }).collect_view();
    view! {
        <div class="skeleton">
            <b class="visually-hidden">{move || label.get()}</b>
            {lines}
        </div>
    }
}
