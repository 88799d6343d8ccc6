//! The open JSON API, `/api/v1`: the same flows as the pages, for other programs.
//!
//! | File | Resource |
//! |---|---|
//! | [`tokens`] | signing in and out |
//! | [`menu`] | what can be ordered |
//! | [`orders`], [`moves`] | orders, and what is done to them |
//! | [`offers`], [`visits`] | yes and no, and the visit |
//! | [`desk`] | dispatching |
//! | [`me`] | who I am, my hours, my points, my times |
//! | [`problem`], [`take`] | how a "no" is told, how a request is read |
//! | [`shape`] | the JSON of all of it; a promise, unlike the read models of the pages |

mod asked;
mod desk;
mod doc;
mod me;
mod menu;
mod moves;
mod offers;
mod orders;
pub mod problem;
mod scope;
mod shape;
mod take;
mod tokens;
mod visits;
mod words;

use app::web::AppState;
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{delete, get, post};
use http::StatusCode;

use crate::middleware::{pace, session, trace};
use problem::{Language, Problem};

pub use doc::openapi;

/// Everything below `/api/v1`.
pub fn routes(state: &AppState) -> Router<AppState> {
    let by_token = axum::middleware::from_fn_with_state(state.clone(), session::by_token);
    Router::new()
        .route("/openapi.json", get(doc::show))
        .route("/codes", post(tokens::request_code))
        .route("/tokens", post(tokens::open))
        .route("/tokens/current", delete(tokens::close))
        .route("/menu", get(menu::list))
        .route("/buildings", get(menu::buildings))
        .route("/orders", get(orders::list).post(orders::place))
        .route("/orders/{id}", get(orders::show))
        .route("/orders/{id}/urges", post(orders::urge))
        .route("/orders/{id}/commands", post(moves::command))
        .route("/orders/{id}/notes", post(moves::add_words))
        .route("/orders/{id}/dispatch", post(desk::dispatch))
        .route("/orders/{id}/candidates", get(desk::candidates))
        .route("/orders/{id}/assignment", delete(offers::release))
        .route("/orders/{id}/check-in", post(visits::check_in))
        .route("/orders/{id}/check-out", post(visits::check_out))
        .route("/offers", get(offers::list))
        .route("/offers/{id}", get(offers::show))
        .route("/offers/{id}/acceptance", post(offers::accept))
        .route("/offers/{id}/decline", post(offers::decline))
        .route("/inbox", get(desk::inbox))
        .route("/me", get(me::show))
        .route("/me/hours", get(me::hours))
        .route("/me/points", get(me::points))
        .route("/me/times", get(me::times).put(me::set_times))
        .method_not_allowed_fallback(not_this_way)
        .layer(axum::middleware::from_fn(trace::note_route))
        .fallback(unknown)
        .layer(axum::middleware::from_fn_with_state(state.clone(), pace::kept_by_programs))
        .layer(by_token)
}

async fn unknown(request: Request) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not_found", Language::of(request.headers()))
}

async fn not_this_way(request: Request) -> Response {
    use axum::response::IntoResponse as _;
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", Language::of(request.headers()))
        .into_response()
}
