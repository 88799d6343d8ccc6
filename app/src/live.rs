//! Live updates: when something happens to an order on the page, the page reads again. Without a
//! script the page is simply as of when it was opened.

use leptos::prelude::*;

/// Counts what was heard from the server; resources that read it are fetched again.
#[derive(Debug, Clone, Copy)]
pub struct Live(pub RwSignal<u32>);

/// Opens the one live connection of the page, for those signed in.
pub fn provide_live() -> Live {
    let live = Live(RwSignal::new(0));
    provide_context(live);
    #[cfg(feature = "hydrate")]
    browser::listen(live.0);
    live
}

/// Changes with everything that is heard.
#[must_use]
pub fn heard() -> RwSignal<u32> {
    use_context::<Live>().map_or_else(|| RwSignal::new(0), |live| live.0)
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;

    /// The browser reconnects by itself and says where it was; the server replays from there.
    pub(super) fn listen(heard: RwSignal<u32>) {
        let signed_in = document().query_selector("[data-live]").ok().flatten().is_some();
        if !signed_in {
            return;
        }
        let Ok(source) = web_sys::EventSource::new("/live") else { return };
        let on_event = Closure::<dyn FnMut(web_sys::Event)>::new(move |_| {
            heard.update(|count| *count += 1);
        });
        for name in ["order", "look_again"] {
            let _ = source.add_event_listener_with_callback(name, on_event.as_ref().unchecked_ref());
        }
        // one connection for as long as the page lives
        on_event.forget();
        std::mem::forget(source);
    }
}
