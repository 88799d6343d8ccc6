//! The description of the API, generated from the handlers: what is not in the code is not in it.

use axum::Json;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::response::Response;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
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
    modifiers(&Tokens, &Noes),
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

/// The refusals that follow from what a call takes. Those of its flow stand at its handler.
struct Noes;

impl Modify for Noes {
    fn modify(&self, doc: &mut utoipa::openapi::OpenApi) {
        let Some(sample) = sample(doc) else { return };
        for (path, item) in &mut doc.paths.paths {
            let calls = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete];
            for call in calls.into_iter().flatten() {
                for (status, why) in noes(path, call) {
                    let no = saying(&sample, why);
                    call.responses.responses.entry(status.to_owned()).or_insert(no);
                }
            }
        }
    }
}

/// Any refusal that stands at a handler: the others are described like it.
fn sample(doc: &utoipa::openapi::OpenApi) -> Option<RefOr<Response>> {
    let mut items = doc.paths.paths.values();
    items.find_map(|item| item.post.as_ref()?.responses.responses.get("409")).cloned()
}

fn saying(sample: &RefOr<Response>, why: &str) -> RefOr<Response> {
    let mut no = sample.clone();
    if let RefOr::T(response) = &mut no {
        why.clone_into(&mut response.description);
    }
    no
}

fn noes(path: &str, call: &Operation) -> Vec<(&'static str, &'static str)> {
    let parameters = || call.parameters.iter().flatten();
    let key = parameters().any(|it| it.name == "Idempotency-Key");
    let version = parameters().any(|it| it.name == "If-Match");
    let query = parameters().any(|it| it.parameter_in == ParameterIn::Query);
    let body = call.request_body.is_some();
    // signing out takes a token and needs none
    let no_scope = SecurityRequirement::new("token", Vec::<String>::new());
    let scope = call.security.iter().flatten().any(|it| *it != no_scope);
    let all = [
        (key || body, "400", "No Idempotency-Key, an If-Match that is no ETag, or a body that is no JSON"),
        (scope, "401", "No token, or none that holds"),
        (scope, "403", "The token lacks the scope"),
        (path.contains("{id}"), "404", "There is none, or it is none of the caller's business"),
        (version, "412", "The order has moved on since the version of If-Match"),
        (body, "413", "The body is larger than 256 KiB"),
        (body, "415", "The body is not application/json"),
        (key || body || query, "422", "What was sent is wrong; `errors` names the fields"),
        (true, "429", "Too much at once; `Retry-After` says for how long"),
    ];
    all.into_iter().filter(|(given, ..)| *given).map(|(_, status, why)| (status, why)).collect()
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
