//! My messages; opening the page reads them.

use domain::view::InboxMessage;
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::frame::Tab;
use super::load::load;
use crate::api::get_messages;
use crate::data::Data;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// `/messages`.
#[component]
pub fn Messages() -> impl IntoView {
    let data = Data::new(|| (), |()| get_messages());
    load(data, |all| view! { <Drawn all /> })
}

#[component]
fn Drawn(all: Vec<InboxMessage>) -> impl IntoView {
    let l = locale();
    view! {
        <Tab title=td_string!(l, message.title) />
        <Page>
            <PageHead title=td_string!(l, message.title) back_href=path::account() back_label=td_string!(l, common.mine) />
            {if all.is_empty() {
                view! { <Empty icon=IconName::Bell title=td_string!(l, message.empty_title)>{td_string!(l, message.empty)}</Empty> }.into_any()
            } else {
                view! {
                    <List>
                        {all.into_iter().map(|it| {
                            let item = either(&it.item_zh.clone().unwrap_or_default(), &it.item_en.clone().unwrap_or_default());
                            let to = match (it.order_id, &it.receipt, it.key.as_str()) {
                                (Some(id), _, "asked") => path::offer(id),
                                (Some(id), _, "call_needed" | "yours_again") => path::desk_order(id),
                                (Some(id), ..) => path::order(id),
                                (None, Some(receipt), _) => path::complaint(receipt),
                                (None, None, _) => path::home().to_owned(),
                            };
                            let no = it.no.or(it.receipt).unwrap_or_default();
                            view! {
                                <ListRow href=to icon=IconName::Bell title=words::message(&it.key, &item) meta=vec![words::moment(it.at), no] />
                            }
                        }).collect_view()}
                    </List>
                }
                .into_any()
            }}
        </Page>
    }
}
