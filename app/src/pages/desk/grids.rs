//! Who answers for grids and buildings: the list of grids, and one of them to change.

use domain::id::AreaId;
use domain::member::Role;
use domain::view::BuildingLine;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_query_map;

use crate::api::get_stewards;
use crate::data::Data;
use crate::pages::frame::{Answered, Hidden, Tab};
use crate::pages::load::load;
use crate::path;
use crate::posted::posted;
use crate::prefs::locale;
use crate::ui::*;

/// `/desk/grids`.
#[component]
pub fn Grids() -> impl IntoView {
    let query = use_query_map();
    let data = Data::new(move || query.read().get("at").unwrap_or_default(), |_| get_stewards());
    load(data, move |all| {
        let at = query.read_untracked().get("at").and_then(|id| id.parse::<AreaId>().ok());
        let chosen = at.and_then(|at| all.iter().find(|it| it.id == at).cloned());
        match chosen {
            Some(chosen) => {
                let of_it = all.into_iter().filter(|it| is_same_grid(it, &chosen)).collect();
                view! { <One of_it /> }.into_any()
            }
            None => view! { <All all /> }.into_any(),
        }
    })
}

fn is_same_grid(one: &BuildingLine, other: &BuildingLine) -> bool {
    (one.community_id, &one.grid) == (other.community_id, &other.grid)
}

fn name_of(grid: &BuildingLine) -> String {
    let l = locale();
    let name = grid.grid.clone().unwrap_or_else(|| td_string!(l, area.no_grid).to_owned());
    format!("{} {name}", grid.community)
}

#[component]
fn All(all: Vec<BuildingLine>) -> impl IntoView {
    let l = locale();
    // they come grid by grid
    let grids: Vec<_> = all.chunk_by(is_same_grid).map(|it| (it[0].clone(), it.len())).collect();
    view! {
        <Tab title=td_string!(l, area.grids) />
        <Page width=PageWidth::Wide>
            <PageHead title=td_string!(l, area.grids) lead=td_string!(l, area.grids_lead) back_href=path::desk_people() back_label=td_string!(l, common.people) />
            {grids.is_empty().then(|| view! { <Empty icon=IconName::Building title=td_string!(l, area.grids_empty)>{td_string!(l, area.grids_empty_hint)}</Empty> })}
            <List>
                {grids.into_iter().map(|(grid, count)| {
                    let worker = td_string!(l, area.worker_is, name = or_nobody(grid.worker_name.clone())).to_string();
                    let count = td_string!(l, area.count_buildings, n = count.to_string()).to_string();
                    view! {
                        <ListRow href=path::desk_grids(Some(grid.id)) icon=IconName::Building title=name_of(&grid) meta=vec![worker, count] />
                    }
                }).collect_view()}
            </List>
        </Page>
    }
}

fn or_nobody(name: Option<String>) -> String {
    name.unwrap_or_else(|| td_string!(locale(), area.nobody).to_owned())
}

#[component]
fn One(of_it: Vec<BuildingLine>) -> impl IntoView {
    let l = locale();
    let title = of_it.first().map(name_of).unwrap_or_default();
    let worker = of_it.first().map(|it| (it.id, it.worker_name.clone(), it.worker_phone.clone()));
    view! {
        <Tab title=title.clone() />
        <Page>
            <PageHead title back_href=path::desk_grids(None) back_label=td_string!(l, area.grids) />
            <Answered />
            {worker.map(|(at, name, phone)| view! { <Charge role=Role::GridWorker at place=td_string!(l, area.grid_worker).to_owned() name phone /> })}
            {of_it.into_iter().map(|it| {
                let place = format!("{} {}", it.estate, it.name);
                view! { <Charge role=Role::Steward at=it.id place name=it.steward_name phone=it.steward_phone /> }
            }).collect_view()}
        </Page>
    }
}

/// Who has a role somewhere, and the form to choose another.
#[component]
fn Charge(
    role: Role,
    at: AreaId,
    place: String,
    name: Option<String>,
    phone: Option<String>,
) -> impl IntoView {
    let l = locale();
    let form = format!("{role}-{at}");
    let sent = posted(&form);
    let who =
        if role == Role::GridWorker { td_string!(l, area.grid_worker) } else { td_string!(l, area.steward) };
    let label = td_string!(l, area.phone, who = who).to_string();
    let name = or_nobody(name);
    let hint =
        if role == Role::Steward { td_string!(l, area.steward_is, name = name).to_string() } else { name };
    view! {
        <Sheet title=place hint icon=IconName::Person open=!sent.fields.is_empty()>
            <form method="post" action=path::desk_grids(Some(at)) class="form">
                <Hidden form=form.clone() />
                <input type="hidden" name="role" value=role.word() />
                <input type="hidden" name="area_id" value=at.to_string() />
                <Field
                    name="phone" id=form.clone() input_type="tel" inputmode="tel" label hint=td_string!(l, area.phone_hint) maxlength=20
                    value=sent.value("phone", &phone.unwrap_or_default()) error=sent.error("phone")
                />
                <Button>{td_string!(l, area.set)}</Button>
            </form>
        </Sheet>
    }
}
