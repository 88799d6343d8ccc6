//! The menu, behind one door or all three.

use domain::form::DEMAND_MAX;
use domain::menu::Door;
use domain::view::Tile as TileView;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_query_map;

use super::frame::{Answered, Hidden, Tab};
use super::home::{Foot, Tile};
use super::load::load;
use crate::api::get_menu;
use crate::data::Data;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// The part of the page where one says what is missing.
const MISSING: &str = "missing";

/// As the field wants it.
const DEMAND_LEN: u32 = DEMAND_MAX as u32;

/// `/menu`.
#[component]
pub fn Menu() -> impl IntoView {
    let data = Data::new(|| (), |()| get_menu());
    load(data, |(items, _)| view! { <Drawn items /> })
}

#[component]
fn Drawn(items: Vec<TileView>) -> impl IntoView {
    let l = locale();
    let query = use_query_map();
    let chosen = move || query.read().get("door").and_then(|word| word.parse::<Door>().ok());
    let empty = items.is_empty();
    let items = StoredValue::new(items);
    view! {
        <Tab title=td_string!(l, menu.title) />
        <Page width=PageWidth::Wide>
            <PageHead title=td_string!(l, menu.title) lead=td_string!(l, menu.lead) />
            {move || {
                let chosen = chosen();
                view! {
                    <Chips label=td_string!(l, menu.title)>
                        <Chip href=path::menu(None) label=td_string!(l, home.all_orders) current=chosen.is_none() />
                        {Door::ALL.iter().map(|door| view! {
                            <Chip href=path::menu(Some(door.word())) label=words::door(*door) current=chosen == Some(*door) />
                        }).collect_view()}
                    </Chips>
                }
            }}
            {empty.then(|| view! { <Empty icon=IconName::List title=td_string!(l, menu.empty_title)>{td_string!(l, menu.empty)}</Empty> })}
            {move || {
                let chosen = chosen();
                Door::ALL.iter().copied().filter(|door| chosen.is_none_or(|it| it == *door)).map(|door| {
                    let of_door: Vec<TileView> = items.with_value(|all| all.iter().filter(|it| it.door == door).cloned().collect());
                    (!of_door.is_empty()).then(|| view! {
                        <h2 class="menu-door">{words::door(door)}</h2>
                        <MenuTiles>{of_door.into_iter().map(|item| view! { <Tile item /> }).collect_view()}</MenuTiles>
                    })
                }).collect_view()
            }}
            <Missing />
        </Page>
        <Foot />
    }
}

/// What somebody would order if it were here.
#[component]
fn Missing() -> impl IntoView {
    let l = locale();
    let sent = posted("demand");
    view! {
        <section id=MISSING class="stack">
            <h2 class="menu-door">{td_string!(l, menu.missing_title)}</h2>
            <Answered />
            // the answer is at the end of a long page: that is where the browser goes with it
            <form method="post" action=format!("{}#{MISSING}", path::menu(None)) class="form card">
                <Hidden form="demand" />
                <Field
                    name="words" label=td_string!(l, menu.missing_words) hint=td_string!(l, menu.missing_hint)
                    value=sent.value("words", "") error=sent.error("words") maxlength=DEMAND_LEN required=true
                />
                <Button kind=ButtonKind::Secondary>{td_string!(l, menu.missing_send)}</Button>
            </form>
        </section>
    }
}
