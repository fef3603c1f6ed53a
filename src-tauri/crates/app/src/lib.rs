//! The use cases of Sổ Đề án 06: what a person can do, with no window and no terminal in it.

mod asking;
mod below;
mod changes;
mod collect;
pub mod commands;
mod doctor;
mod doubts;
mod error;
mod files;
mod forms;
mod indicators;
mod ledger;
mod office;
mod overview;
mod own_form;
mod people;
mod pictures;
mod plans;
mod problems;
mod reminders;
mod reports;
mod returned;
pub mod seeds;
mod settings;
mod setup;
mod submissions;
mod tasks;
mod templates;
mod totals;
mod typescript;
pub mod views;
mod work;

pub use doctor::Finding;
pub use error::{Code, Place, Refusal};
pub use ledger::{Clock, Ledger, default_data_dir};
pub use problems::by_message;
