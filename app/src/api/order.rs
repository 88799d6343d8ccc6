//! Orders.

use domain::id::OrderId;
use domain::view::{OrderCard, OrderPage};
use leptos::prelude::*;

use crate::error::AppError;
use crate::json::Answers;

#[cfg(feature = "ssr")]
use super::ssr::*;

/// My orders, newest first.
#[server(prefix = "/api/fn", endpoint = "orders/mine", output = Answers)]
pub async fn get_my_orders() -> Result<Vec<OrderCard>, AppError> {
    Ok(backend::view::home::my_orders(&ctx()?, &viewer()?, None, 50).await?)
}

/// One order, as far as the viewer may see it.
#[server(prefix = "/api/fn", endpoint = "orders/one", output = Answers)]
pub async fn get_order(id: OrderId) -> Result<OrderPage, AppError> {
    Ok(backend::view::order::order_page(&ctx()?, &viewer()?, id).await?)
}
