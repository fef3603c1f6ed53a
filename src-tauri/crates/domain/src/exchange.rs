//! What a parent asks of its children in a period, and what comes back: the form (biểu thu thập) that is
//! handed out, and the submission (bản gửi) a returned file is read into.
//!
//! Nothing here knows how many levels there are: a district asks its wards, the city its districts, and
//! since 1 July 2025 the city its wards.

mod written;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::indicator::{Count, Indicator, Value};
use crate::period::Period;
use crate::plan::Task;
use crate::progress::{Field, Progress, Status};

/// A form, ready to be written: what one child is asked in one period, with what it said before.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// By what the form is known when it comes back.
    pub identity: FormIdentity,
    /// Who is asked: "Phường Tân Định".
    pub unit_name: String,
    /// Who asks: "Quận 1".
    pub parent_name: String,
    /// The plan's title.
    pub plan_title: String,
    /// First and last day reported on.
    pub covers: (NaiveDate, NaiveDate),
    /// The day the form has to be back.
    pub due: NaiveDate,
    /// The parent's own words to its children; empty when there are none.
    pub note: String,
    /// The tasks asked about.
    pub tasks: Vec<FormTask>,
    /// The indicators asked for.
    pub indicators: Vec<FormIndicator>,
    /// Stands in the file as the time it was made and saved, so that the same form gives the same bytes.
    pub saved: NaiveDateTime,
}

/// By what a form is known when it comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormIdentity {
    /// The same for the same unit, period, plan and questions.
    pub id: String,
    /// The period asked about.
    pub period: Period,
    /// The code of the unit asked.
    pub unit: String,
    /// The day the tree of units holds from: codes are given again to other units.
    pub units_from: NaiveDate,
    /// The fingerprint of the plan's words.
    pub plan: String,
}

/// A task asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct FormTask {
    /// The task's key, the same in all versions of the plan.
    pub key: String,
    /// The row of the plan.
    pub task: Task,
    /// What the child said the period before.
    pub last: Option<Progress>,
    /// What the child says now: blank in a form handed out, filled in one that the child's own program writes.
    pub answers: Progress,
}

/// An indicator asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct FormIndicator {
    /// The indicator.
    pub indicator: Indicator,
    /// What the child said the period before.
    pub last: Option<Value>,
    /// What the child says now.
    pub value: Value,
    /// The child's note.
    pub note: String,
}

/// A cell of a workbook, by the names a person sees.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellPlace {
    /// The sheet's name in that file.
    pub sheet: String,
    /// "G12".
    pub cell: String,
}

/// Which kind of file came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum FileKind {
    /// A form of [`Form`].
    Form,
    /// The official report the child exported.
    Report,
}

/// What a file says of itself, and where it says so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claims {
    /// The form's id.
    pub form: Option<Claim>,
    /// The unit's code.
    pub unit: Option<Claim>,
    /// The day the tree of units holds from: "2024-01-01".
    pub units_from: Option<Claim>,
    /// The unit's name, or the agency's as it heads a report.
    pub unit_name: Option<Claim>,
    /// The period's key: "2024-06".
    pub period: Option<Claim>,
    /// The period's name: "tháng 6 năm 2024".
    pub period_name: Option<Claim>,
    /// The fingerprint of the plan.
    pub plan: Option<Claim>,
}

/// One thing a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The words, cleaned.
    pub text: String,
    /// Where a person can see them.
    pub place: CellPlace,
}

/// A file that came back, read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceivedFile {
    /// A form or a report.
    pub kind: FileKind,
    /// What it says of itself.
    pub claims: Claims,
    /// When it was last saved, by its own properties; none where it carries none.
    pub saved: Option<NaiveDateTime>,
    /// Its answers.
    pub answers: Submission,
    /// What could not be read, or was read with a doubt.
    pub problems: Vec<FileProblem>,
}

/// The answers of one unit for one period, each with the cell it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Submission {
    /// By the task's key. A task whose row has no answer is there with blank answers.
    pub tasks: BTreeMap<String, TaskAnswer>,
    /// By the indicator's key.
    pub indicators: BTreeMap<String, IndicatorAnswer>,
}

/// The answers for one task.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskAnswer {
    /// The answers.
    pub progress: Progress,
    /// Where each stands, also a blank one.
    pub cells: BTreeMap<Field, CellPlace>,
}

/// The figures for one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IndicatorAnswer {
    /// The figures.
    pub value: Value,
    /// The unit's note.
    pub note: String,
    /// Where the numerator stands.
    pub numerator_at: Option<CellPlace>,
    /// Where the denominator stands.
    pub denominator_at: Option<CellPlace>,
    /// Where the note stands.
    pub note_at: Option<CellPlace>,
}

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileProblem {
    /// For the program to act on.
    pub code: FileProblemCode,
    /// For the person to read, in Vietnamese: what is wrong and what to do.
    pub message: String,
    /// Where, when a cell is to blame.
    pub place: Option<CellPlace>,
}

