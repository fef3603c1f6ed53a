//! What was changed of tasks: each answer's history, and putting changes back.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeDelta};
use dean06_domain::period::Period;
use dean06_domain::progress::Progress;
use dean06_store::change_log::{self, LoggedChange};
use dean06_store::task_progress::UnitKey;
use dean06_store::{Change, StoreError, assignment, task_progress};
use serde_json::{Map, Value};

use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::tasks::changed_list;
use crate::views::{AnswerChange, PutBack, TaskInPeriod, TaskList};

/// Answers are stored while they are typed. Saves of one person that follow within this time are one change to
/// whoever reads the history.
const ONE_SITTING: TimeDelta = TimeDelta::minutes(5);

impl Ledger {
    /// Every change of a task's answers, answer by answer, the newest first.
    pub fn answer_history(&self, input: &TaskInPeriod) -> Result<Vec<AnswerChange>, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let key = &office.plan.keys[office.find_task(&input.task)?];
        Ok(by_answer(change_log::of_rows(store.read(), "task_progress", key)?))
    }

    /// Puts back what changes of tasks changed, where nobody has changed it since; as a new change.
    pub fn put_back(&self, input: &PutBack) -> Result<TaskList, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.period(Some(&input.period))?;
            for id in input.changes.iter().rev() {
                let logged = change_log::get(change.read(), *id)?
                    .ok_or_else(|| Refusal::not_found("Nhật ký không có thay đổi này; hãy mở lại trang"))?;
                match logged.subject.as_str() {
                    "task_progress" => put_answers_back(change, &office, &logged)?,
                    "assignment" => put_assignment_back(change, &logged)?,
                    _ => return Err(Refusal::invalid("Thay đổi này không hoàn tác được ở đây")),
                }
            }
            changed_list(change, &office, period)
        })
    }
}

fn put_answers_back(change: &Change<'_>, office: &Office, logged: &LoggedChange) -> Result<(), Refusal> {
    let Some((period, task)) = logged.key.split_once(' ') else { return Ok(()) };
    office.open_period(period)?;
    let unit = office.unit_key();
    let now = task_progress::given(change.read(), &unit, period, task)?.map(|stored| stored.progress);
    let (now, after) = (fields(json(now.as_ref())?.as_ref()), fields(logged.after.as_ref()));
    if logged.before.is_none() && now == after {
        task_progress::remove(change, &unit, period, task)?;
        return Ok(());
    }
    let before = match &logged.before {
        Some(row) => fields(Some(row)),
        None => fields(json(Some(&carried_over(change, &unit, period, task)?))?.as_ref()),
    };
    let mut put = now.clone();
    for (field, was) in &before {
        // What somebody changed since is theirs.
        if after.get(field) != Some(was) && now.get(field) == after.get(field) {
            put.insert(field.clone(), was.clone());
        }
    }
    if put != now {
        let progress: Progress = serde_json::from_value(Value::Object(put)).map_err(StoreError::from)?;
        task_progress::put(change, &unit, period, task, &progress)?;
    }
    Ok(())
}

/// What a month starts from: the answers of an earlier one, or none.
fn carried_over(change: &Change<'_>, unit: &UnitKey, period: &str, task: &str) -> Result<Progress, Refusal> {
    let earlier = period.parse::<Period>().map_err(|error| Refusal::invalid(format!("{error}")))?.previous();
    let stored = task_progress::of_task(change.read(), unit, &earlier.to_string(), task)?;
    Ok(stored.map(|stored| stored.progress).unwrap_or_default())
}

fn put_assignment_back(change: &Change<'_>, logged: &LoggedChange) -> Result<(), Refusal> {
    let person = |value: Option<&Value>| value.and_then(Value::as_i64).and_then(|id| i32::try_from(id).ok());
    if assignment::of(change.read(), &logged.key)? == person(logged.after.as_ref()) {
        assignment::put(change, &logged.key, person(logged.before.as_ref()))?;
    }
    Ok(())
}

fn json(progress: Option<&Progress>) -> Result<Option<Value>, Refusal> {
    Ok(progress.map(serde_json::to_value).transpose().map_err(StoreError::from)?)
}

/// The answers of a logged row by name.
fn fields(row: Option<&Value>) -> Map<String, Value> {
    match row {
        Some(Value::Object(fields)) => fields.clone(),
        _ => Map::new(),
    }
}

