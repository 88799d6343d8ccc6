//! The rules of the domain, run by the thousand: what no sequence of acts may ever bring about.

mod calendar;
mod eligibility;
mod given;
mod ledger;
mod machine;
mod question;
mod quiet;
mod rank;
mod reschedule;
mod table;
