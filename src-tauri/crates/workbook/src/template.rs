//! The city's own report template: which table, column and row of it asks for what, and the answers of a period
//! written into a copy of it in which nothing else changes.
//!
//! What is guessed is told with its reason and how sure it is, and a person can correct it with a [`Choice`]. Into a
//! doubtful row or column nothing is written.

mod answers;
mod content;
mod fill;
mod headings;
mod limits;
mod rows;
mod vocabulary;

use std::collections::BTreeMap;

use dean06_domain::exchange::Questions;
use dean06_domain::indicator::Indicator;
use dean06_domain::plan::Task;
use dean06_domain::text::fold;

use crate::edit::package::Package;
use crate::edit::sheet::SheetPart;
use crate::edit::styles::Styles;
use crate::open::ReadError;
use crate::open::grid::{Grid, letter};
use crate::open::read_grids;

pub use answers::{CellChange, Changes, Content, LeftOut, LeftOutCode};
pub use fill::{FillError, fill};
pub use vocabulary::Meaning;

/// A template, and what this program makes of it.
#[derive(Debug)]
pub struct Template {
    /// Its tables with something to fill in.
    pub tables: Vec<Table>,
    /// The keys of the tasks for which no row was found.
    pub missing_tasks: Vec<String>,
    /// The keys of the indicators for which no row was found.
    pub missing_indicators: Vec<String>,
    /// Whether the workbook has formulas. Excel works them out anew when the filled copy is opened; LibreOffice does
    /// so when it is told to (Ctrl+Shift+F9), for by default it trusts the results in the file.
    pub has_formulas: bool,
    /// The choices that name nothing in this file.
    pub unheeded: Vec<Choice>,
    choices: Vec<Choice>,
    source: Source,
}

/// A table with something to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The sheet it is on, by its exact name.
    pub sheet: String,
    /// What its rows are.
    pub asks: Asks,
    /// The first and the last row of its heading, counted from 1.
    pub heading: (u32, u32),
    /// Its columns, from left to right.
    pub columns: Vec<Column>,
    /// Its rows of tasks or indicators, without groups and totals.
    pub rows: Vec<Row>,
}

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Tasks.
    Tasks,
    /// Indicators.
    Indicators,
}

/// How sure a guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Nothing is written there without the user's word.
    Doubtful,
    /// Written, and worth a look.
    Likely,
    /// In the very words.
    Sure,
    /// The user said so.
    Chosen,
}

impl Certainty {
    /// In Vietnamese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Doubtful => "Chưa chắc",
            Self::Likely => "Khá chắc",
            Self::Sure => "Chắc chắn",
            Self::Chosen => "Người dùng chọn",
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The letter of its first column, into which is written: "G".
    pub letter: String,
    /// Its heading as printed; the lines of a heading of several are joined by " – ".
    pub heading: String,
    /// What it holds.
    pub meaning: Meaning,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why, in Vietnamese.
    pub reason: String,
    first: u32,
    last: u32,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row, counted from 1.
    pub row: u32,
    /// TT as printed.
    pub number: String,
    /// The words as printed.
    pub text: String,
    /// The key of the task or indicator it is taken for; none where no one is near.
    pub key: Option<String>,
    /// How sure that is. What is doubtful is an offer only.
    pub certainty: Certainty,
    /// Why, in Vietnamese.
    pub reason: String,
    /// How like the words are, in percent.
    pub likeness: u8,
}

/// A correction by the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The heading of a table stands in these rows, counted from 1.
    Heading {
        /// The sheet.
        sheet: String,
        /// The first of its rows.
        first: u32,
        /// The last of its rows.
        last: u32,
    },
    /// A column holds this.
    Column {
        /// The sheet.
        sheet: String,
        /// The first row of the table's heading, counted from 1.
        heading: u32,
        /// The column's letter.
        letter: String,
        /// What it holds; [`Meaning::Unknown`] to leave it alone.
        meaning: Meaning,
    },
    /// A row is this task or indicator.
    Row {
        /// The sheet.
        sheet: String,
        /// The row, counted from 1.
        row: u32,
        /// The key; none where it is nothing of ours.
        key: Option<String>,
    },
    /// What stands in this cell may be replaced, and a locked one filled. A formula never is.
    Cell {
        /// The sheet.
        sheet: String,
        /// The cell: "G12".
        cell: String,
    },
}

/// What a template was read from.
#[derive(Debug)]
struct Source {
    file: String,
    grids: Vec<Grid>,
    /// The text of each sheet's part, by the sheet's exact name.
    parts: BTreeMap<String, String>,
    /// The names defined in the workbook and what they refer to.
    names: BTreeMap<String, String>,
    styles: Styles,
    tasks: Vec<(String, Task)>,
    indicators: Vec<Indicator>,
}

/// Reads a report template and finds its tables, columns and rows.
///
/// # Errors
/// The file cannot be read; it is no xlsx or xlsm, which alone can be filled in place; or no table of it has
/// something to fill in.
pub fn read_template(
    bytes: &[u8],
    file_name: &str,
    questions: &Questions<'_>,
) -> Result<Template, ReadError> {
    let mut template = open_template(bytes, file_name, questions)?;
    template.look();
    if template.tables.is_empty() {
        return Err(ReadError::NotATemplate { file: file_name.to_owned() });
    }
    Ok(template)
}

