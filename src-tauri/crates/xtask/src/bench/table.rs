//! The one table that is printed and kept.

use std::time::Duration;

/// What a comparison is to come to.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    /// Ours takes at most so many times as long as the other.
    AtMost(f64),
    /// The other takes at least so many times as long as ours.
    Faster(f64),
    /// Only to be known.
    None,
}

#[derive(Debug, Default)]
pub struct Table {
    lines: Vec<String>,
}

impl Table {
    /// Two medians.
    pub fn compare(&mut self, what: &str, ours: Duration, other: Duration, goal: Goal) {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        self.compare_in("ms", what, milliseconds(ours), milliseconds(other), goal);
    }

    /// Two amounts of memory, in megabytes.
    pub fn weigh(&mut self, what: &str, ours: f64, other: f64, goal: Goal) {
        self.compare_in("MB", what, ours, other, goal);
    }

    /// What is held against a limit: a time against what a person notices, a size.
    pub fn limit(&mut self, unit: &str, what: &str, ours: f64, most: f64) {
        let line = self::line(ours / most, "≤ 1", ours <= most);
        self.push(format!("{line}  {ours:>9.1} {unit}  {most:>9.0} {unit}  {what}"));
    }

    fn compare_in(&mut self, unit: &str, what: &str, ours: f64, other: f64, goal: Goal) {
        let line = match goal {
            Goal::AtMost(most) => self::line(ours / other, &format!("≤ {most}"), ours / other <= most),
            Goal::Faster(least) => self::line(other / ours, &format!("≥ {least}"), other / ours >= least),
            Goal::None => self::line(ours / other, "", true),
        };
        self.push(format!("{line}  {ours:>9.0} {unit}  {other:>9.0} {unit}  {what}"));
    }

    /// Something that has no other side: a size, an exponent.
    pub fn state(&mut self, what: &str, value: &str) {
        self.push(format!("{:>8}  {:<15}  {value:>26}  {what}", "", ""));
    }

    fn push(&mut self, line: String) {
        println!("{line}");
        self.lines.push(line);
    }

    pub fn text(&self) -> String {
        let head = format!("{:>8}  {:<15}  {:>12}  {:>12}  what\n", "ratio", "goal", "ours", "other");
        head + &self.lines.iter().map(|line| format!("{line}\n")).collect::<String>()
    }
}

fn line(ratio: f64, goal: &str, met: bool) -> String {
    let met = if met { "" } else { "missed" };
    format!("{ratio:>8.2}  {goal:<8}{met:<7}")
}
