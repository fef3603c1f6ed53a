//! Tasks: the list, one task's form, and what is said of them.

use chrono::NaiveDate;
use dean06_domain::agency::Part;
use dean06_domain::deadline::{DeadlineProblem, Recurrence};
use dean06_domain::progress::{Field, Severity, Status, Timeliness};
use dean06_domain::role::Role;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::evidence::EvidenceView;
use super::people::PersonView;
use super::start::PeriodView;

/// The tasks of the plan, as they concern this unit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TaskList {
    /// The period shown.
    pub period: PeriodView,
    /// The groups, in order.
    pub groups: Vec<GroupView>,
    /// The tasks, in order.
    pub tasks: Vec<TaskRow>,
    /// What the command wrote in the change log, by which it can be put back; nothing after a mere reading.
    pub logged: Vec<i32>,
}

/// A group of tasks.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GroupView {
    /// "I".
    pub number: String,
    /// Its title.
    pub title: String,
    /// How many tasks its heading says it has.
    pub declared: Option<u32>,
    /// How many it lists.
    pub count: u32,
}

/// One task in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TaskRow {
    /// Stable across versions of the plan.
    pub key: String,
    /// "03".
    pub number: String,
    /// The number of its group.
    pub group: String,
    /// Nội dung, nhiệm vụ.
    pub title: String,
    /// This unit's part.
    #[ts(type = "'lead' | 'support' | 'none'")]
    pub role: Role,
    /// Whether the user overruled what the words say.
    pub overruled: bool,
    /// Đơn vị chủ trì, as printed.
    pub lead: String,
    /// Đơn vị phối hợp, as printed.
    pub support: String,
    /// Thời gian hoàn thành, as printed.
    pub deadline_text: String,
    /// What those words mean.
    pub deadline: DeadlineView,
    /// Sản phẩm, as printed.
    pub deliverable: String,
    /// How far; none while nothing was said.
    pub status: Option<Status>,
    /// 0 to 100.
    pub percent: Option<u8>,
    /// The next day due, or the last.
    #[ts(type = "string | null")]
    pub due: Option<NaiveDate>,
    /// How it stands against its deadline.
    pub timeliness: Timeliness,
    /// Whether the answers come from an earlier period and nobody confirmed them.
    pub carried_over: bool,
    /// Who it is assigned to.
    pub person: Option<PersonView>,
    /// How many answers a final report still needs.
    pub missing: u32,
    /// The words of its answers, a line each, for searching.
    pub said: String,
    /// How far the units below are; none where it is not asked of them.
    pub below: Option<BelowView>,
}

/// How far the units below are with a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct BelowView {
    /// How many are asked.
    pub units: u32,
    /// How many gave a status.
    pub answered: u32,
    /// How many of those are done.
    pub done: u32,
}

/// What a deadline's words mean.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeadlineView {
    /// The last day of each named point.
    #[ts(type = "Array<string>")]
    pub dates: Vec<NaiveDate>,
    /// How often it comes back.
    #[ts(type = "'monthly' | 'quarterly' | 'half-yearly' | 'yearly' | 'continuous' | null")]
    pub recurring: Option<Recurrence>,
    /// It waits on someone else's schedule.
    pub open_ended: bool,
    /// What is wrong with the words, or not understood.
    #[ts(type = "Array<{ code: string, message: string }>")]
    pub problems: Vec<DeadlineProblem>,
}

/// One task, to be filled.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TaskForm {
    /// The period shown.
    pub period: PeriodView,
    /// The task in the list.
    pub row: TaskRow,
    /// The title of its group.
    pub group_title: String,
    /// Columns of the plan this program has no rule for.
    pub extra: Vec<ExtraCell>,
    /// The words this unit's part rests on; empty when there are none.
    pub because: String,
    /// The rule that decided, for people.
    pub because_rule: String,
    /// The answers.
    pub answers: Answers,
    /// The answers of the period before; none when nothing was said.
    pub before: Option<Answers>,
    /// The name of the period those come from.
    pub before_period: Option<String>,
    /// What is missing.
    pub gaps: Vec<GapView>,
    /// The documents and files that prove it: this period's, then those of earlier ones.
    pub evidence: Vec<EvidenceView>,
    /// Who read each part of the cells.
    pub lead_parts: Vec<PartView>,
    /// Who supports, part by part.
    pub support_parts: Vec<PartView>,
    /// When it was last saved: "2024-06-10T08:30:00".
    pub saved_at: Option<String>,
}

/// A cell of a column this program has no rule for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExtraCell {
    /// The column's heading.
    pub heading: String,
    /// The cell.
    pub text: String,
}

