//! What is asked of the units below, and the forms that go down.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::start::PeriodView;

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
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
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
