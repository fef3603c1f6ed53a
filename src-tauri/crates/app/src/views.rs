//! What crosses the border to the page and the terminal: small types, made from the domain's.

use chrono::NaiveDate;
use dean06_domain::agency::Part;
use dean06_domain::calendar::DaysOff;
use dean06_domain::deadline::{DeadlineProblem, Recurrence};
use dean06_domain::fault::FaultCode;
use dean06_domain::indicator::{Count, CountedBy, Direction, ValueProblem};
use dean06_domain::progress::{Field, Severity, Status, Timeliness};
use dean06_domain::role::Role;
use dean06_domain::unit::Level;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Place;

/// Where the office stands: who it is, which plan, which period.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Start {
    /// None on the first start.
    pub unit: Option<UnitView>,
    /// The plan in force.
    pub plan: PlanSummary,
    /// The period to work on, and its neighbours.
    pub period: PeriodView,
    /// The periods of the plan's year.
    pub periods: Vec<PeriodView>,
    /// Today, as the program sees it.
    #[ts(type = "string")]
    pub today: NaiveDate,
    /// Where everything is kept.
    pub data_dir: String,
    /// The program's version.
    pub version: String,
}

/// A unit to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnitView {
    /// Its code.
    pub code: String,
    /// "Phường Bến Nghé".
    pub name: String,
    /// The name of the unit above: "Quận 1".
    pub parent: String,
    /// Its level.
    pub level: Level,
}

/// A plan in a line.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanSummary {
    /// Its title.
    pub title: String,
    /// The year it plans for.
    pub year: i32,
    /// Counted from 1: the shipped plan.
    pub version: u32,
    /// How many tasks.
    pub tasks: u32,
    /// The file it came from; empty for the shipped plan.
    pub source: String,
}

/// A reporting period.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PeriodView {
    /// "2024-06".
    pub key: String,
    /// "tháng 6 năm 2024".
    pub name: String,
    /// First day covered.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// Last day covered.
    #[ts(type = "string")]
    pub to: NaiveDate,
    /// The day the report is due.
    #[ts(type = "string")]
    pub due: NaiveDate,
    /// Days from today to the due day; negative when past.
    pub days_left: i32,
    /// Where it stands.
    pub state: PeriodState,
}

/// Where a period stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodState {
    /// Being filled.
    Draft,
    /// Sent: frozen, kept as sent.
    Sent,
    /// Opened again after it was sent.
    Reopened,
}

/// The tasks of the plan, as they concern this unit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TaskList {
    /// The period shown.
    pub period: PeriodView,
    /// The groups, in order.
    pub groups: Vec<GroupView>,
    /// The tasks, in order.
    pub tasks: Vec<TaskRow>,
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
fn given<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(input: D) -> Result<Option<T>, D::Error> {
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

/// A colleague.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PersonView {
    /// For the program.
    pub id: i32,
    /// Full name.
    pub name: String,
    /// Chức vụ, bộ phận.
    pub position: String,
    /// Whether this is a leader who answers for tasks.
    pub leader: bool,
}

/// The indicators of a period.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IndicatorSheet {
    /// The period shown.
    pub period: PeriodView,
    /// The indicators, in order.
    pub rows: Vec<IndicatorRow>,
}

/// One indicator in a period.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IndicatorRow {
    /// "1.5a".
    pub key: String,
    /// The sentence as printed.
    pub text: String,
    /// A short name.
    pub name: String,
    /// The target in the unit.
    pub target: u32,
    /// At least or at most.
    pub direction: Direction,
    /// "%".
    pub unit: String,
    /// What the numerator counts.
    pub numerator_of: String,
    /// What the denominator counts.
    pub denominator_of: String,
    /// Who counts.
    pub counted_by: CountedBy,
    /// The numerator entered.
    pub numerator: CountView,
    /// The denominator entered.
    pub denominator: CountView,
    /// The share in percent, two decimals.
    pub percent: Option<f64>,
    /// Whether the target is reached.
    pub reached: Option<bool>,
    /// What is wrong with the value.
    pub problem: Option<ValueProblem>,
    /// The same, for the person.
    pub problem_message: String,
    /// The user's note.
    pub note: String,
    /// The share of the period before.
    pub percent_before: Option<f64>,
    /// Whether the figures come from an earlier period and nobody confirmed them.
    pub carried_over: bool,
}

