//! What the desk reads.

use domain::id::{ItemId, OrderId};
use domain::time::Timestamp;
use domain::view::{
    ComplaintLine, DeskOrder, Inbox, InboxFilter, InboxRow, KeptMenu, OpenedItem, PersonLine,
};
use leptos::prelude::*;

use crate::error::AppError;
use crate::json::Answers;

#[cfg(feature = "ssr")]
use super::ssr::*;

/// A page of the inbox, and the server's time.
#[server(prefix = "/api/fn", endpoint = "desk/inbox", output = Answers)]
pub async fn get_inbox(filter: InboxFilter, after: Option<String>) -> Result<(Inbox, Timestamp), AppError> {
    let ctx = ctx()?;
    let page = backend::view::desk::inbox(&ctx, &viewer()?, filter, after.as_deref()).await?;
    Ok((page, ctx.now()))
}

/// An order at the desk, and the one with the number `into` when it can be merged into that.
#[server(prefix = "/api/fn", endpoint = "desk/order", output = Answers)]
pub async fn get_desk_order(
    id: OrderId,
    into: Option<String>,
) -> Result<(DeskOrder, Option<InboxRow>), AppError> {
    let (ctx, viewer) = (ctx()?, viewer()?);
    let order = backend::view::desk::desk_order(&ctx, &viewer, id).await?;
    let main = match into {
        Some(no) => backend::view::desk::main_order(&ctx, &viewer, id, &no).await?,
        None => None,
    };
    Ok((order, main))
}

/// People of the desk's area.
#[server(prefix = "/api/fn", endpoint = "desk/people", output = Answers)]
pub async fn get_people(term: String) -> Result<Vec<PersonLine>, AppError> {
    Ok(backend::flow::report_in::people(&ctx()?, &viewer()?, &term).await?)
}

/// The menu, to edit.
#[server(prefix = "/api/fn", endpoint = "desk/menu", output = Answers)]
pub async fn get_desk_menu() -> Result<KeptMenu, AppError> {
    Ok(backend::flow::edit_menu::menu(&ctx()?, &viewer()?).await?)
}

/// One item of it.
#[server(prefix = "/api/fn", endpoint = "desk/menu_item", output = Answers)]
pub async fn get_desk_menu_item(id: ItemId) -> Result<OpenedItem, AppError> {
    Ok(backend::flow::edit_menu::item(&ctx()?, &viewer()?, id).await?)
}

/// Complaints and suggestions, and the server's time.
#[server(prefix = "/api/fn", endpoint = "desk/complaints", output = Answers)]
pub async fn get_complaints() -> Result<(Vec<ComplaintLine>, Timestamp), AppError> {
    let ctx = ctx()?;
    Ok((backend::flow::complain::list(&ctx, &viewer()?).await?, ctx.now()))
}

/// Whether the page about imports is the viewer's business.
#[server(prefix = "/api/fn", endpoint = "desk/import", output = Answers)]
pub async fn get_import() -> Result<(), AppError> {
    Ok(backend::flow::import_files::may_import(&viewer()?)?)
}
