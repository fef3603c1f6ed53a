//! The units below: who sent what, and whether it stands.

use chrono::NaiveDate;
use dean06_domain::exchange::FileKind;
use dean06_domain::progress::Field;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::collect::{DifferenceView, ProblemView};
use super::indicators::CountView;
use super::start::PeriodView;
use super::tasks::Answers;

/// The units below in a period: who sent, who did not.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SubmissionList {
    /// The period shown.
    pub period: PeriodView,
    /// The day the forms have to be back.
    #[ts(type = "string")]
    pub due: NaiveDate,
    /// What the units are: "phường, xã, thị trấn".
    pub units_are: String,
    /// When forms were handed out last; none when they were not.
    pub handed_out_at: Option<String>,
    /// How many tasks are asked about.
    pub tasks_asked: u32,
    /// How many indicators are asked for.
    pub indicators_asked: u32,
    /// Every unit below, in the order of the state's list.
    pub submissions: Vec<UnitSubmission>,
}

/// Where one unit stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnitSubmission {
    /// The unit's code.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: SubmissionState,
    /// Whether what it sent came after the day it was due.
    pub came_late: bool,
    /// When its file was collected: "2024-06-10T08:30:00".
    pub received_at: Option<String>,
    /// The file's name.
    pub file_name: String,
    /// A form or a report.
    pub kind: Option<FileKind>,
    /// How many tasks asked about have a status.
    pub tasks_answered: u32,
    /// How many of those are done.
    pub tasks_done: u32,
    /// How many indicators asked for have both numbers.
    pub indicators_given: u32,
    /// How many answers are doubtful.
    pub doubts: u32,
    /// How many files wait for the person's word on which holds.
    pub undecided: u32,
    /// Why it was given back.
    pub reason: String,
}

/// Where a unit below stands in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SubmissionState {
    /// Nothing came yet, and there is time.
    NotSent,
    /// Nothing came, and the day is past.
    Late,
    /// It came, and nobody looked at it yet.
    Sent,
    /// It was given back, with a reason.
    Returned,
    /// It was looked at and stands.
    Accepted,
}

/// A unit in a period.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct UnitInPeriod {
    /// "26734".
    pub unit: String,
    /// The current one when absent.
    pub period: Option<String>,
}

/// One unit's answers, beside those of the period before.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnitReview {
    /// The period shown.
    pub period: PeriodView,
    /// The period before: "tháng 5 năm 2024".
    pub before: String,
    /// Where the unit stands.
    pub submission: UnitSubmission,
    /// What was asked of it: its answers task by task.
    pub tasks: Vec<ReviewTask>,
    /// Its figures.
    pub indicators: Vec<ReviewIndicator>,
    /// What is doubtful about the file as a whole.
    pub problems: Vec<ProblemView>,
    /// Every file of the unit for the period, the newest first.
    pub files: Vec<FileView>,
}

/// One unit's answers for one task.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReviewTask {
    /// The task's key.
    pub key: String,
    /// "03".
    pub number: String,
    /// Its words.
    pub title: String,
    /// What was said; none when the file has no such row.
    pub answers: Option<Answers>,
    /// What was said the period before.
    pub before: Option<Answers>,
    /// Where each answer stands in the file.
    pub cells: Vec<AnswerCell>,
    /// What is doubtful.
    pub problems: Vec<ProblemView>,
}

/// Where an answer stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AnswerCell {
    /// Which answer.
    pub field: Field,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
}

/// One unit's figures for one indicator.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReviewIndicator {
    /// "1.5a".
    pub key: String,
    /// A short name.
    pub name: String,
    /// What the numerator counts.
    pub numerator_of: String,
    /// What the denominator counts.
    pub denominator_of: String,
    /// The numerator.
    pub numerator: CountView,
    /// The denominator.
    pub denominator: CountView,
    /// The share.
    pub percent: Option<f64>,
    /// The numerator of the period before.
    pub numerator_before: CountView,
    /// The denominator of the period before.
    pub denominator_before: CountView,
    /// The share of the period before.
    pub percent_before: Option<f64>,
    /// The unit's note.
    pub note: String,
    /// The sheet the figures stand on.
    pub sheet: Option<String>,
    /// The numerator's cell.
    pub numerator_cell: Option<String>,
    /// The denominator's cell.
    pub denominator_cell: Option<String>,
    /// What is doubtful.
    pub problems: Vec<ProblemView>,
}

/// A file of a unit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FileView {
    /// What it was stored as.
    pub submission: i32,
    /// Its name.
    pub file_name: String,
    /// When it was collected.
    pub received_at: String,
    /// When it was last saved, by its own properties (world time).
    pub saved: Option<String>,
    /// Whether it holds.
    pub standing: StandingView,
    /// What it says otherwise than the file that holds, or while none does, than the first one.
    pub differences: Vec<DifferenceView>,
}

/// Whether a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum StandingView {
    /// It holds.
    InForce,
    /// Another holds; it is kept.
    Superseded,
    /// The person has to say.
    Undecided,
}

/// Units whose answers stand.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptSubmissions {
    /// "2024-06".
    pub period: String,
    /// Their codes.
    pub units: Vec<String>,
}

/// A unit whose answers go back to it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ReturnSubmission {
    /// "2024-06".
    pub period: String,
    /// Its code.
    pub unit: String,
    /// Why.
    pub reason: String,
    /// Cells to be coloured and explained beside those the program doubts.
    pub marks: Vec<MarkInput>,
    /// Where to write the file; a folder of the program's own when absent.
    pub path: Option<String>,
}

/// A file that was refused and goes back.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ReturnFile {
    /// "2024-06".
    pub period: String,
    /// The file.
    pub file: String,
    /// Where to write the marked copy; a folder of the program's own when absent.
    pub path: Option<String>,
}

/// A cell to be coloured and explained.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MarkInput {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What is doubtful and what to do.
    pub message: String,
}

/// The file that goes back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Returned {
    /// Where it was written.
    pub path: String,
    /// How many cells are marked in it.
    pub marked: u32,
    /// Words to send along.
    pub text: String,
}

/// A stored file that is to hold.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChooseSubmission {
    /// What it was stored as.
    pub submission: i32,
}

/// Đôn đốc: words to send to the units that did not answer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Reminders {
    /// One text for all of them; empty when none is missing.
    pub all: String,
    /// One text for each.
    pub each: Vec<Reminder>,
}

/// Words to one unit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Reminder {
    /// The unit's code.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// The words.
    pub text: String,
}
