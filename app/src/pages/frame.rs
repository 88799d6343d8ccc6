//! What stands around every page: the navigation, and answers to what was just done.

use domain::view::Me;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_query_map};
use leptos_router::location::Location;

use super::news::{News, Tells};
use crate::api::get_me;
use crate::data::Data;
use crate::live::{drawn_anew, heard};
use crate::posted::{fresh_op, posted_here};
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// Who looks, read once for the whole page.
pub type MeContext = Data<Option<Me>>;

/// Reads who looks, again with every move to another page.
#[must_use]
pub fn provide_me() -> MeContext {
    let me = Data::new(move || heard().get(), |_| get_me());
    provide_context(me);
    me
}

/// Who looks.
#[must_use]
pub fn use_me() -> MeContext {
    expect_context::<MeContext>()
}

/// The navigation, after who looks: nothing for strangers that they cannot use.
#[component]
pub fn Nav(
    /// Who looks.
    me: MeContext,
) -> impl IntoView {
    let l = locale();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let me = me.read().await.ok().flatten();
                let (desk, people, keeps_menu) =
                    me.as_ref().map_or((false, false, false), |me| (me.desk, me.people, me.keeps_menu));
                let signed_in = me.is_some();
                let volunteer = me.as_ref().is_some_and(|me| me.volunteer);
                let unread = me.as_ref().map_or(0, |me| u32::try_from(me.unread).unwrap_or(99));
                view! {
                    <div class="visually-hidden" data-live=signed_in.then_some("yes")></div>
                    <AppNav label=td_string!(l, common.main_nav)>
                        {if desk || people || keeps_menu {
                            view! {
                                {desk.then(|| view! {
                                    <NavItem href=path::desk(None) icon=IconName::Inbox label=td_string!(l, common.inbox) exact=true />
                                    <NavItem href=path::desk_phone() icon=IconName::Phone label=td_string!(l, common.phone_order) />
                                })}
                                {people.then(|| view! { <NavItem href=path::desk_people() icon=IconName::People label=td_string!(l, common.people) /> })}
                                {keeps_menu.then(|| view! { <NavItem href=path::desk_menu() icon=IconName::List label=td_string!(l, common.menu) /> })}
                                <NavItem href=path::account() icon=IconName::Person label=td_string!(l, common.mine) count=Signal::stored(unread) />
                            }
                            .into_any()
                        } else {
                            view! {
                                <NavItem href=path::home() icon=IconName::Home label=td_string!(l, common.home) exact=true />
                                <NavItem href=path::menu(None) icon=IconName::List label=td_string!(l, common.menu) />
                                <NavItem href=path::orders() icon=IconName::Orders label=td_string!(l, common.orders) />
                                {volunteer.then(|| view! { <NavItem href=path::offers() icon=IconName::Handshake label=td_string!(l, common.help) /> })}
                                <NavItem href=path::account() icon=IconName::Person label=td_string!(l, common.mine) count=Signal::stored(unread) />
                            }
                            .into_any()
                        }}
                    </AppNav>
                }
            })}
        </Transition>
    }
}

/// The title in the browser's tab.
#[component]
pub fn Tab(
    /// What the page is about.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    view! { <Title text=title /> }
}

