//! What is open in the buildings that somebody looks after: not for whom.

use domain::view::{Watched, WatchedOrder};
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::{Badge, Tab};
use super::load::load;
use crate::api::get_watched;
use crate::data::Data;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/buildings`.
#[component]
pub fn Buildings() -> impl IntoView {
    let data = Data::new(|| (), |()| get_watched());
    load(data, |all| view! { <Drawn all /> })
}

#[component]
fn Drawn(all: Vec<Watched>) -> impl IntoView {
    let l = locale();
    let place =
        |it: &Watched| format!("{} {}", it.building.estate.clone().unwrap_or_default(), it.building.name);
    let (quiet, busy): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.orders.is_empty());
    let quiet: Vec<_> = quiet.iter().map(place).collect();
    view! {
        <Tab title=td_string!(l, area.buildings) />
        <Page>
            <PageHead title=td_string!(l, area.buildings) lead=td_string!(l, area.buildings_lead) back_href=path::account() back_label=td_string!(l, common.mine) />
            {busy.into_iter().map(|it| view! {
                <Section title=place(&it)>
                    <List>{it.orders.into_iter().map(|order| view! { <Line order /> }).collect_view()}</List>
                </Section>
            }).collect_view()}
            {(!quiet.is_empty()).then(|| view! {
                <Section title=td_string!(l, area.elsewhere_nothing)>
                    <p class="muted">{quiet.join(td_string!(l, area.between))}</p>
                </Section>
            })}
        </Page>
    }
}

#[component]
fn Line(order: WatchedOrder) -> impl IntoView {
    let until = words::promised(order.state, order.promise_at);
    view! {
        <ListRow
            icon=words::icon(&order.icon) title=either(&order.name_zh, &order.name_en) meta=vec![until, order.no]
            end=move || view! { <Badge state=order.state /> }
        />
    }
}
