//! Deadlines (thời gian hoàn thành): text in, meaning out, the text always kept.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

mod dates;
mod documents;
mod meaning;
mod numbers;
mod points;
mod recurrence;
mod scan;
#[cfg(test)]
mod tests;
mod tokens;
mod waiting;

/// How often a task comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recurrence {
    /// Hằng tháng.
    Monthly,
    /// Hằng quý.
    Quarterly,
    /// 6 tháng một lần.
    HalfYearly,
    /// Hằng năm.
    Yearly,
    /// Thường xuyên, liên tục.
    Continuous,
}

/// What is wrong with a deadline's words, or not understood in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineProblem {
    /// For the program to act on.
    pub code: DeadlineProblemCode,
    /// For the person to read, in Vietnamese: what was found, and what to do.
    pub message: String,
}

/// The kinds of [`DeadlineProblem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineProblemCode {
    /// The cell is blank.
    Missing,
    /// Words were not understood; the user decides.
    NotUnderstood,
    /// A date that no calendar has: "31/6/2024".
    NoSuchDate,
    /// A date in a year before the plan's.
    YearBeforePlan,
    /// The words name no exact day: "đầu năm".
    Vague,
}

/// A deadline: the words, and what they mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The words exactly as given.
    pub text: String,
    /// The last day of each named point, in order, none twice.
    pub dates: Vec<NaiveDate>,
    /// How often the task comes back, if it does.
    pub recurring: Option<Recurrence>,
    /// It waits on someone else's schedule: "theo tiến độ của Bộ", "khi có yêu cầu".
    pub open_ended: bool,
    /// What to ask the user about.
    pub problems: Vec<DeadlineProblem>,
}

/// Reads the words of a deadline in a plan for `year`.
///
/// Words become marks (a point in time, "before", "to", a recurrence, a wait), marks become dates:
/// what names no point, no recurrence and no wait is said to be not understood, never guessed.
pub fn read_deadline(text: &str, year: i32) -> Deadline {
    let tokens = tokens::Tokens::of(text);
    let marks = scan::marks(&tokens);
    meaning::of(text, &tokens, &marks, year)
}
