//! Complaints and suggestions at the desk: what is due first, with the form to answer it, and behind
//! it what was answered.

use domain::form::REPLY_MAX;
use domain::id::ComplaintId;
use domain::time::{DAY, Timestamp};
use domain::view::ComplaintLine;
use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::api::get_complaints;
use crate::data::Data;
use crate::pages::frame::{Answered, Hidden, Tab};
use crate::pages::load::load;
use crate::posted::{Posted, posted};
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// As the field takes it.
const REPLY_LEN: u32 = REPLY_MAX as u32;

/// Before its end, when an answer becomes urgent.
const SOON: i64 = 3 * DAY;

/// `/desk/complaints`.
#[component]
pub fn DeskComplaints() -> impl IntoView {
    let data = Data::new(|| (), |()| get_complaints());
    load(data, |(all, now)| view! { <Drawn all now /> })
}

#[component]
fn Drawn(all: Vec<ComplaintLine>, now: Timestamp) -> impl IntoView {
    let l = locale();
    let empty = all.is_empty();
    view! {
        <Tab title=td_string!(l, desk.complaints_title) />
        <Page>
            <PageHead title=td_string!(l, desk.complaints_title) lead=td_string!(l, desk.complaints_lead) back_href=path::account() back_label=td_string!(l, common.mine) />
            <Answered />
            {empty.then(|| view! { <Empty icon=IconName::Message title=td_string!(l, desk.complaints_empty)>{td_string!(l, desk.complaints_empty_hint)}</Empty> })}
            {all.into_iter().map(|it| view! { <Line it now /> }).collect_view()}
        </Page>
    }
}

/// One of them, as it was written, with its answer or the form to answer it.
#[component]
fn Line(it: ComplaintLine, now: Timestamp) -> impl IntoView {
    let l = locale();
    let due_at = it.due_at();
    let ComplaintLine {
        id,
        receipt,
        about,
        words: wrote,
        contact,
        created_at,
        answer,
        answered_at,
        answered_by,
    } = it;
    let form = format!("answer-{id}");
    let sent = posted(&form);
    let waits = answered_at.is_none();
    let end = match (answer, answered_at) {
        (Some(answer), Some(at)) => {
            view! { <Given answer by=answered_by.unwrap_or_default() at sent /> }.into_any()
        }
        _ => view! { <Reply id form sent /> }.into_any(),
    };
    view! {
        <Card title=about top=true>
            <p class="as-written">{wrote}</p>
            <Facts>
                {contact.map(|contact| view! { <Fact label=td_string!(l, desk.complaint_contact)>{contact}</Fact> })}
                <Fact label=td_string!(l, desk.complaint_receipt)>{receipt}</Fact>
                <Fact label=td_string!(l, desk.complaint_came)>{words::moment(created_at)}</Fact>
                <Fact label=td_string!(l, desk.complaint_due)>
                    {if waits { view! { <Due at=due_at now /> }.into_any() } else { words::moment(due_at).into_any() }}
                </Fact>
            </Facts>
            {end}
        </Card>
    }
}

/// Until when an answer is due, and whether that is soon or over.
#[component]
fn Due(at: Timestamp, now: Timestamp) -> impl IntoView {
    let moment = words::moment(at);
    let (tone, label) = if at < now {
        (ClockTone::Late, format!("{} · {moment}", td_string!(locale(), common.late)))
    } else if at.since(now) < SOON {
        (ClockTone::Soon, moment)
    } else {
        (ClockTone::Calm, moment)
    };
    view! { <Clock tone datetime=words::rfc3339(at) label /> }
}

/// The answer. Whoever was second finds their own words below it: nothing typed is lost.
#[component]
fn Given(answer: String, by: String, at: Timestamp, sent: Posted) -> impl IntoView {
    let l = locale();
    let meta: Vec<String> = [by, words::moment(at)].into_iter().filter(|text| !text.is_empty()).collect();
    let typed = sent.value("words", "");
    view! {
        <Facts>
            <Fact label=td_string!(l, desk.complaint_answer)>
                <p class="as-written">{answer}</p>
                <p class="muted small">{meta.join(" · ")}</p>
            </Fact>
        </Facts>
        {(!typed.is_empty()).then(|| view! { <p class="as-written muted">{td_string!(l, desk.complaint_yours, words = typed)}</p> })}
    }
}

#[component]
fn Reply(id: ComplaintId, form: String, sent: Posted) -> impl IntoView {
    let l = locale();
    view! {
        <form method="post" action=path::desk_complaints() class="form">
            <Hidden form=form.clone() />
            <input type="hidden" name="complaint_id" value=id.to_string() />
            <TextArea
                name="words" id=form label=td_string!(l, desk.complaint_words) hint=td_string!(l, desk.complaint_words_hint)
                value=sent.value("words", "") error=sent.error("words") maxlength=REPLY_LEN rows=4 required=true
            />
            <Button>{td_string!(l, desk.complaint_send)}</Button>
        </form>
    }
}
