//! What a person chose in the place of this program's guesses.

use std::collections::BTreeMap;

use dean06_domain::text::clean;

use super::columns::{Certainty, Column, Header, Meaning};
use crate::open::grid::Grid;

/// Where a plan stands in a workbook, as far as a person said it. What is left open is guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// The one sheet to read, hidden or not. One that the file does not have leaves the sheets open.
    pub sheet: Option<String>,
    /// The first row of the heading, counted from 1; in the first sheet that is read.
    pub header_row: Option<u32>,
    /// Which column holds what, by its letter; an empty letter says that no column does. Holds for every
    /// table with the headings of the first one.
    pub columns: BTreeMap<Meaning, String>,
}

impl Choice {
    /// The chosen sheet, where the workbook has it.
    pub(super) fn sheet_among<'a>(&self, grids: &'a [Grid]) -> Option<&'a Grid> {
        let name = self.sheet.as_deref()?;
        let exact = grids.iter().find(|grid| grid.exact_name == name);
        exact.or_else(|| grids.iter().find(|grid| grid.name == clean(name)))
    }

    /// Puts the chosen columns in the place of the guessed ones.
    pub(super) fn apply(&self, header: &mut Header) {
        let chosen = |meaning| self.columns.contains_key(&meaning);
        for column in header.columns.iter_mut().filter(|column| chosen(column.meaning)) {
            column.set_aside("người dùng chọn cột khác".to_owned());
        }
        const REASON: &str = "người dùng chọn";
        for (meaning, letters) in &self.columns {
            let Some(at) = column_of(letters) else { continue };
            let known = header.columns.iter_mut().find(|column| (column.first..=column.last).contains(&at));
            if let Some(column) = known {
                column.meaning = *meaning;
                REASON.clone_into(&mut column.reason);
                column.certainty = Certainty::High;
            } else {
                let place = header.columns.iter().position(|column| column.first > at);
                let column = Column::told(*meaning, at, REASON, Certainty::High);
                header.columns.insert(place.unwrap_or(header.columns.len()), column);
            }
        }
    }
}

/// "AA" to 26. None for what is no column of a sheet.
fn column_of(letters: &str) -> Option<u32> {
    let letters = letters.trim();
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let number = letters.bytes().try_fold(0_u32, |number, letter| {
        letter.is_ascii_alphabetic().then(|| number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_name_columns() {
        assert_eq!((column_of("A"), column_of("aa"), column_of(" XFD ")), (Some(0), Some(26), Some(16_383)));
        assert_eq!((column_of(""), column_of("A1"), column_of("ABCD")), (None, None, None));
    }
}
