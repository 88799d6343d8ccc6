//! The order form: large controls, the promise first, and no sign-in before it is needed.

use domain::Refusal;
use domain::form::DAY_PARTS;
use domain::menu::Urgency;
use domain::order::promise;
use domain::time::Timestamp;
use domain::view::{AreaName, Me, MenuItem};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_params_map;

use super::bar::MAIN_FORM;
use super::frame::{Answered, Dialled, Hidden, Tab};
use super::load::load;
use super::photos::PhotoField;
use crate::api::{get_buildings, get_item, get_me};
use crate::data::Data;
use crate::error::AppError;
use crate::posted::posted;
use crate::prefs::{either, locale};
use crate::ui::*;
use crate::{path, words};

/// Days a resident can choose from at a glance.
const DAYS: i64 = 7;

/// `/menu/{item}`.
#[component]
pub fn NewOrder() -> impl IntoView {
    let params = use_params_map();
    let data = Data::new(
        move || params.read().get("item").unwrap_or_default(),
        |id| async move {
            let id = id.parse().map_err(|_| AppError::NotFound)?;
            let (item, now) = get_item(id).await?;
            Ok::<_, AppError>((item, now, get_buildings().await?, get_me().await?))
        },
    );
    load(data, |(item, now, buildings, me)| view! { <Form item now buildings me /> })
}

/// What is promised for an item, in words.
#[must_use]
pub fn promise_words(urgency: Urgency, now: Timestamp) -> String {
    let l = locale();
    let calendar = words::local_calendar();
    let by_evening = calendar.at(calendar.local(now).0, 20 * 60) == promise(urgency, now, None, &calendar);
    match urgency {
        Urgency::U1 if by_evening => td_string!(l, order.promise_u1_evening),
        Urgency::U1 => td_string!(l, order.promise_u1),
        Urgency::U2 => td_string!(l, order.promise_u2),
        Urgency::U3 => td_string!(l, order.promise_u3),
        Urgency::U4 => td_string!(l, order.promise_u4),
    }
    .to_string()
}

#[component]
fn Form(item: MenuItem, now: Timestamp, buildings: Vec<AreaName>, me: Option<Me>) -> impl IntoView {
    let l = locale();
    let sent = posted("order");
    let code_sent = sent.shown.as_deref() == Some("code_sent")
        || (me.is_none() && !matches!(sent.refusal, None | Some(Refusal::CutOff)));
    let known = me.clone();
    let home = known.as_ref().and_then(|me| me.home.as_ref()).map(|it| it.id.to_string()).unwrap_or_default();
    let door = known.as_ref().and_then(|me| me.door.clone()).unwrap_or_default();
    let name = known.as_ref().map(|me| me.name.clone()).unwrap_or_default();
    let phone = known.as_ref().and_then(|me| me.own_phone.clone()).unwrap_or_default();
    let question = either(
        item.question_zh.as_deref().unwrap_or_default(),
        item.question_en.as_deref().unwrap_or_default(),
    );
    let title = either(&item.name_zh, &item.name_en);
    // the code that says who she is goes to her phone
    let stranger = me.is_none();
    let (phone_note, phone_hint) = if stranger {
        (td_string!(l, common.needed), td_string!(l, order.contact_phone_code))
    } else {
        (td_string!(l, common.optional), td_string!(l, order.contact_phone_hint))
    };
    let phone_shown = sent.value("contact_phone", &phone);
    view! {
        <Tab title=title.clone() />
        <Page>
            <PageHead title lead=either(&item.summary_zh, &item.summary_en) back_href=path::menu(None) back_label=td_string!(l, common.menu) />
            <div class="order-promise"><Icon name=IconName::Clock /><p>{td_string!(l, order.promise, t = promise_words(item.urgency, now))}</p></div>
            <Answered />
            <form id=MAIN_FORM method="post" action=path::new_order(item.id) class="form" enctype="multipart/form-data">
                <Hidden form="order" />
                <input type="hidden" name="item_id" value=item.id.to_string() />
                {code_sent.then(|| view! {
                    <div class="card form">
                        <input type="hidden" name="shown" value="code_sent" />
                        <Notice tone=NoticeTone::Ok><p>{td_string!(l, sign_in.sent, phone = phone_shown.clone())}</p></Notice>
                        <CodeInput name="code" label=td_string!(l, sign_in.code) hint=td_string!(l, sign_in.code_hint) />
                        <Button wide=true large=true icon=IconName::Check>{td_string!(l, order.sign_in_to_place)}</Button>
                        <p class="muted small">{td_string!(l, sign_in.lead_order)}</p>
                        <Button kind=ButtonKind::Quiet name="resend" value="yes" unchecked=true>{td_string!(l, sign_in.again)}</Button>
                        <p class="muted small">{td_string!(l, sign_in.again_hint)}</p>
                    </div>
                })}
                <Buildings buildings chosen=sent.value("area_id", &home) error=sent.error("area_id") />
                <Field name="door" label=td_string!(l, order.door) hint=td_string!(l, order.door_hint) value=sent.value("door", &door) error=sent.error("door") maxlength=40 required=true />
                <When now soon=item.urgency != Urgency::U4 day=sent.value("day", "") part=sent.value("part", "any") error=sent.error("day") />
                <TextArea name="details" label=td_string!(l, order.details) hint=td_string!(l, order.details_hint) note=td_string!(l, common.optional) value=sent.value("details", "") error=sent.error("details") maxlength=500 rows=3 />
                {(!question.is_empty()).then(|| view! {
                    <TextArea name="answer" label=question.clone() hint=td_string!(l, order.question_hint) note=td_string!(l, common.optional) value=sent.value("answer", "") error=sent.error("answer") maxlength=500 rows=2 />
                })}
                <Field name="contact_name" label=td_string!(l, order.contact_name) value=sent.value("contact_name", &name) error=sent.error("contact_name") autocomplete="name" maxlength=20 required=true />
                <Field name="contact_phone" label=td_string!(l, order.contact_phone) note=phone_note hint=phone_hint value=sent.value("contact_phone", &phone) error=sent.error("contact_phone") input_type="tel" inputmode="tel" autocomplete="tel" maxlength=40 required=stranger />
                <PhotoField sent=sent.clone() />
                {(!code_sent).then(|| view! {
                    <Button wide=true large=true icon=IconName::Send>{td_string!(l, order.place)}</Button>
                })}
                <p class="muted small">{td_string!(l, order.place_hint)} " " <Dialled words=td_string!(l, order.danger) /></p>
            </form>
        </Page>
    }
}

