//! Tokens, and who holds them.

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
