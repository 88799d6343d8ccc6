//! Yes and no to offers; the report-in and the times.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::flow::{accept_offer, report_in};
use backend::{Ctx, Error, Result};
use domain::form::{ReportInForm, TimesForm};
use domain::id::OrderId;
use domain::time::Window;

use super::{Answer, Sent};
use crate::path;
use crate::web::AppState;

/// `POST /offers/{id}`.
pub async fn answer(State(app): State<AppState>, Path(id): Path<String>, sent: Sent) -> Response {
    let result = answered(&app.ctx, &sent, &id).await;
    sent.answer(app, result).await
}

async fn answered(ctx: &Ctx, sent: &Sent, id: &str) -> Result<Answer> {
    let id: OrderId = id.parse().map_err(|_| Error::NotFound)?;
    let viewer = sent.viewer()?;
    if sent.form() == "decline" {
        accept_offer::decline_offer(ctx, &viewer, sent.op()?, id).await?;
        return Ok(Answer::To(format!("{}?done=declined", path::offers())));
    }
    let read = Window::parse(&sent.get("window"));
    accept_offer::accept_offer(ctx, &viewer, sent.op()?, id, read).await?;
    Ok(Answer::To(format!("{}?done=accepted", path::order(id))))
}

/// `POST /times`.
pub async fn times(State(app): State<AppState>, sent: Sent) -> Response {
    let result = set(&app.ctx, &sent).await;
    sent.answer(app, result).await
}

async fn set(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    if sent.form() == "join" {
        let form =
            ReportInForm { skills: sent.all("skills"), party: sent.get("party"), branch: sent.get("branch") };
        report_in::report_in(ctx, &viewer, sent.op()?, &form.parse()?).await?;
    } else {
        let form = TimesForm {
            slots: sent.all("slots"),
            weekend_only: sent.get("weekend_only"),
            urgent_opt_in: sent.get("urgent_opt_in"),
            paused: sent.get("paused"),
            quiet_start: sent.get("quiet_start"),
            quiet_end: sent.get("quiet_end"),
        };
        report_in::set_times(ctx, &viewer, sent.op()?, &form.parse()?).await?;
    }
    Ok(Answer::To(format!("{}?done=saved", path::times())))
}
