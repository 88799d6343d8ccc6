//! The two ledgers, line by line, each with its order.

use domain::ledger::{AccountKind, TransferKind};
use domain::order::Basis;
use domain::view::{LedgerLine, MinutesLine, Wallet as WalletView};
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
    load(data, |wallet| view! { <Drawn wallet /> })
}

#[component]
fn Drawn(wallet: WalletView) -> impl IntoView {
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
                    <List>{wallet.hours.into_iter().map(|line| view! { <Hour line /> }).collect_view()}</List>
                </Section>
                <Section title=td_string!(l, volunteer.points_book)>
                    <List>{wallet.points.into_iter().map(|line| view! { <Point line /> }).collect_view()}</List>
                </Section>
            })}
        </Page>
    }
}

#[component]
fn Hour(line: MinutesLine) -> impl IntoView {
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
            meta=vec![line.no.clone(), words::moment(line.at), basis.to_string()]
            end=move || view! { <span class="ledger-amount" data-sign=sign>{amount.clone()}</span> }
        />
    }
}

#[component]
fn Point(line: LedgerLine) -> impl IntoView {
    let l = locale();
    let kind = match line.kind {
        TransferKind::Award => td_string!(l, volunteer.k_award),
        TransferKind::Settle => td_string!(l, volunteer.k_settle),
        TransferKind::OnTheWay => td_string!(l, volunteer.k_on_the_way),
        TransferKind::ReversePending | TransferKind::ReverseAvailable => td_string!(l, volunteer.k_reverse),
        _ => td_string!(l, volunteer.k_other),
    };
    let account = match line.account {
        AccountKind::Pending => td_string!(l, volunteer.a_pending),
        _ => td_string!(l, volunteer.a_available),
    };
    let name = either(&line.name_zh.clone().unwrap_or_default(), &line.name_en.clone().unwrap_or_default());
    let amount = if line.amount > 0 { format!("+{}", line.amount) } else { format!("−{}", -line.amount) };
    let sign = (line.amount > 0).then_some("plus");
    let to = line.order_id.map_or_else(|| path::wallet().to_owned(), path::order);
    view! {
        <ListRow
            href=to title=name meta=vec![line.no.clone().unwrap_or_default(), words::moment(line.at), kind.to_string(), account.to_string()]
            end=move || view! { <span class="ledger-amount" data-sign=sign>{amount.clone()}</span> }
        />
    }
}
