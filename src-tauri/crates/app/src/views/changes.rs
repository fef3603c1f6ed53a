//! The change log, in words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::comparing::FieldChange;

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
    /// What changed, field by field.
    pub fields: Vec<FieldChange>,
    /// What kind of change it is.
    pub kind: ChangeKind,
}

/// Kinds of changes, to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Answers of tasks.
    Tasks,
    /// Figures.
    Indicators,
    /// Who does what, and this unit's part.
    Assignments,
    /// Forms handed out, collected, looked through.
    Exchange,
    /// Reports written, and where periods stand.
    Reports,
    /// Plans and how files are read.
    Plans,
    /// The office and its people.
    Settings,
}

/// What the log can be narrowed to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangeFilters {
    /// Everybody who changed anything.
    pub people: Vec<String>,
}

/// How many changes to read.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ChangesQuery {
    /// Of this task only: key or number.
    pub task: Option<String>,
    /// By this person only.
    pub who: Option<String>,
    /// On this day or later.
    #[ts(optional, type = "string")]
    pub from: Option<NaiveDate>,
    /// On this day or earlier.
    #[ts(optional, type = "string")]
    pub to: Option<NaiveDate>,
    /// Of this kind only.
    pub kind: Option<ChangeKind>,
    /// With all of these words, diacritics or not.
    pub words: Option<String>,
    /// At most this many.
    pub limit: Option<u32>,
}
