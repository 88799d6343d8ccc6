//! Complaints and suggestions, from anybody.

use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_query_map;

use super::frame::{Answered, Hidden, Tab};
use super::home::Foot;
use crate::path;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;

/// `/complaints`.
#[component]
pub fn Complaints() -> impl IntoView {
    let l = locale();
    let query = use_query_map();
    let sent = posted("complain");
    view! {
        <Tab title=td_string!(l, home.complain_title) />
        <Page>
            <PageHead title=td_string!(l, home.complain_title) lead=td_string!(l, home.complain_lead) back_href=path::home() back_label=td_string!(l, common.home) />
            {move || query.read().get("receipt").filter(|it| it.len() < 20).map(|no| view! {
                <Notice tone=NoticeTone::Ok><p>{td_string!(l, home.receipt, no = no)}</p></Notice>
            })}
            <Answered />
            <form method="post" action=path::complaints() class="form card">
                <Hidden form="complain" />
                <Field name="about" label=td_string!(l, home.about) value=sent.value("about", "") error=sent.error("about") maxlength=60 required=true />
                <TextArea name="words" label=td_string!(l, home.words) value=sent.value("words", "") error=sent.error("words") maxlength=1000 rows=5 required=true />
                <Field name="contact" label=td_string!(l, home.contact) hint=td_string!(l, home.contact_hint) note=td_string!(l, common.optional) value=sent.value("contact", "") error=sent.error("contact") maxlength=60 />
                <Button wide=true large=true>{td_string!(l, common.send)}</Button>
            </form>
        </Page>
        <Foot />
    }
}
