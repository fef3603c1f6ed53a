//! Where the office stands.

use chrono::NaiveDate;
use dean06_domain::unit::Level;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the office stands: who it is, which plan, which period.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Start {
    /// None on the first start.
    pub unit: Option<UnitView>,
    /// How many units report to it.
    pub units_below: u32,
    /// What they are: "phường, xã, thị trấn"; empty when there are none.
    pub units_below_are: String,
    /// The plan in force.
    pub plan: PlanSummary,
    /// The period to work on, and its neighbours.
    pub period: PeriodView,
    /// The periods of the plan's year.
    pub periods: Vec<PeriodView>,
    /// Today, as the program sees it.
    #[ts(type = "string")]
    pub today: NaiveDate,
    /// When something was last written, where the PC's clock stands before that; none when it is right.
    pub last_written: Option<String>,
    /// Whether all this is sample data.
    pub sample: bool,
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
    /// The office that works with the program: "Ủy ban nhân dân Phường Bến Nghé".
    pub office: String,
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
    /// Looked through, ready to be sent.
    Checked,
    /// Sent: frozen, kept as sent.
    Sent,
    /// Opened again after it was sent.
    Reopened,
}

/// What [`crate::commands`] accept: nothing.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// A period; the current one when not given.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct InPeriod {
    /// "2024-06".
    pub period: Option<String>,
}

/// Words to search units by.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnitQuery {
    /// With or without diacritics.
    pub query: String,
}

/// Who this installation is.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StartAs {
    /// The unit's code.
    pub unit: String,
}
