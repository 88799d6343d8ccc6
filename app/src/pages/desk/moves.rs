//! Every other way the desk can go on with an order: drawn from the one table of transitions.

use domain::event::EventKind;
use domain::menu::Doer;
use domain::order::{Action, Part, RejectReason, State, TRY_APART, Tries};
use domain::time::HOUR;
use domain::view::{InboxRow, OrderPage};
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::merge::Merge;
use crate::pages::frame::Hidden;
use crate::pages::order::acts::{Verb, question};
use crate::pages::order::reschedule::Reschedule;
use crate::posted::{Posted, posted};
use crate::prefs::locale;
use crate::ui::*;
use crate::words;

/// The desk's moves.
#[component]
pub fn Moves(
    /// The order.
    page: OrderPage,
    /// Where forms post.
    to: String,
    /// The order that this one may be merged into, when one was asked for.
    main: Option<InboxRow>,
    /// Others about the same thing at the same building.
    similar: Vec<InboxRow>,
) -> impl IntoView {
    let l = locale();
    let version = page.order.version;
    let to = StoredValue::new(to);
    let actions = StoredValue::new(page.actions.clone());
    let can = move |action: Action| actions.with_value(|it| it.contains(&action));
    let asked = question(&page).unwrap_or_else(|| td_string!(l, order.answer).to_owned());
    let asked = StoredValue::new(asked);
    let for_helpers = page.item.doer != Doer::Staff;
    let sheet = move |action: Action,
                      title: String,
                      icon: IconName,
                      button: String,
                      field: String,
                      danger: bool,
                      needed: bool| {
        let sent = posted(action.word());
        can(action).then(|| view! {
            <Sheet title icon danger open=!sent.fields.is_empty()>
                <Verb to=to.get_value() action version>
                    <Words sent label=field needed action />
                    <Button kind=if danger { ButtonKind::Danger } else { ButtonKind::Secondary }>{button}</Button>
                </Verb>
            </Sheet>
        })
    };
    view! {
        {can(Action::Admit).then(|| view! {
            <Verb to=to.get_value() action=Action::Admit version>
                {for_helpers.then(|| view! {
                    <TextArea name="words" id="admit-words" label=td_string!(l, desk.admit_note) hint=td_string!(l, desk.admit_note_hint) note=td_string!(l, common.optional) value=posted("admit").value("words", "") maxlength=500 rows=2 />
                })}
                <Button large=true icon=IconName::Check>{td_string!(l, desk.admit)}</Button>
            </Verb>
        })}
        <Ourselves page=page.clone() to=to.get_value() />
        {can(Action::TakeUp).then(|| view! {
            <Verb to=to.get_value() action=Action::TakeUp version>
                <p class="muted">{td_string!(l, desk.take_up_hint)}</p>
                <Button large=true icon=IconName::Handshake>{td_string!(l, desk.take_up)}</Button>
            </Verb>
        })}
        {sheet(Action::GiveBack, td_string!(l, desk.give_back).to_owned(), IconName::Undo, td_string!(l, desk.give_back).to_owned(), td_string!(l, desk.give_back_words).to_owned(), false, true)}
        {can(Action::Resume).then(|| view! {
            <Verb to=to.get_value() action=Action::Resume version><Button large=true>{td_string!(l, desk.resume)}</Button></Verb>
        })}
        {can(Action::Confirm).then(|| view! {
            <Sheet title=td_string!(l, desk.confirm) hint=td_string!(l, desk.confirm_hint) icon=IconName::Phone open=!posted("confirm").fields.is_empty()>
                <Verb to=to.get_value() action=Action::Confirm version>
                    <Words sent=posted("confirm") label=td_string!(l, desk.finding).to_owned() needed=false action=Action::Confirm />
                    <Button kind=ButtonKind::Secondary>{td_string!(l, order.confirm)}</Button>
                </Verb>
            </Sheet>
        })}
        {sheet(Action::Redo, td_string!(l, desk.redo).to_owned(), IconName::Undo, td_string!(l, desk.redo_send).to_owned(), td_string!(l, desk.redo_words).to_owned(), false, true)}
        {sheet(Action::Uphold, td_string!(l, desk.uphold).to_owned(), IconName::CheckCircle, td_string!(l, desk.uphold).to_owned(), td_string!(l, desk.finding).to_owned(), false, true)}
        {sheet(Action::CloseNotDone, td_string!(l, desk.close_not_done).to_owned(), IconName::Ban, td_string!(l, desk.close_not_done).to_owned(), td_string!(l, desk.finding).to_owned(), true, true)}
        {sheet(Action::AskBack, td_string!(l, desk.ask_back).to_owned(), IconName::Question, td_string!(l, desk.ask_send).to_owned(), td_string!(l, desk.question).to_owned(), false, true)}
        {sheet(Action::Answer, td_string!(l, order.answer).to_owned(), IconName::Message, td_string!(l, order.answer_send).to_owned(), asked.get_value(), false, true)}
        {(page.order.state == State::NeedInfo && page.parts.contains(&Part::Dispatcher)).then(|| {
            let since = page.timeline.iter().rev().take_while(|it| it.kind != EventKind::AskedBack);
            let mut calls: Vec<_> = since.filter(|it| it.kind == EventKind::ContactTried).map(|it| it.at).collect();
            calls.reverse();
            view! { <Tried tries=Tries::of(calls) to=to.get_value() /> }
        })}
        {can(Action::FallBack).then(|| view! {
            <Sheet title=td_string!(l, desk.take_back) hint=td_string!(l, desk.take_back_hint) icon=IconName::Undo>
                <Verb to=to.get_value() action=Action::FallBack version>
                    <Button kind=ButtonKind::Secondary>{td_string!(l, desk.take_back)}</Button>
                </Verb>
            </Sheet>
        })}
        {can(Action::Reject).then(|| view! { <Reject to=to.get_value() version /> })}
        {can(Action::Merge).then(|| view! { <Merge order=page.order.id version main similar /> })}
        <Reschedule page=page.clone() to=to.get_value() />
        {can(Action::Hold).then(|| view! {
            <Sheet title=td_string!(l, desk.hold) icon=IconName::Pause open=!posted("hold").fields.is_empty()>
                <Verb to=to.get_value() action=Action::Hold version>
                    <Field name="until" label=td_string!(l, desk.until) input_type="date" value=posted("hold").value("until", "") error=posted("hold").error("until") required=true />
                    <Words sent=posted("hold") label=td_string!(l, desk.hold_reason).to_owned() needed=true action=Action::Hold />
                    <Button kind=ButtonKind::Secondary>{td_string!(l, desk.hold_send)}</Button>
                </Verb>
            </Sheet>
        })}
        {sheet(Action::Escalate, td_string!(l, desk.escalate).to_owned(), IconName::Raise, td_string!(l, desk.escalate_send).to_owned(), td_string!(l, desk.escalate_reason).to_owned(), false, true)}
        {can(Action::Refer).then(|| view! {
            <Sheet title=td_string!(l, desk.refer) icon=IconName::Forwarded open=!posted("refer").fields.is_empty()>
                <Verb to=to.get_value() action=Action::Refer version>
                    <Field name="party" label=td_string!(l, desk.party) value=posted("refer").value("party", "") error=posted("refer").error("party") maxlength=80 required=true />
                    <Field name="until" id="refer-until" label=td_string!(l, desk.refer_until) input_type="date" value=posted("refer").value("until", "") error=posted("refer").error("until") required=true />
                    <Button kind=ButtonKind::Secondary>{td_string!(l, desk.refer_send)}</Button>
                </Verb>
            </Sheet>
        })}
        {sheet(Action::ReferDone, td_string!(l, desk.refer_done).to_owned(), IconName::CheckCircle, td_string!(l, desk.refer_done).to_owned(), td_string!(l, desk.refer_words).to_owned(), false, true)}
        {sheet(Action::ReferBack, td_string!(l, desk.refer_back).to_owned(), IconName::Undo, td_string!(l, desk.refer_back).to_owned(), td_string!(l, desk.refer_words).to_owned(), false, true)}
        {sheet(Action::Dispute, td_string!(l, desk.dispute).to_owned(), IconName::Flag, td_string!(l, order.dispute_send).to_owned(), td_string!(l, order.dispute_words).to_owned(), false, true)}
        {sheet(Action::GiveUp, td_string!(l, desk.give_up).to_owned(), IconName::Alert, td_string!(l, desk.give_up_send).to_owned(), td_string!(l, desk.give_up_words).to_owned(), true, true)}
        {sheet(Action::Cancel, td_string!(l, desk.cancel).to_owned(), IconName::Close, td_string!(l, order.cancel_send).to_owned(), td_string!(l, order.cancel_reason).to_owned(), true, false)}
    }
}

