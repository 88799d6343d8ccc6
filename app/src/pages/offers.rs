//! What waits for somebody like me, and what I have accepted.

use domain::time::{Timestamp, Window};
use domain::view::{Offer, OfferList, OrderCard};
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::{Answered, Badge, Tab};
use super::load::load;
use crate::api::{get_offers, get_visits};
use crate::data::Data;
use crate::error::AppError;
use crate::live::heard;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/offers`.
#[component]
pub fn Offers() -> impl IntoView {
    let data = Data::new(
        move || heard().get(),
        |_| async { Ok::<_, AppError>((get_offers().await?, get_visits().await?)) },
    );
    load(data, |(list, visits)| view! { <Drawn list visits /> })
}

#[component]
fn Drawn(list: OfferList, visits: Vec<OrderCard>) -> impl IntoView {
    let l = locale();
    let OfferList { offers, approval_until } = list;
    let by_name = approval_until.is_some();
    view! {
        <Tab title=td_string!(l, volunteer.title) />
        <Page>
            <PageHead title=td_string!(l, volunteer.title) lead=td_string!(l, volunteer.lead) />
            <Answered />
            {(!visits.is_empty()).then(|| view! {
                <Section title=td_string!(l, volunteer.visits)>
                    <List>{visits.into_iter().map(|card| view! { <Visit card /> }).collect_view()}</List>
                </Section>
            })}
            <Section title=td_string!(l, volunteer.offers)>
                {approval_until.map(|at| view! {
                    <Notice tone=NoticeTone::Info><p>{td_string!(l, volunteer.by_name_until, t = words::moment(at))}</p></Notice>
                })}
                {if offers.is_empty() && by_name {
                    ().into_any()
                } else if offers.is_empty() {
                    view! {
                        <Empty
                            icon=IconName::Leaf title=td_string!(l, volunteer.empty_title)
                            action=move || view! { <ButtonLink href=path::times() kind=ButtonKind::Secondary>{td_string!(l, volunteer.my_times)}</ButtonLink> }
                        >
                            {td_string!(l, volunteer.empty)}
                        </Empty>
                    }
                    .into_any()
                } else {
                    view! { <div class="offer-list">{offers.into_iter().map(|offer| view! { <OfferCard offer linked=true /> }).collect_view()}</div> }.into_any()
                }}
            </Section>
            <List>
                <ListRow href=path::times() icon=IconName::Calendar title=td_string!(l, volunteer.my_times) />
                <ListRow href=path::wallet() icon=IconName::Coins title=td_string!(l, volunteer.wallet) />
            </List>
        </Page>
    }
}

/// A visit I have said yes to: when I am expected.
#[component]
fn Visit(card: OrderCard) -> impl IntoView {
    let l = locale();
    let state = card.state;
    let window = Window { start: card.window_start, end: card.window_end };
    view! {
        <ListRow
            href=path::order(card.id) icon=words::icon(&card.icon) title=either(&card.name_zh, &card.name_en)
            meta=vec![when(window, card.promise_at), td_string!(l, order.no, no = card.no)]
            class="order-row" end=move || view! { <Badge state /> }
        />
    }
}

/// Hours that were agreed say enough; "as soon as possible" is until what she was promised.
fn when(window: Window, promise_at: Timestamp) -> String {
    if window.is_soon() {
        td_string!(locale(), volunteer.soon_by, t = words::moment(promise_at))
    } else {
        words::window(window.start, window.end)
    }
}

/// An offer: item, estate, window, people needed, and nothing that is private.
#[component]
pub fn OfferCard(
    /// Which.
    offer: Offer,
    /// Whether the whole card leads to its page.
    #[prop(optional)]
    linked: bool,
) -> impl IntoView {
    let l = locale();
    let title = either(&offer.name_zh, &offer.name_en);
    let end = if offer.asked { td_string!(l, volunteer.asked_you) } else { td_string!(l, volunteer.pool) }
        .to_string();
    let window = Window { start: offer.window_start, end: offer.window_end };
    let when = when(window, offer.promise_at);
    let inside = view! {
        <ul class="offer-when">
            <li><Icon name=IconName::Clock /><span>{when}</span></li>
            <li><Icon name=IconName::Pin /><span>{offer.estate.clone()}</span></li>
            <li><Icon name=IconName::Hourglass /><span>{td_string!(l, volunteer.takes, n = offer.planned_minutes.to_string())}</span></li>
            <li><Icon name=IconName::People /><span>{td_string!(l, volunteer.need, n = offer.required.to_string(), m = offer.accepted.to_string())}</span></li>
        </ul>
        <Tags><Tag label=end /><Tag label=td_string!(l, volunteer.worth, n = offer.points_per_hour.to_string()) /></Tags>
        {offer.respond_by.map(|by| view! { <Clock datetime=words::rfc3339(by) label=td_string!(l, volunteer.answer_by, t = words::moment(by)) /> })}
    };
    if linked {
        view! { <Card title href=path::offer(offer.order_id) class="offer-card">{inside}</Card> }.into_any()
    } else {
        view! { <Card title class="offer-card">{inside}</Card> }.into_any()
    }
}
