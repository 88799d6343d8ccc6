//! Schemas of enums that are words: read off `domain`, so that they cannot fall behind it.

use domain::assignment::AssignmentState;
use domain::dispatch::Mode;
use domain::event::EventKind;
use domain::form::CommandForm;
use domain::ledger::{AccountKind, TransferKind};
use domain::menu::{Door, Urgency};
use domain::order::{Action, Basis, Channel, Outcome, Part, RejectReason, State};
use domain::view::InboxFilter;
use serde_json::Value;
use utoipa::openapi::schema::{Object, ObjectBuilder, SchemaType, Type};

macro_rules! words {
    ($($name:ident = $of:ty),+ $(,)?) => {$(
        #[doc = concat!("The words of `", stringify!($of), "`.")]
        pub fn $name() -> Object {
            ObjectBuilder::new()
                .schema_type(SchemaType::Type(Type::String))
                .enum_values(Some(<$of>::ALL.iter().map(|it| it.word())))
                .build()
        }
    )+};
}

words! {
    action = Action,
    account = AccountKind,
    assignment_state = AssignmentState,
    basis = Basis,
    channel = Channel,
    door = Door,
    event = EventKind,
    filter = InboxFilter,
    outcome = Outcome,
    part = Part,
    reject_reason = RejectReason,
    state = State,
    transfer = TransferKind,
    urgency = Urgency,
}

/// The ways of asking that there are people behind.
pub fn way_of_asking() -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .enum_values(Some([Mode::Direct, Mode::Waves, Mode::Pool].map(|it| it.word())))
        .build()
}

/// The words of `Action` that are commands.
pub fn command() -> Object {
    let commands = Action::ALL.iter().filter(|it| CommandForm::takes(**it));
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .enum_values(Some(commands.map(|it| it.word())))
        .build()
}

/// The words of `Outcome`, or null while there is none.
pub fn outcome_if_any() -> Object {
    let words = Outcome::ALL.iter().map(|it| Value::from(it.word()));
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(words.chain([Value::Null])))
        .build()
}
