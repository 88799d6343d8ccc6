//! One item of the menu, to write: what residents read, who may do it, what is promised.

use domain::form::{ITEM_LINE_MAX, ITEM_NAME_MAX};
use domain::menu::{Doer, Door, Risk, Skill, Urgency};
use domain::view::{MenuItem, OpenedItem};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::api::{get_desk_menu, get_desk_menu_item};
use crate::data::Data;
use crate::error::AppError;
use crate::pages::bar::MAIN_FORM;
use crate::pages::frame::{Answered, Hidden, Tab};
use crate::pages::load::load;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// The path segment of an item that does not exist yet.
const NEW: &str = "new";

/// `/desk/menu/{item}` and `/desk/menu/new`.
#[component]
pub fn DeskMenuItem() -> impl IntoView {
    let params = use_params_map();
    let data = Data::new(
        move || params.read().get("item").unwrap_or_default(),
        |id| async move {
            if id == NEW {
                let menu = get_desk_menu().await?;
                return Ok((None, menu.next_no));
            }
            let opened = get_desk_menu_item(id.parse().map_err(|_| AppError::NotFound)?).await?;
            let no = opened.item.no;
            Ok((Some(opened), no))
        },
    );
    load(data, |(opened, no)| view! { <Form opened no /> })
}

#[component]
fn Form(opened: Option<OpenedItem>, no: i32) -> impl IntoView {
    let l = locale();
    // as it is now, also below what was posted: whoever saves again has read that somebody was first
    let changed_at = opened.as_ref().map(|it| it.changed_at.0.to_string());
    let item = opened.map(|it| it.item);
    let (sent, item) = (StoredValue::new(posted("item")), StoredValue::new(item));
    let it = move |read: fn(&MenuItem) -> String, or: &str| {
        item.with_value(|item| item.as_ref().map_or_else(|| or.to_owned(), read))
    };
    // what was posted, else what the item says, else what most items say
    let old = move |name: &str, read: fn(&MenuItem) -> String, or: &str| {
        sent.with_value(|sent| sent.value(name, &it(read, or)))
    };
    let error = move |name: &str| sent.with_value(|sent| sent.error(name));
    let ticked = move |name: &str, read: fn(&MenuItem) -> bool, or: bool| {
        let at_first = item.with_value(|item| item.as_ref().map_or(or, read));
        sent.with_value(|sent| sent.ticked(name, "yes", at_first))
    };
    let exists = item.with_value(Option::is_some);
    // what residents miss on the menu is put there from the list of it
    let wanted = use_query_map().read_untracked().get("name").unwrap_or_default();
    let to = path::desk_menu_item(it(|it| it.id.to_string(), NEW));
    let title = if exists { td_string!(l, desk.mi_edit) } else { td_string!(l, desk.mi_new) };
    let name_max = u32::try_from(ITEM_NAME_MAX).unwrap_or(u32::MAX);
    let line_max = u32::try_from(ITEM_LINE_MAX).unwrap_or(u32::MAX);
    view! {
        <Tab title />
        <Page>
            <PageHead title lead=td_string!(l, desk.mi_lead) back_href=path::desk_menu() back_label=td_string!(l, desk.menu_title) />
            <Answered />
            <form id=MAIN_FORM method="post" action=to class="form card">
                <Hidden form="item" />
                {changed_at.map(|at| view! { <input type="hidden" name="changed_at" value=at /> })}
                <Field name="name_zh" label=td_string!(l, desk.mi_name) value=old("name_zh", |it| it.name_zh.clone(), &wanted) error=error("name_zh") maxlength=name_max required=true />
                <TextArea name="summary_zh" label=td_string!(l, desk.mi_summary) hint=td_string!(l, desk.mi_summary_hint) value=old("summary_zh", |it| it.summary_zh.clone(), "") error=error("summary_zh") maxlength=line_max rows=2 required=true />
                <Words name="door" label=td_string!(l, desk.mi_door) error=error("door") chosen=old("door", |it| it.door.word().to_owned(), "convenience") options=Door::ALL.iter().map(|door| (door.word().to_owned(), words::door(*door))).collect() />
                <Field name="no" label=td_string!(l, desk.mi_no) hint=td_string!(l, desk.mi_no_hint) value=old("no", |it| it.no.to_string(), &no.to_string()) error=error("no") inputmode="numeric" maxlength=3 required=true />
                <Words name="icon" label=td_string!(l, desk.mi_icon) error=error("icon") chosen=old("icon", |it| it.icon.clone(), "wrench") options=icons(item) />
                <Words name="urgency" label=td_string!(l, desk.mi_urgency) error=error("urgency") chosen=old("urgency", |it| it.urgency.word().to_owned(), "u2") options=Urgency::ALL.iter().map(|urgency| (urgency.word().to_owned(), words::urgency(*urgency))).collect() />
                <Words name="doer" label=td_string!(l, desk.mi_doer) error=error("doer") chosen=old("doer", |it| it.doer.word().to_owned(), "volunteer") options=Doer::ALL.iter().map(|doer| (doer.word().to_owned(), words::doer(*doer))).collect() />
                <Words name="skill" label=td_string!(l, desk.mi_skill) error=error("skill") chosen=old("skill", |it| it.skill.map(Skill::word).unwrap_or_default().to_owned(), "") options=skills() />
                <div class="field-row">
                    <Field name="required" label=td_string!(l, desk.mi_required) value=old("required", |it| it.required.to_string(), "1") error=error("required") inputmode="numeric" maxlength=2 required=true />
                    <Field name="planned_minutes" label=td_string!(l, desk.mi_minutes) value=old("planned_minutes", |it| it.planned_minutes.to_string(), "60") error=error("planned_minutes") inputmode="numeric" maxlength=3 required=true />
                    <Field name="points_per_hour" label=td_string!(l, desk.mi_points) value=old("points_per_hour", |it| it.points_per_hour.to_string(), "10") error=error("points_per_hour") inputmode="numeric" maxlength=4 required=true />
                </div>
                <TextArea name="question_zh" label=td_string!(l, desk.mi_question) hint=td_string!(l, desk.mi_question_hint) note=td_string!(l, common.optional) value=old("question_zh", |it| it.question_zh.clone().unwrap_or_default(), "") error=error("question_zh") maxlength=line_max rows=2 />
                <ChoiceGroup legend=td_string!(l, desk.mi_more) id="more">
                    <Choice kind=ChoiceKind::Checkbox name="review" value="yes" label=td_string!(l, desk.mi_review) hint=td_string!(l, desk.mi_review_hint) checked=ticked("review", |it| it.review, true) />
                    <Choice kind=ChoiceKind::Checkbox name="home_visit" value="yes" label=td_string!(l, desk.mi_home_visit) checked=ticked("home_visit", |it| it.home_visit, false) />
                    <Choice kind=ChoiceKind::Checkbox name="raised" value="yes" label=td_string!(l, desk.mi_raised) hint=td_string!(l, desk.mi_raised_hint) checked=ticked("raised", |it| it.risk == Risk::Raised, false) />
                </ChoiceGroup>
                <Sheet title=td_string!(l, desk.mi_english) icon=IconName::Language>
                    <Field name="name_en" label=td_string!(l, desk.mi_name_en) note=td_string!(l, common.optional) value=old("name_en", |it| it.name_en.clone(), "") error=error("name_en") maxlength=2 * name_max />
                    <TextArea name="summary_en" label=td_string!(l, desk.mi_summary_en) note=td_string!(l, common.optional) value=old("summary_en", |it| it.summary_en.clone(), "") error=error("summary_en") maxlength=2 * line_max rows=2 />
                    <TextArea name="question_en" label=td_string!(l, desk.mi_question_en) note=td_string!(l, common.optional) value=old("question_en", |it| it.question_en.clone().unwrap_or_default(), "") error=error("question_en") maxlength=2 * line_max rows=2 />
                </Sheet>
                <Button wide=true large=true icon=IconName::Check>{td_string!(l, common.save)}</Button>
                <p class="muted small">{td_string!(l, desk.mi_hint)}</p>
            </form>
        </Page>
    }
}

/// A choice among words.
#[component]
fn Words(
    name: &'static str,
    label: &'static str,
    error: Option<String>,
    chosen: String,
    options: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        <Select name label error=error>
            {options.into_iter().map(|(value, label)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{label}</option> }
            }).collect_view()}
        </Select>
    }
}

fn skills() -> Vec<(String, String)> {
    let none = (String::new(), td_string!(locale(), desk.mi_no_skill).to_owned());
    let all = Skill::ALL.iter().map(|skill| (skill.word().to_owned(), words::skill(*skill)));
    std::iter::once(none).chain(all).collect()
}

/// The pictures to choose from, and the one it has from a file.
fn icons(item: StoredValue<Option<MenuItem>>) -> Vec<(String, String)> {
    let mut icons = words::icon_choices();
    let own = item.with_value(|item| item.as_ref().map(|item| item.icon.clone()));
    if let Some(own) = own
        && !icons.iter().any(|(word, _)| *word == own)
    {
        icons.push((own, td_string!(locale(), desk.mi_icon_kept).to_owned()));
    }
    icons
}
