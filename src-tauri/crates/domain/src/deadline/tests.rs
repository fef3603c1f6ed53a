//! What the reader makes of cells: a table by hand, the plan of 2024, and laws that hold for all text.

mod cells;
mod plan;
mod properties;
mod rhythms;
