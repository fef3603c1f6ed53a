//! Indicators (chỉ tiêu): a share with its numerator and denominator, and how shares add up.

mod check;
mod pasted;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use check::{Check, Checked};
pub use pasted::{Grouping, PastedCount};

/// Whether reaching the target means at least or at most it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Direction {
    /// The share has to reach the target.
    #[default]
    AtLeast,
    /// The share must not pass the target.
    AtMost,
}

/// Who counts the numerator and denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum CountedBy {
    /// Departments and the city's own systems; a district may leave it blank.
    City,
    /// The district itself.
    #[default]
    District,
    /// Every ward; the district adds them up.
    Ward,
}

/// One number of section II.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Indicator {
    /// Stable key, the place in section II: "1.5a".
    pub key: String,
    /// The sentence as printed.
    pub text: String,
    /// A short name for lists and charts.
    pub name: String,
    /// The target in the unit: 80 for "80%".
    pub target: u32,
    /// At least or at most.
    #[serde(default)]
    pub direction: Direction,
    /// The unit of the target: "%".
    pub unit: String,
    /// What the numerator counts.
    pub numerator: String,
    /// What the denominator counts.
    pub denominator: String,
    /// Who counts.
    #[serde(default)]
    pub counted_by: CountedBy,
}

/// What stands in a cell for a count: three different things, never taken for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Count {
    /// Nothing was entered.
    #[default]
    Blank,
    /// Không phát sinh: nothing of the kind arose, and someone said so.
    NothingArose,
    /// A number, 0 included.
    Number(u64),
}

/// Words that are no count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotACount {
    /// What is wrong, in Vietnamese.
    pub message: String,
}

/// More than any office counts; sums of it over every ward stay far from what a number can hold.
const LARGEST: u64 = 999_999_999_999;

impl Count {
    /// The number, if one was entered. "Không phát sinh" adds nothing to a sum: it counts as 0.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Blank => None,
            Self::NothingArose => Some(0),
            Self::Number(number) => Some(number),
        }
    }

    /// Reads a count the Vietnamese way: the dot and the space group thousands, "10.361" is ten thousand.
    pub fn read(text: &str) -> Result<Self, NotACount> {
        let text = crate::text::clean(text);
        let folded = crate::text::fold(&text);
        if folded.is_empty() {
            return Ok(Self::Blank);
        }
        if matches!(folded.as_str(), "khong phat sinh" | "kps" | "khong ps") {
            return Ok(Self::NothingArose);
        }
        let fail = |what: &str| NotACount { message: format!("“{text}” {what}") };
        if folded.starts_with('-') {
            return Err(fail("là số âm; số lượng phải từ 0 trở lên"));
        }
        if folded.contains(',') {
            return Err(fail(
                "có dấu phẩy thập phân; số lượng phải là số nguyên (dấu chấm ngăn cách hàng nghìn)",
            ));
        }
        let groups: Vec<&str> = folded.split(['.', ' ']).collect();
        let digits = groups.concat();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(fail("không phải là số; hãy nhập một số nguyên hoặc “không phát sinh”"));
        }
        let grouped = groups.len() == 1
            || ((1..=3).contains(&groups[0].len())
                // "0.500" is a half somewhere else, never five hundred.
                && !groups[0].starts_with('0')
                && groups[1..].iter().all(|group| group.len() == 3));
        if !grouped {
            return Err(fail("có dấu chấm không đúng chỗ; dấu chấm ngăn cách từng nhóm ba chữ số"));
        }
        match digits.parse() {
            Ok(number) if number <= LARGEST => Ok(Self::Number(number)),
            _ => Err(fail("quá lớn; hãy kiểm tra lại số đã nhập")),
        }
    }
}

/// A count as a person reads it; empty when blank.
impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::NothingArose => f.write_str("không phát sinh"),
            Self::Number(number) => f.write_str(&group_thousands(*number)),
        }
    }
}

/// A number with its thousands grouped by dots: 10361 → "10.361".
pub fn group_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// What a unit entered for an indicator in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Value {
    /// Tử số.
    pub numerator: Count,
    /// Mẫu số.
    pub denominator: Count,
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum ValueProblem {
    /// Neither number was entered.
    Blank,
    /// One of the two is missing.
    HalfEntered,
    /// The part is larger than the whole.
    NumeratorAboveDenominator,
    /// There is a part of nothing.
    ZeroDenominator,
    /// A cumulative figure fell below the last one sent.
    FellBelowLast,
}

