//! The report (báo cáo) of a period: everything a reader needs, before it becomes a workbook.

use chrono::{NaiveDate, NaiveDateTime};

use crate::indicator::{Indicator, Value, ValueProblem};
use crate::plan::{Task, TaskGroup};
use crate::progress::{Progress, Status, Timeliness};
use crate::role::Role;

/// A report, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What stands around the report's body.
    pub letter: Letter,
    /// By what the unit above knows the report.
    pub identity: ReportIdentity,
    /// A draft says so on every page.
    pub draft: bool,
    /// "tháng 6 năm 2024".
    pub period_name: String,
    /// First and last day covered.
    pub covers: (NaiveDate, NaiveDate),
    /// The plan reported on: its title.
    pub plan_title: String,
    /// The groups of the plan, in order.
    pub groups: Vec<TaskGroup>,
    /// Every task of the plan, in order, also those this unit has no part in.
    pub tasks: Vec<ReportTask>,
    /// Every indicator, in order.
    pub indicators: Vec<ReportIndicator>,
    /// Why a final report goes out with gaps, in the user's words; empty when there are none.
    pub accepted_gaps: String,
    /// Stands in the file as its creation time, so that the same report gives the same bytes.
    pub created: NaiveDateTime,
}

/// By what a report is known where it is collected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportIdentity {
    /// The code of the unit that reports.
    pub unit: String,
    /// The day the tree of units holds from.
    pub units_from: NaiveDate,
    /// The period's key: "2024-06".
    pub period: String,
    /// The fingerprint of the plan's words.
    pub plan: String,
}

/// The parts of an administrative document after Nghị định 30/2020/NĐ-CP, Phụ lục I.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// Cơ quan chủ quản: "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH".
    pub parent_agency: String,
    /// Cơ quan ban hành: "ỦY BAN NHÂN DÂN QUẬN 1".
    pub agency: String,
    /// Số, ký hiệu: "05/BC-UBND", or "     /BC-UBND" while not given.
    pub number: String,
    /// "Quận 1, ngày 15 tháng 6 năm 2024".
    pub place_and_date: String,
    /// Trích yếu: what the report is about.
    pub subject: String,
    /// Kính gửi.
    pub addressees: Vec<String>,
    /// Nơi nhận, without dashes; the last is "Lưu: VT, …".
    pub recipients: Vec<String>,
    /// "TM. ỦY BAN NHÂN DÂN".
    pub authority: String,
    /// "CHỦ TỊCH", "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" one line an entry.
    pub office: Vec<String>,
    /// The signer's name.
    pub signer: String,
}

/// One task in a report.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportTask {
    /// The row of the plan.
    pub task: Task,
    /// This unit's part in it.
    pub role: Role,
    /// The day to look at: the next one due, or the last.
    pub due: Option<NaiveDate>,
    /// How it stands against its deadline at the end of the period.
    pub timeliness: Timeliness,
    /// The answers.
    pub progress: Progress,
    /// Documents of the period that go with the task, beside its product.
    pub documents: Vec<Document>,
    /// What is missing, in Vietnamese.
    pub missing: Vec<String>,
}

/// A document that is named: "45/BC-UBND ngày 05/6/2024, Báo cáo kết quả".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Số, ký hiệu.
    pub number: String,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// Trích yếu: what it is about, on one line.
    pub summary: String,
}

/// One indicator in a report.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportIndicator {
    /// The indicator.
    pub indicator: Indicator,
    /// What was entered.
    pub value: Value,
    /// What the last report sent said.
    pub last_sent: Option<Value>,
    /// What is wrong with the value.
    pub problem: Option<ValueProblem>,
    /// The user's note.
    pub note: String,
}

/// How many tasks stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All of them.
    pub total: usize,
    /// Chưa thực hiện.
    pub not_started: usize,
    /// Đang thực hiện.
    pub in_progress: usize,
    /// Đã hoàn thành.
    pub done: usize,
    /// Thường xuyên.
    pub ongoing: usize,
    /// Not answered yet.
    pub unanswered: usize,
    /// Of all of them, how many are late.
    pub overdue: usize,
}

impl Counts {
    /// Counts tasks.
    pub fn of<'a>(tasks: impl IntoIterator<Item = &'a ReportTask>) -> Self {
        let mut counts = Self::default();
        for task in tasks {
            counts.total += 1;
            *match task.progress.status {
                None => &mut counts.unanswered,
                Some(Status::NotStarted) => &mut counts.not_started,
                Some(Status::InProgress) => &mut counts.in_progress,
                Some(Status::Done) => &mut counts.done,
                Some(Status::Ongoing) => &mut counts.ongoing,
            } += 1;
            counts.overdue += usize::from(task.timeliness == Timeliness::Overdue);
        }
        counts
    }
}

impl Report {
    /// The tasks in which the unit has this role, in order.
    pub fn tasks_as(&self, role: Role) -> impl Iterator<Item = &ReportTask> {
        self.tasks.iter().filter(move |task| task.role == role)
    }
}
