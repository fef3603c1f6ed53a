//! What a person does not see of a sheet: its hidden rows and columns. calamine tells of neither.

use std::collections::{BTreeSet, HashMap};
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::grid::{Grid, MAX_COLUMNS};
use super::package::{Format, attribute, repeats};
use super::{binary, compound};
use crate::edit::package::Package;

/// The rows and columns of a sheet that do not show, counted from 0.
#[derive(Debug, Default)]
pub(crate) struct Unseen {
    pub(crate) rows: BTreeSet<u32>,
    pub(crate) columns: BTreeSet<u32>,
    /// A filter is on, so that it may be what hides the rows.
    pub(crate) filtered: bool,
}

impl Unseen {
    fn hide_columns(&mut self, first: u32, last: u32) {
        self.columns.extend(first..=last.min(MAX_COLUMNS));
    }
}

/// Fills in what does not show. A part that cannot be walked says nothing: calamine has read the cells,
/// and they are taken whether they show or not.
pub(super) fn mark(grids: &mut [Grid], format: Format, bytes: &[u8]) {
    let mut found = match format {
        Format::Xlsx => xlsx(grids, bytes),
        Format::Xlsb => xlsb(bytes),
        Format::Xls => xls(grids, bytes),
        Format::Ods => ods(grids, bytes),
    }
    .unwrap_or_default();
    for grid in grids {
        grid.unseen = found.remove(&grid.exact_name).unwrap_or_default();
    }
}

type Found = HashMap<String, Unseen>;

/// Rows further down hold nothing, and a runaway sheet has a million of them.
fn last_row(grids: &[Grid], name: &str) -> u32 {
    let grid = grids.iter().find(|grid| grid.exact_name == name);
    grid.and_then(|grid| grid.rows_from(0).last()).unwrap_or(0)
}

fn xlsx(grids: &[Grid], bytes: &[u8]) -> Option<Found> {
    let mut package = Package::open(bytes).ok()?;
    let mut found = Found::new();
    for (name, path) in package.sheets().ok()? {
        let Ok(part) = package.part(&path) else { continue };
        found.insert(name.clone(), xlsx_sheet(&part, last_row(grids, &name)));
    }
    Some(found)
}

fn xlsx_sheet(part: &str, last_row: u32) -> Unseen {
    let mut unseen = Unseen::default();
    // Only these attributes say so, and most sheets have none of them.
    if !part.contains("hidden") && !part.contains("filterMode") {
        return unseen;
    }
    let mut reader = Reader::from_str(part);
    let mut next_row = 0_u32;
    let is_on = |value: String| value == "1" || value == "true";
    while let Ok(event) = reader.read_event() {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            if event == Event::Eof {
                break;
            }
            continue;
        };
        match tag.local_name().as_ref() {
            "sheetPr" => unseen.filtered = is_on(attribute(&tag, "filterMode")),
            "col" if is_on(attribute(&tag, "hidden")) => {
                let column = |name| attribute(&tag, name).parse::<u32>().ok().and_then(|n| n.checked_sub(1));
                if let (Some(first), Some(last)) = (column("min"), column("max")) {
                    unseen.hide_columns(first, last);
                }
            }
            "row" => {
                // A row may leave out where it is; then it follows the one before.
                let named = attribute(&tag, "r").parse::<u32>().ok().and_then(|n| n.checked_sub(1));
                let row = named.unwrap_or(next_row);
                if row > last_row {
                    break;
                }
                next_row = row.saturating_add(1);
                if is_on(attribute(&tag, "hidden")) {
                    unseen.rows.insert(row);
                }
            }
            _ => {}
        }
    }
    unseen
}

