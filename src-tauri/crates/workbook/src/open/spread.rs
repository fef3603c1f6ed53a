//! An ods before calamine opens it: how far its sheets spread, and what of them calamine does not tell.
//!
//! calamine lays out every cell of every sheet, so a few bytes of a repeated row are enough to ask for gigabytes; and
//! in a part that ends in the middle of a table it would read on without end.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::damaged;
use super::error::ReadError;
use super::grid::{At, MAX_COLUMNS, Merge};
use super::limits::{MAX_CELLS, MAX_TEXT, too_large, too_many_cells, too_much_text};
use super::package::{attribute, repeats};

/// No sheet is wider or taller; what repeats further is cut there.
const LAST: (u64, u64) = (1_048_576, 16_384);

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
/// The sheets spread over too many cells or hold too much text, all repetitions counted; or the part is no sound XML.
pub(crate) fn ods_sheets(bytes: &[u8], file: &str) -> Result<HashMap<String, OdsExtras>, ReadError> {
    let broken = || damaged(file, None);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let part = archive.by_name("content.xml").map_err(|_| broken())?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().expand_empty_elements = true;
    let mut sheets: HashMap<String, OdsExtras> = HashMap::new();
    let mut sheet = OdsSheet::default();
    let (mut buffer, mut depth) = (Vec::new(), 0_u64);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| broken())? {
            Event::Start(tag) => {
                depth += 1;
                match tag.name().as_ref() {
                    "table:table" => sheet = sheet.next(attribute(&tag, "table:name")),
                    "table:table-row" => sheet.row(&tag),
                    "table:table-cell" | "table:covered-table-cell" => sheet.cell(&tag),
                    "text:s" => sheet.text(repeats(&tag, "text:c")),
                    "text:p" | "text:tab" | "text:line-break" => sheet.text(1),
                    _ => {}
                }
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                match tag.name().as_ref() {
                    "table:table" => {
                        sheets.insert(sheet.name.clone(), std::mem::take(&mut sheet.extras));
                    }
                    "table:table-cell" | "table:covered-table-cell" => sheet.cell_repeats = None,
                    _ => {}
                }
            }
            Event::Text(text) => sheet.text(text.len() as u64),
            Event::GeneralRef(_) => sheet.text(1),
            // Without the closing tags, calamine goes on looking for them behind the end.
            Event::Eof if depth > 0 => return Err(broken()),
            Event::Eof => return Ok(sheets),
            _ => {}
        }
        if sheet.laid_out.saturating_add(sheet.before) > MAX_CELLS || sheet.spread() > MAX_CELLS {
            return Err(too_large(file, too_many_cells(&sheet.name)));
        }
        if sheet.text > MAX_TEXT {
            return Err(too_large(file, too_much_text()));
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
    /// How often the cell that is open is there; none between cells.
    cell_repeats: Option<u64>,
    /// Rows and columns up to the last cell that holds something.
    used: (u64, u64),
    /// Cells up to the last one that holds something, summed over the rows.
    laid_out: u64,
    row_laid_out: u64,
    /// The text of the workbook up to here, as often as it is repeated.
    text: u64,
    /// The cells of the sheets before.
    before: u64,
}

impl OdsSheet {
    fn next(&self, name: String) -> Self {
        let before = self.before.saturating_add(self.laid_out.max(self.spread()));
        Self { name, text: self.text, before, ..Self::default() }
    }

    fn spread(&self) -> u64 {
        self.used.0.saturating_mul(self.used.1)
    }

    fn row(&mut self, tag: &BytesStart<'_>) {
        self.row = self.next_row;
        self.row_repeats = repeats(tag, "table:number-rows-repeated").min(LAST.0);
        self.next_row = self.next_row.saturating_add(self.row_repeats);
        self.column = 0;
        self.row_laid_out = 0;
    }

    fn cell(&mut self, tag: &BytesStart<'_>) {
        let at = (self.row, self.column);
        let columns = repeats(tag, "table:number-columns-repeated").min(LAST.1);
        self.cell_repeats = Some(columns);
        self.column = self.column.saturating_add(columns);
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
        let values = ["table:formula", "office:string-value", "office:date-value", "office:time-value"];
        let mut holds = !attribute(tag, "office:value-type").is_empty();
        for value in values {
            let value = attribute(tag, value);
            holds |= !value.is_empty();
            self.text(value.len() as u64);
        }
        if holds
            || ["office:value", "office:boolean-value"].iter().any(|name| !attribute(tag, name).is_empty())
        {
            self.used.0 = self.used.0.max(self.next_row);
            self.used.1 = self.used.1.max(self.column);
            let wider = self.column.saturating_sub(self.row_laid_out);
            self.laid_out = self.laid_out.saturating_add(wider.saturating_mul(self.row_repeats));
            self.row_laid_out = self.column;
        }
    }

    /// Text of the open cell, as often as the cell is there.
    fn text(&mut self, bytes: u64) {
        let Some(columns) = self.cell_repeats else { return };
        let times = columns.saturating_mul(self.row_repeats.max(1));
        self.text = self.text.saturating_add(bytes.saturating_mul(times));
    }
}
