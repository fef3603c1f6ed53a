//! The plan's own faults: shown to the user, never repaired in silence.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::agency::{Agencies, Meaning};
use crate::deadline::{Deadline, DeadlineProblemCode};
use crate::plan::Plan;

/// A fault of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// For the program to act on.
    pub code: FaultCode,
    /// For the person to read, in Vietnamese.
    pub message: String,
    /// Where in the plan.
    pub place: FaultPlace,
}

/// The kinds of [`Fault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum FaultCode {
    /// Numbers are skipped in the count of tasks.
    MissingNumber,
    /// A number stands twice.
    DuplicateNumber,
    /// A group says another count than it lists.
    GroupCount,
    /// The text, the groups and the table do not agree on how many tasks there are.
    TotalCount,
    /// A task names no lead.
    NoLead,
    /// A task names no product.
    NoDeliverable,
    /// A task names no deadline.
    NoDeadline,
    /// A deadline lies in a year before the plan's.
    DueBeforeYear,
    /// A deadline was past when the plan was issued.
    DueBeforeIssue,
    /// A deadline was not understood, or names no exact day.
    DeadlineUnclear,
    /// A cell names someone the program does not know.
    UnknownAgency,
}

/// Where a fault lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "index")]
pub enum FaultPlace {
    /// The plan as a whole.
    Plan,
    /// The group at this index.
    Group(usize),
    /// The lead of the task at this index.
    Lead(usize),
    /// The supporting agencies of the task at this index.
    Support(usize),
    /// The deadline of the task at this index.
    Deadline(usize),
    /// The product of the task at this index.
    Deliverable(usize),
    /// The number of the task at this index.
    Number(usize),
}

/// What the words of a task's cells mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskReading {
    /// Thời gian hoàn thành.
    pub deadline: Deadline,
    /// Đơn vị chủ trì.
    pub lead: Agencies,
    /// Đơn vị phối hợp.
    pub support: Agencies,
}

/// The faults of a plan, whose tasks read as `readings` says, one for each task in order.
pub fn faults(plan: &Plan, readings: &[TaskReading]) -> Vec<Fault> {
    let mut faults = numbers(plan);
    faults.extend(counts(plan));
    let issued = issue_month_start(plan);
    for (index, (task, reading)) in plan.tasks.iter().zip(readings).enumerate() {
        let number = &task.number;
        let mut add = |code, place, message| faults.push(Fault { code, message, place });
        if task.lead.is_empty() {
            let message = format!("Nhiệm vụ {number} không ghi đơn vị chủ trì");
            add(FaultCode::NoLead, FaultPlace::Lead(index), message);
        }
        if task.deliverable.is_empty() {
            let message = format!("Nhiệm vụ {number} không ghi sản phẩm");
            add(FaultCode::NoDeliverable, FaultPlace::Deliverable(index), message);
        }
        for problem in &reading.deadline.problems {
            let code = match problem.code {
                DeadlineProblemCode::Missing => FaultCode::NoDeadline,
                DeadlineProblemCode::YearBeforePlan => FaultCode::DueBeforeYear,
                DeadlineProblemCode::NotUnderstood
                | DeadlineProblemCode::NoSuchDate
                | DeadlineProblemCode::Vague => FaultCode::DeadlineUnclear,
            };
            add(code, FaultPlace::Deadline(index), format!("Nhiệm vụ {number}: {}", problem.message));
        }
        if let (Some(issued), Some(last)) = (issued, reading.deadline.dates.last())
            && *last < issued
            && !reading.deadline.problems.iter().any(|p| p.code == DeadlineProblemCode::YearBeforePlan)
        {
            let message = format!(
                "Nhiệm vụ {number} đến hạn “{}”, trước khi kế hoạch được ban hành",
                task.deadline_text
            );
            add(FaultCode::DueBeforeIssue, FaultPlace::Deadline(index), message);
        }
        for (agencies, place) in
            [(&reading.lead, FaultPlace::Lead(index)), (&reading.support, FaultPlace::Support(index))]
        {
            for part in agencies.parts.iter().filter(|part| part.meaning == Meaning::Unknown) {
                let message = format!("Nhiệm vụ {number}: chưa rõ “{}” là đơn vị nào", part.words);
                add(FaultCode::UnknownAgency, place, message);
            }
        }
    }
    faults
}

