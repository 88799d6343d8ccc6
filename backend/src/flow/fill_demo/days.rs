//! The working days of 2026: holidays and make-up days 调休, as an operator would enter them.
//!
//! The operator must check them against the yearly notice of the State Council 国务院办公厅
//! 关于节假日安排的通知: the list below is there so that the demo has days that differ, and no
//! other year is in it.

use domain::calendar::{Day, DayKind};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::store;

/// First and last day of each holiday.
const REST: &[(&str, &str, &str)] = &[
    ("2026-01-01", "2026-01-03", "元旦"),
    ("2026-02-15", "2026-02-23", "春节"),
    ("2026-04-04", "2026-04-06", "清明节"),
    ("2026-05-01", "2026-05-05", "劳动节"),
    ("2026-06-19", "2026-06-21", "端午节"),
    ("2026-09-25", "2026-09-27", "中秋节"),
    ("2026-10-01", "2026-10-07", "国庆节"),
];

/// Weekend days that are worked in exchange.
const WORK: &[(&str, &str)] = &[
    ("2026-01-04", "元旦调休"),
    ("2026-02-14", "春节调休"),
    ("2026-02-28", "春节调休"),
    ("2026-05-09", "劳动节调休"),
    ("2026-09-20", "国庆节调休"),
    ("2026-10-10", "国庆节调休"),
];

/// Enters them and uses them from now on.
pub(super) async fn enter(ctx: &Ctx) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    for (first, last, note) in REST {
        let last = Day::parse(last).expect("a date of the list above");
        let mut day = Day::parse(first).expect("a date of the list above");
        while day <= last {
            store::workdays::set(&mut tx, &day.to_string(), DayKind::Rest, Some(note)).await?;
            day = day.next();
        }
    }
    for (day, note) in WORK {
        store::workdays::set(&mut tx, day, DayKind::Work, Some(note)).await?;
    }
    tx.commit().await?;
    ctx.reload_calendar().await
}
