//! The use cases of Sổ Đề án 06: what a person can do, with no window and no terminal in it.

mod changes;
pub mod commands;
mod doctor;
mod error;
mod indicators;
mod ledger;
mod office;
mod people;
mod plans;
mod problems;
mod reports;
pub mod seeds;
mod settings;
mod setup;
mod tasks;
mod typescript;
pub mod views;

pub use doctor::Finding;
pub use error::{Code, Place, Refusal};
pub use ledger::{Clock, Ledger, default_data_dir};
pub use problems::by_message;
