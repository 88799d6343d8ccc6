//! Pictures in a row; each leads to the whole picture.

use leptos::{prelude::*, text_prop::TextProp};

/// The row of [`Photo`]s.
#[component]
pub fn Photos(
    /// The [`Photo`]s.
    children: Children,
) -> impl IntoView {
    view! { <div class="photos">{children()}</div> }
}

/// A preview. Its measures are given, so that nothing moves when it arrives.
#[component]
pub fn Photo(
    /// The whole picture.
    #[prop(into)]
    href: String,
    /// The preview.
    #[prop(into)]
    small: String,
    /// Of the preview, in pixels.
    width: i32,
    /// Of the preview, in pixels.
    height: i32,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    alt: TextProp,
) -> impl IntoView {
    view! {
        // a file, not a page of the app: the router must leave it to the browser
        <a class="photo" href=href rel="external">
            <img
                src=small
                width=width.to_string()
                height=height.to_string()
                alt=move || alt.get().to_string()
                loading="lazy"
                decoding="async"
            />
        </a>
    }
}