impl ValueProblem {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Blank,
        Self::HalfEntered,
        Self::NumeratorAboveDenominator,
        Self::ZeroDenominator,
        Self::FellBelowLast,
    ];

    /// What to tell the user, in Vietnamese.
    pub fn message(self) -> &'static str {
        match self {
            Self::Blank => "Chưa nhập số liệu",
            Self::HalfEntered => "Mới nhập một trong hai số",
            Self::NumeratorAboveDenominator => "Tử số lớn hơn mẫu số",
            Self::ZeroDenominator => "Mẫu số bằng 0 nhưng tử số lớn hơn 0",
            Self::FellBelowLast => "Số lũy kế giảm so với kỳ đã gửi; hãy ghi lý do",
        }
    }
}

impl Value {
    /// Numerator and denominator, when both are numbers and the share exists.
    pub fn ratio(self) -> Option<(u64, u64)> {
        match (self.numerator.number()?, self.denominator.number()?) {
            (_, 0) => None,
            ratio => Some(ratio),
        }
    }

    /// The share in percent, rounded to two decimals the way the report's formula rounds.
    pub fn percent(self) -> Option<f64> {
        self.ratio().map(|(numerator, denominator)| percent(numerator, denominator))
    }

    /// Whether the target is reached; none while there is no share.
    pub fn reaches(self, indicator: &Indicator) -> Option<bool> {
        let (numerator, denominator) = self.ratio()?;
        let share = u128::from(numerator) * 100;
        let target = u128::from(indicator.target) * u128::from(denominator);
        Some(match indicator.direction {
            Direction::AtLeast => share >= target,
            Direction::AtMost => share <= target,
        })
    }

    /// What is wrong with it; `last_sent` is the figure of the last report sent.
    pub fn problem(self, last_sent: Option<Self>) -> Option<ValueProblem> {
        match (self.numerator, self.denominator) {
            (Count::Blank, Count::Blank) => return Some(ValueProblem::Blank),
            (Count::Blank, _) | (_, Count::Blank) => return Some(ValueProblem::HalfEntered),
            _ => {}
        }
        let (numerator, denominator) = (self.numerator.number()?, self.denominator.number()?);
        if denominator == 0 && numerator > 0 {
            return Some(ValueProblem::ZeroDenominator);
        }
        if numerator > denominator {
            return Some(ValueProblem::NumeratorAboveDenominator);
        }
        let last = last_sent.and_then(|last| last.numerator.number());
        last.is_some_and(|last| numerator < last).then_some(ValueProblem::FellBelowLast)
    }
}

/// `numerator / denominator` in percent, to two decimals.
#[expect(clippy::cast_precision_loss, reason = "counts of a city stay far below 2^52")]
fn percent(numerator: u64, denominator: u64) -> f64 {
    (numerator as f64 / denominator as f64 * 10_000.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(numerator: u64, denominator: u64) -> Value {
        Value { numerator: Count::Number(numerator), denominator: Count::Number(denominator) }
    }

    #[test]
    fn the_dot_groups_thousands() {
        assert_eq!(Count::read("10.361"), Ok(Count::Number(10_361)));
        assert_eq!(Count::read(" 1 234 "), Ok(Count::Number(1_234)));
        assert_eq!(Count::read("0"), Ok(Count::Number(0)));
        assert_eq!(Count::read(""), Ok(Count::Blank));
        assert_eq!(Count::read("Không phát sinh"), Ok(Count::NothingArose));
        for wrong in ["12,5", "1.5", "-3", "abc", "1.2345", ".", "12 %", "0.500"] {
            assert!(Count::read(wrong).is_err(), "{wrong} is no count");
        }
        assert_eq!(group_thousands(1_234_567), "1.234.567");
        assert_eq!(group_thousands(999), "999");
    }

    #[test]
    fn a_target_is_compared_exactly() {
        let indicator = Indicator { target: 80, ..Indicator::default() };
        assert_eq!(value(4, 5).reaches(&indicator), Some(true));
        assert_eq!(
            value(79_999, 100_000).reaches(&indicator),
            Some(false),
            "79.999 % rounds up but falls short"
        );
        assert_eq!(value(0, 0).reaches(&indicator), None);
    }

    #[test]
    fn values_that_contradict_themselves_are_named() {
        assert_eq!(value(6, 5).problem(None), Some(ValueProblem::NumeratorAboveDenominator));
        assert_eq!(value(1, 0).problem(None), Some(ValueProblem::ZeroDenominator));
        assert_eq!(value(0, 0).problem(None), None, "nothing of nothing is sound");
        assert_eq!(value(3, 5).problem(Some(value(4, 5))), Some(ValueProblem::FellBelowLast));
        assert_eq!(Value::default().problem(None), Some(ValueProblem::Blank));
        let half = Value { numerator: Count::Number(1), denominator: Count::Blank };
        assert_eq!(half.problem(None), Some(ValueProblem::HalfEntered));
    }
}
