//! The server over real HTTP: one file a family of routes, on a loopback port with a database of
//! its own.

mod app;
mod bad_input;
mod browsers;
mod cli;
mod complaints;
mod described;
mod desk;
mod desk_phone;
mod forms;
mod import;
mod kill;
mod live;
mod missed;
mod offers;
mod orders;
mod pace;
mod photos;
mod private;
mod question;
mod race;
mod reschedule;
mod said;
mod scriptless;
mod sessions;
mod site;
mod switches;
mod times;
mod tokens;
