//! The overview: everything one page says of a period, as of one read of the store.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use dean06_domain::period::Period;
use dean06_domain::progress::Timeliness;
use dean06_domain::role::Role;
use dean06_store::task_progress::StoredProgress;

use crate::below::Below;
use crate::error::Refusal;
use crate::indicators::{Periods, sheet_of};
use crate::ledger::Ledger;
use crate::office::Office;
use crate::submissions;
use crate::tasks::{PeriodAnswers, list_of};
use crate::views::{DeadlineDay, DueStanding, DueTask, InPeriod, Overview, Owner, TaskRow, Trend};

impl Ledger {
    /// A period on one page.
    pub fn overview(&self, input: &InPeriod) -> Result<Overview, Refusal> {
        let store = self.store()?;
        let read = store.read();
        let office = Office::load(read, self.today())?;
        let period = office.period(input.period.as_deref())?;
        let below = Below::load(read, &office, period)?;
        let answers = PeriodAnswers::load(read, &office, period)?;
        let tasks = list_of(&answers, &below, &office, period);
        let mut known = Periods::beside(read, &office, period, &below.sums())?;
        let figures = known.figures(period)?;
        let indicators = sheet_of(&figures, &below, &office, period);
        let periods = of_the_year_until(period);
        let given = periods
            .iter()
            .map(|period| known.shares_given(*period))
            .collect::<Result<Vec<BTreeMap<String, f64>>, Refusal>>()?;
        let trend = |key: &String| Trend {
            indicator: key.clone(),
            shares: given.iter().map(|shares| shares.get(key).copied()).collect(),
        };
        let has_units_below = !below.units.is_empty();
        Ok(Overview {
            today: self.today(),
            owners: owners(answers.said, &tasks.tasks),
            deadlines: deadlines(&tasks.tasks, office.as_of(period)),
            trends: indicators.rows.iter().map(|row| trend(&row.key)).collect(),
            trend_periods: periods.iter().map(|period| office.period_view(*period)).collect(),
            below: has_units_below
                .then(|| submissions::list_of(&below, read, &office, period))
                .transpose()?,
            tasks,
            indicators,
        })
    }
}

/// The periods of the year of the same length, up to this one, in order.
fn of_the_year_until(last: Period) -> Vec<Period> {
    let back = std::iter::successors(Some(last), |period| Some(period.previous()));
    let mut periods: Vec<Period> = back.take_while(|period| period.year() == last.year()).collect();
    periods.reverse();
    periods
}

/// Who answers for the tasks that are late or due soon, where their answers say so.
fn owners(mut said: BTreeMap<String, StoredProgress>, rows: &[TaskRow]) -> Vec<Owner> {
    let pressing = |row: &&TaskRow| {
        row.role != Role::None && matches!(row.timeliness, Timeliness::Overdue | Timeliness::DueSoon)
    };
    let owner = |row: &TaskRow| {
        let progress = said.remove(&row.key)?.progress;
        Some(Owner {
            task: row.key.clone(),
            who: progress.who,
            leader: progress.leader,
            difficulties: progress.difficulties,
        })
    };
    rows.iter().filter(pressing).filter_map(owner).collect()
}

/// The days this unit's tasks fall due on.
fn deadlines(rows: &[TaskRow], as_of: NaiveDate) -> Vec<DeadlineDay> {
    let mut days: BTreeMap<NaiveDate, Vec<DueTask>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.role != Role::None) {
        let dates = &row.deadline.dates;
        for date in dates {
            let standing = standing(row.timeliness, *date, dates.last() == Some(date), as_of);
            days.entry(*date).or_default().push(DueTask { key: row.key.clone(), standing });
        }
    }
    days.into_iter().map(|(date, tasks)| DeadlineDay { date, tasks }).collect()
}

fn standing(timeliness: Timeliness, date: NaiveDate, last: bool, as_of: NaiveDate) -> DueStanding {
    match timeliness {
        Timeliness::Settled => DueStanding::Settled,
        Timeliness::Overdue if last => DueStanding::Overdue,
        _ if date < as_of => DueStanding::Settled,
        _ => DueStanding::Ahead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_earlier_day_of_a_task_that_goes_on_owes_nothing() {
        let today = day("2024-07-01");
        let of = |timeliness, date, last| standing(timeliness, day(date), last, today);
        assert_eq!(of(Timeliness::Ahead, "2024-06-30", false), DueStanding::Settled, "its first of two days");
        assert_eq!(of(Timeliness::Ahead, "2024-12-31", true), DueStanding::Ahead, "its second");
        assert_eq!(of(Timeliness::Overdue, "2024-03-31", false), DueStanding::Settled);
        assert_eq!(
            of(Timeliness::Overdue, "2024-06-30", true),
            DueStanding::Overdue,
            "only the last is late"
        );
        assert_eq!(of(Timeliness::Settled, "2024-12-31", true), DueStanding::Settled, "done before its day");
        assert_eq!(of(Timeliness::DueSoon, "2024-07-01", true), DueStanding::Ahead, "due today is not late");
    }

    #[test]
    fn the_year_is_looked_back_on_in_periods_of_one_length() {
        let keys = |period: &str| {
            let periods = of_the_year_until(period.parse().unwrap());
            periods.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(keys("2024-03"), ["2024-01", "2024-02", "2024-03"]);
        assert_eq!(keys("2024-Q2"), ["2024-Q1", "2024-Q2"]);
        assert_eq!(keys("2024"), ["2024"]);
    }
}
