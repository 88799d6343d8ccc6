//! My orders.

use domain::view::OrderCard;
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::{Answered, Tab};
use super::home::Line;
use super::load::load;
use crate::api::get_my_orders;
use crate::data::Data;
use crate::live::heard;
use crate::path;
use crate::prefs::locale;
use crate::ui::*;

/// `/orders`.
#[component]
pub fn Orders() -> impl IntoView {
    let data = Data::new(move || heard().get(), |_| get_my_orders());
    load(data, |cards| view! { <Drawn cards /> })
}

#[component]
fn Drawn(cards: Vec<OrderCard>) -> impl IntoView {
    let l = locale();
    view! {
        <Tab title=td_string!(l, order.my_title) />
        <Page>
            <PageHead title=td_string!(l, order.my_title) />
            <Answered />
            {if cards.is_empty() {
                view! {
                    <Empty
                        icon=IconName::Orders title=td_string!(l, order.my_empty)
                        action=move || view! { <ButtonLink href=path::menu(None)>{td_string!(l, order.to_menu)}</ButtonLink> }
                    >
                        {td_string!(l, order.my_empty_text)}
                    </Empty>
                }
                .into_any()
            } else {
                view! { <List>{cards.into_iter().map(|card| view! { <Line card /> }).collect_view()}</List> }.into_any()
            }}
        </Page>
    }
}
