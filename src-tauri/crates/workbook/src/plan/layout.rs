//! The sheets of a workbook, and which of their rows may head a table: for a person to choose from.

use std::collections::BTreeSet;

use dean06_domain::text::fold;

use super::columns::{Header, find_header, header_at, letter_of};
use super::words::meaning_of;
use crate::open::grid::Grid;

/// Rows of a sheet that are looked at for headings.
const SEARCHED: usize = 300;
/// Rows offered as a heading.
const OFFERED: usize = 12;
/// Tables of one sheet that are listed; a table is found for each row of a runaway sheet else.
const TABLES: usize = 50;

/// A sheet, as far as its headings go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLayout {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The rows that may head a table, downwards. What the program takes for a heading is among them.
    pub headers: Vec<HeaderRow>,
}

/// A row that may head a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderRow {
    /// The row, counted from 1.
    pub row: u32,
    /// Whether the program takes it for the heading of a plan.
    pub likely: bool,
    /// The headings of its columns, those of several lines in one: (letter, heading).
    pub columns: Vec<(String, String)>,
}

/// What every sheet offers.
pub(super) fn layouts(grids: &[Grid]) -> Vec<SheetLayout> {
    grids
        .iter()
        .map(|grid| SheetLayout { name: grid.name.clone(), hidden: grid.hidden, headers: headers(grid) })
        .collect()
}

fn headers(grid: &Grid) -> Vec<HeaderRow> {
    let mut found: Vec<HeaderRow> = Vec::new();
    let mut inside = BTreeSet::new();
    let mut from = 0;
    while let Some(header) = find_header(grid, from).filter(|_| found.len() < TABLES) {
        inside.extend(header.top..=header.bottom);
        from = header.bottom + 1;
        found.push(header_row(&header, true));
    }
    // What was not taken for a heading is offered where it might be one: by its words, else by its cells.
    let rows: Vec<u32> = grid.rows_from(0).take(SEARCHED).filter(|row| !inside.contains(row)).collect();
    let words =
        |row: &u32| grid.row(*row).filter(|(_, value)| meaning_of(&value.text()).is_some()).count() >= 2;
    let cells = |row: &u32| grid.row(*row).count() >= 3;
    let worded: Vec<u32> = rows.iter().copied().filter(words).collect();
    let none = found.is_empty();
    let others = rows.iter().copied().filter(|row| none && cells(row) && !worded.contains(row));
    for row in worded.iter().copied().chain(others).take(OFFERED) {
        found.push(header_row(&header_at(grid, row), false));
    }
    found.sort_by_key(|header| header.row);
    found.dedup_by_key(|header| header.row);
    found
}

fn header_row(header: &Header, likely: bool) -> HeaderRow {
    let columns = header.columns.iter().map(|column| (letter_of(column), column.heading.clone())).collect();
    HeaderRow { row: header.top + 1, likely, columns }
}

/// A hash of the headings: where they stand and what they say, whatever stands under them.
///
/// The rows are part of it: a choice names a row, and would read another file's third row as a heading.
/// Names of sheets are not, nor how many sheets have the same headings.
pub fn shape_of(layouts: &[SheetLayout]) -> String {
    let visible =
        layouts.iter().any(|sheet| !sheet.hidden && sheet.headers.iter().any(|header| header.likely));
    let sheets = layouts.iter().filter(|sheet| !(visible && sheet.hidden));
    let any = layouts.iter().any(|sheet| sheet.headers.iter().any(|header| header.likely));
    let mut seen = BTreeSet::new();
    for header in sheets.flat_map(|sheet| &sheet.headers).filter(|header| header.likely || !any) {
        let columns: Vec<String> =
            header.columns.iter().map(|(letter, text)| format!("{letter}={}", fold(text))).collect();
        seen.insert(format!("{}:{}", header.row, columns.join("|")));
    }
    // FNV-1a: the hash is kept in a database, and that of the standard library may change.
    let text = seen.into_iter().collect::<Vec<_>>().join("\n");
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}
