//! The description of the API, generated from the handlers: what is not in the code is not in it.

use axum::Json;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{desk, me, menu, moves, offers, orders, tokens, visits};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "邻里 Linli",
        description = "点单 · 派单 · 接单. Every \"no\" is an RFC 9457 problem document in the language of \
                       Accept-Language (zh-CN, en). Whatever changes something takes an Idempotency-Key: \
                       the same key again returns the first answer. Times are milliseconds since 1970 UTC.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    servers((url = "/api/v1")),
    paths(
        tokens::request_code, tokens::open, tokens::close, menu::list, menu::buildings, orders::place, orders::list, orders::show,
        orders::urge, moves::command, moves::add_words, desk::dispatch, desk::candidates, desk::inbox, offers::list,
        offers::show, offers::accept, offers::decline, offers::release, visits::check_in, visits::check_out,
        me::show, me::hours, me::points, me::times, me::set_times,
    ),
    modifiers(&Tokens),
)]
struct Doc;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, doc: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("From POST /tokens. Scopes: orders, serve, me, desk."))
            .build();
        doc.components.get_or_insert_default().add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

/// The description.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Doc::openapi()
}

/// `GET /openapi.json`.
pub async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(openapi())
}
