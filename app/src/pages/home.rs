//! The first page: three doors, what is under way, what is often ordered.

use domain::menu::Door;
use domain::view::{Home as HomeView, OrderCard, Tile as TileView};
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::{Answered, Badge, CallDesk, Dialled, Tab, use_me};
use super::load::load;
use crate::api::get_home;
use crate::data::Data;
use crate::live::heard;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/`.
#[component]
pub fn Home() -> impl IntoView {
    let data = Data::new(move || heard().get(), |_| get_home());
    load(data, |home| view! { <Drawn home /> })
}

#[component]
fn Drawn(home: HomeView) -> impl IntoView {
    let l = locale();
    view! {
        <Tab title="" />
        <Page width=PageWidth::Wide>
            <Answered />
            <Greeting place=home.place.clone() />
            <Doors label=td_string!(l, home.doors)>
                <DoorCard
                    href=path::menu(Some(Door::Government.word())) gate=Gate::Octagon hue=Hue::Indigo icon=IconName::Landmark
                    name=td_string!(l, home.government) hint=td_string!(l, home.government_hint)
                />
                <DoorCard
                    href=path::menu(Some(Door::Convenience.word())) gate=Gate::Moon hue=Hue::Pine icon=IconName::Handshake
                    name=td_string!(l, home.convenience) hint=td_string!(l, home.convenience_hint)
                />
                <DoorCard
                    href=path::menu(Some(Door::Appeal.word())) gate=Gate::Begonia hue=Hue::Persimmon icon=IconName::Megaphone
                    name=td_string!(l, home.appeal) hint=td_string!(l, home.appeal_hint)
                />
            </Doors>
            {(!home.open_orders.is_empty()).then(|| {
                let cards = home.open_orders.clone();
                view! {
                    <Section title=td_string!(l, home.my_open) more_href=path::orders() more_label=td_string!(l, home.all_orders)>
                        <List>{cards.into_iter().map(|card| view! { <Line card /> }).collect_view()}</List>
                    </Section>
                }
            })}
            <Section title=td_string!(l, home.often) more_href=path::menu(None) more_label=td_string!(l, home.all_orders)>
                <MenuTiles>{home.often.into_iter().map(|item| view! { <Tile item /> }).collect_view()}</MenuTiles>
            </Section>
            <CallDesk phone=home.phone.clone() title=td_string!(l, home.call_title) note=td_string!(l, home.call_note) />
            <Section title=td_string!(l, home.counter)>
                <Stats>
                    <Stat number=home.received.to_string() label=td_string!(l, home.received) unit=td_string!(l, home.unit) />
                    <Stat number=home.solved.to_string() label=td_string!(l, home.solved) unit=td_string!(l, home.unit) />
                </Stats>
            </Section>
            <p class="muted small"><Dialled words=td_string!(l, home.danger) /></p>
        </Page>
        <Foot />
    }
}

#[component]
fn Greeting(place: String) -> impl IntoView {
    let l = locale();
    let me = use_me();
    view! {
        <div class="greeting">
            <Transition>
                {move || {
                    let place = place.clone();
                    Suspend::new(async move {
                        let name = me.read().await.ok().flatten().map(|me| me.name).filter(|name| !name.is_empty());
                        let words = match name {
                            Some(name) => td_string!(l, home.greeting, name = name),
                            None => td_string!(l, home.greeting_plain).to_string(),
                        };
                        view! {
                            <h1>{words}</h1>
                            <p class="greeting-date">{place} " · " {td_string!(l, home.ask)}</p>
                        }
                    })
                }}
            </Transition>
        </div>
    }
}

/// A service as a tile.
#[component]
pub fn Tile(
    /// Which.
    item: TileView,
) -> impl IntoView {
    let l = locale();
    let hue = match item.door {
        Door::Government => Hue::Indigo,
        Door::Convenience => Hue::Pine,
        Door::Appeal => Hue::Persimmon,
    };
    view! {
        <MenuTile
            href=path::new_order(item.id) icon=words::icon(&item.icon) hue
            name=either(&item.name_zh, &item.name_en)
            note=if item.open { words::urgency(item.urgency) } else { td_string!(l, menu.closed).to_string() }
            number=td_string!(l, menu.number, n = item.no.to_string())
        />
    }
}

/// An order as a line of a list.
#[component]
pub fn Line(
    /// Which.
    card: OrderCard,
) -> impl IntoView {
    let l = locale();
    let state = card.state;
    view! {
        <ListRow
            href=path::order(card.id) icon=words::icon(&card.icon) title=either(&card.name_zh, &card.name_en)
            meta=vec![td_string!(l, order.no, no = card.no.clone()), td_string!(l, order.placed_at, t = words::moment(card.created_at))]
            class="order-row" end=move || view! { <Badge state /> }
        />
    }
}

/// The foot of public pages: how it works, and where to complain.
#[component]
pub fn Foot() -> impl IntoView {
    let l = locale();
    view! {
        <footer class="site-foot">
            <a href=path::how()>{td_string!(l, common.how)}</a>
            <a href=path::complaints()>{td_string!(l, common.complain)}</a>
            <a href=path::staff_sign_in()>{td_string!(l, sign_in.staff)}</a>
        </footer>
    }
}
