//! Reads a plan (kế hoạch) out of a workbook, wherever its table stands and however its office typed it.
//!
//! The words are kept as printed. What had to be decided on the way is told as a [`Doubt`], with the
//! cell it rests on, so that a person can check it before the plan is taken over.

mod choice;
mod columns;
mod doubt;
mod groups;
mod guess;
mod heading;
mod layout;
mod repeated;
mod review;
mod roles;
mod row;
mod rows;
mod sheets;
mod table;
mod titles;
mod told;
mod words;

use std::path::Path;
use std::sync::Arc;

use dean06_domain::legacy::Encoding;
use dean06_domain::plan::Plan;

use crate::open::grid::{Grid, cell_name};
use crate::open::read_grids_in_full;

pub use crate::open::ReadError;
pub use choice::Choice;
pub use columns::{Certainty, Meaning};
pub use doubt::{Doubt, DoubtCode};
pub use layout::{HeaderRow, SheetLayout, shape_of};
pub use table::MAX_TASKS;

/// The largest file that is opened. The city's annex has 30 kB; anything near this is no plan.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// A plan, and where in the workbook each part of it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFile {
    /// The plan as printed.
    pub plan: Plan,
    /// The sheet of the first table.
    pub sheet: String,
    /// The columns that were found, table by table.
    pub columns: Vec<FoundColumn>,
    /// Where each task stands, in the order of `plan.tasks`.
    pub rows: Vec<TaskPlace>,
    /// Where each group's heading stands, in the order of `plan.groups`.
    pub group_rows: Vec<Place>,
    /// What a person should look at before taking the plan over.
    pub doubts: Vec<Doubt>,
    /// Every sheet with the rows that may head a table, for a person to choose others.
    pub layouts: Vec<SheetLayout>,
    /// The cells of its sheets that hold text from before Unicode, in the order they stand in.
    pub converted: Vec<Conversion>,
}

/// A cell whose text was turned into Unicode, as its font shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// The sheet's name.
    pub sheet: String,
    /// The cell: "C12".
    pub cell: String,
    /// The text as it stands in the file: "Thµnh phè".
    pub before: String,
    /// The text that was taken over: "Thành phố".
    pub after: String,
    /// What it was in.
    pub encoding: Encoding,
    /// The font that told the encoding: ".VnTime".
    pub font: String,
}

/// A column of a plan's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundColumn {
    /// What it holds.
    pub meaning: Meaning,
    /// Its heading as printed; lines of a heading of several lines are joined by " – ".
    pub heading: String,
    /// Its letter: "C".
    pub letter: String,
    /// The sheet it is in.
    pub sheet: String,
    /// Why it was taken for this, in Vietnamese: "tiêu đề “Đơn vị chủ trì”".
    pub reason: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// One cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The sheet's name.
    pub sheet: String,
    /// The cell: "C12".
    pub cell: String,
}

/// Where a task stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskPlace {
    /// The sheet's name.
    pub sheet: String,
    /// The first of its rows, counted from 1.
    pub row: u32,
    letters: Arc<[(Meaning, String)]>,
}

impl PlanFile {
    /// A hash of the headings of its tables. A file of the same shape is read right by the same [`Choice`].
    pub fn shape(&self) -> String {
        shape_of(&self.layouts)
    }
}

impl TaskPlace {
    /// The cell that holds this part of the task: "C12". None where the table has no such column.
    pub fn cell(&self, meaning: Meaning) -> Option<String> {
        self.letters
            .iter()
            .find(|(known, _)| *known == meaning)
            .map(|(_, letter)| format!("{letter}{}", self.row))
    }
}

/// Reads the plan in an Excel file: xlsx, xls, xlsb or ods.
///
/// # Errors
/// The file cannot be read, is protected, is no workbook, is too large to be one, or holds no table
/// whose headings say that it is a plan.
pub fn read_plan(path: &Path) -> Result<PlanFile, ReadError> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let cannot = |cause: std::io::Error| ReadError::CannotOpen { file: file.clone(), cause };
    let size = std::fs::metadata(path).map_err(cannot)?.len();
    if size > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge { file, what: format!("tệp nặng {} MB", size / 1024 / 1024) });
    }
    let bytes = std::fs::read(path).map_err(cannot)?;
    read_plan_bytes(&bytes, &file)
}

/// Reads the plan in the bytes of an Excel file. The format is told by the content, and by the name
/// where the content leaves it open.
///
/// # Errors
/// As [`read_plan`].
pub fn read_plan_bytes(bytes: &[u8], file_name: &str) -> Result<PlanFile, ReadError> {
    read_plan_with(bytes, file_name, &Choice::default())
}

/// Reads the plan as [`read_plan_bytes`] does, but what a person chose as they chose it.
///
/// # Errors
/// As [`read_plan`]; also where the chosen heading names no task.
pub fn read_plan_with(bytes: &[u8], file_name: &str, choice: &Choice) -> Result<PlanFile, ReadError> {
    OpenedPlan::open(bytes, file_name)?.read(choice)
}

/// The sheets of a workbook and the rows that may head a table, as [`OpenedPlan::layouts`].
///
/// # Errors
/// The file cannot be read.
pub fn read_layouts(bytes: &[u8], file_name: &str) -> Result<Vec<SheetLayout>, ReadError> {
    Ok(OpenedPlan::open(bytes, file_name)?.layouts())
}

/// A workbook whose cells are read: what is made of them can be asked several times, as one person chooses this and
/// then that, or chose for the last file of its shape.
pub struct OpenedPlan {
    file_name: String,
    grids: Vec<Grid>,
}

impl OpenedPlan {
    /// Reads the cells of an Excel file.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open(bytes: &[u8], file_name: &str) -> Result<Self, ReadError> {
        Ok(Self { grids: read_grids_in_full(bytes, file_name)?, file_name: file_name.to_owned() })
    }

    /// The plan in it.
    ///
    /// # Errors
    /// It holds no table whose headings say that it is a plan, or the chosen heading names no task.
    pub fn read(&self, choice: &Choice) -> Result<PlanFile, ReadError> {
        let mut file = sheets::read_sheets(&self.grids, &self.file_name, choice)?;
        let is_read = |grid: &&Grid| file.columns.iter().any(|column| column.sheet == grid.name);
        file.converted = self.grids.iter().filter(is_read).flat_map(conversions).collect();
        file.layouts = self.layouts();
        Ok(file)
    }

    /// The sheets and the rows that may head a table: what a person chooses from where no plan was found.
    /// [`shape_of`] them is the shape under which the choice is remembered.
    pub fn layouts(&self) -> Vec<SheetLayout> {
        layout::layouts(&self.grids)
    }
}

fn conversions(grid: &Grid) -> impl Iterator<Item = Conversion> + '_ {
    grid.converted.iter().map(|cell| Conversion {
        sheet: grid.name.clone(),
        cell: cell_name(cell.at),
        before: cell.before.clone(),
        after: cell.after.clone(),
        encoding: cell.encoding,
        font: cell.font.clone(),
    })
}
