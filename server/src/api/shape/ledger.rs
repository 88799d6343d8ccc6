//! Hours and points.

use domain::ledger::{AccountKind, TransferKind};
use domain::order::Basis;
use domain::view;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::word;

/// One line of service minutes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HoursLine {
    /// Signed: negative in a reversing line.
    pub minutes: i32,
    /// On what ground.
    #[schema(schema_with = word::basis)]
    pub basis: Basis,
    /// The order behind it.
    pub order_id: Uuid,
    /// Its number.
    pub no: String,
    /// When.
    pub at: i64,
}

/// The caller's hours.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Hours {
    /// Minutes in all.
    pub minutes: i64,
    /// Line by line, newest first.
    pub lines: Vec<HoursLine>,
}

/// One movement of points.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PointsLine {
    /// What kind of movement.
    #[schema(schema_with = word::transfer)]
    pub kind: TransferKind,
    /// The account of the caller it touched.
    #[schema(schema_with = word::account)]
    pub account: AccountKind,
    /// Signed: what came in or went out of that account.
    pub amount: i64,
    /// The order behind it.
    pub order_id: Option<Uuid>,
    /// Its number.
    pub no: Option<String>,
    /// When.
    pub at: i64,
}

/// The caller's points.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Points {
    /// Points that can be used.
    pub available: i64,
    /// Points that wait for the time of objections.
    pub pending: i64,
    /// Line by line, newest first.
    pub lines: Vec<PointsLine>,
}

impl From<view::Wallet> for Hours {
    fn from(it: view::Wallet) -> Self {
        let lines = it.hours.into_iter().map(|it| HoursLine {
            minutes: it.minutes,
            basis: it.basis,
            order_id: it.order_id.0,
            no: it.no,
            at: it.at.0,
        });
        Self { minutes: it.minutes, lines: lines.collect() }
    }
}

impl From<view::Wallet> for Points {
    fn from(it: view::Wallet) -> Self {
        let lines = it.points.into_iter().map(|it| PointsLine {
            kind: it.kind,
            account: it.account,
            amount: it.amount,
            order_id: it.order_id.map(|id| id.0),
            no: it.no,
            at: it.at.0,
        });
        Self { available: it.available, pending: it.pending, lines: lines.collect() }
    }
}
