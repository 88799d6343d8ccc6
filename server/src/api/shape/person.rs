//! Tokens, who holds them, and when they can be asked.

use domain::form::{DAY_PARTS, hh_mm};
use domain::view;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A new token. It is shown once.
#[derive(Clone, Serialize, ToSchema)]
pub struct Token {
    /// For `Authorization: Bearer …`.
    pub token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Whose it is.
    pub person_id: Uuid,
    /// What it is good for.
    pub scopes: Vec<&'static str>,
    /// Seconds until it ends.
    pub expires_in: i64,
}

/// Who calls.
#[derive(Clone, Serialize, ToSchema)]
pub struct Account {
    /// The person.
    pub id: Uuid,
    /// How they are called.
    pub name: String,
    /// Their number, masked.
    pub phone: Option<String>,
    /// Has reported in.
    pub volunteer: bool,
    /// A verified party member.
    pub party_member: bool,
    /// May use the desk with this token.
    pub desk: bool,
    /// Unread messages.
    pub unread: i64,
}

impl From<view::Me> for Account {
    fn from(it: view::Me) -> Self {
        Self {
            id: it.id.0,
            name: it.name,
            phone: it.phone,
            volunteer: it.volunteer,
            party_member: it.party_member,
            desk: it.desk,
            unread: it.unread,
        }
    }
}

/// When somebody can be asked.
#[derive(Clone, Serialize, ToSchema)]
pub struct Times {
    /// The week, e.g. `6-morning`: 1 Monday to 7 Sunday, and `morning`, `afternoon` or `evening`. None
    /// is any time outside the quiet hours.
    pub slots: Vec<String>,
    /// Days off only.
    pub weekend_only: bool,
    /// May be asked at quiet hours when it is urgent.
    pub urgent_opt_in: bool,
    /// Takes a break.
    pub paused: bool,
    /// From when nobody asks them, e.g. `21:00`.
    pub quiet_start: String,
    /// Until when, e.g. `08:00`: of the next day when it is the earlier time; the same time is at no hour.
    pub quiet_end: String,
}

impl From<view::MyTimes> for Times {
    fn from(it: view::MyTimes) -> Self {
        let parts = (1..=7).flat_map(|day| DAY_PARTS.iter().map(move |(word, start, _)| (day, word, *start)));
        Self {
            slots: parts
                .filter(|(day, _, start)| it.is_free(*day, *start))
                .map(|(day, word, _)| format!("{day}-{word}"))
                .collect(),
            weekend_only: it.weekend_only,
            urgent_opt_in: it.urgent_opt_in,
            paused: it.paused,
            quiet_start: hh_mm(it.quiet.start),
            quiet_end: hh_mm(it.quiet.end),
        }
    }
}
