//! What the resident can do with her order now: the buttons come from the one table.

use domain::event::EventKind;
use domain::order::{Action, State};
use domain::view::OrderPage;
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::reschedule::Reschedule;
use crate::pages::frame::Hidden;
use crate::pages::photos::PhotoField;
use crate::path;
use crate::posted::{Posted, posted};
use crate::prefs::locale;
use crate::ui::*;
use crate::words;

/// A form with one verb of the machine.
#[component]
pub fn Verb(
    /// Where it posts: the page it stands on.
    #[prop(into)]
    to: String,
    /// Which verb.
    action: Action,
    /// The version the page was drawn from.
    version: i64,
    /// Its fields and its button.
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action=to class="form">
            <Hidden form=action.word() />
            <input type="hidden" name="action" value=action.word() />
            <input type="hidden" name="version" value=version.to_string() />
            {children()}
        </form>
    }
}

/// The resident's acts.
#[component]
pub fn Acts(
    /// The order.
    page: OrderPage,
) -> impl IntoView {
    let l = locale();
    let to = StoredValue::new(path::order(page.order.id));
    let version = page.order.version;
    let resident = page.parts.iter().any(|it| it.is_resident());
    let can = |action: Action| resident && page.actions.contains(&action);
    let state = page.order.state;
    let question = question(&page).unwrap_or_else(|| td_string!(l, order.answer).to_owned());
    let question = StoredValue::new(question);
    let holder = StoredValue::new(page.holder.clone());
    let urge_at = page.urge_at;
    let can_urge = page.can_urge;
    let (answer, confirm, dispute, cancel, appeal, add) = (
        posted("answer"),
        posted("confirm"),
        posted("dispute"),
        posted("cancel"),
        posted("appeal"),
        posted("add"),
    );
    view! {
        {can(Action::Answer).then(|| view! {
            <Card title=td_string!(l, order.answer_title, who = holder.get_value()) top=true>
                <Verb to=to.get_value() action=Action::Answer version>
                    <TextArea name="words" id="answer-words" label=question.get_value() value=answer.value("words", "") error=answer.error("words") maxlength=500 required=true />
                    <Button wide=true large=true>{td_string!(l, order.answer_send)}</Button>
                </Verb>
            </Card>
        })}
        {can(Action::Reopen).then(|| view! {
            <Card title=td_string!(l, order.reopen_title) top=true>
                <Verb to=to.get_value() action=Action::Reopen version>
                    <TextArea name="words" id="reopen-words" label=question.get_value() note=td_string!(l, common.optional) value=posted("reopen").value("words", "") error=posted("reopen").error("words") maxlength=500 rows=2 />
                    <Button wide=true large=true>{td_string!(l, order.reopen)}</Button>
                </Verb>
            </Card>
        })}
        {(can(Action::Confirm) && state == State::Reported).then(|| view! {
            <Card title=td_string!(l, order.confirm_title) top=true>
                <Done to=to.get_value() version sent=confirm />
            </Card>
        })}
        {(page.rating.is_none() && page.order.rated_by(&page.parts).is_some()).then(|| view! {
            <Card title=td_string!(l, order.rate_title) top=true>
                <Rate to=to.get_value() sent=posted("rate") />
            </Card>
        })}
        {can(Action::Dispute).then(|| view! {
            <Sheet title=td_string!(l, order.dispute) icon=IconName::Flag open=!dispute.fields.is_empty()>
                <Verb to=to.get_value() action=Action::Dispute version>
                    <TextArea name="words" id="dispute-words" label=td_string!(l, order.dispute_words) value=dispute.value("words", "") error=dispute.error("words") maxlength=500 required=true />
                    <Button kind=ButtonKind::Secondary>{td_string!(l, order.dispute_send)}</Button>
                </Verb>
            </Sheet>
        })}
        {can_urge.then(|| view! {
            <Actions>
                <form method="post" action=to.get_value()>
                    <Hidden form="urge" />
                    <Button kind=ButtonKind::Secondary icon=IconName::Bell disabled=Signal::stored(urge_at.is_some())>{td_string!(l, order.urge)}</Button>
                </form>
            </Actions>
            {urge_at.map(|at| view! { <p class="muted small">{td_string!(l, order.urge_later, t = words::moment(at))}</p> })}
        })}
        {(resident && !state.is_final()).then(|| view! {
            <Sheet title=td_string!(l, order.add) icon=IconName::Edit open=!add.fields.is_empty()>
                <form method="post" action=to.get_value() class="form" enctype="multipart/form-data">
                    <Hidden form="add" />
                    <TextArea name="words" id="add-words" label=td_string!(l, order.add_words) value=add.value("words", "") error=add.error("words") maxlength=500 />
                    <PhotoField sent=add.clone() id="add-photos" />
                    <Button kind=ButtonKind::Secondary>{td_string!(l, common.send)}</Button>
                </form>
            </Sheet>
        })}
        {resident.then(|| view! { <Reschedule page=page.clone() to=to.get_value() /> })}
        {can(Action::Appeal).then(|| view! {
            <Sheet title=td_string!(l, order.appeal) icon=IconName::Raise open=!appeal.fields.is_empty()>
                <Verb to=to.get_value() action=Action::Appeal version>
                    <TextArea name="words" id="appeal-words" label=td_string!(l, order.appeal_words) value=appeal.value("words", "") error=appeal.error("words") maxlength=500 required=true />
                    <Button kind=ButtonKind::Secondary>{td_string!(l, order.appeal_send)}</Button>
                </Verb>
            </Sheet>
        })}
        {page.helpers.into_iter().filter(|it| resident && it.overdue).map(|it| view! {
            <Sheet title=td_string!(l, order.no_show) hint=td_string!(l, order.no_show_hint) icon=IconName::Flag>
                <form method="post" action=to.get_value() class="form">
                    <Hidden form="no_show" />
                    <input type="hidden" name="person_id" value=it.person_id.to_string() />
                    <Button kind=ButtonKind::Secondary>{td_string!(l, order.no_show_send, name = it.name.clone())}</Button>
                </form>
            </Sheet>
        }).collect_view()}
        {can(Action::Cancel).then(|| view! {
            <Sheet title=td_string!(l, order.cancel) hint=td_string!(l, order.cancel_hint) icon=IconName::Close danger=true open=!cancel.fields.is_empty()>
                <Verb to=to.get_value() action=Action::Cancel version>
                    <TextArea name="words" id="cancel-words" label=td_string!(l, order.cancel_reason) note=td_string!(l, common.optional) value=cancel.value("words", "") maxlength=500 rows=2 />
                    <Button kind=ButtonKind::Danger>{td_string!(l, order.cancel_send)}</Button>
                </Verb>
            </Sheet>
        })}
    }
}

