//! The package around the sheets: which format it is, how large it unpacks, and what of an ods
//! calamine does not tell.

use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::error::ReadError;
use super::grid::{At, MAX_COLUMNS, Merge};

/// A package that unpacks to more than this is refused before anything is parsed.
const MAX_UNPACKED: u64 = 400 * 1024 * 1024;
/// The same for a sheet that spans more cells than this, blank ones too.
pub(crate) const MAX_CELLS: u64 = 2_000_000;

/// The formats a plan comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

/// The format by the content; by the name where the content leaves it open.
pub(crate) fn format(bytes: &[u8], file: &str) -> Result<Format, ReadError> {
    let not_a_workbook = || ReadError::NotAWorkbook { file: file.to_owned() };
    if bytes.is_empty() {
        return Err(ReadError::Empty { file: file.to_owned(), sheet: None });
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Ok(Format::Xls);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_a_workbook())?;
    let names: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(|name| name.to_lowercase()).collect();
    refuse_bomb(&mut archive, file, MAX_UNPACKED)?;
    let has = |name: &str| names.iter().any(|known| known.trim_start_matches('/') == name);
    if has("xl/workbook.bin") {
        Ok(Format::Xlsb)
    } else if has("xl/workbook.xml") {
        Ok(Format::Xlsx)
    } else if has("content.xml") {
        Ok(Format::Ods)
    } else {
        match file.rsplit('.').next().map(str::to_lowercase).as_deref() {
            Some("xlsx" | "xlsm") => Ok(Format::Xlsx),
            Some("xlsb") => Ok(Format::Xlsb),
            Some("ods") => Ok(Format::Ods),
            _ => Err(not_a_workbook()),
        }
    }
}

/// Unpacks to nowhere and counts: the sizes a package declares of itself can lie.
fn refuse_bomb(archive: &mut ZipArchive<Cursor<&[u8]>>, file: &str, most: u64) -> Result<(), ReadError> {
    let mut unpacked = 0;
    for index in 0..archive.len() {
        // A part that cannot be unpacked is either never read, or found damaged when it is.
        if archive.by_index(index).is_ok_and(|part| claimed_strings(part) > MAX_CELLS) {
            return Err(ReadError::TooLarge {
                file: file.to_owned(),
                what: format!("khai hơn {MAX_CELLS} chuỗi ký tự"),
            });
        }
        let Ok(part) = archive.by_index(index) else { continue };
        let left = most - unpacked;
        unpacked += io::copy(&mut part.take(left + 1), &mut io::sink()).unwrap_or(0);
        if unpacked > most {
            return Err(ReadError::TooLarge {
                file: file.to_owned(),
                what: format!("giải nén ra hơn {} MB", most / 1024 / 1024),
            });
        }
    }
    Ok(())
}

/// How many strings a table of strings says it has: calamine makes room for them before it reads one.
fn claimed_strings(part: impl Read) -> u64 {
    let mut reader = Reader::from_reader(BufReader::new(part.take(1024 * 1024)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "sst" => {
                return attribute(&tag, "uniqueCount").parse().unwrap_or(0);
            }
            Ok(Event::Decl(_) | Event::Comment(_) | Event::Text(_) | Event::PI(_) | Event::DocType(_)) => {}
            _ => return 0,
        }
    }
}

/// Whether an ods is protected with a password: its manifest says how each part is enciphered.
pub(crate) fn is_enciphered_ods(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(part) = archive.by_name("META-INF/manifest.xml") else { return false };
    let mut manifest = Vec::new();
    let read = part.take(1024 * 1024).read_to_end(&mut manifest).is_ok();
    read && String::from_utf8_lossy(&manifest).contains("manifest:encryption-data")
}

/// What of a sheet of an ods calamine does not tell.
#[derive(Debug, Default)]
pub(crate) struct OdsExtras {
    pub(crate) merges: Vec<Merge>,
    /// The cells with a number that is shown in percent.
    pub(crate) percents: Vec<At>,
    /// The cells with an error value: an ods stores it as text, and says so beside.
    pub(crate) errors: Vec<At>,
}

