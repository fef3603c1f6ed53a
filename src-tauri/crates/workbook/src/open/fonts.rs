//! The fonts of cells, read from the file itself: calamine tells them of an xlsx only, and of no part of a
//! text. Only cells with a font from before Unicode are looked for, so that any other file costs little.

pub(super) mod ods;
pub(super) mod xls;
pub(super) mod xlsb;
pub(super) mod xlsx;

use std::collections::HashMap;
use std::rc::Rc;

use dean06_domain::legacy::Encoding;

use super::grid::At;

/// A part of a cell's text in one font; it reaches to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Where it begins, in UTF-16 units, as Excel counts.
    pub(crate) start: usize,
    /// The name of the font; none where the file does not tell.
    pub(crate) font: Option<Rc<str>>,
}

/// The runs of a sheet are kept up to this many: cells that share one text of many runs could otherwise
/// make gigabytes of a small file.
const MAX_RUNS: usize = 1_000_000;

/// The cells of a sheet with a legacy font somewhere in them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Fonts {
    cells: HashMap<At, Vec<Run>>,
    kept: usize,
}

impl Fonts {
    /// Keeps the runs of a cell, where one of them is in a legacy font.
    pub(crate) fn take(&mut self, at: At, runs: Vec<Run>) {
        if any_legacy(&runs) && self.kept + runs.len() <= MAX_RUNS {
            self.kept += runs.len();
            self.cells.insert(at, runs);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (At, &[Run])> {
        self.cells.iter().map(|(at, runs)| (*at, runs.as_slice()))
    }
}

/// The legacy fonts in a workbook, by the exact name of the sheet. What cannot be read is left out: calamine
/// says what is broken, and a text that is not converted can still be read by a person.
pub(super) type BySheet = HashMap<String, Fonts>;

fn is_legacy(font: &str) -> bool {
    Encoding::of_font(font).is_some()
}

fn any_legacy(runs: &[Run]) -> bool {
    runs.iter().any(|run| run.font.as_deref().is_some_and(is_legacy))
}

/// The runs of a whole text: what stands before the first one is in the cell's own font.
fn with_cell_font(cell: Option<&Rc<str>>, runs: impl IntoIterator<Item = Run>) -> Vec<Run> {
    let mut all = vec![Run { start: 0, font: cell.cloned() }];
    for run in runs {
        if all.last().is_some_and(|last| last.start == run.start) {
            all.pop();
        }
        all.push(run);
    }
    all
}