/// The kinds of [`FileProblem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum FileProblemCode {
    /// The system does not give the file, or it is no workbook that can be read.
    Unreadable,
    /// A workbook, but neither a form nor a report.
    NotAForm,
    /// Of a unit that does not report to this one.
    WrongUnit,
    /// Of another period.
    WrongPeriod,
    /// Of another plan.
    WrongPlan,
    /// It does not say whose it is, or for which period.
    NoIdentity,
    /// A form in which nothing was filled in.
    NothingFilled,
    /// A row of the form is gone.
    MissingRow,
    /// Two rows for one question that say different things.
    DoubledRow,
    /// A row that belongs to no question.
    UnknownRow,
    /// A column of the form is gone.
    MissingColumn,
    /// A cell that holds no count.
    BadNumber,
    /// A cell that holds no percentage.
    BadPercent,
    /// A cell that holds no status.
    BadStatus,
    /// A cell that holds no date.
    BadDate,
    /// A formula whose result is not in the file, or an error value.
    BadFormula,
    /// A text longer than is stored.
    TooLong,
    /// A formula where a plain value belongs; its result was taken.
    FormulaTaken,
    /// A percentage with decimals; it was rounded.
    Rounded,
    /// Text typed in a font from before Unicode; it was converted.
    OldFont,
    /// "Không phát sinh" was marked, and a number entered.
    Contradiction,
    /// A part that is larger than its whole.
    NumeratorAboveDenominator,
    /// A part of nothing.
    ZeroDenominator,
    /// One of two numbers is missing.
    HalfEntered,
    /// A figure that fell below the last month's.
    FellBelowLast,
    /// An answer that is missing or contradicts another.
    Gap,
    /// A newer file of the same unit holds; this one is kept beside it.
    OlderVersion,
    /// Two different files of one unit came together; someone has to say which holds.
    TwoVersions,
}

impl FileProblemCode {
    /// Whether a file with this problem is refused as a whole. All others are doubts about an answer that
    /// was understood.
    pub fn refuses(self) -> bool {
        use FileProblemCode as Code;
        matches!(
            self,
            Code::Unreadable
                | Code::NotAForm
                | Code::WrongUnit
                | Code::WrongPeriod
                | Code::WrongPlan
                | Code::NoIdentity
                | Code::NothingFilled
                | Code::DoubledRow
                | Code::MissingColumn
                | Code::BadNumber
                | Code::BadPercent
                | Code::BadStatus
                | Code::BadDate
                | Code::BadFormula
                | Code::TooLong
                | Code::Contradiction
        )
    }
}

/// A cell to be coloured and explained in a file that is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Which cell.
    pub place: CellPlace,
    /// What is doubtful and what to do, in Vietnamese.
    pub message: String,
}

/// What is asked, by which rows of a file whose hidden ids were lost are known again.
#[derive(Debug, Clone, Default)]
pub struct Questions<'a> {
    /// Key and row of every task of the plan.
    pub tasks: Vec<(&'a str, &'a Task)>,
    /// Every indicator of the plan.
    pub indicators: &'a [Indicator],
}

/// What of a submission differs from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The task's or indicator's key.
    pub key: String,
    /// Which answer, in the words of the form.
    pub what: String,
    /// What was said before; empty when nothing was.
    pub before: String,
    /// What is said now.
    pub after: String,
    /// Where it is said now.
    pub place: Option<CellPlace>,
}

impl Submission {
    /// Whether no question was answered.
    pub fn is_blank(&self) -> bool {
        self.tasks.values().all(|task| task.progress == Progress::default())
            && self
                .indicators
                .values()
                .all(|answer| answer.value == Value::default() && answer.note.is_empty())
    }

    /// The cells that say something else than in `before`, in the order of the keys.
    pub fn differences(&self, before: &Self) -> Vec<Difference> {
        let mut all = Vec::new();
        let (no_task, no_answer) = (TaskAnswer::default(), IndicatorAnswer::default());
        for key in self.tasks.keys().chain(before.tasks.keys().filter(|key| !self.tasks.contains_key(*key))) {
            let (now, then) =
                (self.tasks.get(key).unwrap_or(&no_task), before.tasks.get(key).unwrap_or(&no_task));
            for field in Field::ALL {
                let (after, before) = (said(&now.progress, field), said(&then.progress, field));
                if after != before {
                    all.push(Difference {
                        key: key.clone(),
                        what: field.label().to_owned(),
                        before,
                        after,
                        place: now.cells.get(&field).cloned(),
                    });
                }
            }
        }
        let gone = before.indicators.keys().filter(|key| !self.indicators.contains_key(*key));
        for key in self.indicators.keys().chain(gone) {
            let now = self.indicators.get(key).unwrap_or(&no_answer);
            let then = before.indicators.get(key).unwrap_or(&no_answer);
            let pairs = [
                (
                    "Tử số",
                    then.value.numerator.to_string(),
                    now.value.numerator.to_string(),
                    &now.numerator_at,
                ),
                (
                    "Mẫu số",
                    then.value.denominator.to_string(),
                    now.value.denominator.to_string(),
                    &now.denominator_at,
                ),
                ("Ghi chú", then.note.clone(), now.note.clone(), &now.note_at),
            ];
            for (what, before, after, place) in pairs {
                if after != before {
                    all.push(Difference {
                        key: key.clone(),
                        what: what.to_owned(),
                        before,
                        after,
                        place: place.clone(),
                    });
                }
            }
        }
        all
    }
}

