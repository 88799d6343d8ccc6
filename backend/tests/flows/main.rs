//! What people do, over both databases. One file an area; each name is a rule.

mod ask;
mod complaints;
mod confirm;
mod demand;
mod desk;
mod desk_visit;
mod dispute;
mod edit_menu;
mod foreigners;
mod identity;
mod import;
mod inbox;
mod let_down;
mod levels;
mod look_up;
mod no_show;
mod once;
mod ourselves;
mod photos;
mod place;
mod privacy;
mod question;
mod rate;
mod reschedule;
mod screens;
mod sessions;
mod stewards;
mod story;
mod take;
mod turn_up;
mod visit;

use backend::Error;
use domain::Refusal;

/// The refusal, of something that must have been refused.
#[track_caller]
fn refused<T: std::fmt::Debug>(result: backend::Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("must be refused, was {other:?}"),
    }
}

/// Fails unless it was not found.
#[track_caller]
fn not_found<T: std::fmt::Debug>(what: &str, result: backend::Result<T>) {
    assert!(matches!(result, Err(Error::NotFound)), "{what} must not be found, was {result:?}");
}

/// The field that is wrong.
#[track_caller]
fn wrong_field<T: std::fmt::Debug>(result: backend::Result<T>) -> String {
    match result {
        Err(Error::Invalid(errors)) => errors.0[0].0.clone(),
        other => panic!("a field must be wrong, was {other:?}"),
    }
}
