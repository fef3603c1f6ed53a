//! Reporting periods (kỳ báo cáo), after Nghị định 09/2019/NĐ-CP.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, DaysOff};

/// A reporting period by the month, quarter… it reports on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    year: i32,
    span: Span,
}

/// How long a period is, and which one of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Span {
    /// Month 1 to 12.
    Month(u32),
    /// Quarter 1 to 4.
    Quarter(u32),
    /// Half 1 or 2.
    HalfYear(u32),
    /// Nine months.
    NineMonths,
    /// The whole year.
    Year,
}

/// When reports of a plan fall due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportingRules {
    /// The last day of the month that a report covers (14).
    pub cutoff_day: u32,
    /// The day of the month a report is due (15).
    pub due_day: u32,
    /// What to do with a due day that is a day off.
    pub days_off: DaysOff,
    /// How many working days before that the wards' forms are due.
    pub ward_days: u32,
}

impl Default for ReportingRules {
    fn default() -> Self {
        Self { cutoff_day: 14, due_day: 15, days_off: DaysOff::Keep, ward_days: 3 }
    }
}

impl Period {
    /// The month's period.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { year, span: Span::Month(month) })
    }

    /// The monthly period whose report is the next to fall due on or after `today`.
    pub fn current(today: NaiveDate, rules: &ReportingRules) -> Self {
        let month = Self { year: today.year(), span: Span::Month(today.month()) };
        if today.day() <= rules.due_day { month } else { month.next() }
    }

    /// The year it belongs to.
    pub fn year(self) -> i32 {
        self.year
    }

    /// How long it is, and which one of the year.
    pub fn span(self) -> Span {
        self.span
    }

    /// The first and last day it covers.
    pub fn covers(self, rules: &ReportingRules) -> (NaiveDate, NaiveDate) {
        let (first, last) = self.months();
        let before = self.month_start(first) - Months::new(1);
        (day_of(before, rules.cutoff_day) + Days::new(1), day_of(self.month_start(last), rules.cutoff_day))
    }

    /// The day its report is due.
    pub fn due(self, rules: &ReportingRules, calendar: &Calendar) -> NaiveDate {
        calendar.settle(day_of(self.month_start(self.months().1), rules.due_day), rules.days_off)
    }

    /// The day the wards' forms are due.
    pub fn ward_due(self, rules: &ReportingRules, calendar: &Calendar) -> NaiveDate {
        calendar.working_days_before(self.due(rules, calendar), rules.ward_days)
    }

    /// The period of the same length before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.step(-1)
    }

    /// The period of the same length after.
    #[must_use]
    pub fn next(self) -> Self {
        self.step(1)
    }

    /// Its name in Vietnamese: "tháng 6 năm 2024".
    pub fn name(self) -> String {
        let year = self.year;
        match self.span {
            Span::Month(month) => format!("tháng {month} năm {year}"),
            Span::Quarter(quarter) => {
                format!("quý {} năm {year}", ["I", "II", "III", "IV"][(quarter as usize - 1).min(3)])
            }
            Span::HalfYear(1) => format!("6 tháng đầu năm {year}"),
            Span::HalfYear(_) => format!("6 tháng cuối năm {year}"),
            Span::NineMonths => format!("9 tháng năm {year}"),
            Span::Year => format!("năm {year}"),
        }
    }

    /// The first and last month it reports on.
    fn months(self) -> (u32, u32) {
        match self.span {
            Span::Month(month) => (month, month),
            Span::Quarter(quarter) => (quarter * 3 - 2, quarter * 3),
            Span::HalfYear(half) => (half * 6 - 5, half * 6),
            Span::NineMonths => (1, 9),
            Span::Year => (1, 12),
        }
    }

    fn month_start(self, month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, month, 1).unwrap_or_default()
    }

    fn step(self, by: i32) -> Self {
        let turn = |place: u32, count: u32| -> (i32, u32) {
            let zero_based = i64::from(place) - 1 + i64::from(by);
            let years = zero_based.div_euclid(i64::from(count));
            let place = zero_based.rem_euclid(i64::from(count)) + 1;
            (i32::try_from(years).unwrap_or(0), u32::try_from(place).unwrap_or(1))
        };
        let (years, span) = match self.span {
            Span::Month(month) => {
                let (years, month) = turn(month, 12);
                (years, Span::Month(month))
            }
            Span::Quarter(quarter) => {
                let (years, quarter) = turn(quarter, 4);
                (years, Span::Quarter(quarter))
            }
            Span::HalfYear(half) => {
                let (years, half) = turn(half, 2);
                (years, Span::HalfYear(half))
            }
            span @ (Span::NineMonths | Span::Year) => (by, span),
        };
        Self { year: self.year + years, span }
    }
}

