//! Progress: the plan's five questions ("năm rõ"), and what is still missing in their answers.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::deadline::Deadline;
use crate::role::Role;

/// How far a task is, as the office says. Whether it is late is computed, never said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Status {
    /// Chưa thực hiện.
    NotStarted,
    /// Đang thực hiện.
    InProgress,
    /// Đã hoàn thành.
    Done,
    /// Thường xuyên.
    Ongoing,
}

impl Status {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 4] = [Self::NotStarted, Self::InProgress, Self::Done, Self::Ongoing];

    /// The word on forms and in reports.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotStarted => "Chưa thực hiện",
            Self::InProgress => "Đang thực hiện",
            Self::Done => "Đã hoàn thành",
            Self::Ongoing => "Thường xuyên",
        }
    }

    /// The word in the database and the terminal.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::InProgress => "in-progress",
            Self::Done => "done",
            Self::Ongoing => "ongoing",
        }
    }

    /// The status by its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// The answers to the five questions for one task in one period. Blank text is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// Rõ tiến độ: how far.
    pub status: Option<Status>,
    /// Rõ tiến độ: 0 to 100.
    pub percent: Option<u8>,
    /// Rõ người: who does it.
    pub who: String,
    /// Rõ việc: what was done in the period.
    pub result: String,
    /// Rõ kết quả: the product's số/ký hiệu.
    pub document: String,
    /// Rõ kết quả: the product's date.
    pub document_date: Option<NaiveDate>,
    /// Rõ trách nhiệm: which leader answers.
    pub leader: String,
    /// Khó khăn, vướng mắc.
    pub difficulties: String,
    /// Đề xuất, kiến nghị.
    pub proposals: String,
    /// Why a task is done without a product's number.
    pub reason: String,
}

/// One of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Field {
    /// [`Progress::status`]
    Status,
    /// [`Progress::percent`]
    Percent,
    /// [`Progress::who`]
    Who,
    /// [`Progress::result`]
    Result,
    /// [`Progress::document`]
    Document,
    /// [`Progress::document_date`]
    DocumentDate,
    /// [`Progress::leader`]
    Leader,
    /// [`Progress::difficulties`]
    Difficulties,
    /// [`Progress::proposals`]
    Proposals,
    /// [`Progress::reason`]
    Reason,
}

impl Field {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 10] = [
        Self::Status,
        Self::Percent,
        Self::Result,
        Self::Document,
        Self::DocumentDate,
        Self::Who,
        Self::Leader,
        Self::Difficulties,
        Self::Proposals,
        Self::Reason,
    ];

    /// Its heading on forms.
    pub fn label(self) -> &'static str {
        match self {
            Self::Status => "Tình trạng",
            Self::Percent => "Tiến độ (%)",
            Self::Who => "Người thực hiện",
            Self::Result => "Kết quả trong kỳ",
            Self::Document => "Số, ký hiệu văn bản",
            Self::DocumentDate => "Ngày văn bản",
            Self::Leader => "Lãnh đạo phụ trách",
            Self::Difficulties => "Khó khăn, vướng mắc",
            Self::Proposals => "Đề xuất, kiến nghị",
            Self::Reason => "Lý do không có văn bản",
        }
    }
}

/// Whether a gap stops a final report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Severity {
    /// A final report needs it, or the user's word that it goes without.
    Blocking,
    /// Likely a slip: it goes out, but somebody should look.
    Warning,
    /// Better with it.
    Advice,
}

/// An answer that is missing or contradicts another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Which answer to go to.
    pub field: Field,
    /// Whether it stops a final report.
    pub severity: Severity,
    /// What is missing, in Vietnamese.
    pub message: &'static str,
}

/// How a task stands against its deadline on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Timeliness {
    /// It has no date, or is done.
    Settled,
    /// The next date is further off.
    Ahead,
    /// The next date is near.
    DueSoon,
    /// The last date is past and the task is not done.
    Overdue,
}

/// How many days before its date a task counts as due soon.
pub const DUE_SOON_DAYS: u64 = 15;

