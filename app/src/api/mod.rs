//! What pages read. Bodies are short on purpose: who, ask the view, answer.
#![expect(
    missing_docs,
    reason = "the macro makes a struct field of every argument; the functions say what they are"
)]

mod area;
mod desk;
mod order;
mod public;
mod volunteer;

pub use area::*;
pub use desk::*;
pub use order::*;
pub use public::*;
pub use volunteer::*;

#[cfg(feature = "ssr")]
mod ssr {
    use backend::Ctx;
    use domain::id::SessionId;
    use domain::member::Viewer;
    use http::request::Parts;
    use leptos::prelude::*;

    use crate::error::AppError;
    use crate::web::Visitor;

    /// The context of flows.
    pub fn ctx() -> Result<Ctx, AppError> {
        use_context::<Ctx>().ok_or(AppError::Internal)
    }

    /// Who is behind the request, if anybody.
    pub fn visitor() -> Option<Viewer> {
        use_context::<Parts>()?.extensions.get::<Visitor>()?.viewer.clone()
    }

    /// The session of the request.
    pub fn session() -> Result<SessionId, AppError> {
        let visitor = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Visitor>().cloned());
        visitor.and_then(|it| it.session).ok_or(AppError::SignInNeeded)
    }

    /// Who is behind the request.
    pub fn viewer() -> Result<Viewer, AppError> {
        visitor().ok_or(AppError::SignInNeeded)
    }
}

/// Names every server function once: a release build drops what nobody names.
#[cfg(feature = "ssr")]
pub fn register() {
    use leptos::server_fn::axum::register_explicit;
    register_explicit::<GetMe>();
    register_explicit::<GetHome>();
    register_explicit::<GetMenu>();
    register_explicit::<GetItem>();
    register_explicit::<GetBuildings>();
    register_explicit::<GetMessages>();
    register_explicit::<GetSessions>();
    register_explicit::<GetMyOrders>();
    register_explicit::<GetOrder>();
    register_explicit::<GetOffers>();
    register_explicit::<GetOffer>();
    register_explicit::<GetVisits>();
    register_explicit::<GetWallet>();
    register_explicit::<GetTimes>();
    register_explicit::<GetInbox>();
    register_explicit::<GetDeskOrder>();
    register_explicit::<GetPeople>();
    register_explicit::<GetDeskMenu>();
    register_explicit::<GetDeskMenuItem>();
    register_explicit::<GetImport>();
    register_explicit::<GetHomeBuilding>();
    register_explicit::<GetWatched>();
    register_explicit::<GetStewards>();
    register_explicit::<GetTotals>();
    register_explicit::<GetReceipt>();
    register_explicit::<GetComplaints>();
}
