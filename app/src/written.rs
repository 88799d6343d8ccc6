//! What somebody is writing on the page. The page itself is asked: listening would not know what was
//! typed before the script was awake.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlOptionElement, HtmlTextAreaElement, NodeList};

/// Whether somebody is writing on the page, or reads a part of it that they have opened.
pub fn on_page() -> bool {
    const BUSY: &str = "main details[open], main :is(input, textarea, select):focus";
    if document().query_selector(BUSY).ok().flatten().is_some() {
        return true;
    }
    let controls = document().query_selector_all("main :is(input, textarea, option)");
    controls.is_ok_and(|controls| any_changed(&controls))
}

/// The form that somebody is writing: the first in which something differs from how it came, else the one
/// that came filled in with what was sent before, named `sent`.
pub fn form(sent: &str) -> Option<HtmlFormElement> {
    let forms = elements(&document().query_selector_all("main form[method=post]").ok()?);
    let changed = forms.iter().find(|form| {
        form.query_selector_all("input, textarea, option").is_ok_and(|controls| any_changed(&controls))
    });
    let came = || forms.iter().find(|form| !sent.is_empty() && named(form).as_deref() == Some(sent));
    changed.or_else(came)?.clone().dyn_into().ok()
}

/// Which form of its page it is: see `Hidden`.
fn named(form: &Element) -> Option<String> {
    let name = form.query_selector("input[name=do]").ok()??;
    Some(name.dyn_into::<HtmlInputElement>().ok()?.value())
}

fn elements(list: &NodeList) -> Vec<Element> {
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
}

fn any_changed(controls: &NodeList) -> bool {
    elements(controls).into_iter().any(is_changed)
}

fn is_changed(control: Element) -> bool {
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        return input.checked() != input.default_checked() || input.value() != input.default_value();
    }
    if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        return area.default_value().is_ok_and(|default| area.value() != default);
    }
    let Some(option) = control.dyn_ref::<HtmlOptionElement>() else { return false };
    // where none is chosen from the start the browser chooses the first
    option.selected() != option.default_selected() && (option.index() != 0 || !option.selected())
}
