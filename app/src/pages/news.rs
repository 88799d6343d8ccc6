//! What happened while somebody writes: it is said in words where they are looking, and the story of the
//! order tells it at once; what they write on stays as it is (docs/decisions/003).

use domain::view::{PhotoLine, TimelineEntry};
use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::data::Said;
use crate::live::missed;
use crate::prefs::locale;
use crate::ui::*;
use crate::words;

/// The `id` of the story of an order.
pub const STORY: &str = "story";

/// What happened to an order, oldest first, and the pictures that came with it.
pub type Told = (Vec<TimelineEntry>, Vec<PhotoLine>);

/// How what happened is read out of a page's data.
#[derive(Clone, Copy)]
pub struct Tells {
    /// Out of the data.
    pub read: fn(Said) -> Option<Told>,
    /// How much of it the page was drawn with.
    pub drawn: usize,
}

impl Tells {
    /// What is not drawn yet.
    #[must_use]
    pub fn news(self) -> Option<Told> {
        missed().get().and_then(self.read)
    }

    /// The last thing that happened and is not drawn yet, and how much happened altogether.
    fn last(self) -> Option<(usize, String)> {
        let (entries, _) = self.news()?;
        let new = entries.len() > self.drawn;
        let last = entries.last().filter(|_| new)?;
        let what = words::event(last.kind, last.reason.as_deref());
        Some((entries.len(), format!("{} · {what}", words::part(last.part))))
    }
}

/// A word that there is news, over the page, until it is closed or the page is drawn anew.
#[component]
pub fn News(
    /// How what happened is read; without it the word says that something did.
    tells: Option<Tells>,
) -> impl IntoView {
    let l = locale();
    let missed = missed();
    let closed = RwSignal::new(None);
    view! {
        <ToastArea>
            {move || missed.get().and_then(|_| {
                let told = tells.and_then(Tells::last);
                let much = told.as_ref().map_or(0, |(much, _)| *much);
                let words = told.map_or_else(
                    || td_string!(l, common.has_news).to_string(),
                    |(_, what)| td_string!(l, common.has_news_of, what = what),
                );
                (closed.get() != Some(much)).then(|| view! {
                    <Toast close_label=td_string!(l, common.close) on_close=Callback::new(move |()| closed.set(Some(much)))>
                        {words}
                        {tells.map(|_| view! { " " <a href=format!("#{STORY}")>{td_string!(l, common.has_news_look)}</a> })}
                    </Toast>
                })
            })}
        </ToastArea>
    }
}
