//! The first page, the menu, who looks.

use domain::id::ItemId;
use domain::time::Timestamp;
use domain::view::{AreaName, Home, InboxMessage, Me, MenuItem, Receipt, SessionLine, Tile};
use leptos::prelude::*;

use crate::error::AppError;
use crate::json::Answers;

#[cfg(feature = "ssr")]
use super::ssr::*;

/// Who looks, if anybody is signed in.
#[server(prefix = "/api/fn", endpoint = "me", output = Answers)]
pub async fn get_me() -> Result<Option<Me>, AppError> {
    match visitor() {
        Some(viewer) => Ok(Some(backend::view::home::me(&ctx()?, &viewer).await?)),
        None => Ok(None),
    }
}

/// The first page.
#[server(prefix = "/api/fn", endpoint = "home", output = Answers)]
pub async fn get_home() -> Result<Home, AppError> {
    Ok(backend::view::home::home(&ctx()?, visitor().as_ref()).await?)
}

/// The menu, and the server's time.
#[server(prefix = "/api/fn", endpoint = "menu", output = Answers)]
pub async fn get_menu() -> Result<(Vec<Tile>, Timestamp), AppError> {
    let ctx = ctx()?;
    let items = backend::view::menu::menu(&ctx, visitor().as_ref()).await?;
    Ok((items.iter().map(Into::into).collect(), ctx.now()))
}

/// One item of the menu, and the server's time.
#[server(prefix = "/api/fn", endpoint = "item", output = Answers)]
pub async fn get_item(id: ItemId) -> Result<(MenuItem, Timestamp), AppError> {
    let ctx = ctx()?;
    Ok((backend::view::menu::item(&ctx, id).await?, ctx.now()))
}

/// The buildings an order can be for.
#[server(prefix = "/api/fn", endpoint = "buildings", output = Answers)]
pub async fn get_buildings() -> Result<Vec<AreaName>, AppError> {
    Ok(backend::view::home::buildings(&ctx()?).await?)
}

/// What a receipt says; none when there is no such receipt, which is an answer as well.
#[server(prefix = "/api/fn", endpoint = "receipt", output = Answers)]
pub async fn get_receipt(receipt: String) -> Result<Option<Receipt>, AppError> {
    match backend::flow::complain::answer(&ctx()?, &receipt).await {
        Ok(it) => Ok(Some(it)),
        Err(backend::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// My messages.
#[server(prefix = "/api/fn", endpoint = "messages", output = Answers)]
pub async fn get_messages() -> Result<Vec<InboxMessage>, AppError> {
    Ok(backend::view::home::inbox(&ctx()?, &viewer()?).await?)
}

/// Where I am signed in.
#[server(prefix = "/api/fn", endpoint = "sessions", output = Answers)]
pub async fn get_sessions() -> Result<Vec<SessionLine>, AppError> {
    Ok(backend::view::home::sessions(&ctx()?, &viewer()?, session()?).await?)
}
