//! Live updates: when something happens to an order on the page, the page reads again. Without a
//! script the page is simply as of when it was opened.

use leptos::prelude::*;

/// What was heard from the server, and whether the page may be drawn anew because of it.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    /// Counts everything.
    heard: RwSignal<u32>,
    /// Counts what was heard while nobody was writing.
    heard_when_idle: RwSignal<u32>,
    /// Somebody has begun to fill in a form of this page, or has opened a part of it.
    writing: RwSignal<bool>,
    /// Something was heard meanwhile.
    missed: RwSignal<bool>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            heard: RwSignal::new(0),
            heard_when_idle: RwSignal::new(0),
            writing: RwSignal::new(false),
            missed: RwSignal::new(false),
        }
    }
}

impl Live {
    #[cfg(feature = "hydrate")]
    fn hear(self) {
        self.heard.update(|count| *count += 1);
        if self.writing.get_untracked() {
            self.missed.set(true);
        } else {
            self.heard_when_idle.update(|count| *count += 1);
        }
    }
}

/// Opens the one live connection of the page, for those signed in.
pub fn provide_live() {
    let live = Live::default();
    provide_context(live);
    #[cfg(feature = "hydrate")]
    browser::listen(live);
}

fn live() -> Live {
    use_context::<Live>().unwrap_or_default()
}

/// Changes with everything that is heard: for lists, which hold nothing that is typed.
#[must_use]
pub fn heard() -> RwSignal<u32> {
    live().heard
}

/// The same for pages with forms: they stay as they are under somebody's fingers.
#[must_use]
pub fn heard_when_idle() -> RwSignal<u32> {
    live().heard_when_idle
}

/// Whether the page is older than what was heard, because somebody is writing on it.
#[must_use]
pub fn missed() -> RwSignal<bool> {
    live().missed
}

/// The forms of the page have just been drawn: nothing is written on them yet.
pub fn drawn_anew() {
    let live = live();
    for flag in [live.writing, live.missed] {
        if flag.get_untracked() {
            flag.set(false);
        }
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::ev;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;

    use super::Live;

    /// The browser reconnects by itself and says where it was; the server replays from there.
    pub(super) fn listen(live: Live) {
        let signed_in = document().query_selector("[data-live]").ok().flatten().is_some();
        if !signed_in {
            return;
        }
        let Ok(source) = web_sys::EventSource::new("/live") else { return };
        let on_event = Closure::<dyn FnMut(web_sys::Event)>::new(move |_| live.hear());
        for name in ["order", "look_again"] {
            let _ = source.add_event_listener_with_callback(name, on_event.as_ref().unchecked_ref());
        }
        // one connection for as long as the page lives
        on_event.forget();
        std::mem::forget(source);
        // listened to at the window, because the forms come and go
        let _ = window_event_listener(ev::input, move |_| live.writing.set(true));
        let _ = window_event_listener(ev::click, move |event| {
            let on_a_summary = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .is_some_and(|element| element.closest("summary").ok().flatten().is_some());
            if on_a_summary {
                live.writing.set(true);
            }
        });
    }
}
