//! Identifiers: one `Copy` newtype per noun over a UUID v7, so that two of them cannot be swapped.
//!
//! They are made by the caller (a phone may make an order's id before it has signal), never here.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// An account with the community: resident, volunteer or staff.
    PersonId,
    /// A node of the area tree, from district down to building.
    AreaId,
    /// A service on the menu.
    ItemId,
    /// An order 点单.
    OrderId,
    /// One person's part in one order.
    AssignmentId,
    /// A client-made id of one intention; the same id again returns the first answer.
    ClientOpId,
    /// One posting of the points ledger; its transfers share it.
    EntryId,
    /// One transfer of points between two accounts.
    TransferId,
    /// An account of the points ledger.
    AccountId,
    /// A session of a signed-in person.
    SessionId,
    /// A message in a person's inbox or on its way to a phone.
    MessageId,
    /// A row of service minutes 服务时长.
    MinutesId,
    /// A picture 照片.
    PhotoId,
    /// A complaint or suggestion 投诉与建议: the id of the intention that sent it.
    ComplaintId,
    /// One answer for all sign-in codes, cards and credentials.
    CredentialId,
}
