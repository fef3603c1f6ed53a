//! Indicators and their figures.

use dean06_domain::indicator::{Count, CountedBy, Direction, ValueProblem};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::start::PeriodView;

/// The indicators of a period.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IndicatorSheet {
    /// The period shown.
    pub period: PeriodView,
    /// The indicators, in order.
    pub rows: Vec<IndicatorRow>,
}

/// One indicator in a period.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IndicatorRow {
    /// "1.5a".
    pub key: String,
    /// The sentence as printed.
    pub text: String,
    /// A short name.
    pub name: String,
    /// The target in the unit.
    pub target: u32,
    /// At least or at most.
    pub direction: Direction,
    /// "%".
    pub unit: String,
    /// What the numerator counts.
    pub numerator_of: String,
    /// What the denominator counts.
    pub denominator_of: String,
    /// Who counts.
    pub counted_by: CountedBy,
    /// The numerator entered.
    pub numerator: CountView,
    /// The denominator entered.
    pub denominator: CountView,
    /// The share in percent, two decimals.
    pub percent: Option<f64>,
    /// Whether the target is reached.
    pub reached: Option<bool>,
    /// What is wrong with the value.
    pub problem: Option<ValueProblem>,
    /// The same, for the person.
    pub problem_message: String,
    /// The user's note.
    pub note: String,
    /// The share of the period before.
    pub percent_before: Option<f64>,
    /// Whether the figures come from an earlier period and nobody confirmed them.
    pub carried_over: bool,
    /// What the units below add up to; none where it is not asked of them.
    pub below: Option<SumView>,
}

/// What the units below add up to for an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct SumView {
    /// Σ numerator.
    pub numerator: CountView,
    /// Σ denominator.
    pub denominator: CountView,
    /// How many units are asked.
    pub units: u32,
    /// How many gave both numbers.
    pub given: u32,
    /// Whether the figures of the row are this sum: nothing else was entered for the period.
    pub used: bool,
}

/// What stands in a cell for a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "number")]
pub enum CountView {
    /// Nothing was entered.
    Blank,
    /// Không phát sinh.
    NothingArose,
    /// A number.
    Number(#[ts(type = "number")] u64),
}

impl From<Count> for CountView {
    fn from(count: Count) -> Self {
        match count {
            Count::Blank => Self::Blank,
            Count::NothingArose => Self::NothingArose,
            Count::Number(number) => Self::Number(number),
        }
    }
}

/// Figures to be entered, as typed: "10.361", "không phát sinh", "".
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FillIndicator {
    /// "1.5a".
    pub indicator: String,
    /// "2024-06".
    pub period: String,
    /// Stays when absent.
    pub numerator: Option<String>,
    /// Stays when absent.
    pub denominator: Option<String>,
    /// Stays when absent.
    pub note: Option<String>,
}