/// What stands in a cell for a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "number")]
pub enum CountView {
    /// Nothing was entered.
    Blank,
    /// Không phát sinh.
    NothingArose,
    /// A number.
    Number(#[ts(type = "number")] u64),
}

impl From<Count> for CountView {
    fn from(count: Count) -> Self {
        match count {
            Count::Blank => Self::Blank,
            Count::NothingArose => Self::NothingArose,
            Count::Number(number) => Self::Number(number),
        }
    }
}

/// The plan, to be read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanView {
    /// In a line.
    pub summary: PlanSummary,
    /// Who issued it.
    pub issuer: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Place and date as printed.
    pub place_and_date: String,
    /// Căn cứ.
    pub legal_bases: Vec<String>,
    /// Mục đích, yêu cầu.
    pub purposes: Vec<String>,
    /// Nhiệm vụ chung.
    pub general_tasks: Vec<String>,
    /// Kinh phí.
    pub funding: Vec<String>,
    /// Tổ chức thực hiện.
    pub duties: Vec<DutyView>,
    /// The groups.
    pub groups: Vec<GroupView>,
    /// The plan's own faults.
    pub faults: Vec<FaultView>,
}

/// What section V asks of one addressee.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DutyView {
    /// "1".
    pub number: String,
    /// Of whom.
    pub addressee: String,
    /// Whether this unit is among them.
    pub mine: bool,
    /// What.
    pub items: Vec<DutyItemView>,
}

/// One thing section V asks.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DutyItemView {
    /// The words.
    pub text: String,
    /// The words that say when.
    pub when: String,
}

/// A fault of the plan, or a doubt about its file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FaultView {
    /// For the program.
    pub code: String,
    /// For the person.
    pub message: String,
    /// The task it concerns.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// The sheet, when a file was read.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The cell.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

/// What a file says before anything is stored.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanPreview {
    /// The file.
    pub path: String,
    /// Its hash: given back on import, so that what was seen is what is stored.
    pub hash: String,
    /// The title found; empty when none.
    pub title: String,
    /// The year found.
    pub year: i32,
    /// The sheet of the table.
    pub sheet: String,
    /// Which column is what.
    pub columns: Vec<ColumnView>,
    /// The groups.
    pub groups: Vec<GroupView>,
    /// The tasks.
    pub tasks: Vec<PreviewTask>,
    /// Doubts and faults.
    pub problems: Vec<FaultView>,
    /// Against the plan in force: tasks new, gone and changed; tasks equal are not listed.
    pub comparison: Comparison,
}

/// A column found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ColumnView {
    /// "C".
    pub column: String,
    /// The heading as printed.
    pub heading: String,
    /// What it was taken for, for people; empty for a column kept as it is.
    pub meaning: String,
}

/// A task found in a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PreviewTask {
    /// "03".
    pub number: String,
    /// The number of its group.
    pub group: String,
    /// Nội dung, nhiệm vụ.
    pub title: String,
    /// Đơn vị chủ trì.
    pub lead: String,
    /// Đơn vị phối hợp.
    pub support: String,
    /// Thời gian hoàn thành.
    pub deadline_text: String,
    /// Sản phẩm.
    pub deliverable: String,
    /// This unit's part.
    #[ts(type = "'lead' | 'support' | 'none'")]
    pub role: Role,
    /// Where its number stands: "A12".
    pub cell: String,
}

/// How a plan differs from the one in force.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct Comparison {
    /// Numbers of tasks that are new.
    pub added: Vec<String>,
    /// Numbers (in the old plan) of tasks that are gone.
    pub removed: Vec<String>,
    /// Numbers of tasks whose words changed.
    pub changed: Vec<String>,
    /// How many are the same.
    pub same: u32,
}

/// What stands between a period and its final report.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportCheck {
    /// The period.
    pub period: PeriodView,
    /// How many tasks and indicators are complete.
    pub complete: u32,
    /// Of how many.
    pub total: u32,
    /// What is missing.
    pub missing: Vec<MissingView>,
    /// The file name proposed.
    pub file_name: String,
    /// What the report says of itself.
    pub letter: LetterView,
    /// Reports exported before, the newest first.
    pub exports: Vec<ExportView>,
}

/// The report's own words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LetterView {
    /// Parent agency.
    pub parent_agency: String,
    /// Issuing agency.
    pub agency: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Place and date.
    pub place_and_date: String,
    /// Trích yếu.
    pub subject: String,
    /// Kính gửi.
    pub addressees: Vec<String>,
}

/// One thing missing for a final report.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MissingView {
    /// A task or an indicator.
    pub kind: MissingKind,
    /// The task's or indicator's key.
    pub key: String,
    /// The task's number or the indicator's key, for people.
    pub number: String,
    /// Its title or name.
    pub title: String,
    /// Whether it stops a final report.
    pub severity: Severity,
    /// What is missing.
    pub message: String,
}

/// What a [`MissingView`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MissingKind {
    /// A task.
    Task,
    /// An indicator.
    Indicator,
}

/// A report written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExportView {
    /// For the program.
    pub id: i32,
    /// The period.
    pub period: String,
    /// Whether it is final.
    pub is_final: bool,
    /// Where it was written.
    pub path: String,
    /// Its hash.
    pub hash: String,
    /// When: "2024-06-14T16:02:00".
    pub at: String,
}