fn issue_month_start(plan: &Plan) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(plan.year, plan.issued_month?, 1)
}

/// Numbers that stand twice, and numbers skipped between the first and the last.
fn numbers(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
    for (index, task) in plan.tasks.iter().enumerate() {
        let Ok(number) = task.number.trim().parse::<u32>() else { continue };
        if seen.insert(number, index).is_some() {
            faults.push(Fault {
                code: FaultCode::DuplicateNumber,
                message: format!("Số thứ tự {} có hai lần", task.number),
                place: FaultPlace::Number(index),
            });
        }
    }
    let (Some(&first), Some(&last)) = (seen.keys().next(), seen.keys().next_back()) else { return faults };
    // A table numbered anew in each group, or with a typing slip of a huge number, skips nothing.
    if last - first > 2 * u32::try_from(seen.len()).unwrap_or(u32::MAX) {
        return faults;
    }
    let width = plan.tasks.iter().map(|task| task.number.len()).max().unwrap_or(0);
    for number in (first.min(1)..last).filter(|number| *number > 0 && !seen.contains_key(number)) {
        let follower = seen.range(number..).next().map_or(0, |(_, index)| *index);
        faults.push(Fault {
            code: FaultCode::MissingNumber,
            message: format!("Không có nhiệm vụ số {number:0width$}"),
            place: FaultPlace::Number(follower),
        });
    }
    faults
}

fn counts(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, group) in plan.groups.iter().enumerate() {
        let listed = plan.tasks.iter().filter(|task| task.group == group.number).count();
        if let Some(declared) = group.declared
            && declared as usize != listed
        {
            faults.push(Fault {
                code: FaultCode::GroupCount,
                message: format!(
                    "Nhóm {} ghi {declared:02} nhiệm vụ nhưng liệt kê {listed:02}",
                    group.number
                ),
                place: FaultPlace::Group(index),
            });
        }
    }
    let listed = plan.tasks.len();
    let declared: Option<u32> = plan.groups.iter().map(|group| group.declared).sum();
    let disagree = |count: Option<u32>| count.is_some_and(|count| count as usize != listed);
    if disagree(plan.claimed_tasks) || (disagree(declared) && !plan.groups.is_empty()) {
        let mut said = Vec::new();
        if let Some(claimed) = plan.claimed_tasks {
            said.push(format!("phần lời ghi {claimed} nhiệm vụ"));
        }
        if let Some(declared) = declared.filter(|_| !plan.groups.is_empty()) {
            said.push(format!("các nhóm cộng lại là {declared}"));
        }
        faults.push(Fault {
            code: FaultCode::TotalCount,
            message: format!("Số nhiệm vụ không khớp: {}, bảng liệt kê {listed}", said.join(", ")),
            place: FaultPlace::Plan,
        });
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Task, TaskGroup};

    fn plan(numbers: &[&str]) -> Plan {
        let task = |number: &&str| Task { number: (*number).into(), group: "I".into(), ..Task::default() };
        Plan {
            year: 2024,
            groups: vec![TaskGroup { number: "I".into(), title: "NHÓM".into(), declared: Some(3) }],
            tasks: numbers.iter().map(task).collect(),
            ..Plan::default()
        }
    }

    fn codes(plan: &Plan) -> Vec<FaultCode> {
        faults(plan, &[]).into_iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn a_skipped_number_is_named_as_printed() {
        let faults = faults(&plan(&["01", "03", "04"]), &[]);
        assert_eq!(faults[0].message, "Không có nhiệm vụ số 02");
    }

    #[test]
    fn counts_that_disagree_are_faults() {
        assert_eq!(codes(&plan(&["1", "2"])), [FaultCode::GroupCount, FaultCode::TotalCount]);
        assert_eq!(codes(&plan(&["1", "2", "3"])), []);
        assert_eq!(codes(&plan(&["1", "2", "2"])), [FaultCode::DuplicateNumber]);
    }

    #[test]
    fn a_plan_of_nothing_has_no_fault_and_does_not_panic() {
        assert_eq!(faults(&Plan::default(), &[]), []);
    }
}
