//! What the units below add up to.

use dean06_domain::indicator::Direction;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::indicators::CountView;
use super::start::PeriodView;

/// What the units below add up to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Totals {
    /// The period shown.
    pub period: PeriodView,
    /// Every indicator of the plan.
    pub indicators: Vec<TotalRow>,
}

/// What one indicator adds up to.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TotalRow {
    /// "1.5a".
    pub key: String,
    /// A short name.
    pub title: String,
    /// Σ numerator, or what this unit entered itself.
    #[ts(type = "number | null")]
    pub numerator: Option<u64>,
    /// Σ denominator, or what this unit entered itself.
    #[ts(type = "number | null")]
    pub denominator: Option<u64>,
    /// Their share in percent, two decimals.
    pub percent: Option<f64>,
    /// The target in the unit.
    pub target: u32,
    /// At least or at most.
    pub direction: Direction,
    /// "%".
    pub unit: String,
    /// Whether the target is reached.
    pub met: Option<bool>,
    /// Whether it is asked of the units below.
    pub asked: bool,
    /// Whether the figures are those of the units below, added up.
    pub summed: bool,
    /// How many of them gave both numbers.
    pub given: u32,
    /// The codes of those asked that did not.
    pub missing_units: Vec<String>,
}

/// One indicator in a period.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct IndicatorInPeriod {
    /// "1.5a".
    pub indicator: String,
    /// The current one when absent.
    pub period: Option<String>,
}

/// Vì sao có số này: what a total is made of.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Why {
    /// The period shown.
    pub period: PeriodView,
    /// The total.
    pub total: TotalRow,
    /// What each unit gave.
    pub parts: Vec<WhyPart>,
    /// The units that gave nothing, or only half.
    pub missing: Vec<MissingUnit>,
}

/// What one unit gave to a total.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WhyPart {
    /// The unit's code.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// The numerator.
    pub numerator: CountView,
    /// The denominator.
    pub denominator: CountView,
    /// Their share.
    pub percent: Option<f64>,
    /// The file they came in.
    pub file_name: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The numerator's cell.
    pub numerator_cell: Option<String>,
    /// The denominator's cell.
    pub denominator_cell: Option<String>,
    /// When the file was collected.
    pub received_at: String,
}

/// A unit that gave nothing to a total.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MissingUnit {
    /// The unit's code.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Why: "chưa gửi", "để trống", "mới nhập một trong hai số".
    pub why: String,
}
