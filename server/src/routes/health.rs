//! Whether the process lives, and whether it can work.

use std::time::Duration;

use app::web::AppState;
use axum::extract::State;
use http::StatusCode;

/// `GET /healthz`: alive.
pub async fn alive() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database answers and has every migration.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match tokio::time::timeout(Duration::from_secs(2), state.ctx.db.ready()).await {
        Ok(Ok(true)) => (StatusCode::OK, "ok"),
        Ok(Ok(false)) => (StatusCode::SERVICE_UNAVAILABLE, "the database is not migrated"),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer in time"),
    }
}
