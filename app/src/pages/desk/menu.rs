//! The menu, to open and close items.

use domain::view::MenuItem;
use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::api::get_desk_menu;
use crate::pages::frame::{Answered, Hidden, Tab, load};
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/desk/menu`.
#[component]
pub fn DeskMenu() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| get_desk_menu());
    load(data, |items| view! { <Drawn items /> })
}

#[component]
fn Drawn(items: Vec<MenuItem>) -> impl IntoView {
    let l = locale();
    view! {
        <Tab title=td_string!(l, desk.menu_title) />
        <Page width=PageWidth::Wide>
            <PageHead title=td_string!(l, desk.menu_title) lead=td_string!(l, desk.menu_lead) />
            <Answered />
            <List>
                {items.into_iter().map(|it| {
                    let (id, open) = (it.id.to_string(), it.open);
                    let (value, label) = if open { ("no", td_string!(l, desk.do_close)) } else { ("yes", td_string!(l, desk.do_open)) };
                    let standing = if open { td_string!(l, desk.open) } else { td_string!(l, desk.closed) };
                    view! {
                        <ListRow
                            icon=words::icon(&it.icon) title=format!("{} {}", it.no, either(&it.name_zh, &it.name_en))
                            meta=vec![words::urgency(it.urgency), td_string!(l, common.minutes, n = it.planned_minutes.to_string()), standing.to_owned()]
                            end=move || view! {
                                <form method="post" action=path::desk_menu()>
                                    <Hidden form="menu" />
                                    <input type="hidden" name="item_id" value=id.clone() />
                                    <input type="hidden" name="open" value=value />
                                    <Button kind=ButtonKind::Secondary>{label}</Button>
                                </form>
                            }
                        />
                    }
                }).collect_view()}
            </List>
        </Page>
    }
}
