//! What forms send. Every form posts to its own page: with success the answer is a redirect, with
//! a "no" it is the same page, filled in, with what was wrong (docs/decisions/002).

mod account;
mod desk;
mod multipart;
mod offers;
mod orders;
mod sent;
mod sign_in;

use axum::Router;
use axum::routing::post;

use crate::web::AppState;

pub use multipart::FORM_BYTES_MAX;
pub use sent::{Answer, Sent};

/// Whether a request may bring pictures: a form with files, to a page that has a field for them.
#[must_use]
pub fn brings_photos(path: &str, headers: &http::HeaderMap) -> bool {
    (path.starts_with("/menu/") || path.starts_with("/orders/")) && multipart::boundary(headers).is_some()
}

/// The POST half of every page that has a form.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/menu", post(account::demand))
        .route("/menu/{item}", post(orders::place))
        .route("/orders/{id}", post(orders::act))
        .route("/offers/{id}", post(offers::answer))
        .route("/times", post(offers::times))
        .route("/sign-in", post(sign_in::resident))
        .route("/sign-in/staff", post(sign_in::staff))
        .route("/account", post(account::account))
        .route("/account/sessions", post(account::sessions))
        .route("/complaints", post(account::complain))
        .route("/prefs", post(account::prefs))
        .route("/desk/new", post(desk::phone_order))
        .route("/desk/orders/{id}", post(desk::act))
        .route("/desk/people", post(desk::people))
        .route("/desk/grids", post(desk::grids))
        .route("/desk/complaints", post(desk::complaints))
        .route("/desk/menu", post(desk::menu))
        .route("/desk/menu/{item}", post(desk::menu_item))
}
