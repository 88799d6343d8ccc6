//! `linli serve`.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use app::web::{AppState, Serving};
use backend::flow::pace;
use leptos::prelude::LeptosOptions;
use tokio::net::TcpListener;

use super::{Ended, lock, open, place};
use crate::config::Settings;
use crate::{accept, build, stop, workers};

/// Runs until it is asked to stop.
pub async fn serve(settings: &Settings) -> Ended {
    let site = settings.site()?;
    let ctx = open(settings).await?.with_photos(place(&settings.photos())?);
    let sms = settings.working_sms()?;
    let _held = settings.database_file().map(|file| lock::take(&file)).transpose()?;
    ctx.db.migrate().await?;
    ctx.reload_calendar().await?;
    pace::recall(&ctx).await?;
    // before anybody is told that it runs: who hears it may ask it to stop
    let mut asked = stop::Signals::listen()?;
    let listener = TcpListener::bind(settings.addr)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", settings.addr))?;
    let addr = listener.local_addr()?;
    let state = AppState::new(Serving {
        leptos: leptos_options(&site, addr),
        ctx: ctx.clone(),
        secure_cookies: settings.is_https(),
        proxies: settings.proxies,
    });
    let (stopper, stop) = stop::stopper();
    let workers = workers::start(&ctx, sms, &stop);
    println!("Linli is at http://{addr}");
    let serving = tokio::spawn(accept::serve(listener, build(state, stop.clone()), stop));
    asked.wait().await;
    tracing::info!("stopping: requests under way are finished");
    stopper.stop();
    serving.await?;
    workers::finish(workers, Duration::from_secs(10)).await;
    ctx.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Where the site is, and whether its files carry hashes in their names.
fn leptos_options(site: &Path, addr: std::net::SocketAddr) -> LeptosOptions {
    let pkg = site.join("pkg");
    let hashes = hash_file(site, &pkg);
    let options = LeptosOptions::builder()
        .output_name("linli")
        .site_root(site.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .site_addr(addr)
        .env(leptos::config::Env::PROD)
        .hash_files(hashes.is_some());
    match hashes {
        // absolute, since Leptos looks for it beside the program otherwise
        Some(path) => options.hash_file(path.to_string_lossy().into_owned().into()).build(),
        None => options.build(),
    }
}

/// The list of hashes that cargo-leptos wrote, if it fits this site: one of another build would
/// make pages ask for files that are not there.
fn hash_file(site: &Path, pkg: &Path) -> Option<std::path::PathBuf> {
    let beside = std::env::current_exe().ok()?.parent()?.join("hash.txt");
    let names: Vec<String> =
        std::fs::read_dir(pkg).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    [beside, site.join("hash.txt")].into_iter().filter_map(|path| path.canonicalize().ok()).find(|path| {
        let Ok(text) = std::fs::read_to_string(path) else { return false };
        let mut hashes = text.lines().filter_map(|line| line.split_once(':')).map(|(_, hash)| hash.trim());
        hashes.all(|hash| names.iter().any(|name| name.contains(hash)))
    })
}
