//! The two ledgers of a person, line by line.

use serde::{Deserialize, Serialize};

use crate::id::OrderId;
use crate::ledger::{AccountKind, TransferKind};
use crate::order::Basis;
use crate::time::Timestamp;

/// One movement of points, seen from the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct LedgerLine {
    /// What kind of movement.
    pub kind: TransferKind,
    /// The account of the person it touched.
    pub account: AccountKind,
    /// Signed: what came in or went out of that account.
    pub amount: i64,
    /// The order behind it.
    pub order_id: Option<OrderId>,
    /// Its number.
    pub no: Option<String>,
    /// 中文名.
    pub name_zh: Option<String>,
    /// English name.
    pub name_en: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// One line of service minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct MinutesLine {
    /// Signed: negative in a reversing line.
    pub minutes: i32,
    /// On what ground.
    pub basis: Basis,
    /// The order behind it.
    pub order_id: OrderId,
    /// Its number.
    pub no: String,
    /// 中文名.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// When.
    pub at: Timestamp,
}

/// What one order has brought somebody: its movements of points in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct JobLine {
    /// The order.
    pub order_id: Option<OrderId>,
    /// Its number.
    pub no: Option<String>,
    /// 中文名.
    pub name_zh: Option<String>,
    /// English name.
    pub name_en: Option<String>,
    /// Points of it that wait for the time of objections.
    pub pending: i64,
    /// Points of it that have become theirs to use.
    pub available: i64,
    /// 白跑一趟: thanks for a way in vain.
    pub on_the_way: bool,
    /// Some of it was taken back.
    pub reversed: bool,
    /// When points of it moved last.
    pub at: Timestamp,
}

/// Hours and points of one person, as their page shows them: a line an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletPage {
    /// Minutes in all.
    pub minutes: i64,
    /// Points that can be used.
    pub available: i64,
    /// Points that wait for the time of objections.
    pub pending: i64,
    /// The hours, newest first.
    pub hours: Vec<MinutesLine>,
    /// The points, newest first.
    pub points: Vec<JobLine>,
}

/// Hours and points of one person, movement by movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wallet {
    /// Minutes in all.
    pub minutes: i64,
    /// Points that can be used.
    pub available: i64,
    /// Points that wait for the time of objections.
    pub pending: i64,
    /// The hours, newest first.
    pub hours: Vec<MinutesLine>,
    /// The points, newest first.
    pub points: Vec<LedgerLine>,
}
