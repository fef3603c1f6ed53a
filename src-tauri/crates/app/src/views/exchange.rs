//! What is asked of the units below, what comes back, and what it adds up to.

use chrono::NaiveDate;
use dean06_domain::exchange::{Difference, FileKind, FileProblem, FileProblemCode};
use dean06_domain::progress::Field;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::indicators::CountView;
use super::start::PeriodView;
use super::tasks::Answers;

/// What is asked of the units below in a period.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Asking {
    /// The period shown.
    pub period: PeriodView,
    /// How many units are asked.
    pub units: u32,
    /// What they are: "phường, xã, thị trấn".
    pub units_are: String,
    /// The day the forms have to be back.
    #[ts(type = "string")]
    pub due: NaiveDate,
    /// The same as counted back from the report's due day.
    #[ts(type = "string")]
    pub counted_due: NaiveDate,
    /// The parent's words to its children.
    pub note: String,
    /// The tasks of the plan this unit has a part in.
    pub tasks: Vec<AskedTask>,
    /// The indicators of the plan.
    pub indicators: Vec<AskedIndicator>,
}

/// A task that can be asked about.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AskedTask {
    /// The task's key.
    pub key: String,
    /// "03".
    pub number: String,
    /// Its words.
    pub title: String,
    /// Whether it is asked about.
    pub asked: bool,
    /// Whether the plan itself names the units below.
    pub named: bool,
}

/// An indicator that can be asked for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AskedIndicator {
    /// "1.5a".
    pub key: String,
    /// A short name.
    pub name: String,
    /// Whether it is asked for.
    pub asked: bool,
    /// Whether it is counted in the units below.
    pub counted_below: bool,
}

/// What is to be asked from this period on.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct SaveAsking {
    /// "2024-06".
    pub period: String,
    /// Keys or numbers of the tasks.
    pub tasks: Vec<String>,
    /// Keys of the indicators.
    pub indicators: Vec<String>,
    /// The day the forms have to be back; counted back from the report's due day when absent.
    #[ts(optional, type = "string")]
    pub due: Option<NaiveDate>,
    /// The parent's words to its children.
    pub note: String,
}

/// Where the forms are to be written.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct HandOut {
    /// "2024-06".
    pub period: String,
    /// The folder; one of the program's own when absent.
    pub folder: Option<String>,
}

/// The forms written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandedOut {
    /// The folder they are in.
    pub folder: String,
    /// One for each unit below.
    pub forms: Vec<HandedForm>,
}

/// A form written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandedForm {
    /// The unit's code.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// The file.
    pub path: String,
}

/// Files and folders that came back.
#[derive(Debug, Clone, Deserialize, TS)]
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
pub struct AcceptSubmissions {
    /// "2024-06".
    pub period: String,
    /// Their codes.
    pub units: Vec<String>,
}

/// A unit whose answers go back to it.
#[derive(Debug, Clone, Deserialize, TS)]
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
pub struct ChooseSubmission {
    /// What it was stored as.
    pub submission: i32,
}

/// What the units below add up to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Totals {
    /// The period shown.
    pub period: PeriodView,
    /// Every indicator of the plan.
    pub indicators: Vec<TotalRow>,
}

/// What one indicator adds up to.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TotalRow {
    /// "1.5a".
    pub key: String,
    /// A short name.
    pub title: String,
    /// Σ numerator, or what this unit entered itself.
    #[ts(type = "number | null")]
    pub numerator: Option<u64>,
    /// Σ denominator, or what this unit entered itself.
    #[ts(type = "number | null")]
    pub denominator: Option<u64>,
    /// Their share in percent, two decimals.
    pub percent: Option<f64>,
    /// The target in percent.
    pub target: u32,
    /// Whether the target is reached.
    pub met: Option<bool>,
    /// Whether it is asked of the units below.
    pub asked: bool,
    /// Whether the figures are those of the units below, added up.
    pub summed: bool,
    /// How many of them gave both numbers.
    pub given: u32,
    /// The codes of those asked that did not.
    pub missing_units: Vec<String>,
}

/// One indicator in a period.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct IndicatorInPeriod {
    /// "1.5a".
    pub indicator: String,
    /// The current one when absent.
    pub period: Option<String>,
}

/// Vì sao có số này: what a total is made of.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Why {
    /// The period shown.
    pub period: PeriodView,
    /// The total.
    pub total: TotalRow,
    /// What each unit gave.
    pub parts: Vec<WhyPart>,
    /// The units that gave nothing, or only half.
    pub missing: Vec<MissingUnit>,
}

/// What one unit gave to a total.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WhyPart {
    /// The unit's code.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// The numerator.
    pub numerator: CountView,
    /// The denominator.
    pub denominator: CountView,
    /// Their share.
    pub percent: Option<f64>,
    /// The file they came in.
    pub file_name: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The numerator's cell.
    pub numerator_cell: Option<String>,
    /// The denominator's cell.
    pub denominator_cell: Option<String>,
    /// When the file was collected.
    pub received_at: String,
}

/// A unit that gave nothing to a total.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MissingUnit {
    /// The unit's code.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Why: "chưa gửi", "để trống", "mới nhập một trong hai số".
    pub why: String,
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

/// What this unit's parent asks of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OwnForm {
    /// The period shown.
    pub period: PeriodView,
    /// Who asks.
    pub parent: String,
    /// The day it has to be sent.
    #[ts(type = "string")]
    pub due: NaiveDate,
    /// The form's file as it was opened; none when this unit reports without one.
    pub opened: Option<String>,
    /// The tasks asked about: their keys.
    pub tasks: Vec<String>,
    /// How many of them have a status.
    pub tasks_answered: u32,
    /// The indicators asked for: their keys.
    pub indicators: Vec<String>,
    /// How many of them have both numbers.
    pub indicators_given: u32,
    /// The name proposed for the filled form.
    pub suggested: String,
}

/// Where the filled form is to be written.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ExportForm {
    /// "2024-06".
    pub period: String,
    /// The file; one in the program's own folder when absent.
    pub path: Option<String>,
}