/// As [`read_template`], with the user's corrections of before. A table whose heading was not found can be shown by
/// one of them.
///
/// # Errors
/// As [`read_template`].
pub fn read_template_as_chosen(
    bytes: &[u8],
    file_name: &str,
    questions: &Questions<'_>,
    choices: &[Choice],
) -> Result<Template, ReadError> {
    let mut template = open_template(bytes, file_name, questions)?;
    template.choose(choices);
    if template.tables.is_empty() {
        return Err(ReadError::NotATemplate { file: file_name.to_owned() });
    }
    Ok(template)
}

fn open_template(bytes: &[u8], file: &str, questions: &Questions<'_>) -> Result<Template, ReadError> {
    let grids = read_grids(bytes, file)?;
    let not_in_place = || ReadError::NotInPlace { file: file.to_owned() };
    let damaged =
        |sheet: Option<&String>| ReadError::Damaged { file: file.to_owned(), sheet: sheet.cloned() };
    let mut package = Package::open(bytes).map_err(|_| not_in_place())?;
    let mut parts = BTreeMap::new();
    for (name, part) in package.sheets().map_err(|_| damaged(None))? {
        // A sheet that is one chart has no cells.
        if grids.iter().any(|grid| grid.exact_name == name) {
            let xml = package.part(&part).map_err(|_| damaged(Some(&name)))?;
            parts.insert(name, xml);
        }
    }
    let workbook = package.workbook();
    let workbook = package.part(&workbook).map_err(|_| damaged(None))?;
    let styles = Styles::read(&mut package).map_err(|_| damaged(None))?;
    let tasks = questions.tasks.iter().map(|(key, task)| ((*key).to_owned(), (*task).clone()));
    let source = Source {
        file: file.to_owned(),
        grids,
        parts,
        names: limits::defined_names(&workbook),
        styles,
        tasks: tasks.collect(),
        indicators: questions.indicators.to_vec(),
    };
    let has_formulas = source
        .parts
        .iter()
        .any(|(name, xml)| SheetPart::read(xml, name).is_ok_and(|sheet| sheet.has_formulas()));
    Ok(Template {
        has_formulas,
        tables: Vec::new(),
        missing_tasks: Vec::new(),
        missing_indicators: Vec::new(),
        unheeded: Vec::new(),
        choices: Vec::new(),
        source,
    })
}

impl Template {
    /// The file's name.
    pub fn file(&self) -> &str {
        &self.source.file
    }

    /// Looks again, with these corrections in the place of those of before.
    pub fn choose(&mut self, choices: &[Choice]) {
        self.choices = choices.to_vec();
        self.look();
    }

    /// By what a template of the same shape is known again, so that corrections made once hold for the next: its
    /// sheets with tables and the headings of these, where they stand.
    pub fn shape(&self) -> String {
        let table = |table: &Table| {
            let columns = table.columns.iter();
            let columns: Vec<String> =
                columns.map(|column| format!("{}={}", column.letter, fold(&column.heading))).collect();
            format!("{}!{}:{}", fold(&table.sheet), table.heading.0, columns.join("|"))
        };
        self.tables.iter().map(table).collect::<Vec<_>>().join("\n")
    }

    fn look(&mut self) {
        let source = &self.source;
        let mut tables = Vec::new();
        for grid in source.grids.iter().filter(|grid| source.parts.contains_key(&grid.exact_name)) {
            let chosen = |choice: &&Choice| matches!(choice, Choice::Heading { sheet, .. } | Choice::Column { sheet, .. } if *sheet == grid.exact_name);
            if !grid.hidden || self.choices.iter().any(|choice| chosen(&choice)) {
                tables.extend(rows::tables(grid, source, &self.choices));
            }
        }
        let found = |asks: Asks, key: &str| {
            tables.iter().any(|table: &Table| {
                table.asks == asks
                    && table
                        .rows
                        .iter()
                        .any(|row| row.key.as_deref() == Some(key) && row.certainty > Certainty::Doubtful)
            })
        };
        let tasks = source.tasks.iter().map(|(key, _)| key);
        self.missing_tasks = tasks.filter(|key| !found(Asks::Tasks, key)).cloned().collect();
        let indicators = source.indicators.iter().map(|indicator| &indicator.key);
        self.missing_indicators = indicators.filter(|key| !found(Asks::Indicators, key)).cloned().collect();
        let heeded = |choice: &&Choice| match choice {
            Choice::Heading { sheet, first, .. } => {
                tables.iter().any(|table| table.sheet == *sheet && table.heading.0 == *first)
            }
            Choice::Column { sheet, heading, letter, .. } => tables.iter().any(|table| {
                table.sheet == *sheet
                    && table.heading.0 == *heading
                    && table.columns.iter().any(|column| column.letter == *letter)
            }),
            Choice::Row { sheet, row, key } => tables.iter().any(|table| {
                let same = |known: &Row| known.row == *row && (key.is_none() || known.key == *key);
                table.sheet == *sheet && table.rows.iter().any(same)
            }),
            Choice::Cell { sheet, .. } => tables.iter().any(|table| table.sheet == *sheet),
        };
        self.unheeded = self.choices.iter().filter(|choice| !heeded(choice)).cloned().collect();
        self.tables = tables;
    }
}

impl Column {
    fn of(first: u32, last: u32, heading: String) -> Self {
        Self {
            letter: letter(first),
            heading,
            meaning: Meaning::Unknown,
            certainty: Certainty::Doubtful,
            reason: String::new(),
            first,
            last,
        }
    }
}
