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

/// Hours and points of one person.
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