/// The building, by estate.
#[component]
pub fn Buildings(
    /// All of them, in order.
    buildings: Vec<AreaName>,
    /// The one that is filled in.
    chosen: String,
    /// What is wrong with it.
    error: Option<String>,
) -> impl IntoView {
    let l = locale();
    let mut estates: Vec<(String, Vec<AreaName>)> = Vec::new();
    for building in buildings {
        let label = [building.community.clone(), building.estate.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ");
        match estates.last_mut() {
            Some((last, list)) if *last == label => list.push(building),
            _ => estates.push((label, vec![building])),
        }
    }
    view! {
        <Select name="area_id" label=td_string!(l, order.building) error=error required=true>
            <option value="">{td_string!(l, order.choose_building)}</option>
            {estates.into_iter().map(|(label, list)| view! {
                <optgroup label=label>
                    {list.into_iter().map(|building| {
                        let id = building.id.to_string();
                        let selected = id == chosen;
                        let estate = building.estate.unwrap_or_default();
                        view! { <option value=id selected=selected>{estate} " " {building.name}</option> }
                    }).collect_view()}
                </optgroup>
            }).collect_view()}
        </Select>
    }
}

/// As soon as possible, or a day and a part of it.
#[component]
pub fn When(
    /// The server's time.
    now: Timestamp,
    /// Whether "as soon as possible" is an answer: what is done by appointment needs a day.
    #[prop(default = true)]
    soon: bool,
    /// The day that is chosen; the first there is, when none.
    day: String,
    /// The part that is chosen.
    part: String,
    /// What is wrong with it.
    error: Option<String>,
) -> impl IntoView {
    let l = locale();
    let days = words::days_with(now, DAYS, &day);
    // with "as soon as possible" it is not minded, and the style sheet takes it away where it can
    let part_of_it = if soon { td_string!(l, order.part_if) } else { td_string!(l, order.part) };
    view! {
        <div class="order-when">
            <Select name="day" label=td_string!(l, order.when) error=error required=true>
                {soon.then(|| view! { <option value="soon" selected=day == "soon">{td_string!(l, common.soon)}</option> })}
                {days.into_iter().map(|(value, label)| {
                    let selected = value == day;
                    view! { <option value=value selected=selected>{label}</option> }
                }).collect_view()}
            </Select>
            <ChoiceGroup legend=part_of_it id="part" columns=2>
                <Choice name="part" value="any" label=td_string!(l, common.any_time) checked=part == "any" />
                {DAY_PARTS.iter().map(|(word, from, to)| view! {
                    <Choice
                        name="part" value=*word label=words::day_part(word) checked=part == *word
                        hint=format!("{}:{:02}–{}:{:02}", from / 60, from % 60, to / 60, to % 60)
                    />
                }).collect_view()}
            </ChoiceGroup>
        </div>
    }
}
