//! 代客下单: an order while somebody is on the phone, in under a minute.

use domain::id::ItemId;
use domain::time::Timestamp;
use domain::view::{AreaName, MenuItem, Tile};
use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::api::{get_buildings, get_item, get_me, get_menu};
use crate::data::Data;
use crate::error::AppError;
use crate::pages::bar::MAIN_FORM;
use crate::pages::frame::{Answered, Hidden, Tab};
use crate::pages::load::load;
use crate::pages::new_order::{Buildings, When, promise_words};
use crate::path;
use crate::posted::posted;
use crate::prefs::{either, locale};
use crate::ui::*;

/// `/desk/new`.
#[component]
pub fn PhoneOrder() -> impl IntoView {
    // what is promised and what is asked goes with the item that was chosen
    let chosen = posted("phone").value("item_id", "");
    let data = Data::new(
        move || chosen.clone(),
        |chosen| async move {
            match get_me().await? {
                Some(me) if me.desk => {}
                Some(_) => return Err(AppError::NotFound),
                None => return Err(AppError::SignInNeeded),
            }
            let (items, now) = get_menu().await?;
            let chosen = match chosen.parse::<ItemId>() {
                Ok(id) => get_item(id).await.ok().map(|(item, _)| item),
                Err(_) => None,
            };
            Ok((items, now, get_buildings().await?, chosen))
        },
    );
    load(data, |(items, now, buildings, chosen)| view! { <Form items now buildings chosen /> })
}

#[component]
fn Form(
    items: Vec<Tile>,
    now: Timestamp,
    buildings: Vec<AreaName>,
    chosen: Option<MenuItem>,
) -> impl IntoView {
    let l = locale();
    let sent = posted("phone");
    let item = sent.value("item_id", "");
    let channel = sent.value("channel", "phone");
    let channels = [
        ("phone", td_string!(l, desk.ch_phone)),
        ("desk", td_string!(l, desk.ch_desk)),
        ("paper", td_string!(l, desk.ch_paper)),
        ("chat", td_string!(l, desk.ch_chat)),
    ];
    let caller = sent.shown.as_deref().map(|word| match word {
        "known" => td_string!(l, desk.look_up_known),
        _ => td_string!(l, desk.look_up_new),
    });
    let promise =
        chosen.as_ref().map(|it| td_string!(l, desk.phone_promise, t = promise_words(it.urgency, now)));
    let question = chosen.map(|it| {
        let question = either(
            it.question_zh.as_deref().unwrap_or_default(),
            it.question_en.as_deref().unwrap_or_default(),
        );
        (it.id.to_string(), question)
    });
    let question = question.filter(|(_, question)| !question.is_empty());
    view! {
        <Tab title=td_string!(l, desk.phone_title) />
        <Page>
            <PageHead title=td_string!(l, desk.phone_title) lead=td_string!(l, desk.phone_lead) back_href=path::desk(None) back_label=td_string!(l, desk.title) />
            <Answered />
            <form id=MAIN_FORM method="post" action=path::desk_phone() class="form card">
                <Hidden form="phone" />
                // what a number brought: the next number takes it away again
                {["found_contact_name", "found_area_id", "found_door"].into_iter().map(|name| view! {
                    <input type="hidden" name=name value=sent.value(name, "") />
                }).collect_view()}
                <Select name="item_id" label=td_string!(l, desk.item) hint=td_string!(l, desk.item_hint) error=sent.error("item_id") required=true>
                    <option value=""></option>
                    {items.into_iter().filter(|it| it.open).map(|it| {
                        let id = it.id.to_string();
                        let selected = id == item;
                        view! { <option value=id selected=selected>{it.no} " " {either(&it.name_zh, &it.name_en)}</option> }
                    }).collect_view()}
                </Select>
                <div class="field-row">
                    <Field name="contact_phone" label=td_string!(l, desk.caller_phone) hint=td_string!(l, desk.caller_phone_hint) input_type="tel" inputmode="tel" value=sent.value("contact_phone", "") error=sent.error("contact_phone") maxlength=40 />
                    // the first button is what Enter presses: it places nothing
                    <Button kind=ButtonKind::Secondary icon=IconName::Search name="look" value="yes" unchecked=true>{td_string!(l, desk.look_up)}</Button>
                </div>
                <input type="hidden" name="shown" value=sent.shown.clone().unwrap_or_default() />
                {caller.map(|words| view! { <Notice><p>{words}</p></Notice> })}
                {promise.map(|words| view! { <div class="order-promise"><Icon name=IconName::Clock /><p>{words}</p></div> })}
                <Field name="contact_name" label=td_string!(l, desk.caller_name) value=sent.value("contact_name", "") error=sent.error("contact_name") maxlength=20 required=true />
                <Buildings buildings chosen=sent.value("area_id", "") error=sent.error("area_id") />
                <Field name="door" label=td_string!(l, order.door) value=sent.value("door", "") error=sent.error("door") maxlength=40 required=true />
                <When now day=sent.value("day", "soon") part=sent.value("part", "any") error=sent.error("day") />
                <TextArea name="details" label=td_string!(l, order.details) note=td_string!(l, common.optional) value=sent.value("details", "") error=sent.error("details") maxlength=500 rows=2 />
                {question.map(|(item, question)| view! {
                    <input type="hidden" name="asked" value=item />
                    <TextArea name="answer" label=question hint=td_string!(l, order.question_hint) note=td_string!(l, common.optional) value=sent.value("answer", "") error=sent.error("answer") maxlength=500 rows=2 />
                })}
                <Select name="channel" label=td_string!(l, desk.channel) error=sent.error("channel")>
                    {channels.into_iter().map(|(value, label)| {
                        let selected = value == channel;
                        view! { <option value=value selected=selected>{label}</option> }
                    }).collect_view()}
                </Select>
                <ChoiceGroup legend=td_string!(l, desk.consent) id="consent" error=sent.error("consent")>
                    <Choice kind=ChoiceKind::Checkbox name="consent" value="yes" label=td_string!(l, common.yes) checked=sent.ticked("consent", "yes", false) required=true />
                </ChoiceGroup>
                <Button wide=true large=true icon=IconName::Send>{td_string!(l, desk.place)}</Button>
            </form>
        </Page>
    }
}
