//! Live updates: when something happens to an order on the page, the page reads again. Without a
//! script the page is simply as of when it was opened.
//!
//! What is read again is not drawn over what somebody is writing: see [`draws`].

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::data::{Said, SaidCodec};
use crate::path::without_done;

/// What was heard from the server.
#[derive(Clone, Copy)]
pub struct Live {
    /// Counts everything.
    heard: RwSignal<u32>,
    /// What was read and is not drawn, because somebody is writing on the page.
    missed: RwSignal<Option<Said>>,
}

impl Default for Live {
    fn default() -> Self {
        Self { heard: RwSignal::new(0), missed: RwSignal::new(None) }
    }
}

/// Opens the one live connection of the page, for those signed in.
pub fn provide_live() {
    let live = Live::default();
    provide_context(live);
    #[cfg(feature = "hydrate")]
    browser::listen(live.heard);
}

fn live() -> Live {
    use_context::<Live>().unwrap_or_default()
}

/// Changes with everything that is heard.
#[must_use]
pub fn heard() -> RwSignal<u32> {
    live().heard
}

/// What was read and is not drawn, because somebody is writing on the page; none on a page that is up to
/// date.
#[must_use]
pub fn missed() -> RwSignal<Option<Said>> {
    live().missed
}

/// The forms of the page have just been drawn: nothing is written on them yet.
pub fn drawn_anew() {
    let missed = missed();
    if missed.with_untracked(Option::is_some) {
        missed.set(None);
    }
}

/// Changes whenever data that was read again is to be drawn: when it says something else than
/// before. News waits while somebody is writing on the page, from the first letter on, even one
/// typed before the script was awake; another page never waits.
#[must_use]
pub fn draws(data: Resource<Said, SaidCodec>, same: fn(&Said, &Said) -> bool) -> RwSignal<u32> {
    let live = live();
    let here = use_location();
    let draws = RwSignal::new(0);
    Effect::new(move |last: Option<Option<Drawn>>| {
        let last = last.flatten();
        let Some(said) = data.get() else { return last };
        let search = without_done(&here.search.get_untracked());
        let now = Drawn { place: (here.pathname.get_untracked(), search), said };
        // what comes first is drawn by whoever waits for it
        let Some(last) = last else { return Some(now) };
        if last.place == now.place && same(&last.said, &now.said) {
            return Some(last);
        }
        if last.place == now.place && written_on() {
            live.missed.set(Some(now.said));
            return Some(last);
        }
        draws.update(|count| *count += 1);
        Some(now)
    });
    draws
}

/// What was drawn last.
struct Drawn {
    /// The page.
    place: (String, String),
    /// The data.
    said: Said,
}

#[cfg(not(feature = "hydrate"))]
const fn written_on() -> bool {
    false
}

#[cfg(feature = "hydrate")]
use crate::written::on_page as written_on;

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::closure::Closure;

    /// What is told within this time is read at once.
    const TOGETHER: Duration = Duration::from_millis(100);

    /// The browser reconnects by itself and says where it was; the server replays from there.
    pub(super) fn listen(heard: RwSignal<u32>) {
        let signed_in = document().query_selector("[data-live]").ok().flatten().is_some();
        if !signed_in {
            return;
        }
        let Ok(source) = web_sys::EventSource::new("/live") else { return };
        let told = StoredValue::new(false);
        let on_event = Closure::<dyn FnMut(web_sys::Event)>::new(move |_| {
            if told.get_value() {
                return;
            }
            told.set_value(true);
            set_timeout(
                move || {
                    told.set_value(false);
                    heard.update(|count| *count += 1);
                },
                TOGETHER,
            );
        });
        for name in ["order", "look_again"] {
            let _ = source.add_event_listener_with_callback(name, on_event.as_ref().unchecked_ref());
        }
        // one connection for as long as the page lives
        on_event.forget();
        std::mem::forget(source);
    }
}
