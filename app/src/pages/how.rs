//! How it works, in three sentences.

use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::{CallDesk, Tab};
use super::home::Foot;
use super::load::load_part;
use crate::api::get_home;
use crate::data::Data;
use crate::error::AppError;
use crate::path;
use crate::prefs::locale;
use crate::ui::*;

/// `/how`.
#[component]
pub fn How() -> impl IntoView {
    let l = locale();
    // the page stands without it, as where nothing has been imported yet
    let phone =
        Data::new(|| (), |()| async { Ok::<_, AppError>(get_home().await.ok().and_then(|it| it.phone)) });
    view! {
        <Tab title=td_string!(l, common.how) />
        <Page>
            <PageHead title=td_string!(l, home.how_title) lead=td_string!(l, common.tagline) />
            <Card><p>{td_string!(l, home.how_1)}</p></Card>
            <Card><p>{td_string!(l, home.how_2)}</p></Card>
            <Card><p>{td_string!(l, home.how_3)}</p></Card>
            <Notice><p>{td_string!(l, home.how_private)}</p></Notice>
            <p>{td_string!(l, home.how_points)}</p>
            <ButtonLink href=path::menu(None) large=true wide=true>{td_string!(l, order.to_menu)}</ButtonLink>
            {load_part(phone, move |phone| view! {
                <CallDesk phone title=td_string!(l, home.call_title) note=td_string!(l, home.call_note) />
            })}
        </Page>
        <Foot />
    }
}
