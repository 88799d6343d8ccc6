//! What a form sent when it was refused: the page is drawn again from these fields, so that
//! nothing typed is ever lost.

use domain::Refusal;
use domain::form::FieldErrors;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use crate::ui::FirstWrong;

/// A refused form. Empty on a page that was simply opened.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The page it was sent from.
    pub path: String,
    /// Which form of the page it was: the field `do`.
    pub form: String,
    /// What was typed; never a code, key or password.
    pub fields: Vec<(String, String)>,
    /// What is wrong, field by field.
    pub errors: FieldErrors,
    /// Which rule said no.
    pub refusal: Option<Refusal>,
    /// Something to show once, like the number of a new card.
    pub shown: Option<String>,
}

impl std::fmt::Debug for Posted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Posted").field("form", &self.form).finish_non_exhaustive()
    }
}

impl Posted {
    /// What was typed into a field, or what the page puts there at first.
    #[must_use]
    pub fn value(&self, name: &str, at_first: &str) -> String {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map_or_else(|| at_first.to_owned(), |(_, value)| value.clone())
    }

    /// Everything under one name.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }

    /// Whether a box was ticked, or what it is at first.
    #[must_use]
    pub fn ticked(&self, name: &str, value: &str, at_first: bool) -> bool {
        if self.fields.is_empty() {
            return at_first;
        }
        self.fields.iter().any(|(field, given)| field == name && given == value)
    }

    /// What is wrong with a field, in words.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<String> {
        Some(crate::words::problem(self.errors.of(name)?, name))
    }
}

/// The refused form of this page; the browser gets that of the server.
pub fn provide_posted() {
    let posted = SharedValue::new(server_posted).into_inner();
    if let Some((field, _)) = posted.errors.0.first() {
        provide_context(FirstWrong(field.clone()));
    }
    provide_context(posted);
}

#[cfg(feature = "ssr")]
fn server_posted() -> Posted {
    use_context::<PostedOnServer>().map(|it| it.0).unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn server_posted() -> Posted {
    Posted::default()
}

/// Put into the context by the handler that redraws the page.
#[cfg(feature = "ssr")]
#[derive(Clone)]
pub struct PostedOnServer(pub Posted);

/// What was refused on this page; nothing of it follows the reader to another one.
#[must_use]
pub fn posted_here() -> Posted {
    let here = use_location().pathname.get_untracked();
    use_context::<Posted>().filter(|posted| posted.path == here).unwrap_or_default()
}

/// The refused form, if it was this one.
#[must_use]
pub fn posted(form: &str) -> Posted {
    let posted = posted_here();
    if posted.form == form { posted } else { Posted::default() }
}

/// A fresh id of an intention for a form: the server's on a page it drew, the browser's own on a
/// page that was opened without asking the server.
#[must_use]
pub fn fresh_op() -> String {
    SharedValue::new(new_id).into_inner()
}

#[cfg(feature = "ssr")]
fn new_id() -> String {
    use_context::<backend::Ctx>().map(|ctx| ctx.id().to_string()).unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn new_id() -> String {
    let mut bytes = [0; 16];
    let drawn = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    // without chance there is no id; the form is refused and drawn by the server, with one
    drawn.map(|_| uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()).unwrap_or_default()
}
