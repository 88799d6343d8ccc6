//! 合并重复单: which order it would be and what happens then come before the button, because a merge
//! cannot be taken apart again (product.md 5.2: `merged` is final).

use domain::id::OrderId;
use domain::order::Action;
use domain::view::InboxRow;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_query_map;

use super::Row;
use crate::pages::order::acts::Verb;
use crate::prefs::locale;
use crate::ui::*;
use crate::{path, words};

/// Which order, by number or one that is likely; then the one that was asked for, and the button.
#[component]
pub fn Merge(
    /// The duplicate.
    order: OrderId,
    /// The version the page was drawn from.
    version: i64,
    /// What was asked for, if the two can be merged.
    main: Option<InboxRow>,
    /// Others about the same thing at the same building.
    similar: Vec<InboxRow>,
) -> impl IntoView {
    let l = locale();
    let into = use_query_map().read_untracked().get("into").unwrap_or_default();
    let asked = !into.is_empty();
    let wrong = (asked && main.is_none()).then(|| td_string!(l, refusal.cannot_merge).to_owned());
    let likely = !similar.is_empty();
    view! {
        <Sheet title=td_string!(l, desk.merge) icon=IconName::Merge open=asked>
            {main.map(|main| view! { <Confirm order version main /> })}
            {likely.then(|| view! {
                <List>{similar.into_iter().map(|it| view! {
                    <ListRow
                        href=path::desk_merge(order, &it.no) icon=IconName::Merge
                        title=td_string!(l, desk.merge_choose, no = it.no.clone())
                        meta=vec![words::state(it.state), td_string!(l, desk.entered, t = words::moment(it.created_at))]
                    />
                }).collect_view()}</List>
            })}
            <form method="get" action=path::desk_order(order) class="field-row">
                <Field name="into" label=td_string!(l, desk.merge_into) value=into error=wrong maxlength=20 required=true />
                <Button kind=ButtonKind::Secondary icon=IconName::Search>{td_string!(l, desk.merge_look)}</Button>
            </form>
        </Sheet>
    }
}

/// The other order, as the list of the desk shows it, and in full what was said.
#[component]
fn Confirm(order: OrderId, version: i64, main: InboxRow) -> impl IntoView {
    let l = locale();
    let (no, said, came) = (main.no.clone(), main.details.clone(), main.created_at);
    // back to this very step when it is refused
    let to = path::desk_merge(order, &no);
    view! {
        <List><Row row=main now=came open=false /></List>
        <p class="muted small">{td_string!(l, desk.entered, t = words::moment(came))}</p>
        {(!said.is_empty()).then(|| view! { <p class="as-written">{said}</p> })}
        <Verb to action=Action::Merge version>
            <input type="hidden" name="into" value=no.clone() />
            <p>{td_string!(l, desk.merge_then, no = no)}</p>
            <Button kind=ButtonKind::Danger>{td_string!(l, desk.merge_send)}</Button>
        </Verb>
    }
}
