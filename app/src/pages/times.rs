//! My report-in, and when I can be asked.

use domain::form::{DAY_PARTS, hh_mm};
use domain::menu::Skill;
use domain::view::MyTimes;
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::bar::MAIN_FORM;
use super::frame::{Answered, Hidden, Tab};
use super::load::load;
use crate::api::get_times;
use crate::data::Data;
use crate::path;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;
use crate::words;

/// `/times`.
#[component]
pub fn Times() -> impl IntoView {
    let data = Data::new(|| (), |()| get_times());
    load(data, |mine| view! { <Drawn mine /> })
}

#[component]
fn Drawn(mine: Option<MyTimes>) -> impl IntoView {
    let l = locale();
    let title = if mine.is_some() {
        td_string!(l, volunteer.times_title)
    } else {
        td_string!(l, volunteer.join_title)
    };
    let lead =
        if mine.is_some() { td_string!(l, volunteer.times_lead) } else { td_string!(l, volunteer.join_lead) };
    view! {
        <Tab title />
        <Page>
            <PageHead title lead back_href=path::account() back_label=td_string!(l, common.mine) />
            <Answered />
            {mine.clone().map(|mine| view! { <Week mine /> })}
            <Join mine />
        </Page>
    }
}

#[component]
fn Week(mine: MyTimes) -> impl IntoView {
    let l = locale();
    let sent = posted("times");
    let party = if mine.verified {
        Some((NoticeTone::Ok, td_string!(l, volunteer.verified)))
    } else if mine.claims_party {
        Some((NoticeTone::Info, td_string!(l, volunteer.pending_party)))
    } else {
        None
    };
    let weekend_only = sent.ticked("weekend_only", "yes", mine.weekend_only);
    let (urgent, paused) =
        (sent.ticked("urgent_opt_in", "yes", mine.urgent_opt_in), sent.ticked("paused", "yes", mine.paused));
    let night = |name, minute| (sent.value(name, &hh_mm(minute)), sent.error(name));
    let (start, start_error) = night("quiet_start", mine.quiet.start);
    let (end, end_error) = night("quiet_end", mine.quiet.end);
    view! {
        {party.map(|(tone, words)| view! { <Notice tone><p>{words}</p></Notice> })}
        <form id=MAIN_FORM method="post" action=path::times() class="form card">
            <Hidden form="times" />
            {(1..=7).map(|day| {
                let mine = mine.clone();
                let sent = sent.clone();
                view! {
                    <ChoiceGroup legend=words::weekday(day) id=format!("day-{day}") columns=3>
                        {DAY_PARTS.iter().map(|(word, start, _)| {
                            let value = format!("{day}-{word}");
                            let checked = sent.ticked("slots", &value, mine.is_free(day, *start));
                            view! { <Choice kind=ChoiceKind::Checkbox name="slots" value label=words::day_part(word) checked /> }
                        }).collect_view()}
                    </ChoiceGroup>
                }
            }).collect_view()}
            <Choice kind=ChoiceKind::Checkbox name="weekend_only" value="yes" label=td_string!(l, volunteer.weekend_only) checked=weekend_only />
            <ChoiceGroup legend=td_string!(l, volunteer.quiet) id="quiet" hint=td_string!(l, volunteer.quiet_hint)>
                <div class="field-row">
                    <Field name="quiet_start" label=td_string!(l, volunteer.quiet_start) value=start error=start_error input_type="time" required=true />
                    <Field name="quiet_end" label=td_string!(l, volunteer.quiet_end) value=end error=end_error input_type="time" required=true />
                </div>
                <Choice kind=ChoiceKind::Checkbox name="urgent_opt_in" value="yes" label=td_string!(l, volunteer.urgent) checked=urgent />
            </ChoiceGroup>
            <Choice kind=ChoiceKind::Checkbox name="paused" value="yes" label=td_string!(l, volunteer.paused) checked=paused />
            <Button wide=true large=true>{td_string!(l, common.save)}</Button>
        </form>
    }
}

#[component]
fn Join(mine: Option<MyTimes>) -> impl IntoView {
    let l = locale();
    let sent = posted("join");
    let joined = mine.is_some();
    let (skills, claims, branch) =
        mine.map(|it| (it.skills, it.claims_party, it.branch.unwrap_or_default())).unwrap_or_default();
    let (opened, shown_branch, branch_error) =
        (!sent.fields.is_empty(), sent.value("branch", &branch), sent.error("branch"));
    let party_ticked = sent.ticked("party", "yes", claims);
    let skills_error = sent.error("skills");
    let needs_home = sent.error("area_id").is_some();
    let form = view! {
        {needs_home.then(|| view! { <Notice tone=NoticeTone::Warn><p><a href=path::account()>{td_string!(l, volunteer.need_home)}</a></p></Notice> })}
        // who has times is on this page for them
        <form id=(!joined).then_some(MAIN_FORM) method="post" action=path::times() class="form">
            <Hidden form="join" />
            <ChoiceGroup legend=td_string!(l, volunteer.skills) id="skills" columns=2 error=skills_error>
                {Skill::ALL.iter().map(|skill| view! {
                    <Choice kind=ChoiceKind::Checkbox name="skills" value=skill.word() label=words::skill(*skill) checked=sent.ticked("skills", skill.word(), skills.contains(skill)) />
                }).collect_view()}
            </ChoiceGroup>
            <Choice kind=ChoiceKind::Checkbox name="party" value="yes" label=td_string!(l, volunteer.party) checked=party_ticked />
            <Field name="branch" label=td_string!(l, volunteer.branch) value=shown_branch error=branch_error maxlength=60 />
            <Button wide=true large=true kind=if joined { ButtonKind::Secondary } else { ButtonKind::Primary }>
                {if joined { td_string!(l, common.save) } else { td_string!(l, volunteer.join) }}
            </Button>
        </form>
    };
    if joined {
        view! { <Sheet title=td_string!(l, volunteer.skills) icon=IconName::Edit open=opened>{form}</Sheet> }
            .into_any()
    } else {
        view! { <Card>{form}</Card> }.into_any()
    }
}
