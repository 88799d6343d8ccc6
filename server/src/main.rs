//! `linli`: see `linli --help`.

use std::process::ExitCode;

// a page is thousands of short strings: see docs/decisions/008-allocator.md
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::run()
}
