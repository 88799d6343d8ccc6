//! The menu: what is offered here, to change, to open and to close.

use domain::view::{KeptItem, KeptMenu};
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::import::ImportLink;
use crate::api::get_desk_menu;
use crate::pages::frame::{Answered, Hidden, Tab};
use crate::pages::load::load;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/desk/menu`.
#[component]
pub fn DeskMenu() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| get_desk_menu());
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
        </Page>
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
