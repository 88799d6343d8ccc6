//! Placing an order, and what its parties do with it.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::flow::move_order::{add_words, move_order};
use backend::flow::place_order::place_order;
use backend::flow::serve::{check_in, check_out, enter_late};
use backend::flow::sign_in::{self, Kind};
use backend::flow::{no_show, rate, release, urge};
use backend::{Ctx, Error, Result};
use domain::form::{
    AtTheDoor, CodeForm, CommandForm, FieldErrors, LateVisitForm, NewOrderForm, Phone, Problem, RatingForm,
    VisitForm, needed_words,
};
use domain::id::OrderId;
use domain::photo::Upload;

use super::{Answer, Sent};
use crate::path;
use crate::web::{AppState, session_cookie};

/// `POST /menu/{item}`.
pub async fn place(State(app): State<AppState>, mut sent: Sent) -> Response {
    let result = match sent.photos(&app.ctx).await {
        Ok(photos) => placed(&app, &sent, photos).await,
        Err(error) => Err(error),
    };
    sent.answer(app, result).await
}

async fn placed(app: &AppState, sent: &Sent, photos: Vec<Upload>) -> Result<Answer> {
    let ctx = &app.ctx;
    let mut order = new_order_form(sent).parse(ctx.now(), &ctx.calendar())?;
    order.photos = photos;
    if sent.visitor().viewer.is_some() {
        let viewer = sent.viewer()?;
        let placed = place_order(ctx, &viewer, &order).await?;
        return Ok(Answer::To(format!("{}?done=placed", path::order(placed.id))));
    }
    // Not signed in: the form itself is kept by the page while a code goes to her phone, with the
    // ids of the pictures that came with it.
    let wrong = |problem| FieldErrors::one("contact_phone", problem);
    let left = order.contact_phone.as_ref().ok_or_else(|| wrong(Problem::Missing))?;
    // the code says who she is: it goes to a mobile and nowhere else
    let phone = left.mobile().ok_or_else(|| wrong(Problem::NotMobile))?;
    sign_in::knock(ctx, sent.client()).await?;
    if sent.get("code").trim().is_empty() || sent.get("resend") == "yes" {
        return send_code(ctx, &phone).await;
    }
    let code = CodeForm {
        phone: phone.digits().to_owned(),
        code: sent.get("code"),
        name: order.contact_name.clone(),
    };
    let (phone, code, name) = code.parse()?;
    let kind = Kind::Resident(sent.device());
    let signed_in = sign_in::verify_code(ctx, &phone, &code, name.as_deref(), kind).await?;
    let cookie = session_cookie(&signed_in, app.secure_cookies);
    let known = sign_in::viewer(ctx, &signed_in.token).await?.ok_or(Error::NotFound)?;
    let placed = place_order(ctx, &known.viewer, &order).await?;
    Ok(Answer::ToWith(format!("{}?done=placed", path::order(placed.id)), vec![cookie]))
}

pub(super) async fn send_code(ctx: &Ctx, phone: &Phone) -> Result<Answer> {
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
        day: sent.get("day"),
        part: sent.get("part"),
        helpers_agree: sent.get("helpers_agree"),
    }
}

/// `POST /orders/{id}`: everything the resident or the helper does on its page.
pub async fn act(State(app): State<AppState>, Path(id): Path<String>, mut sent: Sent) -> Response {
    let result = acted(&app.ctx, &mut sent, &id).await;
    sent.answer(app, result).await
}

async fn acted(ctx: &Ctx, sent: &mut Sent, id: &str) -> Result<Answer> {
    let id: OrderId = id.parse().map_err(|_| Error::NotFound)?;
    let viewer = sent.viewer()?;
    let done = match sent.form().as_str() {
        "rate" => {
            rate::rate(ctx, &viewer, id, &rating_form(sent).parse()?).await?;
            "rated"
        }
        "urge" => {
            urge::urge(ctx, &viewer, sent.op()?, id).await?;
            "urged"
        }
        "add" => {
            let photos = sent.photos(ctx).await?;
            // a picture can say it all
            let words = match sent.get("words") {
                words if words.trim().is_empty() && !photos.is_empty() => String::new(),
                words => needed_words("words", &words)?,
            };
            add_words(ctx, &viewer, sent.op()?, id, &words, &photos).await?;
            "added"
        }
        "check_in" => {
            check_in(ctx, &viewer, &visit_form(sent).arriving(id)?).await?;
            "checked_in"
        }
        "check_out" => {
            let photos = sent.photos(ctx).await?;
            let left = visit_form(sent).leaving(id)?;
            check_out(ctx, &viewer, &AtTheDoor { photos, ..left }).await?;
            "checked_out"
        }
        "later" => {
            let photos = sent.photos(ctx).await?;
            let (arrived, left) = late_visit_form(sent).parse(id, ctx.now(), &ctx.calendar())?;
            let left = AtTheDoor { photos, ..left };
            enter_late(ctx, &viewer, &arrived, &left).await?;
            "checked_out"
        }
        "no_show" => {
            no_show::report_no_show(ctx, &viewer, sent.op()?, id, sent.id("person_id")?).await?;
            "moved"
        }
        "excuse" => {
            let words = needed_words("words", &sent.get("words"))?;
            no_show::state_excuse(ctx, &viewer, sent.op()?, id, &words).await?;
            "added"
        }
        "release" => {
            let reason = needed_words("reason", &sent.get("reason"))?;
            release::release(ctx, &viewer, sent.op()?, id, &reason).await?;
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

fn rating_form(sent: &Sent) -> RatingForm {
    RatingForm {
        client_op_id: sent.get("client_op_id"),
        rating: sent.get("rating"),
        words: sent.get("words"),
    }
}

fn visit_form(sent: &Sent) -> VisitForm {
    VisitForm {
        client_op_id: sent.get("client_op_id"),
        key: sent.get("key"),
        outcome: sent.get("outcome"),
        words: sent.get("words"),
    }
}

fn late_visit_form(sent: &Sent) -> LateVisitForm {
    LateVisitForm {
        visit: visit_form(sent),
        day: sent.get("day"),
        arrived_at: sent.get("arrived_at"),
        leave_key: sent.get("leave_key"),
        left_at: sent.get("left_at"),
    }
}
