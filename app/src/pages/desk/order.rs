//! An order at the desk: who could do it and why, and every way to go on.

use domain::order::{Action, State};
use domain::view::{CandidateLine, DeskOrder as View, InboxRow};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::Waiting;
use super::asked::Asked;
use super::moves::Moves;
use crate::api::get_desk_order;
use crate::data::{Data, Said};
use crate::error::AppError;
use crate::live::heard;
use crate::pages::account::Answering;
use crate::pages::frame::{Answered, Badge, Hidden, Tab};
use crate::pages::load::load_part_held;
use crate::pages::news::{Tells, Told};
use crate::pages::order::{Ball, Entries, Particulars, Story};
use crate::posted::posted;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/desk/orders/{id}`.
#[component]
pub fn DeskOrder() -> impl IntoView {
    let l = locale();
    let params = use_params_map();
    let query = use_query_map();
    let id = Signal::derive(move || params.read().get("id").unwrap_or_default());
    let data = Data::new(
        move || (id.get(), query.read().get("into"), heard().get()),
        |(id, into, _)| async move { get_desk_order(id.parse().map_err(|_| AppError::NotFound)?, into).await },
    );
    view! {
        <Page width=PageWidth::Full>
            <div class="desk-head" data-show="detail"><PageHead title=td_string!(l, desk.title) /></div>
            <div class="desk" data-show="detail">
                <section class="desk-pane desk-list"><Waiting current=id /></section>
                <section class="desk-pane desk-detail">{load_part_held(data, |(view, main)| view! { <Drawn view main /> })}</section>
            </div>
        </Page>
    }
}

#[component]
fn Drawn(view: View, main: Option<InboxRow>) -> impl IntoView {
    let l = locale();
    let page = view.page.clone();
    let title = either(&page.item.name_zh, &page.item.name_en);
    let to = StoredValue::new(path::desk_order(page.order.id));
    let state = page.order.state;
    let dispatches = page.actions.contains(&Action::Dispatch);
    let holds = page.parts.contains(&domain::order::Part::Dispatcher);
    // for whoever does not have it yet, while there is something left to have; what waits to be taken up is
    // whoever's who takes it up
    let free = !view.in_hand && !state.is_final() && !page.actions.contains(&Action::TakeUp);
    let keys = page.keys.clone();
    // what the desk has to answer stands before the ways to answer it
    let photos = page.photos.clone();
    let said = if state.is_final() { Vec::new() } else { page.said_last() };
    let tells = Tells { read: told, drawn: page.timeline.len() };
    let asked = Some(page.helpers.clone()).filter(|helpers| !helpers.is_empty());
    let asked = asked.map(|helpers| view! { <Asked helpers to=to.get_value() state holds /> });
    let visiting = matches!(state, State::Claimed | State::InService);
    let (awaited, asked) = if visiting { (asked, None) } else { (None, asked) };
    let owner = page.owner.clone().map_or_else(
        || td_string!(l, desk.nobody).to_string(),
        |name| td_string!(l, desk.owner, name = name),
    );
    view! {
        <Tab title=title.clone() />
                    <a class="back-link narrow-only" href=path::desk(None)><Icon name=IconName::Back /><span>{td_string!(l, common.back)}</span></a>
                    <Answered tells />
                    <div class="card-head"><h2>{title} " " <span class="order-no">{page.no.clone()}</span></h2><Badge state /></div>
                    <Ball page=page.clone() />
                    {(!said.is_empty()).then(|| view! { <Section title=td_string!(l, desk.said_last)><Entries entries=said photos=photos /></Section> })}
                    {holds.then(|| if free {
                        view! {
                            <form method="post" action=to.get_value() class="row">
                                <Hidden form="take" />
                                <span class="muted">{owner}</span>
                                <Button kind=ButtonKind::Quiet>{td_string!(l, desk.take)}</Button>
                            </form>
                        }
                        .into_any()
                    } else {
                        view! { <p class="muted">{owner}</p> }.into_any()
                    })}
                    {(dispatches && view.time_over).then(|| view! { <Notice tone=NoticeTone::Warn><p>{td_string!(l, desk.time_over)}</p></Notice> })}
                    {dispatches.then(|| view! { <Candidates to=to.get_value() version=page.order.version candidates=view.candidates.clone() note=page.public_note.clone().unwrap_or_default() /> })}
                    // whom she is waiting for, and their number, before the ways to go on without them
                    {awaited}
                    <Moves page=page.clone() to=to.get_value() main similar=view.similar.clone() />
                    {keys.map(|keys| view! {
                        <Sheet title=td_string!(l, desk.keys) icon=IconName::Key>
                            <KeyDigits label=td_string!(l, order.key_arrive) digits=keys.arrive_key />
                            <KeyDigits label=td_string!(l, order.key_leave) digits=keys.leave_key />
                        </Sheet>
                    })}
                    <Particulars page=page.clone() />
                    {view.building.clone().map(|it| view! { <Answering it /> })}
                    {asked}
                    {(!view.similar.is_empty()).then(|| view! {
                        <Section title=td_string!(l, desk.similar)>
                            <List>{view.similar.into_iter().map(|row| {
                                let now = row.created_at;
                                view! { <super::Row row now open=false /> }
                            }).collect_view()}</List>
                        </Section>
                    })}
                    <Story entries=page.timeline photos=page.photos tells />
    }
}

fn told(said: Said) -> Option<Told> {
    let (view, _) = Result::<(View, Option<InboxRow>), AppError>::from(said).ok()?;
    Some((view.page.timeline, view.page.photos))
}

/// Who fits, best first, with the reasons in words; or three at a time; or the pool.
#[component]
fn Candidates(to: String, version: i64, candidates: Vec<CandidateLine>, note: String) -> impl IntoView {
    let l = locale();
    let sent = posted("dispatch");
    let some = !candidates.is_empty();
    let pool = if some { ButtonKind::Secondary } else { ButtonKind::Primary };
    view! {
        <Section title=td_string!(l, desk.candidates)>
            {candidates.is_empty().then(|| view! { <p class="muted">{td_string!(l, desk.no_candidates)}</p> })}
            // one form: what is written for the helpers goes with whatever is pressed
            <form method="post" action=to class="form">
                <Hidden form="dispatch" />
                <input type="hidden" name="version" value=version.to_string() />
                <ol class="candidates">
                    {candidates.into_iter().map(|it| {
                        let party = it.party_member.then(|| td_string!(l, common.party_member));
                        view! {
                            <li class="candidate">
                                <Avatar name=it.name.clone() />
                                <div class="candidate-words">
                                    <span class="candidate-name">{it.name.clone()} {party.map(|word| format!(" · {word}"))}</span>
                                    <Tags>{it.reasons.iter().map(|reason| view! { <Tag label=words::reason(reason) /> }).collect_view()}</Tags>
                                </div>
                                <Button name="person_id" value=it.person_id.to_string() kind=ButtonKind::Secondary label=td_string!(l, desk.assign, name = it.name.clone())>{td_string!(l, desk.assign_short)}</Button>
                            </li>
                        }
                    }).collect_view()}
                </ol>
                <TextArea name="public_note" label=td_string!(l, desk.admit_note) hint=td_string!(l, desk.admit_note_hint) note=td_string!(l, common.optional) value=sent.value("public_note", &note) error=sent.error("public_note") maxlength=500 rows=2 />
                <Actions fit=true>
                    {some.then(|| view! { <Button name="mode" value="waves" icon=IconName::Send>{td_string!(l, desk.waves)}</Button> })}
                    <Button name="mode" value="pool" kind=pool icon=IconName::People>{td_string!(l, desk.pool)}</Button>
                </Actions>
            </form>
        </Section>
    }
}