/// [MS-XLSB] 2.4.750 (BrtRowHdr), 2.4.323 (BrtColInfo).
fn xlsb(bytes: &[u8]) -> Option<Found> {
    const SHEET: u32 = 0x9c;
    const ROW: u32 = 0x00;
    const COLUMNS: u32 = 0x3c;
    const HEIGHT_ZERO: u8 = 0x10;
    let mut parts = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let targets = binary::targets(&binary::part(&mut parts, "xl/_rels/workbook.bin.rels"));
    let workbook = binary::part(&mut parts, "xl/workbook.bin");
    let mut found = Found::new();
    for (_, data) in binary::records(&workbook).filter(|(kind, _)| *kind == SHEET) {
        let (relation, rest) = binary::wide_text(data.get(8..)?)?;
        let (name, _) = binary::wide_text(rest)?;
        let Some(target) = targets.get(&relation) else { continue };
        let stream = binary::part(&mut parts, &format!("xl/{target}"));
        let mut unseen = Unseen::default();
        for (kind, data) in binary::records(&stream) {
            if kind == ROW && data.get(11).is_some_and(|flags| flags & HEIGHT_ZERO != 0) {
                unseen.rows.extend(binary::u32_at(data, 0));
            } else if kind == COLUMNS
                && data.get(16).is_some_and(|flags| flags & 1 != 0)
                && let (Some(first), Some(last)) = (binary::u32_at(data, 0), binary::u32_at(data, 4))
            {
                unseen.hide_columns(first, last);
            }
        }
        found.insert(name, unseen);
    }
    Some(found)
}

/// [MS-XLS] 2.4.221 (Row), 2.4.53 (ColInfo), 2.4.102 (FilterMode).
fn xls(grids: &[Grid], bytes: &[u8]) -> Option<Found> {
    const BEGIN: u16 = 0x0809;
    const END: u16 = 0x000a;
    const ROW: u16 = 0x0208;
    const COLUMNS: u16 = 0x007d;
    const FILTER: u16 = 0x009b;
    const HEIGHT_ZERO: u16 = 0x20;
    let stream = compound::stream(bytes)?;
    let worksheets = compound::sheet_starts(&stream).into_iter().filter(|start| {
        // The kind of what begins here: 0x10 is a worksheet, a chart is 0x20.
        stream.get(*start..).and_then(|sheet| compound::u16_at(sheet, 6)) == Some(0x10)
    });
    let mut found = Found::new();
    // calamine gives the worksheets in the order of this list.
    for (grid, start) in grids.iter().zip(worksheets) {
        let mut unseen = Unseen::default();
        let mut depth = 0_u32;
        for (kind, data) in compound::records(stream.get(start..).unwrap_or_default()) {
            let at = |at| compound::u16_at(data, at);
            match kind {
                BEGIN => depth += 1,
                END => depth = depth.saturating_sub(1),
                ROW if at(12).is_some_and(|flags| flags & HEIGHT_ZERO != 0) => {
                    unseen.rows.extend(at(0).map(u32::from));
                }
                COLUMNS if at(8).is_some_and(|flags| flags & 1 != 0) => {
                    if let (Some(first), Some(last)) = (at(0), at(2)) {
                        unseen.hide_columns(first.into(), last.into());
                    }
                }
                FILTER => unseen.filtered = true,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        found.insert(grid.exact_name.clone(), unseen);
    }
    Some(found)
}

fn ods(grids: &[Grid], bytes: &[u8]) -> Option<Found> {
    let mut parts = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut reader = Reader::from_reader(BufReader::new(parts.by_name("content.xml").ok()?));
    reader.config_mut().check_end_names = false;
    let narrow = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let mut found = Found::new();
    let (mut name, mut unseen, mut last) = (String::new(), Unseen::default(), 0);
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let hides = |how: &str| how == "collapse" || how == "filter";
                match tag.name().as_ref() {
                    "table:table" => {
                        name = attribute(&tag, "table:name");
                        last = last_row(grids, &name);
                        (row, column) = (0, 0);
                    }
                    "table:table-column" => {
                        let end =
                            column.saturating_add(narrow(repeats(&tag, "table:number-columns-repeated")));
                        if hides(&attribute(&tag, "table:visibility")) {
                            unseen.hide_columns(column, end.saturating_sub(1));
                        }
                        column = end;
                    }
                    "table:table-row" => {
                        let end = row.saturating_add(narrow(repeats(&tag, "table:number-rows-repeated")));
                        let how = attribute(&tag, "table:visibility");
                        if hides(&how) {
                            unseen.rows.extend(row..end.min(last.saturating_add(1)));
                            unseen.filtered |= how == "filter";
                        }
                        row = end;
                    }
                    _ => {}
                }
            }
            Event::End(tag) if tag.name().as_ref() == "table:table" => {
                found.insert(std::mem::take(&mut name), std::mem::take(&mut unseen));
            }
            Event::Eof => return Some(found),
            _ => {}
        }
    }
}
