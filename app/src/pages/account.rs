//! My account: who I am, where I live, how pages look.

use domain::view::{AreaName, BuildingLine, Me, Period};
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::bar::MAIN_FORM;
use super::frame::{Answered, Hidden, Tab};
use super::home::Foot;
use super::load::load;
use super::new_order::Buildings;
use crate::api::{get_buildings, get_home_building, get_me};
use crate::data::Data;
use crate::error::AppError;
use crate::path;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;

/// `/account`.
#[component]
pub fn Account() -> impl IntoView {
    let data = Data::new(
        || (),
        |()| async {
            let me = get_me().await?.ok_or(AppError::SignInNeeded)?;
            Ok((me, get_buildings().await?, get_home_building().await?))
        },
    );
    load(data, |(me, buildings, building)| view! { <Drawn me buildings building /> })
}

#[component]
fn Drawn(me: Me, buildings: Vec<AreaName>, building: Option<BuildingLine>) -> impl IntoView {
    let l = locale();
    let sent = posted("profile");
    let home = me.home.as_ref().map(|it| it.id.to_string()).unwrap_or_default();
    let help = if me.volunteer { td_string!(l, volunteer.my_times) } else { td_string!(l, account.join) };
    let phone = me.phone.clone().unwrap_or_default();
    view! {
        <Tab title=td_string!(l, account.title) />
        <Page>
            <PageHead title=if me.name.is_empty() { td_string!(l, account.title).to_string() } else { me.name.clone() } lead=phone />
            <Answered />
            <List>
                <ListRow href=path::messages() icon=IconName::Bell title=td_string!(l, account.messages) meta=vec![me.unread.to_string()] />
                <ListRow href=path::orders() icon=IconName::Orders title=td_string!(l, order.my_title) />
                <ListRow href=path::times() icon=IconName::Handshake title=help />
                {me.volunteer.then(|| view! { <ListRow href=path::wallet() icon=IconName::Coins title=td_string!(l, volunteer.wallet) /> })}
                <ListRow href=path::sessions() icon=IconName::Smartphone title=td_string!(l, account.sessions) />
                {me.watches.then(|| view! { <ListRow href=path::buildings() icon=IconName::Building title=td_string!(l, area.buildings) /> })}
                {me.totals.then(|| view! { <ListRow href=path::desk_totals(None, Period::Month) icon=IconName::Chart title=td_string!(l, area.totals) /> })}
                {me.places.then(|| view! { <ListRow href=path::desk_grids(None) icon=IconName::Pin title=td_string!(l, area.grids) /> })}
                {me.complaints.then(|| view! { <ListRow href=path::desk_complaints() icon=IconName::Message title=td_string!(l, desk.complaints_title) /> })}
                {me.desk.then(|| view! { <ListRow href=path::desk(None) icon=IconName::Inbox title=td_string!(l, desk.title) /> })}
            </List>
            {building.map(|it| view! { <Answering it /> })}
            <form id=MAIN_FORM method="post" action=path::account() class="form card">
                <Hidden form="profile" />
                <Field name="name" label=td_string!(l, account.name) value=sent.value("name", &me.name) error=sent.error("name") autocomplete="name" maxlength=20 required=true />
                <Buildings buildings chosen=sent.value("area_id", &home) error=sent.error("area_id") />
                <Field name="door" label=td_string!(l, order.door) hint=td_string!(l, order.door_hint) value=sent.value("door", &me.door.clone().unwrap_or_default()) error=sent.error("door") maxlength=40 required=true />
                <Button>{td_string!(l, account.save)}</Button>
                <p class="muted small">{td_string!(l, account.private)}</p>
            </form>
            <form method="post" action=path::account()>
                <Hidden form="sign_out" />
                <Button kind=ButtonKind::Quiet>{td_string!(l, common.sign_out)}</Button>
            </form>
        </Page>
        <Foot />
    }
}

/// Whom to ask about a building: the 网格员 and the 楼栋长, where there are any.
#[component]
pub fn Answering(
    /// The building.
    it: BuildingLine,
) -> impl IntoView {
    let l = locale();
    let call = |name: Option<String>, phone: Option<String>| {
        let name = name?;
        Some(match phone {
            Some(phone) => view! { {name} " " <a href=path::tel(&phone)>{phone.clone()}</a> }.into_any(),
            None => name.into_any(),
        })
    };
    let worker = call(it.worker_name, it.worker_phone);
    let steward = call(it.steward_name, it.steward_phone);
    view! {
        <Facts>
            {it.grid.map(|grid| view! { <Fact label=td_string!(l, area.grid)>{grid}</Fact> })}
            {worker.map(|it| view! { <Fact label=td_string!(l, area.grid_worker)>{it}</Fact> })}
            {steward.map(|it| view! { <Fact label=td_string!(l, area.steward)>{it}</Fact> })}
        </Facts>
    }
}
