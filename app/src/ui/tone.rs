//! What a state asks of the reader, and the three colours of the menu.

/// What a state asks of the reader. Becomes `data-tone`; `style/tokens/tones.scss` paints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to do.
    #[default]
    Calm,
    /// Good to know.
    Info,
    /// Somebody else has to act.
    Wait,
    /// The reader has to act.
    Yours,
    /// Done.
    Ok,
    /// The time is up.
    Late,
    /// Something is wrong.
    Danger,
    /// The colour of the house; for emphasis without a state.
    Primary,
}

impl Tone {
    /// The value of `data-tone`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Info => "info",
            Self::Wait => "wait",
            Self::Yours => "yours",
            Self::Ok => "ok",
            Self::Late => "late",
            Self::Danger => "danger",
            Self::Primary => "primary",
        }
    }
}

/// The colour family of a door and of the tiles behind it. It tells nothing that the words do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hue {
    /// Green.
    #[default]
    Pine,
    /// Blue.
    Indigo,
    /// Orange.
    Persimmon,
}

impl Hue {
    /// The value of `data-hue`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pine => "pine",
            Self::Indigo => "indigo",
            Self::Persimmon => "persimmon",
        }
    }
}
