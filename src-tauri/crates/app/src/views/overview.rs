//! The overview: a period on one page.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::indicators::IndicatorSheet;
use super::start::PeriodView;
use super::submissions::SubmissionList;
use super::tasks::TaskList;

/// A period on one page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Overview {
    /// Today, as the program sees it.
    #[ts(type = "string")]
    pub today: NaiveDate,
    /// The tasks of the plan, as they concern this unit.
    pub tasks: TaskList,
    /// Who answers for the tasks that are late or due soon.
    pub owners: Vec<Owner>,
    /// The days of the plan that this unit's tasks fall due on, in order.
    pub deadlines: Vec<DeadlineDay>,
    /// The indicators of the period.
    pub indicators: IndicatorSheet,
    /// The periods of the year up to this one, of the same length.
    pub trend_periods: Vec<PeriodView>,
    /// How each indicator went in those periods, in the order of the indicators.
    pub trends: Vec<Trend>,
    /// The units below; none when there are none.
    pub below: Option<SubmissionList>,
}

/// Who answers for a task, as its answers say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Owner {
    /// The task's key.
    pub task: String,
    /// Who does it.
    pub who: String,
    /// Which leader answers.
    pub leader: String,
    /// Khó khăn, vướng mắc.
    pub difficulties: String,
}

/// A day that tasks fall due on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DeadlineDay {
    /// The day.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// The tasks, in the order of the plan.
    pub tasks: Vec<DueTask>,
}

/// A task on a day it falls due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DueTask {
    /// The task's key.
    pub key: String,
    /// How it stands on that day.
    pub standing: DueStanding,
}

/// How a task stands on one of its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum DueStanding {
    /// Nothing is owed for the day: the task is done, or the day is past and the task has a later one or goes on.
    Settled,
    /// The task's last day is past, and it is not done.
    Overdue,
    /// The day is still to come.
    Ahead,
}

/// How an indicator went.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Trend {
    /// "1.5a".
    pub indicator: String,
    /// The share in each period; none where no figures were given for it, though older ones may hold.
    pub shares: Vec<Option<f64>>,
}

/// A picture of a chart, to be kept as a file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SavePicture {
    /// What it shows: "chi-tieu-2024-06".
    pub name: String,
    /// The PNG's bytes.
    pub png: Vec<u8>,
}

/// A picture that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Picture {
    /// Where it lies.
    pub path: String,
}
