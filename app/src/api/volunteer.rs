//! What volunteers read.

use domain::id::OrderId;
use domain::time::Timestamp;
use domain::view::{MyTimes, OfferList, OfferPage, OrderCard, WalletPage};
use leptos::prelude::*;

use crate::error::AppError;
use crate::json::Answers;

#[cfg(feature = "ssr")]
use super::ssr::*;

/// What waits for somebody like me.
#[server(prefix = "/api/fn", endpoint = "offers/open", output = Answers)]
pub async fn get_offers() -> Result<OfferList, AppError> {
    Ok(backend::view::volunteer::offers(&ctx()?, &viewer()?, 50).await?)
}

/// One offer.
#[server(prefix = "/api/fn", endpoint = "offers/one", output = Answers)]
pub async fn get_offer(id: OrderId) -> Result<OfferPage, AppError> {
    Ok(backend::view::volunteer::offer(&ctx()?, &viewer()?, id).await?)
}

/// What I have accepted and not finished.
#[server(prefix = "/api/fn", endpoint = "visits", output = Answers)]
pub async fn get_visits() -> Result<Vec<OrderCard>, AppError> {
    Ok(backend::view::volunteer::my_visits(&ctx()?, &viewer()?).await?)
}

/// My two ledgers, and the server's time.
#[server(prefix = "/api/fn", endpoint = "wallet", output = Answers)]
pub async fn get_wallet() -> Result<(WalletPage, Timestamp), AppError> {
    let ctx = ctx()?;
    Ok((backend::view::wallet::page(&ctx, &viewer()?).await?, ctx.now()))
}

/// My report-in and my times.
#[server(prefix = "/api/fn", endpoint = "times", output = Answers)]
pub async fn get_times() -> Result<Option<MyTimes>, AppError> {
    Ok(backend::flow::report_in::my_times(&ctx()?, &viewer()?).await?)
}
