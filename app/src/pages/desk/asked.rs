//! Who was asked for an order, what they said, and what the desk knows of them after a call.

use domain::assignment::AssignmentState as S;
use domain::order::State;
use domain::view::HelperLine;
use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::pages::frame::Hidden;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// Who was asked, and what they said: for the desk only. Who is expected at the door can be said to
/// be there, after a call.
#[component]
pub fn Asked(
    /// Everybody, the last round first.
    helpers: Vec<HelperLine>,
    /// Where forms post.
    to: String,
    /// Where the order stands.
    state: State,
    /// Whether the viewer dispatches for the holder.
    holds: bool,
) -> impl IntoView {
    let visiting = holds && matches!(state, State::Claimed | State::InService);
    let out = holds && matches!(state, State::Offered | State::Claimed | State::InService);
    let calls = helpers
        .iter()
        .filter(|it| {
            (out && (it.overdue || it.state == S::CheckedIn))
                || (holds && it.state == S::NoShow && it.excuse.is_some())
        })
        .cloned()
        .map(|it| view! { <Call it to=to.clone() /> })
        .collect_view();
    let l = locale();
    let word = move |state: S| match state {
        S::Offered | S::Waiting => td_string!(l, desk.h_offered),
        S::Accepted | S::StandinWanted => td_string!(l, desk.h_accepted),
        S::Declined => td_string!(l, desk.h_declined),
        S::Lapsed => td_string!(l, desk.h_lapsed),
        S::Withdrawn => td_string!(l, desk.h_withdrawn),
        S::Released | S::Replaced => td_string!(l, desk.h_released),
        S::CheckedIn => td_string!(l, desk.h_checked_in),
        S::CheckedOut => td_string!(l, desk.h_checked_out),
        S::Verified => td_string!(l, desk.h_verified),
        S::Reversed => td_string!(l, desk.h_reversed),
        S::NoShow => td_string!(l, desk.h_no_show),
        S::Excused => td_string!(l, desk.h_excused),
    };
    view! {
        <Section title=td_string!(l, desk.helpers)>
            <List>
                {helpers.into_iter().map(|it| {
                    let label = word(it.state).to_string();
                    let (name, to, person) = (it.name.clone(), to.clone(), it.person_id.to_string());
                    let phone = it.phone.clone();
                    let expected = visiting && matches!(it.state, S::Accepted | S::StandinWanted);
                    view! {
                        <ListRow
                            title=it.name.clone() meta=vec![words::moment(it.offered_at)]
                            lead=move || view! { <Avatar name=name.clone() /> }
                            end=move || view! {
                                <StateBadge icon=IconName::Person label=label.clone() />
                                {phone.map(|phone| view! { <ButtonLink href=path::tel(&phone) kind=ButtonKind::Quiet icon=IconName::Phone>{phone.clone()}</ButtonLink> })}
                                {expected.then(|| view! {
                                    <form method="post" action=to>
                                        <Hidden form="arrived" />
                                        <input type="hidden" name="person_id" value=person />
                                        <Button kind=ButtonKind::Quiet label=td_string!(l, desk.arrived_hint)>{td_string!(l, desk.arrived)}</Button>
                                    </form>
                                })}
                            }
                        />
                    }
                }).collect_view()}
            </List>
            {calls}
        </Section>
    }
}

/// What the desk notes after a call: that somebody did not come, has left, or had a reason.
#[component]
fn Call(it: HelperLine, to: String) -> impl IntoView {
    let l = locale();
    let sent = posted("left");
    let (form, what, hint, send) = match (it.state, it.excuse) {
        (S::CheckedIn, _) => (
            "left",
            td_string!(l, desk.left),
            td_string!(l, desk.left_hint).to_owned(),
            td_string!(l, desk.left_send),
        ),
        (S::NoShow, Some(words)) => {
            ("excuse", td_string!(l, desk.h_no_show), words, td_string!(l, desk.excuse_take))
        }
        _ => (
            "no_show",
            td_string!(l, desk.no_show),
            td_string!(l, desk.no_show_ask).to_owned(),
            td_string!(l, desk.no_show_hint),
        ),
    };
    let left = form == "left";
    view! {
        <Sheet title=format!("{} · {what}", it.name) hint icon=IconName::Phone danger=form == "no_show" open=form == "excuse" || (left && !sent.fields.is_empty())>
            <form method="post" action=to class="form">
                <Hidden form />
                <input type="hidden" name="person_id" value=it.person_id.to_string() />
                {left.then(|| view! {
                    <Field name="left_at" label=td_string!(l, desk.left_at) note=td_string!(l, common.optional) value=sent.value("left_at", "") error=sent.error("left_at") input_type="time" />
                })}
                <Button kind=ButtonKind::Secondary>{send}</Button>
            </form>
        </Sheet>
    }
}