/// The answer to what was just done, or why it was not: from `?done=` or from the refused form. And
/// a word when the page has grown old while somebody writes on it.
#[component]
pub fn Answered(
    /// How it is read what has happened meanwhile.
    #[prop(optional)]
    tells: Option<Tells>,
) -> impl IntoView {
    drawn_anew();
    said_once();
    let l = locale();
    let query = use_query_map();
    let posted = posted_here();
    let at_desk = posted.path.starts_with(&path::desk(None));
    let say = if at_desk { words::refusal_at_desk } else { words::refusal };
    let refused =
        posted.refusal.as_ref().map(say).or_else(|| {
            (!posted.errors.0.is_empty()).then(|| td_string!(l, common.please_check).to_string())
        });
    view! {
        {refused.map(|words| view! { <Notice tone=NoticeTone::Warn><p>{words}</p></Notice> })}
        {move || {
            let done = query.read().get("done")?;
            let words = match done.as_str() {
                "placed" => td_string!(l, order.done_placed),
                "urged" => td_string!(l, order.done_urged),
                "added" => td_string!(l, order.done_added),
                "accepted" => td_string!(l, order.done_accepted),
                "declined" => td_string!(l, order.done_declined),
                "released" => td_string!(l, order.done_released),
                "checked_in" => td_string!(l, order.done_checked_in),
                "checked_out" => td_string!(l, order.done_checked_out),
                "dispatched" => td_string!(l, order.done_dispatched),
                "taken" => td_string!(l, order.done_taken),
                "verified" => td_string!(l, desk.verified_done),
                "rated" => td_string!(l, order.done_rated),
                "demand" => td_string!(l, menu.demand_done),
                "menu" => td_string!(l, desk.menu_done),
                "in_charge" => td_string!(l, area.set_done),
                "answered" => td_string!(l, desk.complaints_done),
                "signed_out" => td_string!(l, account.signed_out),
                "saved" => td_string!(l, account.saved),
                _ => td_string!(l, order.done_moved),
            };
            Some(view! { <Notice tone=NoticeTone::Ok><p>{words.to_string()}</p></Notice> })
        }}
        <News tells />
    }
}

/// Takes what was just done out of the address, so that opening the page again does not say it again. What is
/// said on the page stays.
fn said_once() {
    let location = use_location();
    Effect::new(move |_| {
        if location.search.get_untracked().contains("done=") {
            move_to(&address(&location));
        }
    });
}

#[cfg(feature = "hydrate")]
fn move_to(address: &str) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(address));
    }
}

#[cfg(not(feature = "hydrate"))]
const fn move_to(_: &str) {}

/// The address of this page within the site, for what comes back to it.
#[must_use]
pub fn here() -> String {
    address(&use_location())
}

/// The same, where the location is at hand.
#[must_use]
pub fn address(location: &Location) -> String {
    let search = path::without_done(&location.search.get_untracked());
    let path = location.pathname.get_untracked();
    if search.is_empty() { path } else { format!("{path}?{search}") }
}

/// The hidden fields every mutating form has: which form, and the id of the intention.
#[component]
pub fn Hidden(
    /// Which form of the page.
    #[prop(into)]
    form: String,
) -> impl IntoView {
    let op = fresh_op();
    view! {
        <input type="hidden" name="do" value=form />
        <input type="hidden" name="client_op_id" value=op />
    }
}

/// The desk, one tap away; nothing where nobody knows its number.
#[component]
pub fn CallDesk(
    /// Its number.
    phone: Option<String>,
    /// When to ring it up.
    title: &'static str,
    /// Why.
    #[prop(optional)]
    note: &'static str,
) -> impl IntoView {
    phone.map(|phone| {
        let href = path::tel(&phone);
        let meta = [phone, note.to_owned()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        view! { <List><ListRow href icon=IconName::Phone title meta /></List> }
    })
}

/// A sentence in which each number can be rung up.
#[component]
pub fn Dialled(
    /// The sentence.
    words: &'static str,
) -> impl IntoView {
    let ends = |is_digit: bool| move |c: char| c.is_ascii_digit() == is_digit;
    let mut parts = Vec::new();
    let mut rest = words;
    while let Some(at) = rest.find(ends(true)) {
        let (before, from) = rest.split_at(at);
        let (number, after) = from.split_at(from.find(ends(false)).unwrap_or(from.len()));
        parts.push(view! { {before} <a href=path::tel(number)>{number}</a> }.into_any());
        rest = after;
    }
    view! { <span class="dialled">{parts} {rest}</span> }
}

/// A state as a badge.
#[component]
pub fn Badge(
    /// Where an order stands.
    state: domain::order::State,
) -> impl IntoView {
    let (tone, icon) = words::state_look(state);
    view! { <StateBadge tone icon label=words::state(state) /> }
}