/// One part of a cell of agencies.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PartView {
    /// The words, as printed.
    pub words: String,
    /// What they name, for people: "mọi quận, huyện, thành phố".
    pub meaning: String,
    /// Whether nothing fits.
    pub unknown: bool,
}

/// The answers to the five questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Answers {
    /// How far.
    pub status: Option<Status>,
    /// 0 to 100.
    pub percent: Option<u8>,
    /// Who does it.
    pub who: String,
    /// What was done.
    pub result: String,
    /// The product's số/ký hiệu.
    pub document: String,
    /// The product's date.
    #[ts(type = "string | null")]
    pub document_date: Option<NaiveDate>,
    /// Which leader answers.
    pub leader: String,
    /// Khó khăn, vướng mắc.
    pub difficulties: String,
    /// Đề xuất, kiến nghị.
    pub proposals: String,
    /// Why there is no product's number.
    pub reason: String,
}

/// Some of the answers, to be changed. What is absent stays; `null` empties.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AnswersChange {
    /// How far.
    #[serde(deserialize_with = "given")]
    #[ts(optional, type = "Status | null")]
    pub status: Option<Option<Status>>,
    /// 0 to 100.
    #[serde(deserialize_with = "given")]
    #[ts(optional, type = "number | null")]
    pub percent: Option<Option<u8>>,
    /// Who does it.
    pub who: Option<String>,
    /// What was done.
    pub result: Option<String>,
    /// The product's số/ký hiệu.
    pub document: Option<String>,
    /// The product's date.
    #[serde(deserialize_with = "given")]
    #[ts(optional, type = "string | null")]
    pub document_date: Option<Option<NaiveDate>>,
    /// Which leader answers.
    pub leader: Option<String>,
    /// Khó khăn, vướng mắc.
    pub difficulties: Option<String>,
    /// Đề xuất, kiến nghị.
    pub proposals: Option<String>,
    /// Why there is no product's number.
    pub reason: Option<String>,
}

/// Tells "absent" from "null": a field that was given at all is `Some`.
pub(super) fn given<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    input: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(input).map(Some)
}

/// An answer that is missing.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GapView {
    /// Which answer to go to.
    pub field: Field,
    /// Whether it stops a final report.
    pub severity: Severity,
    /// What is missing.
    pub message: String,
}

/// A task in a period.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct TaskInPeriod {
    /// The task's key or number.
    pub task: String,
    /// "2024-06".
    pub period: Option<String>,
}

/// Answers to be changed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Fill {
    /// The task's key or number.
    pub task: String,
    /// "2024-06".
    pub period: String,
    /// What changes.
    pub change: AnswersChange,
}

/// Tasks whose carried-over answers hold for this period too.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// Keys or numbers.
    pub tasks: Vec<String>,
    /// "2024-06".
    pub period: String,
}

/// Tasks to be assigned.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Assign {
    /// Keys or numbers.
    pub tasks: Vec<String>,
    /// To whom; nobody when absent.
    pub person: Option<i32>,
    /// The period the list is shown for.
    pub period: Option<String>,
}

/// Tasks that stand the same way.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetStatus {
    /// Keys or numbers.
    pub tasks: Vec<String>,
    /// "2024-06".
    pub period: String,
    /// How far they are.
    pub status: Status,
}

/// Changes to be put back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PutBack {
    /// Their numbers in the change log.
    pub changes: Vec<i32>,
    /// The period the list is shown for.
    pub period: String,
}

/// One change of one answer.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct AnswerChange {
    /// For the program.
    pub id: i32,
    /// Which answer.
    #[ts(type = "keyof AnswersChange")]
    pub field: String,
    /// The name of the period it was given for.
    pub period: String,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// As in `Answers`.
    #[ts(type = "string | number | null")]
    pub before: Value,
    /// As in `Answers`.
    #[ts(type = "string | number | null")]
    pub after: Value,
}

/// A way of looking at the list of tasks, kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedView {
    /// Its name.
    pub name: String,
    /// What it shows, as the page writes it in its address.
    pub query: String,
}

/// A saved view by its name.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ViewName {
    /// The name.
    pub name: String,
}

/// The user's word on a unit's part in a task.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Overrule {
    /// The task's key or number.
    pub task: String,
    /// The part; what the words say when absent.
    #[ts(optional, type = "'lead' | 'support' | 'none'")]
    pub role: Option<Role>,
    /// The period the form is shown for.
    pub period: Option<String>,
}

/// The words of a part, and what they name.
pub fn part_view(part: &Part, meaning: String) -> PartView {
    let unknown = part.meaning == dean06_domain::agency::Meaning::Unknown;
    PartView { words: part.words.clone(), meaning, unknown }
}
