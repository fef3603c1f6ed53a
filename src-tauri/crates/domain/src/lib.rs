//! The rules of Sổ Đề án 06, with no I/O: what a plan says, when a task is due, whom a cell names,
//! which period a report covers, how far a task is, what an indicator adds up to.
//!
//! Nothing here knows a database or a cell of a workbook.

pub mod agency;
pub mod calendar;
pub mod deadline;
pub mod exchange;
pub mod fault;
pub mod indicator;
pub mod legacy;
pub mod period;
pub mod plan;
pub mod progress;
pub mod report;
pub mod role;
pub mod text;
pub mod unit;
pub mod versions;