impl Progress {
    /// What is missing, for a unit with this role in the task.
    pub fn gaps(&self, role: Role) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let mut gap = |field, severity, message| gaps.push(Gap { field, severity, message });
        let Some(status) = self.status else {
            if role != Role::None {
                gap(Field::Status, Severity::Blocking, "Chưa chọn tình trạng thực hiện");
            }
            return gaps;
        };
        if self.result.is_empty() && status != Status::NotStarted {
            gap(Field::Result, Severity::Blocking, "Chưa ghi kết quả thực hiện trong kỳ");
        }
        match status {
            Status::Done => {
                if self.document.is_empty() && self.reason.is_empty() {
                    gap(
                        Field::Document,
                        Severity::Blocking,
                        "Đã hoàn thành thì cần số, ký hiệu của sản phẩm, hoặc lý do không có",
                    );
                }
                if self.percent.is_some_and(|percent| percent < 100) {
                    gap(Field::Percent, Severity::Blocking, "Đã hoàn thành nhưng tiến độ chưa đến 100 %");
                }
            }
            Status::InProgress => {
                if self.percent.is_none() {
                    gap(Field::Percent, Severity::Advice, "Chưa ghi tiến độ (phần trăm)");
                }
            }
            Status::NotStarted => {
                if self.percent.is_some_and(|percent| percent > 0) {
                    gap(Field::Percent, Severity::Blocking, "Chưa thực hiện nhưng tiến độ đã trên 0 %");
                }
                if self.difficulties.is_empty() {
                    gap(Field::Difficulties, Severity::Advice, "Chưa thực hiện: nên nêu lý do, khó khăn");
                }
            }
            Status::Ongoing => {}
        }
        if role == Role::Lead {
            if self.who.is_empty() {
                gap(Field::Who, Severity::Advice, "Chưa ghi người thực hiện");
            }
            if self.leader.is_empty() {
                gap(Field::Leader, Severity::Advice, "Chưa ghi lãnh đạo chịu trách nhiệm");
            }
        }
        gaps
    }
}

/// How a task with this status stands against its deadline on `today`.
///
/// A task with several dates is late only when the last is past: which of the earlier ones was met,
/// the status alone does not say.
pub fn timeliness(deadline: &Deadline, status: Option<Status>, today: NaiveDate) -> Timeliness {
    if status == Some(Status::Done) {
        return Timeliness::Settled;
    }
    match next_due(deadline, today) {
        None => Timeliness::Settled,
        Some(date) if date >= today => {
            if date <= today + Days::new(DUE_SOON_DAYS) {
                Timeliness::DueSoon
            } else {
                Timeliness::Ahead
            }
        }
        Some(_) if deadline.recurring.is_some() && status == Some(Status::Ongoing) => Timeliness::Settled,
        Some(_) => Timeliness::Overdue,
    }
}

/// The first date on or after `today`; when all are past, the last.
pub fn next_due(deadline: &Deadline, today: NaiveDate) -> Option<NaiveDate> {
    deadline.dates.iter().copied().find(|date| *date >= today).or_else(|| deadline.dates.last().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deadline(dates: &[&str]) -> Deadline {
        Deadline {
            text: String::new(),
            dates: dates.iter().map(|date| date.parse().unwrap()).collect(),
            recurring: None,
            open_ended: false,
            problems: Vec::new(),
        }
    }

    fn blocking(progress: &Progress, role: Role) -> Vec<Field> {
        progress
            .gaps(role)
            .into_iter()
            .filter(|gap| gap.severity == Severity::Blocking)
            .map(|gap| gap.field)
            .collect()
    }

    #[test]
    fn done_needs_the_product_or_a_reason() {
        let mut progress =
            Progress { status: Some(Status::Done), result: "Đã ban hành".into(), ..Progress::default() };
        assert_eq!(blocking(&progress, Role::Lead), [Field::Document]);
        progress.reason = "Sản phẩm là hội nghị, không có văn bản".into();
        assert_eq!(blocking(&progress, Role::Lead), []);
    }

    #[test]
    fn a_task_the_unit_has_no_part_in_misses_nothing() {
        assert_eq!(Progress::default().gaps(Role::None), []);
        assert_eq!(blocking(&Progress::default(), Role::Support), [Field::Status]);
    }

    #[test]
    fn late_is_computed_from_the_last_date() {
        let today: NaiveDate = "2024-07-01".parse().unwrap();
        let two = deadline(&["2024-06-30", "2024-12-31"]);
        assert_eq!(timeliness(&two, Some(Status::InProgress), today), Timeliness::Ahead);
        assert_eq!(timeliness(&deadline(&["2024-06-30"]), None, today), Timeliness::Overdue);
        assert_eq!(timeliness(&deadline(&["2024-06-30"]), Some(Status::Done), today), Timeliness::Settled);
        assert_eq!(timeliness(&deadline(&["2024-07-16"]), None, today), Timeliness::DueSoon);
        assert_eq!(timeliness(&deadline(&[]), None, today), Timeliness::Settled);
    }
}
