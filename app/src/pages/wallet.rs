//! The two ledgers, line by line: a line is an order, with what has become of it.

use domain::order::Basis;
use domain::time::Timestamp;
use domain::view::{JobLine, MinutesLine, WalletPage};
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::Tab;
use super::load::load;
use crate::api::get_wallet;
use crate::data::Data;
use crate::live::heard;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/wallet`.
#[component]
pub fn Wallet() -> impl IntoView {
    let data = Data::new(move || heard().get(), |_| get_wallet());
    load(data, |(wallet, now)| view! { <Drawn wallet now /> })
}

#[component]
fn Drawn(wallet: WalletPage, now: Timestamp) -> impl IntoView {
    let l = locale();
    let empty = wallet.hours.is_empty() && wallet.points.is_empty();
    view! {
        <Tab title=td_string!(l, volunteer.wallet_title) />
        <Page>
            <PageHead title=td_string!(l, volunteer.wallet_title) back_href=path::offers() back_label=td_string!(l, volunteer.title) />
            <Stats>
                <Stat number=words::duration(wallet.minutes) label=td_string!(l, volunteer.hours) />
                <Stat number=wallet.available.to_string() label=td_string!(l, volunteer.available) />
                <Stat number=wallet.pending.to_string() label=td_string!(l, volunteer.pending) />
            </Stats>
            <p class="muted small">{td_string!(l, volunteer.pending_hint)}</p>
            {empty.then(|| view! { <Empty icon=IconName::Coins title=td_string!(l, volunteer.wallet_title)>{td_string!(l, volunteer.wallet_empty)}</Empty> })}
            {(!empty).then(|| view! {
                <Section title=td_string!(l, volunteer.hours_book)>
                    <List>{wallet.hours.into_iter().map(|line| view! { <Hour line now /> }).collect_view()}</List>
                </Section>
                <Section title=td_string!(l, volunteer.points_book)>
                    <List>{wallet.points.into_iter().map(|line| view! { <Point line now /> }).collect_view()}</List>
                </Section>
            })}
        </Page>
    }
}

#[component]
fn Hour(line: MinutesLine, now: Timestamp) -> impl IntoView {
    let l = locale();
    let basis = match line.basis {
        Basis::Keys => td_string!(l, volunteer.b_keys),
        Basis::Resident => td_string!(l, volunteer.b_resident),
        Basis::CallBack => td_string!(l, volunteer.b_call_back),
        Basis::Auto => td_string!(l, volunteer.b_auto),
    };
    let amount = words::duration(i64::from(line.minutes));
    let sign = (line.minutes > 0).then_some("plus");
    view! {
        <ListRow
            href=path::order(line.order_id) title=either(&line.name_zh, &line.name_en)
            meta=vec![line.no.clone(), words::moment_since(line.at, now), basis.to_string()]
            end=move || view! { <span class="ledger-amount" data-sign=sign>{amount.clone()}</span> }
        />
    }
}

#[component]
fn Point(line: JobLine, now: Timestamp) -> impl IntoView {
    let l = locale();
    let points = line.pending + line.available;
    let state = if line.pending > 0 {
        td_string!(l, volunteer.a_pending)
    } else if line.reversed && points == 0 {
        td_string!(l, volunteer.k_reverse)
    } else {
        td_string!(l, volunteer.a_available)
    };
    let why = line.on_the_way.then(|| td_string!(l, volunteer.k_on_the_way));
    let name = either(&line.name_zh.unwrap_or_default(), &line.name_en.unwrap_or_default());
    let meta =
        [line.no.unwrap_or_default(), words::moment_since(line.at, now), why.unwrap_or_default().to_owned()];
    let meta: Vec<_> = meta.into_iter().filter(|text| !text.is_empty()).chain([state.to_owned()]).collect();
    let sign = (points > 0).then_some("plus");
    let amount = if points > 0 { format!("+{points}") } else { points.to_string().replace('-', "−") };
    let to = line.order_id.map_or_else(|| path::wallet().to_owned(), path::order);
    view! {
        <ListRow
            href=to title=name meta
            end=move || view! { <span class="ledger-amount" data-sign=sign>{amount.clone()}</span> }
        />
    }
}
