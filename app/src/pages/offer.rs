//! One offer: yes or no, of the same weight.

use domain::time::Window;
use domain::view::OfferPage;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_params_map;

use super::frame::{Answered, Hidden, Tab};
use super::load::load_held;
use super::offers::OfferCard;
use crate::api::{get_offer, get_offers};
use crate::data::Data;
use crate::error::AppError;
use crate::live::heard;
use crate::path;
use crate::posted::posted_here;
use crate::prefs::{either, locale};
use crate::ui::*;

/// `/offers/{id}`.
#[component]
pub fn Offer() -> impl IntoView {
    let params = use_params_map();
    let data = Data::new(
        move || (params.read().get("id").unwrap_or_default(), heard().get()),
        |(id, _)| async move {
            match get_offer(id.parse().map_err(|_| AppError::NotFound)?).await {
                Ok(page) => Ok((Some(page), Vec::new())),
                // gone: a kind word and two others, instead of a dead end
                Err(AppError::NotFound) => {
                    Ok((None, get_offers().await?.offers.into_iter().take(2).collect()))
                }
                Err(error) => Err(error),
            }
        },
    );
    load_held(data, |(page, others)| match page {
        Some(page) => view! { <Drawn page /> }.into_any(),
        None => view! { <Gone others /> }.into_any(),
    })
}

#[component]
fn Drawn(page: OfferPage) -> impl IntoView {
    let l = locale();
    let to = path::offer(page.offer.order_id);
    let title = either(&page.item.name_zh, &page.item.name_en);
    let no_to = to.clone();
    // a yes is to the time that was read
    let window = Window { start: page.offer.window_start, end: page.offer.window_end }.to_string();
    view! {
        <Tab title=title.clone() />
        <Page>
            <PageHead title lead=either(&page.item.summary_zh, &page.item.summary_en) back_href=path::offers() back_label=td_string!(l, volunteer.title) />
            <Answered />
            <OfferCard offer=page.offer.clone() />
            {page.public_note.clone().map(|note| view! { <Notice><p>{note}</p></Notice> })}
            <p class="muted">{td_string!(l, volunteer.private)}</p>
            <Actions>
                <form method="post" action=to>
                    <Hidden form="accept" />
                    <input type="hidden" name="window" value=window />
                    <Button large=true wide=true icon=IconName::Handshake>{td_string!(l, volunteer.accept)}</Button>
                </form>
                <form method="post" action=no_to>
                    <Hidden form="decline" />
                    <Button large=true wide=true kind=ButtonKind::Secondary>{td_string!(l, volunteer.decline)}</Button>
                </form>
            </Actions>
            {(!page.others.is_empty()).then(|| view! {
                <Section title=td_string!(l, volunteer.others)>
                    <div class="offer-list">{page.others.into_iter().map(|offer| view! { <OfferCard offer linked=true /> }).collect_view()}</div>
                </Section>
            })}
        </Page>
    }
}

#[component]
fn Gone(others: Vec<domain::view::Offer>) -> impl IntoView {
    let l = locale();
    let refused = posted_here().refusal.map(|it| crate::words::refusal(&it));
    view! {
        <Tab title=td_string!(l, volunteer.gone_title) />
        <Page>
            <PageHead title=td_string!(l, volunteer.gone_title) back_href=path::offers() back_label=td_string!(l, volunteer.title) />
            <Notice tone=NoticeTone::Info><p>{refused.unwrap_or_else(|| td_string!(l, volunteer.gone).to_string())}</p></Notice>
            {(!others.is_empty()).then(|| view! {
                <Section title=td_string!(l, volunteer.others)>
                    <div class="offer-list">{others.into_iter().map(|offer| view! { <OfferCard offer linked=true /> }).collect_view()}</div>
                </Section>
            })}
        </Page>
    }
}