/// The `day`-th of the month, or its last day in a shorter month.
fn day_of(month_start: NaiveDate, day: u32) -> NaiveDate {
    (1..=day).rev().find_map(|day| month_start.with_day(day)).unwrap_or(month_start)
}

/// "2024-06", "2024-Q2", "2024-H1", "2024-9M", "2024".
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year;
        match self.span {
            Span::Month(month) => write!(f, "{year:04}-{month:02}"),
            Span::Quarter(quarter) => write!(f, "{year:04}-Q{quarter}"),
            Span::HalfYear(half) => write!(f, "{year:04}-H{half}"),
            Span::NineMonths => write!(f, "{year:04}-9M"),
            Span::Year => write!(f, "{year:04}"),
        }
    }
}

/// Text that names no period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAPeriod(pub String);

impl fmt::Display for NotAPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kỳ báo cáo “{}” không đúng; hãy viết năm-tháng, ví dụ 2024-06", self.0)
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fail = || NotAPeriod(text.to_owned());
        let (year, span) = match text.trim().split_once('-') {
            None => (text.trim(), Span::Year),
            Some((year, "9M")) => (year, Span::NineMonths),
            Some((year, rest)) => {
                let (kind, digits) = match rest.strip_prefix(['Q', 'q']) {
                    Some(digits) => ('Q', digits),
                    None => rest.strip_prefix(['H', 'h']).map_or(('M', rest), |digits| ('H', digits)),
                };
                let number: u32 = digits.parse().map_err(|_| fail())?;
                let span = match (kind, number) {
                    ('Q', 1..=4) => Span::Quarter(number),
                    ('H', 1..=2) => Span::HalfYear(number),
                    ('M', 1..=12) => Span::Month(number),
                    _ => return Err(fail()),
                };
                (year, span)
            }
        };
        let year: i32 = year.parse().map_err(|_| fail())?;
        if !(2000..=2100).contains(&year) {
            return Err(fail());
        }
        Ok(Self { year, span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn covers(period: &str) -> (NaiveDate, NaiveDate) {
        period.parse::<Period>().unwrap().covers(&ReportingRules::default())
    }

    #[test]
    fn spans_follow_the_decree() {
        assert_eq!(covers("2024-06"), (day("2024-05-15"), day("2024-06-14")), "month");
        assert_eq!(covers("2024-01"), (day("2023-12-15"), day("2024-01-14")), "over the turn of the year");
        assert_eq!(covers("2024-Q2"), (day("2024-03-15"), day("2024-06-14")), "quarter");
        assert_eq!(covers("2024-H1"), (day("2023-12-15"), day("2024-06-14")), "half-year");
        assert_eq!(covers("2024-9M"), (day("2023-12-15"), day("2024-09-14")), "nine months");
        assert_eq!(covers("2024"), (day("2023-12-15"), day("2024-12-14")), "year");
    }

    #[test]
    fn a_late_cutoff_is_held_to_the_month() {
        let rules = ReportingRules { cutoff_day: 31, ..ReportingRules::default() };
        let february: Period = "2024-02".parse().unwrap();
        assert_eq!(february.covers(&rules), (day("2024-02-01"), day("2024-02-29")));
    }

    #[test]
    fn the_current_period_turns_after_the_due_day() {
        let rules = ReportingRules::default();
        assert_eq!(Period::current(day("2024-06-15"), &rules).to_string(), "2024-06");
        assert_eq!(Period::current(day("2024-12-16"), &rules).to_string(), "2025-01");
    }

    #[test]
    fn wards_are_due_working_days_before() {
        let june: Period = "2024-06".parse().unwrap();
        let calendar = Calendar::default();
        // The 15th is a Saturday: three working days before are Friday, Thursday, Wednesday the 12th.
        assert_eq!(june.ward_due(&ReportingRules::default(), &calendar), day("2024-06-12"));
    }

    #[test]
    fn keys_read_back_and_step() {
        for key in ["2024-06", "2024-Q2", "2024-H2", "2024-9M", "2024"] {
            let period: Period = key.parse().unwrap();
            assert_eq!(period.to_string(), key);
            assert_eq!(period.next().previous(), period, "{key} forth and back");
        }
        assert_eq!("2024-01".parse::<Period>().unwrap().previous().to_string(), "2023-12");
        for wrong in ["2024-13", "2024-Q5", "tháng 6", "", "24-06", "2024-"] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong} is no period");
        }
    }
}
