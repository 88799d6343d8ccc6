//! People of the desk's area: verify report-ins, issue cards to those who stand at the desk.

use domain::form::Phone;
use domain::view::PersonLine;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_query_map;

use super::import::ImportLink;
use crate::api::get_people;
use crate::data::Data;
use crate::pages::frame::{Answered, Hidden, Tab};
use crate::pages::load::load;
use crate::path;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;

/// `/desk/people`.
#[component]
pub fn People() -> impl IntoView {
    let query = use_query_map();
    let data = Data::new(move || query.read().get("q").unwrap_or_default(), get_people);
    load(data, |people| view! { <Drawn people /> })
}

#[component]
fn Drawn(people: Vec<PersonLine>) -> impl IntoView {
    let l = locale();
    let query = use_query_map();
    let term = query.read_untracked().get("q").unwrap_or_default();
    let sent = posted("card");
    let whose = people.iter().find(|it| it.id.to_string() == sent.value("person_id", ""));
    // in groups, to be copied by hand: 526 776 7669
    let grouped = |code: &str| match (code.get(..3), code.get(3..6), code.get(6..)) {
        (Some(a), Some(b), Some(c)) => format!("{a} {b} {c}"),
        _ => code.to_owned(),
    };
    let card = sent.shown.as_deref().map(|code| {
        td_string!(
            l,
            desk.card_shown,
            name = whose.map(|it| it.name.clone()).unwrap_or_default(),
            code = grouped(code)
        )
    });
    let empty = people.is_empty();
    view! {
        <Tab title=td_string!(l, desk.people_title) />
        <Page width=PageWidth::Wide>
            <PageHead title=td_string!(l, desk.people_title) end=move || view! { <ImportLink /> } />
            <Answered />
            {card.map(|words| view! { <Notice tone=NoticeTone::Ok><p>{words}</p></Notice> })}
            <form method="get" action=path::desk_people() class="field-row">
                <Field name="q" label=td_string!(l, desk.search) value=term maxlength=20 />
                <Button kind=ButtonKind::Secondary icon=IconName::Search>{td_string!(l, desk.search_go)}</Button>
            </form>
            {empty.then(|| view! { <Empty icon=IconName::Search title=td_string!(l, desk.people_empty)>{td_string!(l, desk.people_empty_hint)}</Empty> })}
            <List>{people.into_iter().map(|it| view! { <Line it /> }).collect_view()}</List>
        </Page>
    }
}

#[component]
fn Line(it: PersonLine) -> impl IntoView {
    let l = locale();
    let phone = it
        .phone
        .as_deref()
        .and_then(|raw| Phone::parse(raw).ok())
        .map(|phone| phone.masked())
        .unwrap_or_default();
    let place = [it.estate.clone(), it.building.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let waits = it.claims_party && it.verified_at.is_none();
    let (verify, card) = (waits && it.may_verify, it.may_issue_card);
    let standing = if it.claims_party && it.verified_at.is_some() {
        format!("{} · {}", td_string!(l, common.party_member), td_string!(l, desk.verified))
    } else if waits {
        td_string!(l, desk.claims).to_owned()
    } else if it.reported_in_at.is_some() {
        td_string!(l, desk.is_volunteer).to_owned()
    } else {
        String::new()
    };
    let meta: Vec<String> = [phone, place, standing, it.branch.clone().unwrap_or_default()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let (name, whose, id) = (it.name.clone(), it.name.clone(), it.id.to_string());
    view! {
        <ListRow
            title=it.name.clone() meta
            lead=move || view! { <Avatar name=name.clone() /> }
            end=move || {
                let (for_verify, for_card, for_name) = (id.clone(), id.clone(), whose);
                view! {
                    <Actions fit=true>
                        {verify.then(|| view! {
                            <form method="post" action=path::desk_people()>
                                <Hidden form="verify" />
                                <input type="hidden" name="person_id" value=for_verify />
                                <Button>{td_string!(l, desk.verify)}</Button>
                            </form>
                        })}
                        {card.then(|| view! { <IssueCard id=for_card name=for_name /> })}
                    </Actions>
                }
            }
        />
    }
}

/// A card is a way into somebody's account: the question comes before the button.
#[component]
fn IssueCard(id: String, name: String) -> impl IntoView {
    let l = locale();
    let sent = posted("card");
    let error = sent.error("seen").filter(|_| sent.value("person_id", "") == id);
    view! {
        <Sheet title=td_string!(l, desk.card) open=error.is_some()>
            <form method="post" action=path::desk_people() class="form">
                <Hidden form="card" />
                <ChoiceGroup legend=td_string!(l, desk.card_for, name = name) id=format!("seen-{id}") error>
                    <Choice kind=ChoiceKind::Checkbox name="seen" value="yes" label=td_string!(l, desk.card_seen) required=true />
                </ChoiceGroup>
                <input type="hidden" name="person_id" value=id />
                <Button kind=ButtonKind::Secondary>{td_string!(l, desk.card_issue)}</Button>
            </form>
        </Sheet>
    }
}
