//! The report: what it lacks, what it says of the office, what was written.

use chrono::NaiveDate;
use dean06_domain::calendar::DaysOff;
use dean06_domain::progress::Severity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::start::PeriodView;
use super::template::{TemplateChoice, TemplateLeftOut};

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
    /// Who looked it through; none while nobody did, or after it was sent.
    pub checked: Option<CheckedView>,
    /// Reports exported before, the newest first.
    pub exports: Vec<ExportView>,
}

/// That somebody looked a period through.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckedView {
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// How many changes were made in the period since.
    pub changed_since: u32,
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
    /// Who wrote it.
    pub who: String,
    /// How many cells of a template were filled in; none for the program's own report.
    pub filled: Option<u32>,
    /// What was not written into a template, and why.
    pub left_out: Vec<TemplateLeftOut>,
}

/// What the office says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
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
    /// Whether the system's notices tell of due days while the program is open.
    pub reminders: bool,
}

/// A report to be written.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
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
    /// The city's own template, to be filled in place of the program's own report.
    pub template: Option<UseTemplate>,
}

/// The city's own template, to be filled in.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct UseTemplate {
    /// The file.
    pub path: String,
    /// The hash that was shown; whatever is there when absent.
    pub hash: Option<String>,
    /// The user's corrections; those kept for files of this shape when absent.
    pub choices: Option<Vec<TemplateChoice>>,
}

/// A sent period to be opened again.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    /// "2024-06".
    pub period: String,
    /// Why.
    pub reason: String,
}

/// A period that was looked through, or was not after all.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MarkChecked {
    /// "2024-06".
    pub period: String,
    /// False takes it back.
    pub checked: bool,
}

/// A report that was written.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportId {
    /// Its id.
    pub id: i32,
}

/// A report kept as it was sent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SentCopy {
    /// Where it lies.
    pub path: String,
    /// Its hash, which was compared.
    pub hash: String,
}
