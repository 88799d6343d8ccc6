//! The totals of an area, part by part; in a community also what is still open there.

use domain::view::{CaseLine, Count, Period, Totals, TotalsLine};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_query_map;

use crate::api::get_totals;
use crate::data::Data;
use crate::pages::frame::{Badge, Tab};
use crate::pages::load::load;
use crate::prefs::{either, locale};
use crate::ui::{self, *};
use crate::{path, words};

/// `/desk/totals`.
#[component]
pub fn TotalsPage() -> impl IntoView {
    let query = use_query_map();
    let data = Data::new(
        move || {
            let query = query.read();
            let area = query.get("area").and_then(|id| id.parse().ok());
            (area, query.get("period").and_then(|word| word.parse().ok()).unwrap_or(Period::Month))
        },
        |(area, period)| get_totals(area, period),
    );
    load(data, |totals| view! { <Drawn totals /> })
}

#[component]
fn Drawn(totals: Totals) -> impl IntoView {
    let l = locale();
    let Totals { area, above, period, sum, lines, cases } = totals;
    let back = above.as_ref().map(|it| path::desk_totals(Some(it.id), period));
    let back_label = above.map(|it| td_string!(l, area.back_up, place = it.name).to_string());
    let (at, title) = (area.id, td_string!(l, area.title, place = area.name).to_string());
    view! {
        <Tab title=title.clone() />
        <Page width=PageWidth::Wide>
            <PageHead
                title lead=td_string!(l, area.totals_lead)
                back_href=back.unwrap_or_else(|| path::account().to_owned())
                back_label=back_label.unwrap_or_else(|| td_string!(l, common.mine).to_owned())
            />
            <Tabs label=td_string!(l, area.period)>
                {Period::ALL.iter().map(|it| view! {
                    <ui::Tab href=path::desk_totals(Some(at), *it) label=period_name(*it) current=*it == period />
                }).collect_view()}
            </Tabs>
            <DataTable caption=td_string!(l, area.parts) head=heads() figures_from=1>
                {lines.into_iter().map(|line| view! { <Line line period /> }).collect_view()}
                <Row name=td_string!(l, area.sum).to_owned() count=sum />
            </DataTable>
            {(!cases.is_empty()).then(|| view! {
                <Section title=td_string!(l, area.cases)>
                    <List>{cases.into_iter().map(|row| view! { <Case row /> }).collect_view()}</List>
                </Section>
            })}
        </Page>
    }
}

fn period_name(it: Period) -> &'static str {
    let l = locale();
    match it {
        Period::Month => td_string!(l, area.month),
        Period::Year => td_string!(l, area.year),
        Period::All => td_string!(l, area.all),
    }
}

fn heads() -> Vec<String> {
    let l = locale();
    [
        td_string!(l, area.area),
        td_string!(l, area.placed),
        td_string!(l, area.solved),
        td_string!(l, area.open),
        td_string!(l, area.late),
        td_string!(l, area.stars),
    ]
    .map(ToOwned::to_owned)
    .to_vec()
}

#[component]
fn Line(line: TotalsLine, period: Period) -> impl IntoView {
    let TotalsLine { area_id, name, count, opens } = line;
    let href = opens.then(|| path::desk_totals(Some(area_id), period));
    view! { <Row name count href=href.unwrap_or_default() /> }
}

/// A line of the table; with `href` its name opens the parts.
#[component]
fn Row(name: String, count: Count, #[prop(optional)] href: String) -> impl IntoView {
    let place = if href.is_empty() {
        view! { <strong>{name}</strong> }.into_any()
    } else {
        view! { <a href=href>{name}</a> }.into_any()
    };
    let stars =
        count.stars_in_tenths().map_or_else(|| "–".to_owned(), |it| format!("{}.{}", it / 10, it % 10));
    let figures = [count.placed, count.solved, count.open, count.late].map(|it| it.to_string());
    let heads = heads();
    let mut labels = heads.into_iter();
    view! {
        <TableRow>
            <Cell label=labels.next().unwrap_or_default()>{place}</Cell>
            {figures.into_iter().chain([stars]).zip(labels).map(|(figure, label)| view! { <Cell label end=true>{figure}</Cell> }).collect_view()}
        </TableRow>
    }
}

#[component]
fn Case(row: CaseLine) -> impl IntoView {
    let until = words::promised(row.state, row.promise_at);
    let place = format!("{} {}", row.estate, row.building);
    view! {
        <ListRow
            href=path::desk_order(row.id) icon=words::icon(&row.icon) title=either(&row.name_zh, &row.name_en)
            meta=vec![place, until, row.no] end=move || view! { <Badge state=row.state /> }
        />
    }
}
