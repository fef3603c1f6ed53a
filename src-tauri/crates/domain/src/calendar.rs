//! Working days: weekends, public holidays, exchanged days.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The days off of the years the program knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, Day>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Day {
    works: bool,
    name: String,
}

/// What to do with a due day that is a day off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum DaysOff {
    /// Keep the day as printed.
    #[default]
    Keep,
    /// The working day before.
    Before,
    /// The working day after.
    After,
}

impl Calendar {
    /// Reads `date,name,kind` lines after a header; kind is `holiday`, `substitute` or `working`.
    pub fn from_csv(csv: &str) -> Result<Self, String> {
        let mut days = BTreeMap::new();
        for (index, line) in csv.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
            let fields: Vec<&str> = line.split(',').map(str::trim).collect();
            let [date, name, kind] = fields[..] else {
                return Err(format!("dòng {}: cần 3 cột", index + 1));
            };
            let date: NaiveDate =
                date.parse().map_err(|_| format!("dòng {}: ngày không đúng: {date}", index + 1))?;
            days.insert(date, Day { works: kind == "working", name: name.to_owned() });
        }
        Ok(Self { days })
    }

    /// Whether offices work on this day.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        match self.days.get(&date) {
            Some(day) => day.works,
            None => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The holiday's name, on a day off that is one.
    pub fn holiday(&self, date: NaiveDate) -> Option<&str> {
        self.days.get(&date).filter(|day| !day.works).map(|day| day.name.as_str())
    }

    /// The day itself or its neighbour, as the rule for days off says.
    pub fn settle(&self, date: NaiveDate, rule: DaysOff) -> NaiveDate {
        match rule {
            DaysOff::Keep => date,
            DaysOff::Before => self.walk(date, |day| day - Days::new(1)),
            DaysOff::After => self.walk(date, |day| day + Days::new(1)),
        }
    }

    /// The day `count` working days before `date`.
    pub fn working_days_before(&self, date: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(date, |day, _| self.walk(day - Days::new(1), |day| day - Days::new(1)))
    }

    fn walk(&self, from: NaiveDate, step: impl Fn(NaiveDate) -> NaiveDate) -> NaiveDate {
        let mut day = from;
        while !self.is_working_day(day) {
            day = step(day);
        }
        day
    }
}

/// "thứ Tư".
pub fn weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_due_day_on_a_weekend_moves_as_the_rule_says() {
        let calendar = Calendar::default();
        let saturday = day("2024-06-15");
        assert_eq!(calendar.settle(saturday, DaysOff::Keep), saturday);
        assert_eq!(calendar.settle(saturday, DaysOff::Before), day("2024-06-14"));
        assert_eq!(calendar.settle(saturday, DaysOff::After), day("2024-06-17"));
    }

    #[test]
    fn holidays_and_exchanged_saturdays_count() {
        let calendar =
            Calendar::from_csv("date,name,kind\n2024-04-29,Nghỉ bù,substitute\n2024-05-04,Làm bù,working\n")
                .unwrap();
        assert!(!calendar.is_working_day(day("2024-04-29")));
        assert!(calendar.is_working_day(day("2024-05-04")), "a Saturday exchanged for a Monday is worked");
        assert_eq!(calendar.working_days_before(day("2024-04-30"), 1), day("2024-04-26"));
    }
}
