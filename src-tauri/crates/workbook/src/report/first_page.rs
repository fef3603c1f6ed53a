//! The first page of each sheet without a number, as Nghị định 30/2020/NĐ-CP wants it.
//!
//! rust_xlsxwriter knows one header for all pages, so the header of the first page is put into the
//! sheets' parts afterwards.

use std::cmp::Reverse;
use std::io::{Cursor, Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rust_xlsxwriter::Workbook;
use zip::write::{SimpleFileOptions, ZipFileBuilder};
use zip::{CompressionMethod, DateTime, PreparedZipFile, System, ZipArchive, ZipWriter};

use super::page::{draft_footer, draft_header};
use super::{WriteError, made};

const HEADER: &str = "<headerFooter";
const HEADER_END: &str = "</headerFooter>";

/// The workbook as a file, in which each sheet that has a header has another one, without the number, for its first
/// page. The same workbook gives the same bytes, on every system.
pub(super) fn without_first_number(mut workbook: Workbook, draft: bool) -> Result<Vec<u8>, WriteError> {
    // It is packed once more below, so it is packed in haste here.
    let workbook = workbook.set_zip_compression_level(1).save_to_buffer()?;
    let escape = |text: String| text.replace('&', "&amp;");
    let first = format!(
        "<firstHeader>{}</firstHeader><firstFooter>{}</firstFooter>",
        escape(draft_header(draft)),
        escape(draft_footer(draft)),
    );
    let mut parts = ZipArchive::new(Cursor::new(workbook.as_slice()))?;
    let mut largest_first: Vec<(u64, usize)> = Vec::new();
    for index in 0..parts.len() {
        largest_first.push((parts.by_index_raw(index)?.size(), index));
    }
    largest_first.sort_unstable_by_key(|(size, index)| (Reverse(*size), *index));
    let next = AtomicUsize::new(0);
    let pack = || -> Result<Vec<(usize, PreparedZipFile)>, WriteError> {
        let mut parts = parts.clone();
        let mut packed = Vec::new();
        while let Some((_, index)) = largest_first.get(next.fetch_add(1, Ordering::Relaxed)) {
            packed.push((*index, packed_anew(&mut parts, *index, &first)?));
        }
        Ok(packed)
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut packed = thread::scope(|scope| {
        let packers: Vec<_> = (0..threads).map(|_| scope.spawn(pack)).collect();
        let packed: Result<Vec<_>, WriteError> = packers.into_iter().map(made).collect();
        packed.map(|packed| packed.into_iter().flatten().collect::<Vec<_>>())
    })?;
    packed.sort_unstable_by_key(|(index, _)| *index);
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    out.add_prepared_files(packed.into_iter().map(|(_, part)| part))?;
    Ok(out.finish()?.into_inner())
}

fn packed_anew(
    parts: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    first: &str,
) -> Result<PreparedZipFile, WriteError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    let mut part = parts.by_index(index)?;
    let name = part.name()?.into_owned();
    let mut xml = String::with_capacity(usize::try_from(part.size()).unwrap_or(0));
    part.read_to_string(&mut xml)?;
    let mut packed = ZipFileBuilder::new(&name, options)?;
    // The header stands behind all rows.
    let header = name.starts_with("xl/worksheets/sheet").then(|| xml.rsplit_once(HEADER_END)).flatten();
    match header.and_then(|(before, after)| Some((before.rsplit_once(HEADER)?, after))) {
        Some(((rows, header), after)) => {
            for piece in [rows, HEADER, " differentFirst=\"1\"", header, first, HEADER_END, after] {
                packed.write_all(piece.as_bytes())?;
            }
        }
        None => packed.write_all(xml.as_bytes())?,
    }
    Ok(packed.finish()?)
}
