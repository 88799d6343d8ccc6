//! What is open in the buildings that somebody looks after: not for whom.

use domain::view::{Watched, WatchedOrder};
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::{Badge, Tab};
use super::load::load;
use crate::api::get_watched;
use crate::data::Data;
use crate::live::heard;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/buildings`.
#[component]
pub fn Buildings() -> impl IntoView {
    let data = Data::new(move || heard().get(), |_| get_watched());
    load(data, |all| view! { <Drawn all /> })
}

#[component]
fn Drawn(all: Vec<Watched>) -> impl IntoView {
    let l = locale();
    view! {
        <Tab title=td_string!(l, area.buildings) />
        <Page>
            <PageHead title=td_string!(l, area.buildings) lead=td_string!(l, area.buildings_lead) back_href=path::account() back_label=td_string!(l, common.mine) />
            {all.into_iter().map(|it| {
                let place = format!("{} {}", it.building.estate.unwrap_or_default(), it.building.name);
                view! {
                    <Section title=place>
                        {if it.orders.is_empty() {
                            view! { <p class="muted">{td_string!(l, area.nothing_open)}</p> }.into_any()
                        } else {
                            view! { <List>{it.orders.into_iter().map(|order| view! { <Line order /> }).collect_view()}</List> }.into_any()
                        }}
                    </Section>
                }
            }).collect_view()}
        </Page>
    }
}

#[component]
fn Line(order: WatchedOrder) -> impl IntoView {
    let until = td_string!(locale(), area.until, at = words::moment(order.promise_at)).to_string();
    view! {
        <ListRow
            icon=words::icon(&order.icon) title=either(&order.name_zh, &order.name_en) meta=vec![until, order.no]
            end=move || view! { <Badge state=order.state /> }
        />
    }
}
