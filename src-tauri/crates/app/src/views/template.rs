//! The city's own report template, and what this program makes of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::plan::ComparedTask;

/// A template to be looked at, or filled in.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct LookAtTemplate {
    /// "2024-06".
    pub period: String,
    /// The file.
    pub path: String,
    /// The user's corrections; those kept for files of this shape when absent.
    pub choices: Option<Vec<TemplateChoice>>,
}

/// A correction of the user to what was made of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TemplateChoice {
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
        /// The first row of the table's heading.
        heading: u32,
        /// The column's letter.
        letter: String,
        /// One of [`TemplateView::meanings`].
        meaning: String,
    },
    /// A row is this task or indicator.
    Row {
        /// The sheet.
        sheet: String,
        /// The row.
        row: u32,
        /// The key; none where it is nothing of ours.
        key: Option<String>,
    },
    /// What stands in this cell may be replaced.
    Cell {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
    },
}

/// A template as this program reads it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateView {
    /// The file.
    pub path: String,
    /// Its hash: given back when it is filled in, so that what was seen is what is filled in.
    pub hash: String,
    /// Its tables.
    pub tables: Vec<TemplateTable>,
    /// Tasks of this unit for which the template has no row.
    pub missing_tasks: Vec<ComparedTask>,
    /// Indicators for which it has none.
    pub missing_indicators: Vec<ComparedTask>,
    /// What would be written.
    pub changes: Vec<TemplateChange>,
    /// What would not be written, and why.
    pub left_out: Vec<TemplateLeftOut>,
    /// What a column can hold.
    pub meanings: Vec<TemplateMeaning>,
    /// What a row can be.
    pub questions: Vec<TemplateQuestion>,
    /// The corrections that were heeded.
    pub choices: Vec<TemplateChoice>,
    /// Whether it has formulas: Excel works them out on opening, LibreOffice only when told to.
    pub has_formulas: bool,
    /// The name proposed for the filled copy.
    pub suggested: String,
}

/// A table with something to fill in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateTable {
    /// The sheet.
    pub sheet: String,
    /// What its rows are.
    #[ts(type = "'tasks' | 'indicators'")]
    pub asks: &'static str,
    /// The first row of its heading.
    pub heading_first: u32,
    /// The last row of its heading.
    pub heading_last: u32,
    /// Its columns.
    pub columns: Vec<TemplateColumn>,
    /// Its rows.
    pub rows: Vec<TemplateRow>,
}

/// How sure a guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum GuessCertainty {
    /// Nothing is written there without the user's word.
    Doubtful,
    /// Written, and worth a look.
    Likely,
    /// In the very words.
    Sure,
    /// The user said so.
    Chosen,
}

/// A column of a template.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateColumn {
    /// "G".
    pub letter: String,
    /// Its heading as printed.
    pub heading: String,
    /// What it holds: one of [`TemplateView::meanings`].
    pub meaning: String,
    /// How sure that is.
    pub certainty: GuessCertainty,
    /// Why.
    pub reason: String,
}

/// A row of a template.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateRow {
    /// Counted from 1.
    pub row: u32,
    /// TT as printed.
    pub number: String,
    /// The words as printed.
    pub text: String,
    /// The key of the task or indicator it is taken for.
    pub key: Option<String>,
    /// How sure that is; what is doubtful is an offer only.
    pub certainty: GuessCertainty,
    /// Why.
    pub reason: String,
    /// How like the words are, in percent.
    pub likeness: u8,
}

/// A cell that would be written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateChange {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What it answers.
    pub what: String,
    /// What goes into it.
    pub text: String,
}

/// An answer that would not be written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateLeftOut {
    /// For the program: "formula".
    pub code: String,
    /// What is not written and why.
    pub message: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: Option<String>,
}

/// What a column can hold.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateMeaning {
    /// For the program.
    pub code: String,
    /// For the person.
    pub name: String,
}

/// What a row can be.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateQuestion {
    /// The key of a task or indicator.
    pub key: String,
    /// "03 Rà soát…".
    pub name: String,
    /// Whether it is a task.
    pub task: bool,
}
