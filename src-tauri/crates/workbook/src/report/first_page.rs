//! The first page of each sheet without a number, as Nghị định 30/2020/NĐ-CP wants it.
//!
//! rust_xlsxwriter knows one header for all pages, so the header of the first page is put into the
//! sheets' parts afterwards.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::WriteError;
use super::page::{draft_footer, draft_header};

/// Gives each sheet that has a header another one, without the number, for its first page.
pub(super) fn leave_unnumbered(workbook: Vec<u8>, draft: bool) -> Result<Vec<u8>, WriteError> {
    let escape = |text: String| text.replace('&', "&amp;");
    let first = format!(
        "<firstHeader>{}</firstHeader><firstFooter>{}</firstFooter></headerFooter>",
        escape(draft_header(draft)),
        escape(draft_footer(draft)),
    );
    // A fixed time for every part: the same report gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut parts = ZipArchive::new(Cursor::new(workbook))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index)?;
        let name = part.name()?.into_owned();
        if !name.starts_with("xl/worksheets/sheet") {
            out.raw_copy_file(part)?;
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml)?;
        let xml = xml.replacen("<headerFooter", "<headerFooter differentFirst=\"1\"", 1).replacen(
            "</headerFooter>",
            &first,
            1,
        );
        out.start_file(name, options)?;
        out.write_all(xml.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}
