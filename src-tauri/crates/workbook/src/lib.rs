//! Excel in and out.

pub mod plan;
pub mod report;
