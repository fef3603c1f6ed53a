//! Which part a unit has in a task.

use serde::{Deserialize, Serialize};

use crate::agency::{Agencies, Part};
use crate::unit::{Unit, UnitTree};

/// A unit's part in a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Support,
    /// No part.
    None,
}

/// A unit's part in a task, and the words it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Involvement {
    /// The part.
    pub role: Role,
    /// The part of the cell that says so.
    pub because: Option<Part>,
}

/// The part of `unit` in a task led and supported by these agencies.
pub fn involvement(unit: &Unit, tree: &UnitTree, lead: &Agencies, support: &Agencies) -> Involvement {
    let _ = (unit, tree, lead, support);
    Involvement { role: Role::None, because: None }
}
