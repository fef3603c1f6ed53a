//! Roles: whether a unit leads a task, supports it, or has no part in it.

use serde::{Deserialize, Serialize};

use crate::agency::{Agencies, Class, Meaning, Part};
use crate::unit::{Level, Unit, UnitTree};

#[cfg(test)]
mod tests;

/// What a unit has to do with a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Support,
    /// Neither.
    None,
}

/// A unit's role in a task, and the part of the cell it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Involvement {
    /// Lead before support: a unit named in both leads.
    pub role: Role,
    /// The words that say so; none where the unit has no part.
    pub because: Option<Part>,
}

/// Which role a unit has in a task with these agencies.
pub fn involvement(unit: &Unit, tree: &UnitTree, lead: &Agencies, support: &Agencies) -> Involvement {
    let named = |agencies: &Agencies| agencies.parts.iter().find(|part| means(part, unit, tree)).cloned();
    if let Some(part) = named(lead) {
        return Involvement { role: Role::Lead, because: Some(part) };
    }
    match named(support) {
        Some(part) => Involvement { role: Role::Support, because: Some(part) },
        None => Involvement { role: Role::None, because: None },
    }
}

/// Whether a unit has any role in a task with these agencies.
pub fn takes_part(unit: &Unit, tree: &UnitTree, lead: &Agencies, support: &Agencies) -> bool {
    [lead, support].iter().any(|agencies| agencies.parts.iter().any(|part| means(part, unit, tree)))
}

/// Whether a part of a cell means this unit.
fn means(part: &Part, unit: &Unit, tree: &UnitTree) -> bool {
    match &part.meaning {
        Meaning::Unit { code } => *code == unit.code,
        Meaning::Class { class, except } => {
            let level = unit.kind.level();
            let of_class = match class {
                Class::Districts if tree.has_level(Level::District) => level == Level::District,
                // Without districts the units below the city are its wards, and a plan that still says
                // "địa phương" or "cấp huyện" can mean no others.
                Class::Districts | Class::Wards => level == Level::Ward,
                Class::Departments => false,
            };
            of_class && !except.contains(&unit.code)
        }
        Meaning::Agency { name } => {
            unit.kind.level() == Level::City && (is_committee_of_city(name, unit) || is_standing_agency(name))
        }
        Meaning::Unknown => false,
    }
}

/// Whether an agency is the People's Committee of the city or province itself.
fn is_committee_of_city(name: &str, unit: &Unit) -> bool {
    let folded = crate::text::fold(name);
    let Some(place) = folded.strip_prefix("uy ban nhan dan ").or_else(|| folded.strip_prefix("ubnd ")) else {
        return false;
    };
    matches!(place, "thanh pho" | "tinh") || place == crate::text::fold(&unit.name)
}

/// Whether an agency is the standing agency of the steering committee (cơ quan thường trực Ban Chỉ đạo), for which
/// the city stands here: plan 2024, V.2, names the Công an Thành phố.
fn is_standing_agency(name: &str) -> bool {
    matches!(crate::text::fold(name).as_str(), "cong an thanh pho" | "cong an tinh")
}
