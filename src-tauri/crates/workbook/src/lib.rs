//! Excel in and out: plans read, reports written.
//!
//! This crate knows cells; it knows no database. What a cell means is decided in `dean06-domain`.

pub mod form;
pub mod plan;
pub mod report;
