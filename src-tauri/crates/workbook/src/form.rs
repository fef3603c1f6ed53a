//! The form a unit hands out to the units below it and reads when it comes back: an ordinary workbook that
//! Excel, LibreOffice and WPS can fill in.

pub mod layout;
