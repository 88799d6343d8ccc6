//! The two databases: the same schema, the same statements, the same answers, and no race won twice.

#![expect(missing_docs, reason = "the macro makes the tests; their names are the documentation")]

mod contract;
mod ledger;
mod literals;
mod races;
mod schema;
mod statements;
