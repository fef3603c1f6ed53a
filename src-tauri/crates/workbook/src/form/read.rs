//! Reads a file that came back: a form, however it was treated on the way, or a report this program exported.
//!
//! Nothing is taken from a position: sheets are known by their headings, columns by theirs, rows by their hidden
//! key, or else by number and words.

mod claims;
mod columns;
mod indicators;
mod package;
mod rows;
mod tasks;
mod values;

use dean06_domain::exchange::{FileKind, FileProblem, Questions, ReceivedFile, Submission};
use dean06_domain::text::fold;

use crate::open::grid::Grid;
use crate::open::{ReadError, read_grids};
use crate::report::MARK_SHEET;
use columns::{Table, find_tables};
use package::{Formulas, saved};
use values::Cells;

/// Reads a form or a report in the bytes of an Excel file: xlsx, xlsb, xls or ods.
///
/// What cannot be understood becomes a problem at its cell, not an error: whoever collects has to see all of them
/// at once.
///
/// # Errors
///
/// The file is no workbook that can be read, or holds neither a form nor a report.
pub fn read_received(
    bytes: &[u8],
    file_name: &str,
    questions: &Questions<'_>,
) -> Result<ReceivedFile, ReadError> {
    let grids = read_grids(bytes, file_name)?;
    let formulas = Formulas::of(bytes);
    let (marks, sheets): (Vec<&Grid>, Vec<&Grid>) =
        grids.iter().partition(|grid| fold(&grid.name) == fold(MARK_SHEET));
    let tables: Vec<Table<'_>> = sheets.iter().flat_map(|grid| find_tables(grid)).collect();
    if tables.is_empty() {
        return Err(ReadError::NotAForm { file: file_name.to_owned() });
    }
    let claims = claims::read(marks.first().copied(), &sheets);
    let kind = match claims::kind(marks.first().copied()) {
        Some(kind) => kind,
        None if tables.iter().any(Table::is_of_report) => FileKind::Report,
        None => FileKind::Form,
    };
    let mut answers = Submission::default();
    let mut problems: Vec<FileProblem> = Vec::new();
    for table in &tables {
        let mut cells = Cells { grid: table.grid, formulas: &formulas, problems: &mut problems };
        if table.counts() {
            indicators::read(table, questions, &mut cells, &mut answers.indicators, kind);
        } else {
            tasks::read(table, questions, &mut cells, &mut answers.tasks, kind);
        }
    }
    Ok(ReceivedFile { kind, claims, saved: saved(bytes), answers, problems })
}
