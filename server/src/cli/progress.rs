//! How far something long has come, on standard error: a bar on a terminal, elsewhere a line a
//! step. Never where results go.

use std::sync::{Mutex, PoisonError};

use backend::flow::progress::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal as _, Write as _};

/// Shows steps by their names.
pub struct Shown<N> {
    name: N,
    /// The bar of the step under way; none when nobody watches.
    bar: Option<ProgressBar>,
    last: Mutex<&'static str>,
}

impl<N: Fn(&'static str) -> String> Shown<N> {
    /// `name` says what a step is called.
    pub fn new(name: N) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("  {msg} {wide_bar} {pos}/{len} {eta}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Self { name, bar, last: Mutex::new("") }
    }

    /// Says how far it is.
    pub fn tell(&self, Progress { step, done, of }: Progress) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let begins = std::mem::replace(&mut *last, step) != step;
        let Some(bar) = &self.bar else {
            if begins && of > 0 {
                let _ = writeln!(std::io::stderr(), "  {} {of}", (self.name)(step));
            }
            return;
        };
        if begins {
            bar.reset();
            bar.set_message((self.name)(step));
        }
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
