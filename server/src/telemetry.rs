//! The log. For people on a terminal, JSON lines otherwise; what is logged is chosen by `LINLI_LOG`
//! (or `RUST_LOG`) in the words of tracing's filter, the form by `LINLI_LOG_FORMAT`.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// sqlx tells every statement at `debug`, and slow ones with their text at `warn`: the text holds
/// placeholders only, so that is fit to be logged.
const DEFAULT: &str = "info,sqlx::query=warn,sqlx::postgres::notice=warn";

/// Starts the log; a second start (tests do that) changes nothing.
pub fn start() {
    std::panic::set_hook(Box::new(log_panic));
    let chosen = std::env::var("LINLI_LOG").or_else(|_| std::env::var("RUST_LOG"));
    let filter = chosen
        .ok()
        .and_then(|words| EnvFilter::try_new(words).ok())
        .unwrap_or_else(|| EnvFilter::new(DEFAULT));
    let human = match std::env::var("LINLI_LOG_FORMAT").as_deref() {
        Ok("json") => false,
        Ok("human" | "text") => true,
        _ => std::io::stderr().is_terminal(),
    };
    // standard output is for what a subcommand prints; the log goes beside it
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let _ = if human {
        log.with_target(false).try_init()
    } else {
        log.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init()
    };
}

/// Says where, and what only when the words are the code's own: a formatted message may quote what
/// is private.
fn log_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let words = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(not shown)");
    tracing::error!(place, words, "panic");
}
