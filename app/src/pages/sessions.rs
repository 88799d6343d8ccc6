//! Where I am signed in, and ending it there.

use domain::view::SessionLine;
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::{Answered, Hidden, Tab};
use super::load::load;
use crate::api::get_sessions;
use crate::data::Data;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// `/account/sessions`.
#[component]
pub fn Sessions() -> impl IntoView {
    let data = Data::new(|| (), |()| get_sessions());
    load(data, |all| view! { <Drawn all /> })
}

#[component]
fn Drawn(all: Vec<SessionLine>) -> impl IntoView {
    let l = locale();
    let others = all.iter().any(|it| !it.this);
    let lead =
        if others { td_string!(l, account.sessions_lead) } else { td_string!(l, account.sessions_one) };
    view! {
        <Tab title=td_string!(l, account.sessions) />
        <Page>
            <PageHead title=td_string!(l, account.sessions) lead=lead back_href=path::account() back_label=td_string!(l, common.mine) />
            <Answered />
            <List>{all.into_iter().map(|it| view! { <Line it /> }).collect_view()}</List>
            {others.then(|| view! {
                <form method="post" action=path::sessions()>
                    <Hidden form="others" />
                    <Button kind=ButtonKind::Secondary>{td_string!(l, account.end_others)}</Button>
                </form>
            })}
        </Page>
    }
}

#[component]
fn Line(it: SessionLine) -> impl IntoView {
    let l = locale();
    let (device, icon) = words::device(it.device);
    let title =
        if it.staff { format!("{device} · {}", td_string!(l, desk.title)) } else { device.to_owned() };
    let used = if it.this {
        td_string!(l, account.session_this).to_owned()
    } else {
        td_string!(l, account.session_used, at = words::moment(it.seen_at)).to_string()
    };
    let began = td_string!(l, account.session_began, at = words::moment(it.created_at)).to_string();
    let id = it.id.to_string();
    view! {
        <ListRow
            icon title meta=vec![used, began]
            end=move || (!it.this).then(|| view! {
                <form method="post" action=path::sessions()>
                    <Hidden form="end" />
                    <input type="hidden" name="session_id" value=id.clone() />
                    <Button kind=ButtonKind::Quiet>{td_string!(l, account.end_session)}</Button>
                </form>
            })
        />
    }
}
