//! What people do, one file a verb: read the rows, let `domain` decide, write, commit. Who may do
//! it is decided here and nowhere above.

pub mod accept_offer;
pub mod account;
pub mod award;
pub mod check;
pub mod complain;
pub mod contact_try;
pub mod deliver;
pub mod demand;
pub mod desk_visit;
pub mod dispatch_order;
pub mod edit_menu;
pub mod fill_demo;
pub mod import_files;
pub mod lapse;
pub mod lease;
pub mod limits;
pub mod look_up;
pub mod move_order;
pub mod no_show;
pub mod once;
pub mod pace;
pub mod photos;
pub mod place_order;
pub mod progress;
pub mod rate;
pub mod release;
pub mod report_in;
mod reschedule;
pub mod serve;
pub mod settle;
pub mod sign_in;
pub mod step;
pub mod stewards;
mod turn_up;
mod unanswered;
pub mod urge;
