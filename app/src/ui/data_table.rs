//! A table that becomes cards on a phone.

use leptos::{prelude::*, text_prop::TextProp};

// The roles repeat what the elements mean: a browser forgets it when the style sheet turns the
// rows into blocks.

/// The table: a caption, the heads of its columns, and [`TableRow`]s.
#[component]
pub fn DataTable(
    /// What the table shows.
    #[prop(into)]
    caption: TextProp,
    /// The heads of the columns.
    head: Vec<String>,
    /// From which column on, counted from 0, figures stand: their heads stand at the end, as they do.
    #[prop(default = usize::MAX)]
    figures_from: usize,
    /// The [`TableRow`]s.
    children: Children,
) -> impl IntoView {
    let head = head
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let align = (at >= figures_from).then_some("end");
            view! {
                <th role="columnheader" scope="col" data-align=align>
                    {name}
                </th>
            }
        })
        .collect_view();
    view! {
        <table class="data-table" role="table">
            <caption>{move || caption.get()}</caption>
            <thead role="rowgroup">
                <tr role="row">{head}</tr>
            </thead>
            <tbody role="rowgroup">{children()}</tbody>
        </table>
    }
}

/// One line of the table.
#[component]
pub fn TableRow(
    /// The [`Cell`]s.
    children: Children,
) -> impl IntoView {
    view! { <tr role="row">{children()}</tr> }
}

/// One cell. On a phone it says its own column.
#[component]
pub fn Cell(
    /// The head of its column.
    #[prop(into)]
    label: String,
    /// A number: it stands at the end.
    #[prop(optional)]
    end: bool,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <td role="cell" data-label=label data-align=end.then_some("end")>
            <span>{children()}</span>
        </td>
    }
}
