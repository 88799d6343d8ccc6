//! My account: who I am, where I live, how pages look.

use domain::view::{AreaName, Me};
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::{Answered, Hidden, Tab};
use super::home::Foot;
use super::load::{Trouble, load};
use super::new_order::Buildings;
use crate::api::{get_buildings, get_me};
use crate::data::Data;
use crate::error::AppError;
use crate::path;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;

/// `/account`.
#[component]
pub fn Account() -> impl IntoView {
    let data = Data::new(|| (), |()| async { Ok::<_, AppError>((get_me().await?, get_buildings().await?)) });
    load(data, |(me, buildings)| match me {
        Some(me) => view! { <Drawn me buildings /> }.into_any(),
        None => view! { <Page><Trouble error=AppError::SignInNeeded /></Page> }.into_any(),
    })
}

#[component]
fn Drawn(me: Me, buildings: Vec<AreaName>) -> impl IntoView {
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
                {me.desk.then(|| view! { <ListRow href=path::desk(None) icon=IconName::Inbox title=td_string!(l, desk.title) /> })}
            </List>
            <form method="post" action=path::account() class="form card">
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
