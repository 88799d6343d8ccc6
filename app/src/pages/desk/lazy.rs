//! The desk as a part of its own. Most phones never open it, so the browser fetches the code of its pages
//! with the first of them (docs/decisions/021). One part for all: who works at the desk needs them all.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::ChooseView;
use leptos_router::hooks::use_url;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Event;
use web_sys::js_sys::Function;

/// A page of the desk, as the router names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskPage {
    /// What waits.
    Inbox,
    /// One order.
    Order,
    /// An order by telephone.
    Phone,
    /// Who is known here.
    People,
    /// The menu.
    Menu,
    /// One line of the menu.
    MenuItem,
    /// Grids and buildings.
    Grids,
    /// Figures.
    Totals,
    /// Complaints.
    Complaints,
    /// Lists from files.
    Import,
}

/// Draws one. In the browser the code behind this is a file of its own; on the server it is called as it is.
#[wasm_split(desk, wasm_split_path = ::leptos::wasm_split, preload(preload_desk), fallible)]
fn draw(page: DeskPage) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        DeskPage::Inbox => view! { <super::Desk /> }.into_any(),
        DeskPage::Order => view! { <super::order::DeskOrder /> }.into_any(),
        DeskPage::Phone => view! { <super::phone::PhoneOrder /> }.into_any(),
        DeskPage::People => view! { <super::people::People /> }.into_any(),
        DeskPage::Menu => view! { <super::menu::DeskMenu /> }.into_any(),
        DeskPage::MenuItem => view! { <super::menu_item::DeskMenuItem /> }.into_any(),
        DeskPage::Grids => view! { <super::grids::Grids /> }.into_any(),
        DeskPage::Totals => view! { <super::totals::TotalsPage /> }.into_any(),
        DeskPage::Complaints => view! { <super::complaints::DeskComplaints /> }.into_any(),
        DeskPage::Import => view! { <super::import::Import /> }.into_any(),
    })
}

impl ChooseView for DeskPage {
    async fn choose(self) -> AnyView {
        let hydrating = Owner::current_shared_context().is_some_and(|shared| shared.during_hydration());
        let plain_links = hydrating.then(PlainLinks::new);
        let Ok(view) = draw(self).await else {
            // No signal, or a newer server. What is drawn works as it is, link by link and form by form;
            // another page is fetched whole.
            if !hydrating {
                let _ = location().assign(&wanted());
            }
            return std::future::pending().await;
        };
        drop(plain_links);
        view
    }

    async fn preload(&self) {
        // what does not come now is asked for again by `choose`
        let _ = preload_desk().await;
    }
}

/// The address that is being opened.
fn wanted() -> String {
    let url = use_url().get_untracked();
    format!("{}?{}", url.path(), url.search())
}

/// Until the part is here, links lead where the server has drawn them to: the router would take the click
/// and have no page to show.
struct PlainLinks(Closure<dyn Fn(Event)>);

impl PlainLinks {
    fn new() -> Self {
        let it = Self(Closure::new(|click: Event| click.stop_propagation()));
        let _ = document().add_event_listener_with_callback("click", it.listener());
        it
    }

    fn listener(&self) -> &Function {
        self.0.as_ref().unchecked_ref()
    }
}

impl Drop for PlainLinks {
    fn drop(&mut self) {
        let _ = document().remove_event_listener_with_callback("click", self.listener());
    }
}
