//! The menu: what is offered here, to change, to open and to close.

use domain::view::{DemandLine, KeptItem, KeptMenu};
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::import::ImportLink;
use crate::api::get_desk_menu;
use crate::data::Data;
use crate::pages::frame::{Answered, Hidden, Tab};
use crate::pages::load::load;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/desk/menu`.
#[component]
pub fn DeskMenu() -> impl IntoView {
    let data = Data::new(|| (), |()| get_desk_menu());
    load(data, |menu| view! { <Drawn menu /> })
}

#[component]
fn Drawn(menu: KeptMenu) -> impl IntoView {
    let l = locale();
    view! {
        <Tab title=td_string!(l, desk.menu_title) />
        <Page width=PageWidth::Wide>
            <PageHead
                title=td_string!(l, desk.menu_title) lead=td_string!(l, desk.menu_lead)
                end=move || view! {
                    <ButtonLink href=path::desk_menu_item("new") icon=IconName::Plus>{td_string!(l, desk.mi_new)}</ButtonLink>
                    <ImportLink />
                }
            />
            <Answered />
            <List>{menu.items.into_iter().map(|kept| view! { <Line kept /> }).collect_view()}</List>
            <h2 class="menu-door">{td_string!(l, desk.wanted_title)}</h2>
            {if menu.wanted.is_empty() {
                view! { <Empty icon=IconName::List title=td_string!(l, desk.wanted_none)>{td_string!(l, desk.wanted_lead)}</Empty> }.into_any()
            } else {
                view! { <List>{menu.wanted.into_iter().map(|it| view! { <Wanted it /> }).collect_view()}</List> }.into_any()
            }}
        </Page>
    }
}

/// Something residents miss, and what can be done about it.
#[component]
fn Wanted(it: DemandLine) -> impl IntoView {
    let l = locale();
    let DemandLine { key, words: title, people, last_at } = it;
    let meta = vec![
        td_string!(l, desk.wanted_people, n = people.to_string()),
        td_string!(l, desk.wanted_last, day = words::day(last_at)),
    ];
    let name = title.clone();
    view! {
        <ListRow
            icon=IconName::List title meta
            end=move || view! {
                <Actions fit=true>
                    <form method="get" action=path::desk_menu_item("new")>
                        <input type="hidden" name="name" value=name.clone() />
                        <Button kind=ButtonKind::Quiet>{td_string!(l, desk.wanted_add)}</Button>
                    </form>
                    <form method="post" action=path::desk_menu()>
                        <Hidden form="settle" />
                        <input type="hidden" name="key" value=key.clone() />
                        <Button kind=ButtonKind::Secondary>{td_string!(l, desk.wanted_settle)}</Button>
                    </form>
                </Actions>
            }
        />
    }
}

#[component]
fn Line(kept: KeptItem) -> impl IntoView {
    let l = locale();
    let KeptItem { item, mine } = kept;
    let (id, open) = (item.id.to_string(), item.open);
    let (value, label) =
        if open { ("no", td_string!(l, desk.do_close)) } else { ("yes", td_string!(l, desk.do_open)) };
    let standing = if open { td_string!(l, desk.open) } else { td_string!(l, desk.closed) };
    let mut meta = vec![
        words::urgency(item.urgency),
        td_string!(l, common.minutes, n = item.planned_minutes.to_string()),
        standing.to_owned(),
    ];
    if !mine {
        meta.push(td_string!(l, desk.mi_from_above).to_owned());
    }
    view! {
        <ListRow
            icon=words::icon(&item.icon) title=format!("{} {}", item.no, either(&item.name_zh, &item.name_en)) meta
            end=move || mine.then(|| view! {
                <Actions fit=true>
                    <ButtonLink href=path::desk_menu_item(&id) kind=ButtonKind::Quiet>{td_string!(l, desk.mi_change)}</ButtonLink>
                    <form method="post" action=path::desk_menu()>
                        <Hidden form="menu" />
                        <input type="hidden" name="item_id" value=id.clone() />
                        <input type="hidden" name="open" value=value />
                        <Button kind=ButtonKind::Secondary>{label}</Button>
                    </form>
                </Actions>
            })
        />
    }
}
