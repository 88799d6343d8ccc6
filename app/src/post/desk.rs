//! What the desk sends.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::flow::dispatch_order::dispatch_order;
use backend::flow::look_up::{Caller, look_up};
use backend::flow::move_order::{move_order, take_in_hand};
use backend::flow::place_order::place_order;
use backend::flow::{
    complain, contact_try, demand, desk_visit, edit_menu, no_show, report_in, sign_in, stewards,
};
use backend::{Ctx, Error, Result, view};
use domain::form::{
    CallBack, DispatchForm, FieldErrors, HasLeftForm, MenuItemForm, NewOrder, Problem, ReplyForm,
    StewardForm, words_if_any,
};
use domain::id::{ItemId, OrderId};

use super::orders::{command_form, new_order_form};
use super::{Answer, Sent};
use crate::path;
use crate::web::AppState;

/// `POST /desk/new`: 代客下单.
pub async fn phone_order(State(app): State<AppState>, mut sent: Sent) -> Response {
    let result = match sent.get("look").as_str() {
        "yes" => looked_up(&app.ctx, &mut sent).await,
        _ => placed(&app.ctx, &sent).await,
    };
    sent.answer(app, result).await
}

/// 查一下: the page again, with who calls, and with what is promised and asked about the item.
async fn looked_up(ctx: &Ctx, sent: &mut Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    let number = match CallBack::parse(&sent.get("contact_phone")) {
        Ok(number) => number,
        // it was the item that was to be looked at
        Err(Problem::Missing) => return Ok(Answer::Again(None)),
        Err(problem) => return Err(FieldErrors::one("contact_phone", problem).into()),
    };
    let caller = look_up(ctx, &viewer, &number).await?;
    let word = if caller.is_some() { "known" } else { "new" };
    fill_in(sent, caller);
    Ok(Answer::Again(Some(word.to_owned())))
}

/// What was found goes where nothing was typed, and in place of what another number had brought: its door
/// must not stay when the next caller is somebody else.
fn fill_in(sent: &mut Sent, caller: Option<Caller>) {
    let [name, area_id, door] =
        caller.map(|it| [it.name, it.area_id.to_string(), it.door]).unwrap_or_default();
    for (field, found) in [("contact_name", name), ("area_id", area_id), ("door", door)] {
        let brought = format!("found_{field}");
        let there = sent.get(field);
        let typed = !there.trim().is_empty() && there != sent.get(&brought);
        if !typed {
            sent.put(field, found.clone());
        }
        sent.put(&brought, if typed { String::new() } else { found });
    }
}

async fn placed(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    let mut form = new_order_form(sent);
    if form.channel.is_empty() {
        "phone".clone_into(&mut form.channel);
    }
    let mut order = form.parse(ctx.now(), &ctx.calendar())?;
    if sent.get("asked") != order.item_id.to_string() {
        ask_first(ctx, &mut order).await?;
    }
    let placed = place_order(ctx, &viewer, &order).await?;
    Ok(Answer::To(format!("{}?done=placed", path::desk_order(placed.id))))
}

/// The page has not put the item's question yet, or put another item's: the caller is still on the phone.
async fn ask_first(ctx: &Ctx, order: &mut NewOrder) -> Result<()> {
    let item = view::menu::item(ctx, order.item_id).await?;
    if item.question_zh.is_some_and(|question| !question.is_empty()) {
        return Err(FieldErrors::one("answer", Problem::Unasked).into());
    }
    order.answer = None;
    Ok(())
}

/// `POST /desk/grids`.
pub async fn grids(State(app): State<AppState>, sent: Sent) -> Response {
    let result = put_in_charge(&app.ctx, &sent).await;
    sent.answer(app, result).await
}

async fn put_in_charge(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    let form = StewardForm { role: sent.get("role"), area_id: sent.get("area_id"), phone: sent.get("phone") };
    let it = form.parse()?;
    stewards::assign(ctx, &viewer, sent.op()?, &it).await?;
    Ok(Answer::To(format!("{}&done=in_charge", path::desk_grids(Some(it.area)))))
}

/// `POST /desk/complaints`.
pub async fn complaints(State(app): State<AppState>, sent: Sent) -> Response {
    let result = replied(&app.ctx, &sent).await;
    sent.answer(app, result).await
}

