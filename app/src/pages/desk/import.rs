//! The community's own lists: templates to fill in, and what is done with them.

use domain::import::{Format, Kind};
use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::api::get_import;
use crate::data::Data;
use crate::pages::frame::{Tab, use_me};
use crate::pages::load::load;
use crate::path;
use crate::prefs::locale;
use crate::ui::*;
use crate::words::import as words;

/// What is typed on the server.
const COMMAND: &str = "linli import --dry-run linli-areas.xlsx linli-volunteers.xlsx";

/// `/desk/import`.
#[component]
pub fn Import() -> impl IntoView {
    let data = Data::new(|| (), |()| get_import());
    load(data, |()| view! { <Drawn /> })
}

#[component]
fn Drawn() -> impl IntoView {
    let l = locale();
    view! {
        <Tab title=td_string!(l, import.title) />
        <Page width=PageWidth::Wide>
            <PageHead
                title=td_string!(l, import.title) lead=td_string!(l, import.lead)
                back_href=path::desk_people() back_label=td_string!(l, desk.people_title)
            />
            <Section title=td_string!(l, import.step_fill)>
                <p>{td_string!(l, import.step_fill_said)}</p>
                {Kind::ALL.iter().map(|kind| view! { <Template kind=*kind /> }).collect_view()}
            </Section>
            <Section title=td_string!(l, import.step_try)>
                <p>{td_string!(l, import.step_try_said)}</p>
                <pre class="command-line"><code>{COMMAND}</code></pre>
            </Section>
            <Section title=td_string!(l, import.step_import)>
                <p>{td_string!(l, import.step_import_said)}</p>
            </Section>
            <Notice tone=NoticeTone::Warn><p>{td_string!(l, import.careful)}</p></Notice>
        </Page>
    }
}

#[component]
fn Template(
    /// Of which list.
    kind: Kind,
) -> impl IntoView {
    let l = locale();
    view! {
        <Card title=words::kind(l, kind)>
            <p>{words::lead(l, kind)}</p>
            <Actions fit=true>
                {Format::ALL.iter().map(|format| {
                    let (style, name) = match format {
                        Format::Xlsx => (ButtonKind::Secondary, "Excel"),
                        Format::Csv => (ButtonKind::Quiet, "CSV"),
                    };
                    // the file is the server's: the browser's own router has no such page
                    view! {
                        <ButtonLink href=path::desk_template(kind, format) kind=style icon=IconName::Download attr:download="">
                            {td_string!(l, import.download, format = name).to_string()}
                        </ButtonLink>
                    }
                }).collect_view()}
            </Actions>
        </Card>
    }
}

/// The way to that page, for those who may.
#[component]
pub fn ImportLink() -> impl IntoView {
    let (l, me) = (locale(), use_me());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let me = me.read().await.ok().flatten();
                me.is_some_and(|me| me.imports).then(|| view! {
                    <ButtonLink href=path::desk_import() kind=ButtonKind::Secondary icon=IconName::Upload>
                        {td_string!(l, import.link)}
                    </ButtonLink>
                })
            })}
        </Transition>
    }
}
