//! Two periods side by side.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::indicators::CountView;
use super::start::PeriodView;

/// Two periods to be compared.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ComparePeriods {
    /// "2024-05".
    pub from: String,
    /// "2024-06".
    pub to: String,
}

/// What changed from one period to another.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PeriodComparison {
    /// The earlier one, as a rule.
    pub from: PeriodView,
    /// The later one.
    pub to: PeriodView,
    /// The tasks that are not told the same, in the order of the plan.
    pub tasks: Vec<TaskDifference>,
    /// How many tasks are told the same.
    pub same_tasks: u32,
    /// The indicators whose figures differ, in order.
    pub indicators: Vec<IndicatorDifference>,
    /// How many indicators have the same figures.
    pub same_indicators: u32,
}

/// A task that is not told the same in two periods.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TaskDifference {
    /// Its key.
    pub key: String,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The answers that differ.
    pub fields: Vec<FieldChange>,
}

/// Something that was one thing and is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FieldChange {
    /// Its name, for people.
    pub name: String,
    /// Before; empty when there was nothing.
    pub before: String,
    /// After; empty when there is nothing.
    pub after: String,
}

/// An indicator whose figures differ in two periods.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IndicatorDifference {
    /// "1.5a".
    pub key: String,
    /// A short name.
    pub name: String,
    /// The figures before.
    pub before: FiguresOf,
    /// The figures after.
    pub after: FiguresOf,
    /// By how many points the share changed; none where one of the two has no share.
    pub points: Option<f64>,
}

/// The figures of an indicator in one period.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct FiguresOf {
    /// The numerator.
    pub numerator: CountView,
    /// The denominator.
    pub denominator: CountView,
    /// The share in percent, two decimals.
    pub percent: Option<f64>,
}
