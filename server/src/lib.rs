//! SERVES. The one binary, `linli`: pages, JSON API, live events, workers and the operator's
//! commands. No SQL and no business rule stands here.
//!
//! | Room | What it holds |
//! |---|---|
//! | [`config`] | every setting |
//! | [`cli`] | one file a subcommand |
//! | [`accept`], [`stop`] | connections, and the end of them |
//! | [`middleware`] | what happens to every request |
//! | [`routes`] | health, live events, pictures, the site's files |
//! | [`api`] | `/api/v1` |
//! | [`workers`] | what happens without anybody asking |

pub mod accept;
pub mod api;
pub mod cli;
pub mod config;
pub mod middleware;
pub mod routes;
pub mod stop;
pub mod telemetry;
pub mod workers;

use app::web::AppState;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use middleware::{client, headers, limit, origin, pace, panics, session, trace};
use stop::Stop;

/// The whole service. Tests serve it as it is.
pub fn build(state: AppState, stop: Stop) -> Router {
    let pages = app::web::routes(state.clone())
        .route("/live", get(routes::events::live))
        .route("/photos/{id}", get(routes::photos::large))
        .route("/photos/{id}/small", get(routes::photos::small))
        .layer(from_fn(trace::note_route))
        .layer(from_fn_with_state(state.clone(), pace::kept))
        .layer(from_fn_with_state(state.clone(), session::by_cookie))
        .layer(axum::Extension(stop))
        .with_state(state.clone());
    let about = Router::new()
        .route("/healthz", get(routes::health::alive))
        .route("/readyz", get(routes::health::ready))
        .layer(from_fn(trace::note_route));
    Router::new()
        .nest(middleware::API, api::routes(&state))
        .merge(about)
        .with_state(state.clone())
        .merge(routes::site::files(&state.leptos))
        .fallback_service(pages)
        .layer(from_fn(origin::same_site_only))
        .layer(from_fn(limit::within_bounds))
        .layer(from_fn(panics::caught))
        // a page is written once and read once: time matters more than the last percent
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn_with_state(client::Proxies(state.proxies), client::named))
        .layer(from_fn_with_state(headers::Https(state.secure_cookies), headers::complete))
        .layer(from_fn_with_state(state, trace::log))
}
