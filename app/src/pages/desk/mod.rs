//! The desk: what waits, by clock. New orders appear by themselves.

mod asked;
pub mod complaints;
pub mod grids;
pub mod import;
mod lazy;
pub mod menu;
pub mod menu_item;
mod merge;
mod moves;
pub mod order;
pub mod people;
pub mod phone;
pub mod totals;

pub use lazy::DeskPage;

use domain::order::State;
use domain::time::Timestamp;
use domain::view::{Inbox, InboxFilter, InboxRow};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_query_map;

use super::frame::{Answered, Badge, Tab};
use super::load::load_part;
use crate::api::get_inbox;
use crate::data::Data;
use crate::live::heard;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/desk`.
#[component]
pub fn Desk() -> impl IntoView {
    let l = locale();
    view! {
        <Tab title=td_string!(l, desk.title) />
        <Page width=PageWidth::Full>
            <div class="desk-head" data-show="list"><PageHead title=td_string!(l, desk.title) /></div>
            <Answered />
            <div class="desk" data-show="list">
                <section class="desk-pane desk-list"><Waiting current=Signal::stored(String::new()) /></section>
                <section class="desk-pane desk-detail">
                    <Empty icon=IconName::Inbox title=td_string!(l, desk.choose)>{td_string!(l, desk.choose_hint)}</Empty>
                </section>
            </div>
        </Page>
    }
}

/// The list of the desk, with its filters.
#[component]
pub fn Waiting(
    /// The order that is open beside it; empty when none is.
    current: Signal<String>,
) -> impl IntoView {
    let query = use_query_map();
    let filter = move || {
        query
            .read()
            .get("show")
            .and_then(|word| word.parse::<InboxFilter>().ok())
            .unwrap_or(InboxFilter::Todo)
    };
    let after = move || query.read().get("after");
    let data =
        Data::new(move || (filter(), after(), heard().get()), |(filter, after, _)| get_inbox(filter, after));
    load_part(data, move |(inbox, now)| view! { <Lines inbox now current=current.get_untracked() /> })
}

fn filter_name(filter: InboxFilter) -> String {
    let l = locale();
    match filter {
        InboxFilter::Todo => td_string!(l, desk.todo),
        InboxFilter::Running => td_string!(l, desk.running),
        InboxFilter::Waiting => td_string!(l, desk.waiting),
        InboxFilter::Late => td_string!(l, desk.late),
        InboxFilter::Done => td_string!(l, desk.done),
    }
    .to_string()
}

#[component]
fn Lines(inbox: Inbox, now: Timestamp, current: String) -> impl IntoView {
    let l = locale();
    let counts = inbox.counts;
    let count = move |filter| match filter {
        InboxFilter::Todo => Some(counts.todo),
        InboxFilter::Running => Some(counts.running),
        InboxFilter::Waiting => Some(counts.waiting),
        InboxFilter::Late => Some(counts.late),
        InboxFilter::Done => None,
    };
    let next =
        inbox.next.clone().map(|after| format!("{}&after={after}", path::desk(Some(inbox.filter.word()))));
    let excuses = inbox.excuses;
    let empty = inbox.rows.is_empty() && excuses.is_empty();
    view! {
        <Chips label=td_string!(l, desk.filters)>
            {InboxFilter::ALL.iter().map(|filter| {
                let label = match count(*filter) {
                    Some(count) => format!("{} {count}", filter_name(*filter)),
                    None => filter_name(*filter),
                };
                view! { <Chip href=path::desk(Some(filter.word())) label current=*filter == inbox.filter /> }
            }).collect_view()}
        </Chips>
        {(!excuses.is_empty()).then(|| view! {
            <List>{excuses.into_iter().map(|it| {
                let title = td_string!(l, desk.excuse_waits, name = it.name);
                view! { <ListRow href=path::desk_order(it.order_id) icon=IconName::Message title meta=vec![it.no, it.words] /> }
            }).collect_view()}</List>
        })}
        {empty.then(|| view! { <Empty icon=IconName::CheckCircle title=td_string!(l, desk.empty_title)>{td_string!(l, desk.empty)}</Empty> })}
        <List>{inbox.rows.into_iter().map(|row| {
            let open = current == row.id.to_string();
            view! { <Row row now open /> }
        }).collect_view()}</List>
        <Pager label=td_string!(l, common.pages) prev=None prev_label=td_string!(l, common.prev_page) next=next next_label=td_string!(l, common.next_page) />
    }
}

/// A line of the inbox, with its clock.
#[component]
pub fn Row(
    /// Which.
    row: InboxRow,
    /// The server's time.
    now: Timestamp,
    /// Whether it is open beside the list.
    open: bool,
) -> impl IntoView {
    let l = locale();
    // what is over is not late: its clock only says until when she can object or take it up again
    let (tone, clock) = match row.due_at.filter(|_| !row.state.is_final()) {
        _ if row.is_visit_late(now) => {
            let words = if row.state == State::InService {
                td_string!(l, desk.visit_long)
            } else {
                td_string!(l, desk.visit_late)
            };
            (ClockTone::Late, words.to_owned())
        }
        Some(due) if due < now => {
            (ClockTone::Late, format!("{} · {}", td_string!(l, common.late), words::moment(due)))
        }
        Some(due) => {
            let soon = due.since(now) < 2 * domain::time::HOUR;
            (
                if soon { ClockTone::Soon } else { ClockTone::Calm },
                td_string!(l, common.before, t = words::moment(due)),
            )
        }
        None => (ClockTone::Calm, words::moment(row.entered_at)),
    };
    // what is left is the wait for somebody outside; the promise stands still meanwhile
    let clock = if row.state.pauses_promise() && tone != ClockTone::Late {
        format!("{} · {clock}", td_string!(l, common.paused))
    } else {
        clock
    };
    let place = format!("{} {}", row.estate, row.building);
    let said: String = row.details.chars().take(40).collect();
    let urged = row.urged_at.map(|_| format!(" · {}", td_string!(l, desk.urged))).unwrap_or_default();
    view! {
        <li>
            <a class="inbox-row" href=path::desk_order(row.id) aria-current=open.then_some("true")>
                <span class="inbox-row-title"><Icon name=words::icon(&row.icon) /> {either(&row.name_zh, &row.name_en)}</span>
                <Badge state=row.state />
                <span class="inbox-row-meta"><span class="order-no">{row.no.clone()}</span> " · " {place} {urged} {(!said.is_empty()).then(|| format!(" · {said}"))}</span>
                <span class="inbox-row-clock"><Clock tone label=clock /></span>
            </a>
        </li>
    }
}
