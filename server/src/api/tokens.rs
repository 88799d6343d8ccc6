//! Signing in and out.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use backend::flow::sign_in::{self, Kind, SignedIn};
use domain::form::{CodeForm, FieldErrors, PhoneForm, StaffForm, plain_digits};
use http::StatusCode;

use super::asked::{NewCode, NewToken};
use super::problem::Problem;
use super::scope::{self, Scope};
use super::shape::Token;
use super::take::{Body, Call};

/// Sends a code to a phone. Known and unknown numbers are answered alike.
#[utoipa::path(
    post, path = "/codes", tag = "tokens", request_body = NewCode,
    responses((status = 202, description = "A code is on its way"))
)]
pub async fn request_code(call: Call, Body(asked): Body<NewCode>) -> Result<Response, Problem> {
    let phone = PhoneForm { phone: asked.phone }.parse().map_err(|it| call.no(it.into()))?;
    sign_in::knock(&call.app.ctx, call.client()).await.map_err(|it| call.no(it))?;
    sign_in::request_code(&call.app.ctx, &phone).await.map_err(|it| call.no(it))?;
    Ok((StatusCode::ACCEPTED, Json(serde_json::json!({ "minutes": sign_in::CODE_MINUTES }))).into_response())
}

/// Opens a token by one of three ways.
#[utoipa::path(
    post, path = "/tokens", tag = "tokens", request_body = NewToken,
    responses((status = 201, body = Token))
)]
pub async fn open(call: Call, Body(asked): Body<NewToken>) -> Result<Response, Problem> {
    let (signed_in, scopes) = signed_in(&call, asked).await.map_err(|it| call.no(it))?;
    let token = Token {
        token: signed_in.token,
        token_type: "Bearer",
        person_id: signed_in.person_id.0,
        scopes: scopes.iter().map(|scope| scope.word()).collect(),
        expires_in: signed_in.max_age / 1_000,
    };
    Ok((StatusCode::CREATED, Json(token)).into_response())
}

async fn signed_in(call: &Call, asked: NewToken) -> backend::Result<(SignedIn, Vec<Scope>)> {
    let ctx = &call.app.ctx;
    sign_in::knock(ctx, call.client()).await?;
    match asked {
        NewToken::Code { phone, code, name, scopes } => {
            let scopes = scope::granted(&scopes, false)?;
            let (phone, code, name) = CodeForm { phone, code, name }.parse()?;
            let kind = Kind::Api { scopes: &scope::kept(&scopes) };
            let signed_in = sign_in::verify_code(ctx, &phone, &code, name.as_deref(), kind).await?;
            Ok((signed_in, scopes))
        }
        NewToken::Card { card, scopes } => {
            let scopes = scope::granted(&scopes, false)?;
            let card = plain_digits(&card);
            if card.is_empty() || card.len() > 20 {
                return Err(FieldErrors::one("card", domain::form::Problem::Malformed).into());
            }
            let kind = Kind::Api { scopes: &scope::kept(&scopes) };
            Ok((sign_in::use_card(ctx, &card, kind).await?, scopes))
        }
        NewToken::Password { phone, password, totp, scopes } => {
            let scopes = scope::granted(&scopes, true)?;
            let staff = StaffForm { phone, password, totp }.parse()?;
            let kind = Kind::Api { scopes: &scope::kept(&scopes) };
            Ok((sign_in::staff(ctx, &staff, call.client(), kind).await?, scopes))
        }
    }
}

/// Ends the token of this request.
#[utoipa::path(
    delete, path = "/tokens/current", tag = "tokens", security(("token" = [])),
    responses((status = 204, description = "It holds no more"))
)]
pub async fn close(call: Call) -> Result<StatusCode, Problem> {
    if let (Some(viewer), Some(session)) = (call.viewer(), call.session()) {
        sign_in::sign_out(&call.app.ctx, viewer, session).await.map_err(|it| call.no(it))?;
    }
    Ok(StatusCode::NO_CONTENT)
}