/// What calamine does not tell of every sheet of an ods, by sheet.
///
/// # Errors
/// A sheet spans too many cells: calamine would lay every one of them out, and a few bytes of a
/// repeated row are enough to ask for gigabytes.
pub(crate) fn ods_sheets(bytes: &[u8], file: &str) -> Result<HashMap<String, OdsExtras>, ReadError> {
    let damaged = || ReadError::Damaged { file: file.to_owned(), sheet: None };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let part = archive.by_name("content.xml").map_err(|_| damaged())?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    let mut sheets: HashMap<String, OdsExtras> = HashMap::new();
    let mut sheet = OdsSheet::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| damaged())? {
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "table:table" => {
                    sheet = OdsSheet { name: attribute(&tag, "table:name"), ..OdsSheet::default() };
                }
                "table:table-row" => sheet.row(&tag),
                "table:table-cell" | "table:covered-table-cell" => sheet.cell(&tag),
                _ => {}
            },
            Event::End(tag) if tag.name().as_ref() == "table:table" => {
                sheets.insert(std::mem::take(&mut sheet.name), std::mem::take(&mut sheet.extras));
            }
            Event::Eof => return Ok(sheets),
            _ => {}
        }
        if sheet.too_large() {
            return Err(ReadError::TooLarge {
                file: file.to_owned(),
                what: format!("trang tính “{}” trải trên hơn {MAX_CELLS} ô", sheet.name),
            });
        }
    }
}

/// A sheet of an ods while it is walked through.
#[derive(Default)]
struct OdsSheet {
    name: String,
    extras: OdsExtras,
    next_row: u64,
    row: u64,
    row_repeats: u64,
    column: u64,
    /// Rows and columns up to the last cell that holds something.
    used: (u64, u64),
    /// Cells up to the last one that holds something, summed over the rows.
    laid_out: u64,
    row_laid_out: u64,
}

impl OdsSheet {
    fn row(&mut self, tag: &BytesStart<'_>) {
        self.row = self.next_row;
        self.row_repeats = repeats(tag, "table:number-rows-repeated");
        self.next_row = self.next_row.saturating_add(self.row_repeats);
        self.column = 0;
        self.row_laid_out = 0;
    }

    fn cell(&mut self, tag: &BytesStart<'_>) {
        let at = (self.row, self.column);
        self.column = self.column.saturating_add(repeats(tag, "table:number-columns-repeated"));
        let (rows, columns) =
            (repeats(tag, "table:number-rows-spanned"), repeats(tag, "table:number-columns-spanned"));
        let narrow = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        if attribute(tag, "office:value-type") == "percentage" {
            // Repeated cells hold the same number; a table of answers has few of them side by side.
            self.extras.percents.extend(
                (at.1..self.column.min(MAX_COLUMNS.into())).map(|column| (narrow(at.0), narrow(column))),
            );
        }
        if attribute(tag, "calcext:value-type") == "error" && at.1 < MAX_COLUMNS.into() {
            self.extras.errors.push((narrow(at.0), narrow(at.1)));
        }
        if rows > 1 || columns > 1 {
            self.extras.merges.push(Merge {
                start: (narrow(at.0), narrow(at.1)),
                end: (narrow(at.0.saturating_add(rows - 1)), narrow(at.1.saturating_add(columns - 1))),
            });
        }
        let holds = |name| !attribute(tag, name).is_empty();
        if holds("office:value-type") || holds("table:formula") {
            self.used.0 = self.used.0.max(self.next_row);
            self.used.1 = self.used.1.max(self.column);
            self.laid_out = self.laid_out.saturating_add(self.column.saturating_sub(self.row_laid_out));
            self.row_laid_out = self.column;
        }
    }

    fn too_large(&self) -> bool {
        self.laid_out > MAX_CELLS || self.used.0.saturating_mul(self.used.1) > MAX_CELLS
    }
}

pub(super) fn repeats(tag: &BytesStart<'_>, name: &str) -> u64 {
    attribute(tag, name).trim().parse().unwrap_or(1).max(1)
}

/// An attribute's value; empty where there is none.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    tag.try_get_attribute(name)
        .ok()
        .flatten()
        .map(|found| {
            found.normalized_value(XmlVersion::Implicit1_0).unwrap_or(found.value.clone()).into_owned()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_package_is_measured_by_what_it_unpacks_to() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a.xml", "b.xml"] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(&[b' '; 600]).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        let measured = |most| {
            let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
            refuse_bomb(&mut archive, "a.xlsx", most)
        };
        assert!(measured(1_200).is_ok());
        assert!(matches!(measured(1_199), Err(ReadError::TooLarge { .. })));
    }
}
