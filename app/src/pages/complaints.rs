//! Complaints and suggestions, from anybody, and their answers by receipt.

use domain::view::Receipt;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_query_map;

use super::bar::MAIN_FORM;
use super::frame::{Answered, Hidden, Tab};
use super::home::Foot;
use super::load::load_part;
use crate::api::get_receipt;
use crate::data::Data;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// `/complaints`; with `?receipt=` what that receipt says.
#[component]
pub fn Complaints() -> impl IntoView {
    let l = locale();
    let query = use_query_map();
    let typed = query.read_untracked().get("receipt").unwrap_or_default();
    let asked = !typed.is_empty();
    let sent = posted("complain");
    // whether one was asked for, and what it says
    let data = Data::new(
        move || query.read().get("receipt").unwrap_or_default(),
        |receipt: String| async move {
            if receipt.is_empty() {
                return Ok((false, None));
            }
            Ok((true, get_receipt(receipt).await?))
        },
    );
    view! {
        <Tab title=td_string!(l, home.complain_title) />
        <Page>
            <PageHead title=td_string!(l, home.complain_title) lead=td_string!(l, home.complain_lead) back_href=path::home() back_label=td_string!(l, common.home) />
            {load_part(data, |(asked, found)| asked.then(|| view! { <Found found /> }))}
            <Answered />
            <Sheet title=td_string!(l, home.receipt_ask) icon=IconName::Search open=asked>
                <form method="get" action=path::complaints() class="field-row">
                    <Field name="receipt" label=td_string!(l, home.receipt_no) hint=td_string!(l, home.receipt_hint) value=typed autocomplete="off" maxlength=20 required=true />
                    <Button kind=ButtonKind::Secondary icon=IconName::Search>{td_string!(l, home.receipt_show)}</Button>
                </form>
            </Sheet>
            <form id=MAIN_FORM method="post" action=path::complaints() class="form card">
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

/// What a receipt says, or that there is none of this number.
#[component]
fn Found(found: Option<Receipt>) -> impl IntoView {
    let l = locale();
    let Some(it) = found else {
        return view! { <Notice tone=NoticeTone::Warn><p>{td_string!(l, home.receipt_unknown)}</p></Notice> }
            .into_any();
    };
    let due_at = it.due_at();
    let Receipt { receipt, created_at, answer, answered_at } = it;
    let said = if answer.is_some() {
        td_string!(l, home.receipt_answered, no = receipt)
    } else {
        td_string!(l, home.receipt, no = receipt)
    };
    view! {
        <Notice tone=NoticeTone::Ok><p>{said}</p></Notice>
        <Card>
            {answer.map(|answer| view! { <p class="as-written">{answer}</p> })}
            <Facts>
                <Fact label=td_string!(l, home.receipt_came)>{words::moment(created_at)}</Fact>
                <Fact label=td_string!(l, home.receipt_due)>{words::moment(due_at)}</Fact>
                {answered_at.map(|at| view! { <Fact label=td_string!(l, home.receipt_at)>{words::moment(at)}</Fact> })}
            </Facts>
        </Card>
    }
    .into_any()
}
