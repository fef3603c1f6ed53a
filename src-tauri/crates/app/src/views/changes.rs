//! The change log, in words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

/// How many changes to read.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ChangesQuery {
    /// Of this task only: key or number.
    pub task: Option<String>,
    /// At most this many.
    pub limit: Option<u32>,
}
