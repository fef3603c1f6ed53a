//! The form a unit hands out to the units below it and reads when it comes back: an ordinary workbook that
//! Excel, LibreOffice and WPS can fill in.

pub mod layout;
mod read;
mod write;

pub use read::{Asked, read_one_of_many, read_received};
pub use write::write_form;