/// What staff do themselves: taking it on, saying that it is done, giving it back.
#[component]
fn Ourselves(page: OrderPage, to: String) -> impl IntoView {
    let l = locale();
    let version = page.order.version;
    let theirs = page.item.doer == Doer::Staff;
    let to = StoredValue::new(to);
    let can = |action: Action| page.actions.contains(&action);
    view! {
        {(can(Action::TakeOn) && theirs).then(|| view! {
            <Section title=td_string!(l, desk.own_title, who = page.holder.clone())>
                <Verb to=to.get_value() action=Action::TakeOn version>
                    <p class="muted">{td_string!(l, desk.own_lead)}</p>
                    <Button large=true icon=IconName::Handshake>{td_string!(l, desk.take_on)}</Button>
                </Verb>
            </Section>
        })}
        {(can(Action::TakeOn) && !theirs).then(|| view! {
            <Sheet title=td_string!(l, desk.take_on_instead) hint=td_string!(l, desk.take_on_hint) icon=IconName::Handshake>
                <Verb to=to.get_value() action=Action::TakeOn version>
                    <Button kind=ButtonKind::Secondary>{td_string!(l, desk.take_on)}</Button>
                </Verb>
            </Sheet>
        })}
        {can(Action::Finish).then(|| view! {
            <Section title=td_string!(l, desk.in_hand)>
                <Verb to=to.get_value() action=Action::Finish version>
                    <TextArea
                        name="words" id="finish-words" label=td_string!(l, desk.finish_words) hint=td_string!(l, desk.finish_hint)
                        value=posted("finish").value("words", "") error=posted("finish").error("words") maxlength=500 rows=3 required=true
                    />
                    <Button large=true icon=IconName::Check>{td_string!(l, desk.finish)}</Button>
                </Verb>
            </Section>
            <Sheet title=td_string!(l, desk.put_back) hint=td_string!(l, desk.put_back_hint) icon=IconName::Undo>
                <Verb to=to.get_value() action=Action::Vacate version>
                    <Button kind=ButtonKind::Secondary>{td_string!(l, desk.put_back)}</Button>
                </Verb>
            </Sheet>
        })}
    }
}