/// One answer as a person reads it; empty when there is none.
pub fn said(progress: &Progress, field: Field) -> String {
    match field {
        Field::Status => progress.status.map(Status::label).unwrap_or_default().to_owned(),
        Field::Percent => progress.percent.map(|percent| percent.to_string()).unwrap_or_default(),
        Field::DocumentDate => {
            progress.document_date.map(|date| date.format("%d/%m/%Y").to_string()).unwrap_or_default()
        }
        Field::Who => progress.who.clone(),
        Field::Result => progress.result.clone(),
        Field::Document => progress.document.clone(),
        Field::Leader => progress.leader.clone(),
        Field::Difficulties => progress.difficulties.clone(),
        Field::Proposals => progress.proposals.clone(),
        Field::Reason => progress.reason.clone(),
    }
}

/// What several units add up to for one indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Σ numerator / Σ denominator.
    pub value: Value,
    /// How many units gave both numbers.
    pub given: usize,
}

impl Sum {
    /// Adds up figures. One with a blank gives nothing, so that a missing number never counts as zero;
    /// a sum larger than any count stays at the largest.
    pub fn of(values: impl IntoIterator<Item = Value>) -> Self {
        let mut sum = Self::default();
        let (mut numerator, mut denominator) = (0_u64, 0_u64);
        let mut arose = false;
        for value in values {
            let (Some(part), Some(whole)) = (value.numerator.number(), value.denominator.number()) else {
                continue;
            };
            numerator = numerator.saturating_add(part);
            denominator = denominator.saturating_add(whole);
            arose |= value.numerator != Count::NothingArose || value.denominator != Count::NothingArose;
            sum.given += 1;
        }
        sum.value = match (sum.given, arose) {
            (0, _) => Value::default(),
            (_, false) => Value { numerator: Count::NothingArose, denominator: Count::NothingArose },
            (_, true) => {
                Value { numerator: Count::Number(numerator), denominator: Count::Number(denominator) }
            }
        };
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(numerator: u64, denominator: u64) -> Value {
        Value { numerator: Count::Number(numerator), denominator: Count::Number(denominator) }
    }

    #[test]
    fn shares_are_added_up_and_never_averaged() {
        let sum = Sum::of([value(1, 1), value(0, 99)]);
        assert_eq!((sum.value.percent(), sum.given), (Some(1.0), 2), "the average of the shares is 50 %");
    }

    #[test]
    fn a_blank_gives_nothing_and_nothing_arose_adds_nothing() {
        let half = Value { numerator: Count::Number(7), denominator: Count::Blank };
        let none = Value { numerator: Count::NothingArose, denominator: Count::NothingArose };
        let sum = Sum::of([value(1, 2), half, Value::default(), none]);
        assert_eq!((sum.value, sum.given), (value(1, 2), 2));
        assert_eq!(Sum::of([none, none]).value, none, "nothing arose anywhere");
        assert_eq!(Sum::of([half]).value, Value::default(), "no whole figure, no sum");
    }

    #[test]
    fn a_difference_names_the_cell_and_both_words() {
        let place = CellPlace { sheet: "Chỉ tiêu".into(), cell: "G7".into() };
        let with = |numerator| {
            let answer = IndicatorAnswer {
                value: Value { numerator, denominator: Count::Number(9) },
                numerator_at: Some(place.clone()),
                ..IndicatorAnswer::default()
            };
            Submission { indicators: [("2".to_owned(), answer)].into(), ..Submission::default() }
        };
        let found = with(Count::Number(0)).differences(&with(Count::NothingArose));
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].what.as_str(), found[0].before.as_str(), found[0].after.as_str()),
            ("Tử số", "không phát sinh", "0"),
            "0 and không phát sinh are two things"
        );
        assert_eq!(found[0].place, Some(place.clone()));
        assert!(with(Count::Blank).differences(&with(Count::Blank)).is_empty());
    }

    #[test]
    fn an_answer_taken_back_is_a_difference_too() {
        let task = TaskAnswer {
            progress: Progress { result: "Đã họp".into(), ..Progress::default() },
            ..TaskAnswer::default()
        };
        let before = Submission { tasks: [("k".to_owned(), task)].into(), ..Submission::default() };
        let found = Submission::default().differences(&before);
        assert_eq!((found[0].before.as_str(), found[0].after.as_str()), ("Đã họp", ""));
        assert!(Submission::default().is_blank());
        assert!(!before.is_blank());
    }
}