/// What the office says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// Cơ quan chủ quản.
    pub parent_agency: String,
    /// Cơ quan ban hành.
    pub agency: String,
    /// Địa danh.
    pub place: String,
    /// The sign after the report's number: "BC-UBND".
    pub sign: String,
    /// Kính gửi, one a line.
    pub addressees: Vec<String>,
    /// Nơi nhận, one a line.
    pub recipients: Vec<String>,
    /// "TM. ỦY BAN NHÂN DÂN".
    pub authority: String,
    /// "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", one a line.
    pub office: Vec<String>,
    /// The signer.
    pub signer: String,
    /// The last day of the month a report covers.
    pub cutoff_day: u32,
    /// The day of the month a report is due.
    pub due_day: u32,
    /// What to do with a due day that is a day off.
    pub days_off: DaysOff,
    /// How many working days before that the wards' forms are due.
    pub ward_days: u32,
}

/// One change, to be read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangeView {
    /// For the program.
    pub id: i32,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// What was done, for people.
    pub what: String,
    /// The task, indicator… it concerns, for people.
    pub subject: String,
    /// Before, for people; empty when there was nothing.
    pub before: String,
    /// After.
    pub after: String,
}

/// What [`crate::commands`] accept: nothing.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct Nothing {}

/// A period; the current one when not given.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[ts(optional_fields)]
pub struct InPeriod {
    /// "2024-06".
    pub period: Option<String>,
}

/// Words to search units by.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UnitQuery {
    /// With or without diacritics.
    pub query: String,
}

/// Who this installation is.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StartAs {
    /// The unit's code.
    pub unit: String,
}

/// A task in a period.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct TaskInPeriod {
    /// The task's key or number.
    pub task: String,
    /// "2024-06".
    pub period: Option<String>,
}

/// Answers to be changed.
#[derive(Debug, Clone, Deserialize, TS)]
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
pub struct Confirm {
    /// Keys or numbers.
    pub tasks: Vec<String>,
    /// "2024-06".
    pub period: String,
}

/// Tasks to be assigned.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Assign {
    /// Keys or numbers.
    pub tasks: Vec<String>,
    /// To whom; nobody when absent.
    pub person: Option<i32>,
    /// The period the list is shown for.
    pub period: Option<String>,
}

/// The user's word on a unit's part in a task.
#[derive(Debug, Clone, Deserialize, TS)]
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

/// A colleague to be stored; a new one without `id`.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct PersonInput {
    /// Absent for a new one.
    pub id: Option<i32>,
    /// Full name.
    pub name: String,
    /// Chức vụ, bộ phận.
    pub position: String,
    /// Whether this is a leader.
    pub leader: bool,
}

/// A colleague by id.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PersonId {
    /// The id.
    pub id: i32,
}

/// Figures to be entered, as typed: "10.361", "không phát sinh", "".
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct FillIndicator {
    /// "1.5a".
    pub indicator: String,
    /// "2024-06".
    pub period: String,
    /// Stays when absent.
    pub numerator: Option<String>,
    /// Stays when absent.
    pub denominator: Option<String>,
    /// Stays when absent.
    pub note: Option<String>,
}

/// A file on this PC.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FilePath {
    /// Its path.
    pub path: String,
}

/// A file that was previewed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ImportPlan {
    /// Its path.
    pub path: String,
    /// The hash the preview gave.
    pub hash: String,
}

/// A report to be written.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ExportReport {
    /// "2024-06".
    pub period: String,
    /// A draft otherwise.
    pub is_final: bool,
    /// Why it goes out with gaps.
    pub accept_gaps: Option<String>,
    /// Where to; the program's own report folder when absent.
    pub path: Option<String>,
    /// The report's number: "05".
    pub number: Option<String>,
    /// The report's date; left for the pen when absent.
    #[ts(optional, type = "string")]
    pub date: Option<NaiveDate>,
}

/// A sent period to be opened again.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Reopen {
    /// "2024-06".
    pub period: String,
    /// Why.
    pub reason: String,
}

/// How many changes to read.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ChangesQuery {
    /// Of this task only: key or number.
    pub task: Option<String>,
    /// At most this many.
    pub limit: Option<u32>,
}

impl FaultView {
    /// A fault at a place of a file.
    pub fn new(code: &str, message: String, task: Option<String>, place: Option<Place>) -> Self {
        let place = place.unwrap_or_default();
        Self { code: code.to_owned(), message, task, sheet: place.sheet, cell: place.cell }
    }
}

/// The words of a part, and what they name.
pub fn part_view(part: &Part, meaning: String) -> PartView {
    let unknown = part.meaning == dean06_domain::agency::Meaning::Unknown;
    PartView { words: part.words.clone(), meaning, unknown }
}

/// The code of a fault, as it is printed.
pub fn fault_code(code: FaultCode) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
