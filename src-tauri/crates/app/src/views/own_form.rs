//! What this unit's parent asks of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::start::PeriodView;

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
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ExportForm {
    /// "2024-06".
    pub period: String,
    /// The file; one in the program's own folder when absent.
    pub path: Option<String>,
}
