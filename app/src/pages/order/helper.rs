//! The visit, for whoever goes: two keys, or both later, or handing it back.

use domain::assignment::AssignmentState;
use domain::order::Action;
use domain::view::OrderPage;
use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::pages::frame::Hidden;
use crate::pages::photos::PhotoField;
use crate::path;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;

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
            view! { <Arrive to=to.clone() /> <Later to=to.clone() /> <Call phone /> <Release to /> }
                .into_any()
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
    view! {
        <form method="post" action=to class="form card" enctype="multipart/form-data">
            <Hidden form="check_out" />
            // not a CodeInput: without a second key the field stays empty
            <Field name="key" label=td_string!(l, volunteer.leave_key) hint=td_string!(l, volunteer.leave_hint) note=td_string!(l, common.optional) inputmode="numeric" autocomplete="off" maxlength=4 error=sent.error("key") />
            <Select name="outcome" label=td_string!(l, volunteer.outcome) error=sent.error("outcome")>
                <option value="done">{td_string!(l, volunteer.out_done)}</option>
                <option value="partly">{td_string!(l, volunteer.out_partly)}</option>
                <option value="not_at_home">{td_string!(l, volunteer.out_not_at_home)}</option>
                <option value="refused">{td_string!(l, volunteer.out_refused)}</option>
                <option value="unsafe">{td_string!(l, volunteer.out_unsafe)}</option>
            </Select>
            <TextArea name="words" label=td_string!(l, volunteer.note) note=td_string!(l, common.optional) value=sent.value("words", "") error=sent.error("words") maxlength=500 rows=2 />
            <PhotoField sent />
            <Button wide=true large=true icon=IconName::Check>{td_string!(l, volunteer.check_out)}</Button>
        </form>
    }
}

/// From a stairwell without signal: both keys and both times, marked as entered later.
#[component]
fn Later(to: String) -> impl IntoView {
    let l = locale();
    let sent = posted("later");
    view! {
        <Sheet title=td_string!(l, volunteer.later) hint=td_string!(l, volunteer.at_hint) icon=IconName::Offline open=!sent.fields.is_empty()>
            <form method="post" action=to class="form" enctype="multipart/form-data">
                <Hidden form="later" />
                <Field name="arrived_at" label=td_string!(l, volunteer.at) value=sent.value("arrived_at", "") error=sent.error("arrived_at") input_type="time" required=true />
                <CodeInput name="key" label=td_string!(l, volunteer.arrive_key) length=4 one_time=false value=sent.value("key", "") error=sent.error("key") />
                <Field name="left_at" label=td_string!(l, volunteer.left_at) value=sent.value("left_at", "") error=sent.error("left_at") input_type="time" required=true />
                <CodeInput name="leave_key" label=td_string!(l, volunteer.leave_key) length=4 one_time=false value=sent.value("leave_key", "") error=sent.error("leave_key") />
                <PhotoField sent=sent.clone() id="later-photos" />
                <Button kind=ButtonKind::Secondary>{td_string!(l, common.send)}</Button>
            </form>
        </Sheet>
    }
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
    let reasons = [
        td_string!(l, volunteer.r_ill),
        td_string!(l, volunteer.r_work),
        td_string!(l, volunteer.r_family),
        td_string!(l, volunteer.r_other),
    ];
    view! {
        <Sheet title=td_string!(l, volunteer.release) hint=td_string!(l, volunteer.release_hint) icon=IconName::Undo danger=true open=!sent.fields.is_empty()>
            <form method="post" action=to class="form">
                <Hidden form="release" />
                <Select name="reason" label=td_string!(l, volunteer.release_reason) error=sent.error("reason")>
                    {reasons.into_iter().map(|reason| view! { <option value=reason>{reason}</option> }).collect_view()}
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
    let waits = page.actions.contains(&Action::TurnUp);
    let said = page.mine.and_then(|it| it.excuse);
    view! {
        <Card title=td_string!(l, volunteer.missed) top=true>
            {match said {
                Some(words) => view! { <p>{words}</p><p class="muted">{td_string!(l, volunteer.missed_said)}</p> }.into_any(),
                None => view! {
                    <p class="muted">{td_string!(l, volunteer.missed_hint)}</p>
                    <form method="post" action=path::order(page.order.id) class="form">
                        <Hidden form="excuse" />
                        <TextArea name="words" id="excuse-words" label=td_string!(l, volunteer.missed_words) value=sent.value("words", "") error=sent.error("words") maxlength=500 rows=2 required=true />
                        <Button wide=true large=true>{td_string!(l, common.send)}</Button>
                    </form>
                }.into_any(),
            }}
            <p class="muted">{if waits { td_string!(l, volunteer.missed_was_there) } else { td_string!(l, volunteer.missed_went_on) }}</p>
        </Card>
        {waits.then(|| view! { <Later to=path::order(page.order.id) /> })}
    }
}
