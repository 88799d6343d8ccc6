//! The sign of the house: two roofs that share a wall, and a moon gate.

use leptos::prelude::*;

/// The same picture as `public/favicon.svg`, for the top bar and the sign-in page.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 64 64" width="32" height="32" aria-hidden="true" focusable="false">
            <rect width="64" height="64" rx="14" fill="#1d5f4c"></rect>
            <path fill="#fffdf8" d="M14 33 24 23l8 8 8-8 10 10v18H14z"></path>
            <path
                fill="none"
                stroke="#f0a060"
                stroke-width="5"
                stroke-linecap="round"
                stroke-linejoin="round"
                d="m9 32 15-15 8 8 8-8 15 15"
            ></path>
            <path fill="#1d5f4c" d="M26.6 51.6a8.5 8.5 0 1 1 10.8 0z"></path>
        </svg>
    }
}
