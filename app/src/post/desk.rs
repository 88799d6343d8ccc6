//! What the desk sends.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::flow::dispatch_order::{Dispatch, dispatch_order};
use backend::flow::move_order::{move_order, take_in_hand};
use backend::flow::place_order::place_order;
use backend::flow::{edit_menu, report_in, sign_in};
use backend::{Ctx, Error, Result};
use domain::dispatch::Mode;
use domain::form::{FieldErrors, Problem};
use domain::id::OrderId;

use super::orders::{command_form, new_order_form};
use super::{Answer, Sent};
use crate::path;
use crate::web::AppState;

/// `POST /desk/new`: 代客下单.
pub async fn phone_order(State(app): State<AppState>, sent: Sent) -> Response {
    let result = placed(&app.ctx, &sent).await;
    sent.answer(app, result).await
}

async fn placed(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    let mut form = new_order_form(sent);
    if form.channel.is_empty() {
        "phone".clone_into(&mut form.channel);
    }
    let placed = place_order(ctx, &viewer, &form.parse(ctx.now(), &ctx.calendar())?).await?;
    Ok(Answer::To(format!("{}?done=placed", path::desk_order(placed.id))))
}

/// `POST /desk/orders/{id}`.
pub async fn act(State(app): State<AppState>, Path(id): Path<String>, sent: Sent) -> Response {
    let result = acted(&app.ctx, &sent, &id).await;
    sent.answer(app, result).await
}

async fn acted(ctx: &Ctx, sent: &Sent, id: &str) -> Result<Answer> {
    let id: OrderId = id.parse().map_err(|_| Error::NotFound)?;
    let viewer = sent.viewer()?;
    let done = match sent.form().as_str() {
        "take" => {
            take_in_hand(ctx, &viewer, sent.op()?, id).await?;
            "taken"
        }
        "dispatch" => {
            dispatch_order(ctx, &viewer, &dispatch(sent, id)?).await?;
            "dispatched"
        }
        _ => {
            let intent = command_form(sent).parse(id, ctx.now(), &ctx.calendar())?;
            move_order(ctx, &viewer, &intent).await?;
            "moved"
        }
    };
    Ok(Answer::To(format!("{}?done={done}", path::desk_order(id))))
}

fn dispatch(sent: &Sent, order_id: OrderId) -> Result<Dispatch> {
    let mode: Mode =
        sent.get("mode").parse().map_err(|_| FieldErrors::one("mode", Problem::UnknownChoice))?;
    if !matches!(mode, Mode::Direct | Mode::Waves | Mode::Pool) {
        return Err(FieldErrors::one("mode", Problem::UnknownChoice).into());
    }
    let person_id = match sent.get("person_id").as_str() {
        "" => None,
        raw => Some(raw.parse().map_err(|_| Error::NotFound)?),
    };
    let note = sent.get("public_note").trim().to_owned();
    if note.chars().count() > 500 {
        return Err(FieldErrors::one("public_note", Problem::TooLong).into());
    }
    Ok(Dispatch {
        op: sent.op()?,
        order_id,
        version: sent.get("version").parse().ok(),
        mode,
        person_id,
        public_note: (!note.is_empty()).then_some(note),
    })
}

/// `POST /desk/people`.
pub async fn people(State(app): State<AppState>, sent: Sent) -> Response {
    let result = changed(&app.ctx, &sent).await;
    sent.answer(app, result).await
}

async fn changed(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    if sent.form() == "card" {
        // shown once and in no address: the page itself carries the number
        let code = sign_in::issue_card(ctx, &viewer, sent.id("person_id")?).await?;
        return Ok(Answer::Again(Some(code)));
    }
    report_in::verify(ctx, &viewer, sent.id("person_id")?).await?;
    Ok(Answer::To(format!("{}?done=verified", path::desk_people())))
}

/// `POST /desk/menu`.
pub async fn menu(State(app): State<AppState>, sent: Sent) -> Response {
    let result = toggled(&app.ctx, &sent).await;
    sent.answer(app, result).await
}

async fn toggled(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    edit_menu::set_open(ctx, &viewer, sent.id("item_id")?, sent.get("open") == "yes").await?;
    Ok(Answer::To(format!("{}?done=menu", path::desk_menu())))
}
