//! Forms and reports that come back, each damage a test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

mod book;
mod cells;
mod claims;
mod programs;
mod properties;
mod refused;
#[path = "../report_sample/mod.rs"]
mod report_sample;
mod reports;
mod sample;
mod structure;
#[path = "../xlsb_file/mod.rs"]
mod xlsb_file;
