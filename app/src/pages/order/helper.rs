//! The visit, for whoever goes: two keys, or both later, or handing it back.

use domain::assignment::AssignmentState;
use domain::order::Action;
use domain::time::{DAY, Timestamp};
use domain::view::OrderPage;
use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::Locale;
use crate::pages::frame::Hidden;
use crate::pages::photos::PhotoField;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// Days back for which a late entry is offered: "as soon as possible" is a day, and two are for entering it.
const LATE_DAYS: i64 = 3;

/// What the helper does next.
#[component]
pub fn Visit(
    /// The order.
    page: OrderPage,
) -> impl IntoView {
    let to = path::order(page.order.id);
    let phone = page.words.as_ref().and_then(|it| it.contact_phone.clone());
    match page.mine.as_ref().map(|it| it.state) {
        Some(AssignmentState::Accepted | AssignmentState::StandinWanted) => {
            view! { <Arrive to=to.clone() /> <Later page /> <Call phone /> <Release to /> }.into_any()
        }
        Some(AssignmentState::CheckedIn) => view! { <Leave to /> <Call phone /> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Arrive(to: String) -> impl IntoView {
    let l = locale();
    let sent = posted("check_in");
    view! {
        <form method="post" action=to class="form card">
            <Hidden form="check_in" />
            <CodeInput name="key" label=td_string!(l, volunteer.arrive_key) hint=td_string!(l, volunteer.arrive_hint) length=4 one_time=false error=sent.error("key") />
            <Button wide=true large=true icon=IconName::Door>{td_string!(l, volunteer.check_in)}</Button>
        </form>
    }
}

#[component]
fn Leave(to: String) -> impl IntoView {
    let l = locale();
    let sent = posted("check_out");
    let outcome = sent.value("outcome", "done");
    let outcomes = [
        ("done", td_string!(l, volunteer.out_done)),
        ("partly", td_string!(l, volunteer.out_partly)),
        ("not_at_home", td_string!(l, volunteer.out_not_at_home)),
        ("refused", td_string!(l, volunteer.out_refused)),
        ("unsafe", td_string!(l, volunteer.out_unsafe)),
    ];
    view! {
        <form method="post" action=to class="form card" enctype="multipart/form-data">
            <Hidden form="check_out" />
            // not a CodeInput: without a second key the field stays empty
            <Field name="key" label=td_string!(l, volunteer.leave_key) hint=td_string!(l, volunteer.leave_hint) note=td_string!(l, common.optional) inputmode="numeric" autocomplete="off" maxlength=4 error=sent.error("key") />
            <Select name="outcome" label=td_string!(l, volunteer.outcome) error=sent.error("outcome")>
                {outcomes.into_iter().map(|(word, label)| {
                    view! { <option value=word selected=word == outcome>{label}</option> }
                }).collect_view()}
            </Select>
            <TextArea name="words" label=td_string!(l, volunteer.note) note=td_string!(l, common.optional) value=sent.value("words", "") error=sent.error("words") maxlength=500 rows=2 />
            <PhotoField sent />
            <Button wide=true large=true icon=IconName::Check>{td_string!(l, volunteer.check_out)}</Button>
        </form>
    }
}

/// From a stairwell without signal: the day, both keys and both times, marked as entered later.
#[component]
fn Later(page: OrderPage) -> impl IntoView {
    let l = locale();
    if !page.late_entry {
        return view! { <p class="muted">{td_string!(l, volunteer.later_over)}</p> }.into_any();
    }
    let sent = posted("later");
    let to = path::order(page.order.id);
    let accepted = page.mine.as_ref().and_then(|it| it.accepted_at);
    let days = days_since(accepted.unwrap_or(page.today), page.today);
    let likely = page.order.window_start.min(page.today.plus(DAY - 1));
    let day = sent.value("day", &words::local_calendar().local(likely).0.to_string());
    view! {
        <Sheet title=td_string!(l, volunteer.later) hint=td_string!(l, volunteer.at_hint) icon=IconName::Offline open=!sent.fields.is_empty()>
            <form method="post" action=to class="form" enctype="multipart/form-data">
                <Hidden form="later" />
                <Select name="day" label=td_string!(l, volunteer.day) error=sent.error("day") required=true>
                    {days.into_iter().map(|(value, label)| {
                        let selected = value == day;
                        view! { <option value=value selected=selected>{label}</option> }
                    }).collect_view()}
                </Select>
                <Field name="arrived_at" label=td_string!(l, volunteer.at) value=sent.value("arrived_at", "") error=sent.error("arrived_at") input_type="time" required=true />
                <CodeInput name="key" label=td_string!(l, volunteer.arrive_key) length=4 one_time=false value=sent.value("key", "") error=sent.error("key") />
                <Field name="left_at" label=td_string!(l, volunteer.left_at) value=sent.value("left_at", "") error=sent.error("left_at") input_type="time" required=true />
                <CodeInput name="leave_key" label=td_string!(l, volunteer.leave_key) length=4 one_time=false value=sent.value("leave_key", "") error=sent.error("leave_key") />
                <PhotoField sent=sent.clone() id="later-photos" />
                <Button kind=ButtonKind::Secondary>{td_string!(l, common.send)}</Button>
            </form>
        </Sheet>
    }
    .into_any()
}

/// The days on which somebody can have been there who said yes at `from`, today first.
fn days_since(from: Timestamp, today: Timestamp) -> Vec<(String, String)> {
    let mut days = words::days_with(from.max(today.plus(-LATE_DAYS * DAY)), LATE_DAYS + 1, "");
    let (today, _) = words::local_calendar().local(today);
    days.retain(|(value, _)| *value <= today.to_string());
    days.reverse();
    days
}

#[component]
fn Call(phone: Option<String>) -> impl IntoView {
    let l = locale();
    phone.map(|phone| {
        view! {
            <ButtonLink href=path::tel(&phone) kind=ButtonKind::Secondary icon=IconName::Phone>
                {td_string!(l, volunteer.call_resident)}
            </ButtonLink>
        }
    })
}

#[component]
fn Release(to: String) -> impl IntoView {
    let l = locale();
    let sent = posted("release");
    let reasons_in = |l: Locale| {
        [
            td_string!(l, volunteer.r_ill),
            td_string!(l, volunteer.r_work),
            td_string!(l, volunteer.r_family),
            td_string!(l, volunteer.r_other),
        ]
    };
    // what is sent are words for people, and the language may have been switched since they were chosen
    let chosen = sent.value("reason", "");
    let in_any = reasons_in(Locale::zh_CN).into_iter().zip(reasons_in(Locale::en));
    let chosen = in_any.into_iter().position(|(zh, en)| zh == chosen || en == chosen);
    let reasons = reasons_in(l).into_iter().enumerate();
    view! {
        <Sheet title=td_string!(l, volunteer.release) hint=td_string!(l, volunteer.release_hint) icon=IconName::Undo danger=true open=!sent.fields.is_empty()>
            <form method="post" action=to class="form">
                <Hidden form="release" />
                <Select name="reason" label=td_string!(l, volunteer.release_reason) error=sent.error("reason")>
                    {reasons.map(|(nth, reason)| {
                        view! { <option value=reason selected=chosen == Some(nth)>{reason}</option> }
                    }).collect_view()}
                </Select>
                <Button kind=ButtonKind::Danger>{td_string!(l, volunteer.release_send)}</Button>
            </form>
        </Sheet>
    }
}

/// It was noted that the reader did not come: they can say why, or show by both keys that they did.
#[component]
pub fn Missed(
    /// The order.
    page: OrderPage,
) -> impl IntoView {
    let l = locale();
    let sent = posted("excuse");
    let to = path::order(page.order.id);
    let waits = page.actions.contains(&Action::TurnUp);
    let said = page.mine.as_ref().and_then(|it| it.excuse.clone());
    let silent = said.is_none();
    view! {
        <Card title=td_string!(l, volunteer.missed) top=true>
            {match said {
                Some(words) => view! { <p>{words}</p><p class="muted">{td_string!(l, volunteer.missed_said)}</p> }.into_any(),
                None => view! {
                    <p class="muted">{td_string!(l, volunteer.missed_hint)}</p>
                    <form method="post" action=to class="form">
                        <Hidden form="excuse" />
                        <TextArea name="words" id="excuse-words" label=td_string!(l, volunteer.missed_words) value=sent.value("words", "") error=sent.error("words") maxlength=500 rows=2 required=true />
                        <Button wide=true large=true>{td_string!(l, common.send)}</Button>
                    </form>
                }.into_any(),
            }}
            {(waits || silent).then(|| view! {
                <p class="muted">{if waits { td_string!(l, volunteer.missed_was_there) } else { td_string!(l, volunteer.missed_went_on) }}</p>
            })}
        </Card>
        {waits.then(|| view! { <Later page /> })}
    }
}
