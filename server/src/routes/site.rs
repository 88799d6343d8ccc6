//! The built site: `/pkg` with script, WASM and styles, and what lies beside it. What is there is
//! read once, at the start, so that no page waits for the disk to say that it is no file.

use std::path::Path;

use axum::Router;
use axum::routing::get;
use http::header::CACHE_CONTROL;
use http::{HeaderValue, Response};
use leptos::prelude::LeptosOptions;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// For files whose name changes with their content.
const FOR_A_YEAR: &str = "public, max-age=31536000, immutable";
/// For pictures and fonts.
const FOR_A_DAY: &str = "public, max-age=86400";
/// For the rest: kept, but asked for each time.
const ASK_AGAIN: &str = "no-cache";

/// When the site brings no `robots.txt` of its own.
const ROBOTS: &str = "User-agent: *\nDisallow: /api/\nDisallow: /desk\nDisallow: /orders\nDisallow: /photos\nDisallow: /account\n";

/// A route for each file and folder of the site.
pub fn files(options: &LeptosOptions) -> Router {
    let site = Path::new(options.site_root.as_ref());
    let pkg = options.site_pkg_dir.as_ref();
    let mut router = Router::new().nest_service(
        &format!("/{pkg}"),
        Router::new()
            .fallback_service(compressed(ServeDir::new(site.join(pkg))))
            .layer(kept(if options.hash_files { FOR_A_YEAR } else { ASK_AGAIN })),
    );
    let mut robots = false;
    for entry in std::fs::read_dir(site).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = entry.path();
        // braces are templates to the router, and no file of ours has them
        if name == pkg || name.starts_with('.') || name.contains(['{', '}']) {
            continue;
        }
        robots |= name == "robots.txt";
        router = if path.is_dir() {
            let folder =
                Router::new().fallback_service(compressed(ServeDir::new(path))).layer(kept(FOR_A_DAY));
            router.nest_service(&format!("/{name}"), folder)
        } else if is_sidecar(&name) {
            router
        } else {
            let file = ServeFile::new(&path).precompressed_br().precompressed_gzip();
            let layer = kept(if is_picture(&name) { FOR_A_DAY } else { ASK_AGAIN });
            router.merge(Router::new().route_service(&format!("/{name}"), file).layer(layer))
        };
    }
    if robots { router } else { router.route("/robots.txt", get(async || ROBOTS)) }
}

fn compressed(folder: ServeDir) -> ServeDir {
    folder.append_index_html_on_directories(false).precompressed_br().precompressed_gzip()
}

/// A compressed copy beside the file itself.
fn is_sidecar(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
}

fn is_picture(name: &str) -> bool {
    [".svg", ".png", ".ico", ".webp", ".jpg", ".woff2"].iter().any(|end| name.ends_with(end))
}

/// `Cache-Control` on what was found, and only on that.
fn kept(
    how: &'static str,
) -> SetResponseHeaderLayer<impl Fn(&Response<axum::body::Body>) -> Option<HeaderValue> + Clone> {
    let keep = move |response: &Response<axum::body::Body>| {
        let found = response.status().is_success() || response.status() == http::StatusCode::NOT_MODIFIED;
        found.then(|| HeaderValue::from_static(how))
    };
    SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, keep)
}
