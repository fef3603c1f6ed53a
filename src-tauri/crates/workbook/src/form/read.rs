//! Reads a file that came back: a form, however it was treated on the way, or a report this program exported.
//!
//! Nothing is taken from a position: sheets are known by their headings, columns by theirs, rows by their hidden
//! key, or else by number and words.

mod cells;
mod claims;
mod columns;
mod indicators;
mod rows;
mod tasks;
mod values;

use dean06_domain::exchange::{
    CellPlace, FileKind, FileProblem, FileProblemCode, Questions, ReceivedFile, Submission,
};

use crate::open::grid::{Grid, cell_name};
use crate::open::{ReadError, read_grids_with_formulas};
use cells::Cells;
use columns::{Asks, Table, find_tables};
use rows::Question;

/// What can be asked, made ready for reading any number of files.
pub struct Asked<'q> {
    tasks: Vec<Question<'q>>,
    indicators: Vec<Question<'q>>,
}

impl<'q> Asked<'q> {
    /// Folds the words of every question once; for each file anew they took longer than its cells.
    pub fn new(questions: &Questions<'q>) -> Self {
        Self { tasks: tasks::questions(questions), indicators: indicators::questions(questions) }
    }
}

/// Reads a form or a report in the bytes of an Excel file: xlsx, xlsb, xls or ods.
///
/// # Errors
///
/// As [`read_one_of_many`].
pub fn read_received(
    bytes: &[u8],
    file_name: &str,
    questions: &Questions<'_>,
) -> Result<ReceivedFile, ReadError> {
    read_one_of_many(bytes, file_name, &Asked::new(questions))
}

/// Reads one of many forms or reports.
///
/// What cannot be understood becomes a problem at its cell, not an error: whoever collects has to see all of them
/// at once. What is missing is no problem here, for the reader does not know what was asked.
///
/// # Errors
///
/// The file is no workbook that can be read, or holds neither a form nor a report.
pub fn read_one_of_many(bytes: &[u8], file_name: &str, asked: &Asked<'_>) -> Result<ReceivedFile, ReadError> {
    let not_a_form = || ReadError::NotAForm { file: file_name.to_owned() };
    let (grids, saved) = match read_grids_with_formulas(bytes, file_name) {
        // Its words are those of a plan without a task.
        Err(ReadError::Empty { .. }) => return Err(not_a_form()),
        read => read?,
    };
    let marks = grids.iter().find(|grid| claims::is_mark_sheet(grid));
    let sheets: Vec<&Grid> =
        grids.iter().filter(|grid| marks.is_none_or(|marks| !std::ptr::eq(*grid, marks))).collect();
    let tables: Vec<Table<'_>> = sheets.iter().flat_map(|grid| find_tables(grid)).collect();
    if tables.is_empty() {
        return Err(not_a_form());
    }
    let of_report = tables.iter().any(Table::is_of_report);
    let kind =
        marks.and_then(claims::kind).unwrap_or(if of_report { FileKind::Report } else { FileKind::Form });
    let mut answers = Submission::default();
    let mut problems: Vec<FileProblem> = Vec::new();
    for table in &tables {
        let mut cells = Cells { grid: table.grid, problems: &mut problems };
        table.name_missing_columns(&mut cells);
        match table.asks {
            Asks::Tasks => tasks::read(table, &asked.tasks, &mut cells, &mut answers.tasks),
            Asks::Counts => indicators::read(table, &asked.indicators, &mut cells, &mut answers.indicators),
        }
    }
    problems.extend(tables.iter().filter_map(|table| typed_in_old_fonts(table.grid)));
    Ok(ReceivedFile { kind, claims: claims::read(marks, &sheets, &tables), saved, answers, problems })
}

/// Text typed in fonts from before Unicode is read as it showed, and never in silence.
fn typed_in_old_fonts(grid: &Grid) -> Option<FileProblem> {
    let first = grid.converted.first()?;
    let message = format!(
        "{} ô gõ bằng phông chữ cũ ({}) đã được chuyển sang Unicode, ví dụ “{}”; hãy xem lại chữ",
        grid.converted.len(),
        first.encoding.name(),
        first.after
    );
    let place = CellPlace { sheet: grid.exact_name.clone(), cell: cell_name(first.at) };
    Some(FileProblem { code: FileProblemCode::OldFont, message, place: Some(place) })
}