/// The log of a task's rows, the oldest first, as changes of single answers, the newest first.
fn by_answer(log: Vec<LoggedChange>) -> Vec<AnswerChange> {
    let mut latest: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut changes: Vec<AnswerChange> = Vec::new();
    for logged in log {
        let period = logged.key.split_once(' ').map_or("", |(period, _)| period).to_owned();
        // The first answers of a month start from those carried over; without them, from nothing.
        let carried = || latest.range(..period.clone()).next_back().map(|(_, row)| row.clone());
        let before = match &logged.before {
            Some(row) => fields(Some(row)),
            None => carried().unwrap_or_default(),
        };
        let after = match &logged.after {
            Some(row) => fields(Some(row)),
            None => carried().unwrap_or_default(),
        };
        for field in after.keys().chain(before.keys().filter(|field| !after.contains_key(*field))) {
            let value = |row: &Map<String, Value>| row.get(field).cloned().filter(|value| value != "");
            let (was, is) = (value(&before).unwrap_or(Value::Null), value(&after).unwrap_or(Value::Null));
            if was == is {
                continue;
            }
            let step = AnswerChange {
                id: logged.id,
                field: field.clone(),
                period: period.parse::<Period>().map_or_else(|_| period.clone(), Period::name),
                at: logged.at.clone(),
                who: logged.who.clone(),
                before: was,
                after: is,
            };
            let last = changes.iter_mut().rev().find(|change| change.field == *field);
            match last {
                Some(last) if one_sitting(last, &step) => {
                    *last = AnswerChange { before: last.before.clone(), ..step };
                }
                _ => changes.push(step),
            }
        }
        match logged.after {
            Some(_) => latest.insert(period, after),
            None => latest.remove(&period),
        };
    }
    // Typed and taken away again within one sitting is no change.
    changes.retain(|change| change.before != change.after);
    changes.sort_by_key(|change| std::cmp::Reverse(change.id));
    changes
}

fn one_sitting(last: &AnswerChange, next: &AnswerChange) -> bool {
    let at = |change: &AnswerChange| change.at.parse::<NaiveDateTime>().ok();
    last.who == next.who
        && last.period == next.period
        && matches!((at(last), at(next)), (Some(then), Some(now)) if now - then <= ONE_SITTING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn logged(id: i32, at: &str, who: &str, key: &str, before: Value, after: Value) -> LoggedChange {
        let row = |value: Value| Some(value).filter(|value| !value.is_null());
        LoggedChange {
            id,
            at: at.into(),
            who: who.into(),
            subject: "task_progress".into(),
            key: key.into(),
            before: row(before),
            after: row(after),
        }
    }

    fn said(result: &str) -> Value {
        json!({"result": result, "status": "in-progress"})
    }

    fn of_result(log: Vec<LoggedChange>) -> Vec<(String, Value, Value)> {
        let changes = by_answer(log).into_iter().filter(|change| change.field == "result");
        changes.map(|change| (change.who, change.before, change.after)).collect()
    }

    #[test]
    fn what_one_person_types_in_one_sitting_is_one_change() {
        let log = vec![
            logged(1, "2024-06-10T08:00:00", "Lan", "2024-06 k", Value::Null, said("Đã")),
            logged(2, "2024-06-10T08:01:00", "Lan", "2024-06 k", said("Đã"), said("Đã họp")),
            logged(3, "2024-06-10T08:02:00", "Bình", "2024-06 k", said("Đã họp"), said("Đã họp xong")),
            logged(4, "2024-06-10T09:00:00", "Bình", "2024-06 k", said("Đã họp xong"), said("")),
        ];
        assert_eq!(
            of_result(log),
            [
                ("Bình".into(), json!("Đã họp xong"), Value::Null),
                ("Bình".into(), json!("Đã họp"), json!("Đã họp xong")),
                ("Lan".into(), Value::Null, json!("Đã họp")),
            ]
        );
    }

    #[test]
    fn the_first_answers_of_a_month_are_told_against_those_carried_over() {
        let log = vec![
            logged(1, "2024-05-10T08:00:00", "Lan", "2024-05 k", Value::Null, said("tháng 5")),
            logged(2, "2024-06-10T08:00:00", "Lan", "2024-06 k", Value::Null, said("tháng 5")),
            logged(3, "2024-06-11T08:00:00", "Lan", "2024-06 k", said("tháng 5"), said("tháng 6")),
        ];
        assert_eq!(
            of_result(log),
            [
                ("Lan".into(), json!("tháng 5"), json!("tháng 6")),
                ("Lan".into(), Value::Null, json!("tháng 5")),
            ],
            "confirming in June what May said changes no words"
        );
    }
}