async fn replied(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    let it = ReplyForm { words: sent.get("words") }.parse()?;
    complain::reply(ctx, &viewer, sent.op()?, sent.id("complaint_id")?, &it).await?;
    Ok(Answer::To(format!("{}?done=answered", path::desk_complaints())))
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
        "arrived" => {
            desk_visit::confirm_arrival(ctx, &viewer, sent.op()?, id, sent.id("person_id")?).await?;
            "moved"
        }
        "left" => {
            let it = has_left_form(sent).parse(id)?;
            desk_visit::confirm_leaving(ctx, &viewer, &it).await?;
            "moved"
        }
        "no_show" => {
            no_show::report_no_show(ctx, &viewer, sent.op()?, id, sent.id("person_id")?).await?;
            "moved"
        }
        "excuse" => {
            no_show::accept_excuse(ctx, &viewer, sent.op()?, id, sent.id("person_id")?).await?;
            "moved"
        }
        "tried" => {
            let note = words_if_any("words", &sent.get("words"))?;
            contact_try::contact_tried(ctx, &viewer, sent.op()?, id, note.as_deref()).await?;
            "moved"
        }
        "dispatch" => {
            dispatch_order(ctx, &viewer, &dispatch_form(sent).parse(id)?).await?;
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

fn has_left_form(sent: &Sent) -> HasLeftForm {
    HasLeftForm {
        client_op_id: sent.get("client_op_id"),
        person_id: sent.get("person_id"),
        left_at: sent.get("left_at"),
    }
}

fn dispatch_form(sent: &Sent) -> DispatchForm {
    DispatchForm {
        client_op_id: sent.get("client_op_id"),
        version: sent.get("version"),
        // who presses the button at a name names somebody
        mode: match sent.get("mode") {
            none if none.is_empty() && !sent.get("person_id").is_empty() => "direct".to_owned(),
            mode => mode,
        },
        person_id: sent.get("person_id"),
        public_note: sent.get("public_note"),
    }
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
        let seen = sent.get("seen") == "yes";
        let code = sign_in::issue_card(ctx, &viewer, sent.id("person_id")?, seen).await?;
        return Ok(Answer::Again(Some(code)));
    }
    report_in::verify(ctx, &viewer, sent.op()?, sent.id("person_id")?).await?;
    Ok(Answer::To(format!("{}?done=verified", path::desk_people())))
}

/// `POST /desk/menu`.
pub async fn menu(State(app): State<AppState>, sent: Sent) -> Response {
    let result = toggled(&app.ctx, &sent).await;
    sent.answer(app, result).await
}

async fn toggled(ctx: &Ctx, sent: &Sent) -> Result<Answer> {
    let viewer = sent.viewer()?;
    match sent.form().as_str() {
        "settle" => demand::settle(ctx, &viewer, sent.op()?, &sent.get("key")).await?,
        _ => {
            let open = sent.get("open") == "yes";
            edit_menu::set_open(ctx, &viewer, sent.op()?, sent.id("item_id")?, open).await?;
        }
    }
    Ok(Answer::To(format!("{}?done=menu", path::desk_menu())))
}

/// `POST /desk/menu/{item}`; `new` makes one.
pub async fn menu_item(State(app): State<AppState>, Path(id): Path<String>, sent: Sent) -> Response {
    let result = saved(&app.ctx, &sent, &id).await;
    sent.answer(app, result).await
}

async fn saved(ctx: &Ctx, sent: &Sent, id: &str) -> Result<Answer> {
    let viewer = sent.viewer()?;
    let id: Option<ItemId> = match id {
        "new" => None,
        id => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    edit_menu::save(ctx, &viewer, id, &menu_item_form(sent).parse()?).await?;
    Ok(Answer::To(format!("{}?done=menu", path::desk_menu())))
}

fn menu_item_form(sent: &Sent) -> MenuItemForm {
    MenuItemForm {
        client_op_id: sent.get("client_op_id"),
        changed_at: sent.get("changed_at"),
        no: sent.get("no"),
        door: sent.get("door"),
        icon: sent.get("icon"),
        name_zh: sent.get("name_zh"),
        name_en: sent.get("name_en"),
        summary_zh: sent.get("summary_zh"),
        summary_en: sent.get("summary_en"),
        question_zh: sent.get("question_zh"),
        question_en: sent.get("question_en"),
        urgency: sent.get("urgency"),
        doer: sent.get("doer"),
        skill: sent.get("skill"),
        raised: sent.get("raised"),
        required: sent.get("required"),
        planned_minutes: sent.get("planned_minutes"),
        points_per_hour: sent.get("points_per_hour"),
        home_visit: sent.get("home_visit"),
        review: sent.get("review"),
    }
}
