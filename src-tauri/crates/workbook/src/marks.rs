//! Giving a file back: cells coloured and explained in the sender's own workbook, all else as it was.

mod notes;

use std::collections::BTreeMap;

use dean06_domain::exchange::Mark;

use crate::edit::EditError;
use crate::edit::package::Package;
use crate::edit::sheet::{SheetPart, place};
use crate::edit::styles::filled;
use crate::edit::xml::Splices;
use crate::open::grid::At;

/// The fill of a cell to be looked at again: seen at once, and its text still easy to read.
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

/// Colours cells and comments them in the name of `author`. Values, formats, other sheets and the time of the last
/// saving stay as they are: a file given back is no newer version of itself.
///
/// # Errors
///
/// The file is no xlsx, is damaged, or lacks a cell.
pub fn mark_cells(bytes: &[u8], marks: &[Mark], author: &str) -> Result<Vec<u8>, MarkError> {
    let mut package = Package::open(bytes)?;
    let mut sheets: BTreeMap<&str, BTreeMap<At, String>> = BTreeMap::new();
    for mark in marks {
        let missing = || MarkError::NoCell { sheet: mark.place.sheet.clone(), cell: mark.place.cell.clone() };
        let at = place(&mark.place.cell).ok_or_else(missing)?;
        let words = sheets.entry(&mark.place.sheet).or_default().entry(at).or_default();
        if !words.split('\n').any(|line| line == mark.message) {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(&mark.message);
        }
    }
    for (sheet, cells) in sheets {
        let first = cells.keys().next().copied().unwrap_or_default();
        let missing =
            || MarkError::NoCell { sheet: sheet.to_owned(), cell: crate::open::grid::cell_name(first) };
        let part = package.sheet(sheet)?.ok_or_else(missing)?;
        colour(&mut package, &part, &cells)?;
        notes::write(&mut package, &part, &cells, author)?;
    }
    Ok(package.pack()?)
}

fn colour(package: &mut Package<'_>, part: &str, cells: &BTreeMap<At, String>) -> Result<(), EditError> {
    let xml = package.part(part)?;
    let sheet = SheetPart::read(&xml, part)?;
    let old: BTreeMap<At, usize> = cells.keys().map(|at| (*at, sheet.format(*at))).collect();
    let formats: Vec<usize> = old.values().copied().collect();
    let new = filled(package, &formats, COLOUR)?;
    let wanted = old.into_iter().map(|(at, format)| (at, new.get(&format).copied().unwrap_or(format)));
    let mut splices = Splices::default();
    sheet.restyle(&wanted.collect(), &mut splices);
    package.put(part, splices.make(&xml));
    Ok(())
}