/// What the desk asked last.
pub fn question(page: &OrderPage) -> Option<String> {
    let asked = page.timeline.iter().rev().find(|it| it.kind == EventKind::AskedBack)?;
    asked.note.clone()
}

/// It was done: stars for the service, never for the person.
#[component]
fn Done(to: String, version: i64, sent: Posted) -> impl IntoView {
    let l = locale();
    view! {
        <Verb to action=Action::Confirm version>
            <Stars sent />
            <Button wide=true large=true icon=IconName::Check>{td_string!(l, order.confirm)}</Button>
        </Verb>
    }
}

/// Two right keys confirmed it: now she can say how it was.
#[component]
fn Rate(to: String, sent: Posted) -> impl IntoView {
    let l = locale();
    view! {
        <form method="post" action=to class="form">
            <Hidden form="rate" />
            <Stars sent />
            <Button wide=true large=true>{td_string!(l, order.rate)}</Button>
        </form>
    }
}

/// 1–5 as the word that was chosen.
pub fn stars_words(stars: i32) -> &'static str {
    let l = locale();
    match stars {
        5 => td_string!(l, order.stars_5),
        4 => td_string!(l, order.stars_4),
        3 => td_string!(l, order.stars_3),
        2 => td_string!(l, order.stars_2),
        _ => td_string!(l, order.stars_1),
    }
}

#[component]
fn Stars(sent: Posted) -> impl IntoView {
    let l = locale();
    let words = sent.value("words", "");
    let (rating_error, words_error) = (sent.error("rating"), sent.error("words"));
    view! {
        <ChoiceGroup legend=td_string!(l, order.rating) id="rating" columns=2 hint=td_string!(l, order.rating_hint) error=rating_error>
            // none is chosen beforehand: a tap in passing is no opinion
            {["5", "4", "3", "2", "1"].into_iter().zip((1..=5).rev()).map(|(value, stars)| view! {
                <Choice name="rating" value label=stars_words(stars) checked=sent.ticked("rating", value, false) />
            }).collect_view()}
        </ChoiceGroup>
        <TextArea name="words" id="rating-words" label=td_string!(l, order.words_optional) note=td_string!(l, common.optional) value=words error=words_error maxlength=500 rows=2 />
    }
}
