//! What is not there, or not for this viewer.

use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::Tab;
use crate::error::{AppError, note_status};
use crate::path;
use crate::prefs::locale;
use crate::ui::*;

/// The page for everything that is not found.
#[component]
pub fn Missing() -> impl IntoView {
    note_status(&AppError::NotFound);
    let l = locale();
    view! {
        <Tab title=td_string!(l, common.not_found_title) />
        <Page>
            <Empty
                icon=IconName::Search
                title=td_string!(l, common.not_found_title)
                action=move || view! { <ButtonLink href=path::home()>{td_string!(l, common.to_home)}</ButtonLink> }
            >
                {td_string!(l, common.not_found)}
            </Empty>
        </Page>
    }
}
