//! Placing an order, and what its parties do with it.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::flow::move_order::{add_words, move_order};
use backend::flow::place_order::place_order;
use backend::flow::serve::{AtTheDoor, check_in, check_out, enter_late};
use backend::flow::sign_in::{self, Kind};
use backend::flow::{accept_offer, urge};
use backend::{Ctx, Error, Result};
use domain::form::{CodeForm, CommandForm, FieldErrors, NewOrderForm, Phone, Problem};
use domain::id::{ClientOpId, OrderId};
use domain::member::Viewer;
use domain::order::Outcome;
use domain::time::Timestamp;

use super::{Answer, Sent};
use crate::path;
use crate::web::{AppState, session_cookie};

/// `POST /menu/{item}`.
pub async fn place(State(app): State<AppState>, sent: Sent) -> Response {
    let result = placed(&app, &sent).await;
    sent.answer(app, result).await
}

async fn placed(app: &AppState, sent: &Sent) -> Result<Answer> {
    let ctx = &app.ctx;
    let order = new_order_form(sent).parse(ctx.now(), &ctx.calendar())?;
    if let Ok(viewer) = sent.viewer() {
        let placed = place_order(ctx, &viewer, &order).await?;
        return Ok(Answer::To(format!("{}?done=placed", path::order(placed.id))));
    }
    // Not signed in: the form itself is kept by the page while a code goes to her phone.
    let phone =
        order.contact_phone.clone().ok_or_else(|| FieldErrors::one("contact_phone", Problem::Missing))?;
    if sent.get("code").trim().is_empty() {
        return send_code(ctx, &phone).await;
    }
    let code = CodeForm {
        phone: phone.digits().to_owned(),
        code: sent.get("code"),
        name: order.contact_name.clone(),
    };
    let (phone, code, name) = code.parse()?;
    let signed_in = sign_in::verify_code(ctx, &phone, &code, name.as_deref(), Kind::Resident).await?;
    let cookie = session_cookie(&signed_in.token, signed_in.max_age, app.secure_cookies);
    let (viewer, _) = sign_in::viewer(ctx, &signed_in.token).await?.ok_or(Error::NotFound)?;
    let placed = place_order(ctx, &viewer, &order).await?;
    Ok(Answer::ToWith(format!("{}?done=placed", path::order(placed.id)), vec![cookie]))
}

async fn send_code(ctx: &Ctx, phone: &Phone) -> Result<Answer> {
    match sign_in::request_code(ctx, phone).await {
        // sent a moment ago: the page asks for that one
        Ok(()) | Err(Error::Refused(domain::Refusal::TooMany { .. })) => {
            Ok(Answer::Again(Some("code_sent".to_owned())))
        }
        Err(error) => Err(error),
    }
}

pub(super) fn new_order_form(sent: &Sent) -> NewOrderForm {
    NewOrderForm {
        client_op_id: sent.get("client_op_id"),
        item_id: sent.get("item_id"),
        area_id: sent.get("area_id"),
        door: sent.get("door"),
        day: sent.get("day"),
        part: sent.get("part"),
        details: sent.get("details"),
        answer: sent.get("answer"),
        contact_name: sent.get("contact_name"),
        contact_phone: sent.get("contact_phone"),
        beneficiary_id: sent.get("beneficiary_id"),
        channel: sent.get("channel"),
        consent: sent.get("consent"),
    }
}

pub(super) fn command_form(sent: &Sent) -> CommandForm {
    CommandForm {
        client_op_id: sent.get("client_op_id"),
        version: sent.get("version"),
        action: sent.get("action"),
        words: sent.get("words"),
        reason: sent.get("reason"),
        alternative: sent.get("alternative"),
        into: sent.get("into"),
        until: sent.get("until"),
        party: sent.get("party"),
        rating: sent.get("rating"),
    }
}

/// `POST /orders/{id}`: everything the resident or the helper does on its page.
pub async fn act(State(app): State<AppState>, Path(id): Path<String>, sent: Sent) -> Response {
    let result = acted(&app.ctx, &sent, &id).await;
    sent.answer(app, result).await
}

