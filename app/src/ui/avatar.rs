//! The first character of a name.

use leptos::prelude::*;

/// For the eye only: the name itself always stands beside it, and there is no photo to upload.
#[component]
pub fn Avatar(
    /// The name, masked or not.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let initial = name.chars().next().map(String::from).unwrap_or_default();
    // The same person keeps the same ground on every page.
    let hue = name.chars().map(u32::from).fold(0, u32::wrapping_add) % 4;
    view! {
        <span class="avatar" data-hue=hue.to_string() aria-hidden="true">
            {initial}
        </span>
    }
}
