//! Turns `locales/` into checked code: a key that is missing in one language fails the build.

use std::error::Error;
use std::path::PathBuf;

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

/// One file a room of the app, in each language.
const NAMESPACES: &[&str] = &[
    "account",
    "area",
    "common",
    "desk",
    "event",
    "form",
    "home",
    "import",
    "menu",
    "message",
    "order",
    "photo",
    "reason",
    "refusal",
    "sign_in",
    "sms",
    "state",
    "volunteer",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let directory = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?).join("i18n");
    let options = ParseOptions::default().interpolate_display(true);
    let config = Config::new("zh-CN")?.add_locale("en")?.add_namespaces(NAMESPACES)?.parse_options(options);
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.rerun_if_locales_changed();
    translations.generate_i18n_module(directory)?;
    Ok(())
}
