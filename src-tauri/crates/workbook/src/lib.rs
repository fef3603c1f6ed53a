//! Excel in and out: plans read, reports written, templates filled.
//!
//! This crate knows cells; it knows no database. What a cell means is decided in `dean06-domain`.

mod edit;
pub mod form;
mod made_on;
pub mod marks;
mod open;
pub mod plan;
pub mod report;
pub mod template;