async fn acted(ctx: &Ctx, sent: &Sent, id: &str) -> Result<Answer> {
    let id: OrderId = id.parse().map_err(|_| Error::NotFound)?;
    let viewer = sent.viewer()?;
    let done = match sent.form().as_str() {
        "urge" => {
            urge::urge(ctx, &viewer, sent.op()?, id).await?;
            "urged"
        }
        "add" => {
            let words = sent.get("words").trim().to_owned();
            if words.is_empty() {
                return Err(FieldErrors::one("words", Problem::Missing).into());
            }
            if words.chars().count() > 500 {
                return Err(FieldErrors::one("words", Problem::TooLong).into());
            }
            add_words(ctx, &viewer, sent.op()?, id, &words).await?;
            "added"
        }
        "check_in" => {
            check_in(ctx, &viewer, &at_the_door(sent, id, sent.op()?, true)?).await?;
            "checked_in"
        }
        "check_out" => {
            check_out(ctx, &viewer, &at_the_door(sent, id, sent.op()?, false)?).await?;
            "checked_out"
        }
        "later" => late_entry(ctx, sent, &viewer, id).await?,
        "release" => {
            let reason = sent.get("reason").trim().to_owned();
            if reason.is_empty() {
                return Err(FieldErrors::one("reason", Problem::Missing).into());
            }
            accept_offer::release(ctx, &viewer, sent.op()?, id, &reason).await?;
            return Ok(Answer::To(format!("{}?done=released", path::offers())));
        }
        _ => {
            let intent = command_form(sent).parse(id, ctx.now(), &ctx.calendar())?;
            move_order(ctx, &viewer, &intent).await?;
            "moved"
        }
    };
    Ok(Answer::To(format!("{}?done={done}", path::order(id))))
}

/// Both keys after the visit. The second intention's id is made from the first, so that a repeat
/// of the form repeats both.
async fn late_entry(ctx: &Ctx, sent: &Sent, viewer: &Viewer, id: OrderId) -> Result<&'static str> {
    let first = sent.op()?;
    let second = ClientOpId(uuid::Uuid::from_u128(first.0.as_u128() ^ 1));
    let mut arrived = at_the_door(sent, id, first, true)?;
    arrived.at = time_of_day(ctx, &sent.get("arrived_at"), "arrived_at")?;
    let mut left = at_the_door(sent, id, second, false)?;
    left.key = key(&sent.get("leave_key"), "leave_key")?;
    left.at = time_of_day(ctx, &sent.get("left_at"), "left_at")?;
    enter_late(ctx, viewer, &arrived, &left).await?;
    Ok("checked_out")
}

fn at_the_door(sent: &Sent, order_id: OrderId, op: ClientOpId, arriving: bool) -> Result<AtTheDoor> {
    let key = key(&sent.get("key"), "key")?;
    let words = Some(sent.get("words").trim().to_owned()).filter(|words| !words.is_empty());
    if arriving && key.is_none() {
        return Err(FieldErrors::one("key", Problem::Missing).into());
    }
    let outcome = match sent.get("outcome").as_str() {
        "" => None,
        word => {
            Some(word.parse::<Outcome>().map_err(|_| FieldErrors::one("outcome", Problem::UnknownChoice))?)
        }
    };
    if !arriving && key.is_none() && words.is_none() && sent.form() == "check_out" {
        return Err(FieldErrors::one("words", Problem::Missing).into());
    }
    Ok(AtTheDoor { op, order_id, key, at: None, outcome, words })
}

fn key(raw: &str, field: &str) -> Result<Option<String>> {
    let digits = domain::form::plain_digits(raw);
    match digits.len() {
        0 => Ok(None),
        4 if digits.bytes().all(|b| b.is_ascii_digit()) => Ok(Some(digits)),
        _ => Err(FieldErrors::one(field, Problem::Malformed).into()),
    }
}

/// `14:05` of today, or of yesterday when that is still to come.
fn time_of_day(ctx: &Ctx, raw: &str, field: &str) -> Result<Option<Timestamp>> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(FieldErrors::one(field, Problem::Missing).into());
    }
    let minutes = raw
        .split_once([':', '：'])
        .and_then(|(h, m)| Some((h.trim().parse::<u16>().ok()?, m.trim().parse::<u16>().ok()?)))
        .filter(|(h, m)| *h < 24 && *m < 60)
        .map(|(h, m)| h * 60 + m)
        .ok_or_else(|| FieldErrors::one(field, Problem::Malformed))?;
    let calendar = ctx.calendar();
    let (today, _) = calendar.local(ctx.now());
    let at = calendar.at(today, minutes);
    let yesterday = calendar.at(domain::calendar::Day(today.0 - 1), minutes);
    Ok(Some(if at > ctx.now() { yesterday } else { at }))
}