/// A call to somebody who does not answer: it takes two, hours apart, before her question lapses.
#[component]
fn Tried(tries: Tries, to: String) -> impl IntoView {
    let l = locale();
    let sent = posted("tried");
    let apart = (TRY_APART / HOUR).to_string();
    let next = tries.next_from().filter(|_| !tries.are_enough());
    let hint = td_string!(l, desk.tried_hint, n = tries.count.to_string(), h = apart);
    view! {
        <Sheet title=td_string!(l, desk.tried) hint icon=IconName::Phone open=!sent.fields.is_empty()>
            <form method="post" action=to class="form">
                <Hidden form="tried" />
                {next.map(|from| view! { <p class="muted">{td_string!(l, desk.tried_next, t = words::moment(from))}</p> })}
                <TextArea name="words" id="tried-words" label=td_string!(l, desk.tried_words) hint=td_string!(l, desk.tried_words_hint) note=td_string!(l, common.optional) value=sent.value("words", "") error=sent.error("words") maxlength=500 rows=2 />
                <Button kind=ButtonKind::Secondary>{td_string!(l, desk.tried_send)}</Button>
            </form>
        </Sheet>
    }
}

#[component]
fn Words(sent: Posted, label: String, needed: bool, action: Action) -> impl IntoView {
    view! {
        <TextArea
            name="words" id=format!("{}-words", action.word()) label value=sent.value("words", "") error=sent.error("words")
            maxlength=500 rows=2 required=needed
        />
    }
}

/// A refusal says why and what to do instead, or it is none (product.md 4.17).
#[component]
fn Reject(to: String, version: i64) -> impl IntoView {
    let l = locale();
    let sent = posted("reject");
    let word = move |reason: RejectReason| match reason {
        RejectReason::OutOfScope => td_string!(l, desk.rr_out_of_scope),
        RejectReason::PrivateMatter => td_string!(l, desk.rr_private_matter),
        RejectReason::NotAllowed => td_string!(l, desk.rr_not_allowed),
        RejectReason::Unclear => td_string!(l, desk.rr_unclear),
        RejectReason::SettledBefore => td_string!(l, desk.rr_settled_before),
        RejectReason::Other => td_string!(l, desk.rr_other),
    };
    let chosen = sent.value("reason", "");
    view! {
        <Sheet title=td_string!(l, desk.reject) icon=IconName::Ban danger=true open=!sent.fields.is_empty()>
            <Verb to action=Action::Reject version>
                <Select name="reason" label=td_string!(l, desk.reason) error=sent.error("reason")>
                    {RejectReason::ALL.iter().map(|reason| {
                        let selected = reason.word() == chosen;
                        view! { <option value=reason.word() selected=selected>{word(*reason)}</option> }
                    }).collect_view()}
                </Select>
                <TextArea name="words" id="reject-words" label=td_string!(l, desk.explanation) value=sent.value("words", "") error=sent.error("words") maxlength=500 rows=2 required=true />
                <TextArea name="alternative" label=td_string!(l, desk.alternative) value=sent.value("alternative", "") error=sent.error("alternative") maxlength=500 rows=2 required=true />
                <Button kind=ButtonKind::Danger>{td_string!(l, desk.reject_send)}</Button>
            </Verb>
        </Sheet>
    }
}
