//! The bar above every page: the place, the other language, 长辈版. Its switches lose nothing that somebody
//! is writing (docs/decisions/020).

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_location;

use super::frame::{address, here};
use crate::path;
use crate::posted::Posted;
use crate::prefs::{CHOICE, Prefs, locale};
use crate::ui::*;

/// The `id` of the form a page is about: the switches are pressed with it, so that it is drawn again as it
/// was filled in. A page of [`path::has_main_form`] has one, whatever it shows.
pub const MAIN_FORM: &str = "main-form";

/// The top bar: the place, 长辈版, the other language.
#[component]
pub fn Bar() -> impl IntoView {
    let l = locale();
    let prefs = use_context::<Prefs>().unwrap_or_default();
    let elder = RwSignal::new(prefs.elder);
    let mode = if prefs.elder { "standard" } else { "elder" };
    let lang = if prefs.english { "zh-CN" } else { "en" };
    let (form, to) = without_script();
    let location = use_location();
    let sent = StoredValue::new(use_context::<Posted>().unwrap_or_default());
    let speak = move |event: MouseEvent| {
        let here = location.pathname.get_untracked();
        let form = sent.with_value(|sent| if sent.path == here { sent.form.clone() } else { String::new() });
        if awake::send_along(lang, &form, &address(&location)) {
            event.prevent_default();
        }
    };
    let grow = move |event: MouseEvent| {
        if awake::wear(!elder.get_untracked()) {
            event.prevent_default();
            elder.update(|elder| *elder = !*elder);
        }
    };
    view! {
        <TopBar href=path::home() title=td_string!(l, common.brand)>
            <Enter form />
            <form method="post" action=path::prefs()>
                <ToolButton
                    icon=IconName::Language label=td_string!(l, common.other_lang) name=CHOICE value=lang form=form to=to
                    on:click=speak
                />
            </form>
            <form method="post" action=path::prefs()>
                <ToolButton
                    icon=IconName::TextSize strong=true name=CHOICE value=mode form=form to=to on:click=grow
                    label=move || if elder.get() { td_string!(l, common.standard) } else { td_string!(l, common.elder) }
                />
            </form>
        </TopBar>
    }
}

/// With which form the switches are pressed while no script is awake, and to where.
fn without_script() -> (Signal<Option<String>>, Signal<Option<String>>) {
    let main = path::has_main_form(&use_location().pathname.get_untracked());
    let asleep = RwSignal::new(main);
    Effect::new(move |_| asleep.set(false));
    let here = StoredValue::new(here());
    (
        Signal::derive(move || asleep.get().then(|| MAIN_FORM.to_owned())),
        Signal::derive(move || asleep.get().then(|| here.get_value())),
    )
}

/// What Enter presses in the form of the page: its first button, in the order of the page, and that would be
/// a switch. Nobody sees it or comes to it.
#[component]
fn Enter(form: Signal<Option<String>>) -> impl IntoView {
    let looks = use_location().pathname.get_untracked() == path::desk_phone();
    form.get_untracked().map(|_| {
        view! {
            <button
                class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true" form=move || form.get()
                // an order by telephone is not placed by Enter: it looks up who calls
                name=looks.then_some("look") value=looks.then_some("yes") formnovalidate=looks
            ></button>
        }
    })
}

/// What the script does instead of leaving the page.
#[cfg(feature = "hydrate")]
mod awake {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast as _;
    use web_sys::{HtmlButtonElement, HtmlDocument};

    use crate::prefs::{CHOICE, cookie_of};
    use crate::written;

    /// Makes the page large or small where it is; false when it could not.
    pub(super) fn wear(elder: bool) -> bool {
        let cookie = cookie_of(if elder { "elder" } else { "standard" }).unwrap_or_default();
        let page = document();
        let Some(root) = page.document_element() else { return false };
        if page.unchecked_into::<HtmlDocument>().set_cookie(&cookie).is_err() {
            return false;
        }
        let worn =
            if elder { root.set_attribute("data-mode", "elder") } else { root.remove_attribute("data-mode") };
        worn.is_ok()
    }

    /// Sends what is being written along with the choice; false when nothing is written. `sent` names the
    /// form that had been sent before.
    pub(super) fn send_along(choice: &str, sent: &str, to: &str) -> bool {
        press(choice, sent, to).is_some()
    }

    fn press(choice: &str, sent: &str, to: &str) -> Option<()> {
        let form = written::form(sent)?;
        let button = document().create_element("button").ok()?.dyn_into::<HtmlButtonElement>().ok()?;
        button.set_name(CHOICE);
        button.set_value(choice);
        button.set_form_action(to);
        button.set_form_no_validate(true);
        button.set_hidden(true);
        form.append_child(&button).ok()?;
        button.click();
        Some(())
    }
}

#[cfg(not(feature = "hydrate"))]
mod awake {
    pub(super) const fn wear(_: bool) -> bool {
        false
    }

    pub(super) const fn send_along(_: &str, _: &str, _: &str) -> bool {
        false
    }
}
