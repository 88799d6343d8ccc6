//! One order: whose court the ball is in, what to do now, what happened.

pub mod acts;
mod helper;
pub mod reschedule;

use domain::assignment::AssignmentState;
use domain::menu::Doer;
use domain::order::{Action, Part, State};
use domain::time::Timestamp;
use domain::view::{OrderPage, PhotoLine, TimelineEntry};
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use leptos_i18n::td_string;
use leptos_router::hooks::use_params_map;

use super::frame::{Answered, Badge, CallDesk, Tab};
use super::load::load_held;
use super::news::{STORY, Tells, Told};
use super::photos::PhotosOf;
use crate::api::get_order;
use crate::data::{Data, Said};
use crate::error::AppError;
use crate::live::heard;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/orders/{id}`.
#[component]
pub fn Order() -> impl IntoView {
    let params = use_params_map();
    let data = Data::new(
        move || (params.read().get("id").unwrap_or_default(), heard().get()),
        |(id, _)| async move { get_order(id.parse().map_err(|_| AppError::NotFound)?).await },
    );
    load_held(data, |page| view! { <Drawn page /> })
}

#[component]
fn Drawn(page: OrderPage) -> impl IntoView {
    let l = locale();
    let title = either(&page.item.name_zh, &page.item.name_en);
    let helper = page.parts.contains(&Part::Helper);
    let missed = page.mine.as_ref().is_some_and(|it| it.state == AssignmentState::NoShow);
    let back = if helper { path::offers() } else { path::orders() };
    let state = page.order.state;
    let story = page.timeline.clone();
    let photos = page.photos.clone();
    let tells = Tells { read: told, drawn: story.len() };
    let particulars = page.clone();
    let keys = page.keys.clone().filter(|_| page.parts.iter().any(|it| it.is_resident()));
    view! {
        <Tab title=title.clone() />
        <Page width=PageWidth::Wide>
            <PageHead
                title lead=td_string!(l, order.no, no = page.no.clone()) back_href=back back_label=td_string!(l, common.back)
                end=move || view! { <Badge state /> }
            />
            <Answered tells />
            // who is on the way needs the door and the phone first
            <div class="order-page" data-for=helper.then_some("helper")>
                <div class="order-main">
                    <Ball page=page.clone() />
                    {keys.map(|keys| {
                        let (label, digits, hint) = if state == State::InService {
                            (td_string!(l, order.key_leave), keys.leave_key, td_string!(l, order.key_leave_hint))
                        } else {
                            (td_string!(l, order.key_arrive), keys.arrive_key, td_string!(l, order.key_hint))
                        };
                        view! { <KeyDigits label digits hint /> }
                    })}
                    {helper.then(|| view! { <helper::Visit page=page.clone() /> })}
                    {missed.then(|| view! { <helper::Missed page=page.clone() /> })}
                    <acts::Acts page=page.clone() />
                    <CallDesk phone=page.desk_phone.clone() title=td_string!(l, order.call_desk) />
                    <Story entries=story photos tells />
                </div>
                <div class="order-side">
                    <Particulars page=particulars />
                </div>
            </div>
        </Page>
    }
}

fn told(said: Said) -> Option<Told> {
    let page = Result::<OrderPage, AppError>::from(said).ok()?;
    Some((page.timeline, page.photos))
}

/// One line: who holds it, until when, what comes next (product.md 4.6).
#[component]
pub fn Ball(
    /// The order.
    page: OrderPage,
) -> impl IntoView {
    let l = locale();
    let order = &page.order;
    let resident = page.parts.iter().any(|it| it.is_resident());
    let yours = resident && matches!(order.state, State::NeedInfo | State::Reported);
    let over = order.state.is_final() || order.state == State::Confirmed;
    let who = page.holder.clone();
    let (tone, label, icon) = match order.state {
        _ if yours => (Tone::Yours, td_string!(l, order.court_you).to_owned(), IconName::Inbox),
        State::Rejected => {
            (Tone::Calm, td_string!(l, order.court_rejected, who = who.clone()), IconName::Ban)
        }
        State::Cancelled => (Tone::Calm, td_string!(l, order.court_cancelled).to_owned(), IconName::Close),
        State::Unmet => (Tone::Calm, td_string!(l, order.court_unmet).to_owned(), IconName::Leaf),
        State::Merged => (Tone::Calm, td_string!(l, order.court_merged).to_owned(), IconName::Merge),
        _ if over => (Tone::Calm, td_string!(l, order.court_done).to_owned(), IconName::CheckCircle),
        _ => (Tone::Primary, td_string!(l, order.court_them).to_owned(), IconName::Hourglass),
    };
    let holder = match &page.owner {
        Some(name) => format!("{} · {}", page.holder, td_string!(l, order.owner, name = name.clone())),
        None => page.holder.clone(),
    };
    let next = match order.state {
        // who is no party to it is not told what she is to do
        State::NeedInfo if !resident => td_string!(l, order.next_need_info_other).to_string(),
        State::Claimed | State::InService if page.visit_late => late(&page, resident),
        State::InService if !resident => td_string!(l, order.next_in_service_other).to_string(),
        State::Reported if !resident => td_string!(l, order.next_reported_other).to_string(),
        State::Confirmed if !resident => td_string!(l, order.next_confirmed_other).to_string(),
        State::Rejected if !resident => td_string!(l, order.next_rejected_other).to_string(),
        State::Submitted => td_string!(l, order.next_submitted).to_string(),
        State::NeedInfo => td_string!(l, order.next_need_info).to_string(),
        State::ToDispatch if page.item.doer == Doer::Staff => td_string!(l, order.next_taken_on, who = who),
        State::ToDispatch => td_string!(l, order.next_to_dispatch).to_string(),
        State::Offered => td_string!(l, order.next_offered).to_string(),
        State::Claimed if order.is_with_staff() => td_string!(l, order.next_taken_on, who = who),
        State::Claimed => coming(&page, resident),
        State::InService => td_string!(l, order.next_in_service).to_string(),
        State::Reported => td_string!(l, order.next_reported).to_string(),
        State::Confirmed => td_string!(l, order.next_confirmed).to_string(),
        State::Closed => td_string!(l, order.next_closed).to_string(),
        State::Disputed => td_string!(l, order.next_disputed).to_string(),
        State::OnHold => td_string!(l, order.next_on_hold).to_string(),
        State::Escalated => td_string!(l, order.next_escalated, who = who),
        State::Referred => td_string!(l, order.next_referred).to_string(),
        State::Rejected => td_string!(l, order.next_rejected).to_string(),
        State::Cancelled if page.actions.contains(&Action::Reopen) => {
            td_string!(l, order.next_lapsed, t = order.due_at.map(words::moment).unwrap_or_default())
        }
        State::Cancelled => td_string!(l, order.next_cancelled).to_string(),
        State::Merged => td_string!(
            l,
            order.next_merged,
            no = page.merged_no.clone().unwrap_or_default(),
            state = page.merged_state.map(words::state).unwrap_or_default()
        ),
        State::Unmet => td_string!(l, order.next_unmet).to_string(),
    };
    let promise = promise_words(order, resident);
    let due = order.due_at.and_then(|due| Some((due, due_words(order.state, due, resident)?)));
    view! {
        <Court tone label icon holder next>
            {(!over).then(|| view! {
                {promise}
                {due.map(|(due, label)| view! { <Clock datetime=words::rfc3339(due) label /> })}
            })}
        </Court>
    }
}

/// What a visit that is late means to whoever reads it.
fn late(page: &OrderPage, resident: bool) -> String {
    let l = locale();
    let (inside, helper) = (page.order.state == State::InService, page.parts.contains(&Part::Helper));
    match (inside, resident, helper) {
        (false, true, _) => td_string!(l, order.next_late),
        (false, false, true) => td_string!(l, order.next_late_helper),
        (false, false, false) => td_string!(l, order.next_late_other),
        (true, true, _) => td_string!(l, order.next_long),
        (true, false, true) => td_string!(l, order.next_long_helper),
        (true, false, false) => td_string!(l, order.next_long_other),
    }
    .to_string()
}

/// Who comes, and when.
fn coming(page: &OrderPage, resident: bool) -> String {
    let l = locale();
    let window = page.order.window();
    let (soon, t) = (window.is_soon(), words::window(window.start, window.end));
    let name = names(page);
    match (resident && !name.is_empty(), soon) {
        (true, true) => td_string!(l, order.next_claimed_soon, name = name),
        (true, false) => td_string!(l, order.next_claimed, name = name, t = t),
        (false, true) => td_string!(l, order.next_claimed_other_soon).to_string(),
        (false, false) => td_string!(l, order.next_claimed_other, t = t),
    }
}

/// Those who come, by name.
fn names(page: &OrderPage) -> String {
    words::listed(page.coming().map(|it| it.name.as_str()))
}

/// By when it is promised, or that the promise waits with the order: its day would read as late.
fn promise_words(order: &domain::order::Order, resident: bool) -> AnyView {
    let (l, at) = (locale(), order.promise_at);
    if order.paused_at.is_none() {
        let label = td_string!(l, order.promised, t = words::moment(at));
        return view! { <Clock datetime=words::rfc3339(at) label /> }.into_any();
    }
    let label = match order.state {
        State::NeedInfo if resident => td_string!(l, order.paused_answer),
        State::NeedInfo => td_string!(l, order.paused_answer_other),
        _ => td_string!(l, order.paused_other),
    };
    view! { <Clock label /> }.into_any()
}

/// What the clock of a state says to whoever reads it; none where the promise says all.
fn due_words(state: State, due: Timestamp, resident: bool) -> Option<String> {
    let (l, t) = (locale(), words::moment(due));
    match state {
        State::Claimed | State::InService => None,
        State::NeedInfo if resident => Some(td_string!(l, order.due_answer, t = t)),
        // nobody hears of it by then: the question lapses
        State::NeedInfo => Some(td_string!(l, order.due_answer_other, t = t)),
        State::Reported => Some(td_string!(l, order.due_confirm, t = t)),
        State::OnHold => Some(td_string!(l, order.due_resume, t = t)),
        _ => Some(td_string!(l, order.due, t = t)),
    }
}

/// Place, time, words: as far as the viewer may see them.
#[component]
pub fn Particulars(
    /// The order.
    page: OrderPage,
) -> impl IntoView {
    let l = locale();
    let resident = page.parts.iter().any(|it| it.is_resident());
    let said = if resident { td_string!(l, order.said) } else { td_string!(l, order.said_other) };
    let door = page.words.as_ref().map(|it| format!(" {}", it.door));
    let place = page
        .building
        .clone()
        .map_or_else(|| page.estate.clone(), |building| format!("{} {building}", page.estate));
    let helpers = page.helpers.iter().filter(|it| it.state.holds_place()).map(|it| {
        let party = if it.party_member {
            format!(" · {}", td_string!(l, common.party_member))
        } else {
            String::new()
        };
        format!("{}{party}", it.name)
    });
    let helpers = words::listed(helpers);
    view! {
        <Card title=td_string!(l, order.details_title) top=true>
            <Facts>
                <Fact label=td_string!(l, order.window)>{words::window(page.order.window_start, page.order.window_end)}</Fact>
                <Fact label=td_string!(l, order.address)>
                    {place}
                    {door}
                </Fact>
                {page.words.clone().map(|it| {
                    let phone = it.contact_phone.clone();
                    view! {
                        <Fact label=td_string!(l, order.contact_name)>{it.contact_name.clone()}</Fact>
                        {phone.map(|phone| view! {
                            <Fact label=td_string!(l, order.contact_phone)><a href=path::tel(&phone)>{phone.clone()}</a></Fact>
                        })}
                        {(!it.details.is_empty()).then(|| view! { <Fact label=said>{it.details.clone()}</Fact> })}
                        {it.answer.clone().map(|answer| view! { <Fact label=td_string!(l, order.answer_label)>{answer}</Fact> })}
                    }
                })}
                {page.public_note.clone().map(|note| view! { <Fact label=td_string!(l, order.desk_note)>{note}</Fact> })}
                {(!helpers.is_empty()).then(|| view! { <Fact label=td_string!(l, order.helpers)>{helpers}</Fact> })}
                {page.rating.map(|stars| view! { <Fact label=td_string!(l, order.rating)>{acts::stars_words(stars)}</Fact> })}
            </Facts>
        </Card>
    }
}

/// The timeline, drawn from the append-only events and from nothing else. It tells the news even while
/// somebody is writing on the rest of the page.
#[component]
pub fn Story(
    /// Oldest first.
    entries: Vec<TimelineEntry>,
    /// The pictures that came with them, as far as the viewer may see any.
    photos: Vec<PhotoLine>,
    /// How the news is read.
    tells: Tells,
) -> impl IntoView {
    view! {
        <div id=STORY>
            <Section title=td_string!(locale(), order.timeline)>
                {move || {
                    let (entries, photos) = tells.news().unwrap_or_else(|| (entries.clone(), photos.clone()));
                    view! { <Entries entries photos /> }
                }}
            </Section>
        </div>
    }
}

/// Lines of the timeline.
#[component]
pub fn Entries(
    /// Oldest first.
    entries: Vec<TimelineEntry>,
    /// The pictures that came with them.
    photos: Vec<PhotoLine>,
) -> impl IntoView {
    let l = locale();
    let last = entries.len();
    view! {
        <Timeline>
            {entries.into_iter().enumerate().map(|(index, it)| {
                let (tone, icon) = words::state_look(it.to_state);
                let actor = match &it.actor {
                    Some(name) => format!("{name} · {}", words::part(it.part)),
                    None => words::part(it.part),
                };
                let (entry, photos) = (it.clone(), photos.clone());
                let late = if it.late { format!("（{}）", td_string!(l, event.late)) } else { String::new() };
                view! {
                    <TimelineItem
                        time=words::moment(it.at) datetime=words::rfc3339(it.at) actor tone icon current=index + 1 == last
                        note=it.note.clone().map(TextProp::from)
                        more=move || view! { <PhotosOf entry=entry.clone() photos=photos.clone() /> }
                    >
                        {words::event(it.kind, it.reason.as_deref())} {late}
                    </TimelineItem>
                }
            }).collect_view()}
        </Timeline>
    }
}
