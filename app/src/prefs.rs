//! How somebody wants to see the pages: language, 长辈版, light or dark. Kept in cookies, read by
//! the server, handed to the browser with the page.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Locale;

/// Language and face of the pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prefs {
    /// English instead of Chinese.
    pub english: bool,
    /// 长辈版: the same pages, larger.
    pub elder: bool,
    /// Dark or light by choice; none follows the device.
    pub dark: Option<bool>,
}

impl Prefs {
    /// The language of the locale files.
    #[must_use]
    pub const fn locale(self) -> Locale {
        if self.english { Locale::en } else { Locale::zh_CN }
    }

    /// For `<html lang>`.
    #[must_use]
    pub const fn lang(self) -> &'static str {
        if self.english { "en" } else { "zh-CN" }
    }
}

/// The field in which a switch sends its choice, with whatever form it is pressed.
pub const CHOICE: &str = "prefs";

/// What can be chosen: a word, and the cookie that keeps it.
const CHOICES: [(&str, &str); 7] = [
    ("zh-CN", "lang"),
    ("en", "lang"),
    ("standard", "mode"),
    ("elder", "mode"),
    ("auto", "theme"),
    ("light", "theme"),
    ("dark", "theme"),
];

/// The cookie that keeps a choice, for a year; none for a word that is no choice.
#[must_use]
pub fn cookie_of(choice: &str) -> Option<String> {
    const YEAR: u32 = 31_536_000;
    let (word, name) = CHOICES.iter().find(|(word, _)| *word == choice)?;
    Some(format!("{name}={word}; Path=/; SameSite=Lax; Max-Age={YEAR}"))
}

/// The preferences of this page; the browser gets those of the server.
#[must_use]
pub fn provide_prefs() -> Prefs {
    let prefs = SharedValue::new(server_prefs).into_inner();
    provide_context(prefs);
    prefs
}

#[cfg(feature = "ssr")]
fn server_prefs() -> Prefs {
    crate::web::prefs_of_request()
}

#[cfg(not(feature = "ssr"))]
fn server_prefs() -> Prefs {
    Prefs::default()
}

/// The language of this page.
#[must_use]
pub fn locale() -> Locale {
    use_context::<Prefs>().unwrap_or_default().locale()
}

/// One of two texts that come from data rather than from the locale files.
#[must_use]
pub fn either(zh: &str, en: &str) -> String {
    if use_context::<Prefs>().unwrap_or_default().english && !en.is_empty() {
        en.to_owned()
    } else {
        zh.to_owned()
    }
}
