//! Giving a file back: cells coloured and explained in the sender's own workbook, all else as it was.

mod boxes;
mod notes;

use std::collections::{BTreeMap, BTreeSet};

use dean06_domain::exchange::Mark;

use crate::edit::EditError;
use crate::edit::package::Package;
use crate::edit::sheet::{SheetPart, place};
use crate::edit::styles::Styles;
use crate::edit::xml::Splices;
use crate::open::grid::At;

/// The fill of a cell to be looked at again: seen at once, and its text still easy to read. No form has it, so a
/// cell that has it was coloured here.
const COLOUR: &str = "FFFFD98A";

/// Why a file cannot be marked.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// Only an xlsx can be marked in place.
    #[error("Tệp không phải định dạng .xlsx nên không đánh dấu trực tiếp được")]
    NotXlsx,
    /// The file has no sheet of this name, or no cell of this.
    #[error("Tệp không có ô {cell} trên trang tính “{sheet}” để đánh dấu")]
    NoCell {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
    },
    /// The file cannot be edited.
    #[error("Không đánh dấu được tệp: {0}. Hãy mở tệp bằng Excel, lưu lại thành .xlsx rồi thử lại")]
    Damaged(String),
}

impl From<EditError> for MarkError {
    fn from(error: EditError) -> Self {
        match error {
            EditError::NotXlsx => Self::NotXlsx,
            error => Self::Damaged(error.to_string()),
        }
    }
}

/// Colours cells and comments them in the name of `author`, and takes away what was coloured and commented so before:
/// a cell that was put right is no longer amber. Values, formats, other sheets and the time of the last saving stay
/// as they are: a file given back is no newer version of itself.
///
/// # Errors
///
/// The file is no xlsx, is damaged, or lacks a cell.
pub fn mark_cells(bytes: &[u8], marks: &[Mark], author: &str) -> Result<Vec<u8>, MarkError> {
    let mut package = Package::open_unread(bytes)?;
    let mut wanted: BTreeMap<String, Vec<(At, &str)>> = BTreeMap::new();
    for mark in marks {
        let missing = || MarkError::NoCell { sheet: mark.place.sheet.clone(), cell: mark.place.cell.clone() };
        let at = place(&mark.place.cell).ok_or_else(missing)?;
        let part = package.sheet(&mark.place.sheet)?.ok_or_else(missing)?;
        wanted.entry(part).or_default().push((at, &mark.message));
    }
    let mut styles = Styles::read(&mut package)?;
    let marked_before = styles.filled_with(COLOUR);
    for (_, part) in package.sheets()? {
        let xml = package.part(&part)?;
        let sheet = match (SheetPart::read(&xml, &part), wanted.contains_key(&part)) {
            (Ok(sheet), _) => sheet,
            (Err(error), true) => return Err(error.into()),
            // A sheet that is one chart, or that no program could read: there is nothing to do in it.
            (Err(_), false) => continue,
        };
        let words = seen(&sheet, wanted.remove(&part).unwrap_or_default());
        let formats = formats(&sheet, &mut styles, &marked_before, words.keys().copied());
        let mut splices = Splices::default();
        sheet.restyle(&formats, &mut splices);
        package.put(&part, splices.make(&xml));
        notes::write(&mut package, &part, &words, author)?;
    }
    styles.write(&mut package)?;
    Ok(package.pack()?)
}

/// The words for each cell, at the one in which they can be seen. The same words about a cell are said once.
fn seen(sheet: &SheetPart<'_>, marks: Vec<(At, &str)>) -> BTreeMap<At, String> {
    let mut words: BTreeMap<At, Vec<&str>> = BTreeMap::new();
    for (at, message) in marks {
        let lines = words.entry(sheet.origin(at)).or_default();
        if !lines.contains(&message) {
            lines.push(message);
        }
    }
    words.into_iter().map(|(at, lines)| (at, lines.join("\n"))).collect()
}

/// The cells of a sheet whose format changes, with the new one.
fn formats(
    sheet: &SheetPart<'_>,
    styles: &mut Styles,
    marked_before: &BTreeSet<usize>,
    wanted: impl Iterator<Item = At>,
) -> BTreeMap<At, usize> {
    let marked: Vec<(At, usize)> =
        sheet.formats().filter(|(_, format)| marked_before.contains(format)).collect();
    let mut before = Before::new(sheet, marked_before);
    let mut formats: BTreeMap<At, usize> =
        marked.into_iter().map(|(at, format)| (at, before.of(at, format, styles))).collect();
    for at in wanted {
        let format = formats.get(&at).copied().unwrap_or_else(|| sheet.format(at));
        formats.insert(at, styles.filled(format, COLOUR));
    }
    formats
}

/// So many cells above and below a marked one are asked for the format it had.
const NEIGHBOURS: usize = 1_000;

/// The formats marked cells had before. Nothing in the file tells them, for other programs number formats anew when
/// they save; but each is the same except for the fill, and most likely that of the next cell of its column.
struct Before<'m> {
    marked: &'m BTreeSet<usize>,
    /// The formats of each column's cells, from the top down.
    columns: BTreeMap<u32, Vec<(u32, usize)>>,
    /// The formats that are the same but for the fill.
    possible: BTreeMap<usize, Vec<usize>>,
}

impl<'m> Before<'m> {
    fn new(sheet: &SheetPart<'_>, marked: &'m BTreeSet<usize>) -> Self {
        let mut columns: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
        for ((row, column), format) in sheet.formats() {
            columns.entry(column).or_default().push((row, format));
        }
        Self { marked, columns, possible: BTreeMap::new() }
    }

    fn of(&mut self, at: At, format: usize, styles: &mut Styles) -> usize {
        let possible = self.possible.entry(format).or_insert_with(|| {
            let mut same = styles.same_but_fill(format);
            same.retain(|format| !self.marked.contains(format));
            if same.is_empty() { vec![styles.unfilled(format)] } else { same }
        });
        let column = self.columns.get(&at.1).map_or(&[][..], Vec::as_slice);
        let here = column.partition_point(|(row, _)| *row < at.0);
        let (above, below) = column.split_at(here);
        let is_possible = |cell: &&(u32, usize)| possible.contains(&cell.1);
        let above = above.iter().rev().take(NEIGHBOURS).find(is_possible);
        let below = below.iter().take(NEIGHBOURS).find(is_possible);
        let nearest = above.into_iter().chain(below).min_by_key(|(row, _)| row.abs_diff(at.0));
        nearest.map(|(_, format)| *format).or(possible.first().copied()).unwrap_or(format)
    }
}
