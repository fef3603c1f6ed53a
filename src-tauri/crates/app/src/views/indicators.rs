//! Indicators and their figures.

use dean06_domain::indicator::{Count, CountedBy, Direction, ValueProblem};
use dean06_domain::progress::Severity;
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
    /// Everything to look at, what weighs most first.
    pub checks: Vec<CheckView>,
    /// What this unit stored for this very period; none where the figures come from elsewhere.
    pub own: Option<OwnFigures>,
    /// The user's note.
    pub note: String,
    /// The share of the period before.
    pub percent_before: Option<f64>,
    /// Whether the figures come from an earlier period and nobody confirmed them.
    pub carried_over: bool,
    /// What the units below add up to; none where it is not asked of them.
    pub below: Option<SumView>,
}

/// Something to look at in a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CheckView {
    /// Whether it stops a final report.
    pub severity: Severity,
    /// What was found and what to do.
    pub message: String,
}

/// What this unit stored for an indicator in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OwnFigures {
    /// The numerator entered.
    pub numerator: CountView,
    /// The denominator entered.
    pub denominator: CountView,
    /// The user's note.
    pub note: String,
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

/// Figures of one indicator among many, as typed.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FigureInput {
    /// "1.5a".
    pub indicator: String,
    /// Stays when absent.
    pub numerator: Option<String>,
    /// Stays when absent.
    pub denominator: Option<String>,
    /// Stays when absent.
    pub note: Option<String>,
    /// True takes everything away, as if nothing had been entered in this period.
    pub unset: Option<bool>,
}

/// Figures to be entered at once: all of them, or none.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FillFigures {
    /// "2024-06".
    pub period: String,
    /// What to enter, in order.
    pub figures: Vec<FigureInput>,
}

/// The columns that are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FigureColumn {
    /// Tử số.
    Numerator,
    /// Mẫu số.
    Denominator,
    /// Ghi chú.
    Note,
}

/// A block copied from a spreadsheet, and the cell it was pasted at.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LookAtBlock {
    /// "2024-06".
    pub period: String,
    /// The indicator of the cell.
    pub indicator: String,
    /// The column of the cell.
    pub column: FigureColumn,
    /// The block as copied: cells parted by tabs.
    pub text: String,
}

/// Where each cell of a block would go; nothing is stored yet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BlockView {
    /// The cells, line by line.
    pub cells: Vec<BlockCell>,
    /// Whether the lines were placed by the indicators' numbers in their first column.
    pub by_key: bool,
    /// Parts of the block that have no place.
    pub left_over: Vec<BlockLeftOver>,
}

/// One cell of a block.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BlockCell {
    /// The indicator it goes to.
    pub indicator: String,
    /// The indicator's name.
    pub name: String,
    /// The column it goes to.
    pub column: FigureColumn,
    /// As copied.
    pub text: String,
    /// As it would be typed.
    pub put: String,
    /// What stands there now.
    pub before: String,
    /// Why it may be wrong; empty when it cannot be.
    pub doubt: String,
    /// Why it cannot be stored; empty when it can.
    pub refused: String,
}

/// A part of a block that has no place.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BlockLeftOver {
    /// The line of the block, counted from 1.
    pub line: u32,
    /// What stands there.
    pub text: String,
    /// Why it goes nowhere.
    pub why: String,
}

/// The figures of a year, month by month.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IndicatorYear {
    /// The months of the plan's year.
    pub periods: Vec<PeriodView>,
    /// The indicators, in order.
    pub rows: Vec<YearRow>,
}

/// One indicator through a year.
#[derive(Debug, Clone, Serialize, TS)]
pub struct YearRow {
    /// "1.5a".
    pub key: String,
    /// A short name.
    pub name: String,
    /// The target in the unit.
    pub target: u32,
    /// At least or at most.
    pub direction: Direction,
    /// "%".
    pub unit: String,
    /// The months, in order; none where nothing was entered or added up.
    pub months: Vec<Option<MonthFigure>>,
}

/// One indicator in one month.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct MonthFigure {
    /// The numerator.
    pub numerator: CountView,
    /// The denominator.
    pub denominator: CountView,
    /// The share in percent, two decimals.
    pub percent: Option<f64>,
    /// Whether the target is reached.
    pub reached: Option<bool>,
}
