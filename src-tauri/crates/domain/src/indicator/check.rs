//! Checks of a figure: how much each finding weighs, and why it was made.

use super::{Count, Direction, Indicator, Value, ValueProblem, group_thousands};
use crate::progress::Severity;

/// Something to look at in a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Whether it stops a final report.
    pub severity: Severity,
    /// What was found and what to do, in Vietnamese.
    pub message: String,
}

/// What a figure is checked with.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The figure.
    pub value: Value,
    /// The user's note.
    pub note: &'a str,
    /// What is wrong with it, where this unit answers for it.
    pub problem: Option<ValueProblem>,
    /// The figure of the period before.
    pub before: Option<Value>,
}

/// A count this many times what it was is more often a slip of the hand than news.
const LEAP: u64 = 5;
/// A share that moved this far against its target, in points, deserves a second look.
const FALL: f64 = 10.0;

impl Checked<'_> {
    /// Everything to look at, what weighs most first.
    pub fn against(self, indicator: &Indicator) -> Vec<Check> {
        let mut found = Vec::new();
        let mut say = |severity, message: String| found.push(Check { severity, message });
        if let Some(problem) = self.problem {
            say(Severity::Blocking, problem.message().to_owned());
        }
        let sound = !matches!(
            self.problem,
            Some(ValueProblem::NumeratorAboveDenominator | ValueProblem::ZeroDenominator)
        );
        if let Some(before) = self.before.filter(|_| sound) {
            for (name, was, is) in [
                ("Tử số", before.numerator, self.value.numerator),
                ("Mẫu số", before.denominator, self.value.denominator),
            ] {
                if let Some(leap) = leap(was, is) {
                    say(Severity::Warning, format!("{name} {leap}; hãy kiểm tra lại"));
                }
            }
            if let (Some(was), Some(is)) = (before.percent(), self.value.percent()) {
                let worse = match indicator.direction {
                    Direction::AtLeast => was - is,
                    Direction::AtMost => is - was,
                };
                if worse >= FALL && self.note.is_empty() {
                    let points = format!("{worse:.2}").replace('.', ",");
                    say(
                        Severity::Warning,
                        format!("Kém kỳ trước {points} điểm phần trăm; nên ghi lý do ở cột ghi chú"),
                    );
                }
            }
        }
        if self.value.reaches(indicator) == Some(false) && self.note.is_empty() && sound {
            say(Severity::Advice, "Chưa đạt mục tiêu; nên ghi lý do ở cột ghi chú".to_owned());
        }
        if (self.value.numerator, self.value.denominator) == (Count::Number(0), Count::Number(0)) {
            let message = "Cả hai số bằng 0; nếu trong kỳ không có trường hợp nào, hãy ghi “không phát sinh”";
            say(Severity::Advice, message.to_owned());
        }
        found
    }
}

/// "tăng từ 1.200 lên 12.000"; none for a change of the usual size.
fn leap(was: Count, is: Count) -> Option<String> {
    let (Count::Number(was), Count::Number(is)) = (was, is) else { return None };
    let far = |less: u64, more: u64| less > 0 && more / less >= LEAP;
    let (from, to) = (group_thousands(was), group_thousands(is));
    if far(was, is) {
        Some(format!("tăng từ {from} lên {to}"))
    } else if far(is, was) {
        Some(format!("giảm từ {from} xuống {to}"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(numerator: u64, denominator: u64) -> Value {
        Value { numerator: Count::Number(numerator), denominator: Count::Number(denominator) }
    }

    fn found(value: Value, before: Option<Value>, note: &str) -> Vec<(Severity, String)> {
        let indicator = Indicator { target: 80, ..Indicator::default() };
        let checked = Checked { value, note, problem: value.problem(None), before };
        checked.against(&indicator).into_iter().map(|check| (check.severity, check.message)).collect()
    }

    #[test]
    fn a_contradiction_stops_the_report_and_silences_the_rest() {
        let found = found(value(30, 20), Some(value(1, 20)), "");
        assert_eq!(found, [(Severity::Blocking, "Tử số lớn hơn mẫu số".to_owned())]);
    }

    #[test]
    fn a_digit_too_many_is_warned_of() {
        let found = found(value(900, 12_000), Some(value(880, 1_200)), "do chuyển đổi");
        assert_eq!(
            found,
            [(Severity::Warning, "Mẫu số tăng từ 1.200 lên 12.000; hãy kiểm tra lại".to_owned())]
        );
    }

    #[test]
    fn a_fall_wants_a_note_and_a_missed_target_is_only_recalled() {
        let severities = |note| -> Vec<Severity> {
            found(value(60, 100), Some(value(75, 100)), note).into_iter().map(|check| check.0).collect()
        };
        assert_eq!(severities(""), [Severity::Warning, Severity::Advice]);
        assert_eq!(severities("máy hỏng"), [], "the note says why");
    }

    #[test]
    fn nothing_to_look_at_in_a_figure_like_last_months() {
        assert_eq!(found(value(85, 100), Some(value(84, 100)), ""), []);
        let nought = found(value(0, 0), None, "");
        assert!(nought[0].1.contains("không phát sinh"), "0 and không phát sinh are told apart");
    }
}
