//! Files that came back, and what became of each.

use dean06_domain::exchange::{Difference, FileProblem, FileProblemCode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::start::PeriodView;

/// Files and folders that came back.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Collect {
    /// "2024-06".
    pub period: String,
    /// Files, and folders with files in them.
    pub paths: Vec<String>,
    /// With two different files of one unit: to wait for the person's word. Otherwise the one saved last holds.
    #[serde(default)]
    pub ask: bool,
}

/// What became of the files.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Collected {
    /// The period collected for.
    pub period: PeriodView,
    /// Whether the person stopped it: the files that are not listed were not looked at.
    pub cancelled: bool,
    /// One verdict a file, in the order of their paths.
    pub files: Vec<CollectedFile>,
}

/// What became of one file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CollectedFile {
    /// Where it was found.
    pub path: String,
    /// What became of it.
    pub verdict: Verdict,
    /// Whose it is, as far as it says so: the unit's code.
    pub unit: Option<String>,
    /// Its name.
    pub unit_name: String,
    /// Which period it says it is for: "2024-06".
    pub period: Option<String>,
    /// How many cells say something else than before.
    pub changed: u32,
    /// Which ones; the first [`MOST_SHOWN`] of them.
    pub differences: Vec<DifferenceView>,
    /// Why it was refused, or what is doubtful.
    pub problems: Vec<ProblemView>,
    /// What it was stored as; none when it was not stored.
    pub submission: Option<i32>,
}

/// How many differences of a file are listed one by one.
pub const MOST_SHOWN: usize = 100;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The unit's first answers for the period.
    Accepted,
    /// It says what was said before, or is older than what holds.
    Unchanged,
    /// A newer version: it holds now.
    Updated,
    /// Nothing of it was taken.
    Refused,
    /// One of two different files of a unit: the person has to say which holds.
    Undecided,
}

/// Something wrong or doubtful.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProblemView {
    /// For the program to act on.
    pub code: FileProblemCode,
    /// For the person to read.
    pub message: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell: "G12".
    pub cell: Option<String>,
    /// Whether the file was refused for it.
    pub refuses: bool,
}

impl From<FileProblem> for ProblemView {
    fn from(problem: FileProblem) -> Self {
        let (sheet, cell) = problem.place.map(|place| (place.sheet, place.cell)).unzip();
        Self { code: problem.code, message: problem.message, sheet, cell, refuses: problem.code.refuses() }
    }
}

/// A cell that says something else than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DifferenceView {
    /// "Nhiệm vụ 03" or "Chỉ tiêu 2".
    pub of: String,
    /// Which answer.
    pub what: String,
    /// Before.
    pub before: String,
    /// Now.
    pub after: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: Option<String>,
}

impl DifferenceView {
    /// A difference, of the task or indicator with this name.
    pub fn new(of: String, difference: Difference) -> Self {
        let (sheet, cell) = difference.place.map(|place| (place.sheet, place.cell)).unzip();
        Self { of, what: difference.what, before: difference.before, after: difference.after, sheet, cell }
    }
}

/// How far long work is. Asking for it does not wait for the work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct Work {
    /// Whether anything is under way.
    pub running: bool,
    /// How many are done.
    pub done: u32,
    /// Of how many; 0 while that is being counted.
    pub total: u32,
    /// The one at hand: a file's or unit's name.
    pub at: String,
}
