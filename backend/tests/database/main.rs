//! The two databases: the same schema, the same statements, the same answers, and no race won twice.

mod contract;
mod ledger;
mod literals;
mod nouns;
mod races;
mod schema;
mod statements;
