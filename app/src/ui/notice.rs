//! A word to the reader, in the flow of the page.

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Icon, IconName};

/// How urgent the word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoticeTone {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Ok,
    /// Take care.
    Warn,
    /// It did not work, or danger.
    Danger,
}

impl NoticeTone {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }

    pub(super) const fn icon(self) -> IconName {
        match self {
            Self::Info => IconName::Info,
            Self::Ok => IconName::CheckCircle,
            Self::Warn => IconName::Alert,
            Self::Danger => IconName::Danger,
        }
    }

    const fn role(self) -> &'static str {
        match self {
            Self::Info | Self::Ok => "status",
            Self::Warn | Self::Danger => "alert",
        }
    }
}

/// The answer to what was just done, or a warning before it is done.
#[component]
pub fn Notice(
    /// How urgent it is.
    #[prop(optional)]
    tone: NoticeTone,
    /// A bold first line.
    #[prop(optional, into)]
    title: Option<TextProp>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="notice" data-tone=tone.word() role=tone.role()>
            <Icon name=tone.icon() />
            <div class="notice-words">
                {title.map(|title| view! { <p class="notice-title">{move || title.get()}</p> })}
                {children()}
            </div>
        </div>
    }
}
