//! The colleagues.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

/// A colleague to be stored; a new one without `id`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
pub struct PersonId {
    /// The id.
    pub id: i32,
}
