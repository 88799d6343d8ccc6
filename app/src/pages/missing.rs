//! What is not there, or not for this viewer.

use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::Tab;
use super::load::Trouble;
use crate::error::AppError;
use crate::prefs::locale;
use crate::ui::Page;

/// The page for everything that is not found.
#[component]
pub fn Missing() -> impl IntoView {
    view! {
        <Tab title=td_string!(locale(), common.not_found_title) />
        <Page><Trouble error=AppError::NotFound /></Page>
    }
}
